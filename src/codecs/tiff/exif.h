// EXIF in TIFF: the directories of an EXIF block become directories of the file, and back. A block is a TIFF file itself,
// so they are moved as they are, byte for byte but for their offsets.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace imwrite::tiff {

struct Entry {
  uint16_t tag = 0;
  uint16_t type = 0;
  uint32_t count = 0;
  // Little endian.
  std::vector<uint8_t> value;
  // What the entry points to, if it is one of those that lead to a directory.
  std::vector<Entry> directory;
};

using Directory = std::vector<Entry>;

inline constexpr uint16_t kExifTag = 34665, kGpsTag = 34853;

// Whether the tag is one of the first directory's texts: who, when, with what.
bool IsText(uint16_t tag);

// Of a file's or block's first directory what describes the picture, not its storage: texts, orientation, resolution, and the
// directories of EXIF (with that of interoperability in it) and GPS. Entries that lie outside the bytes are left out;
// *damaged tells of them.
Directory ReadDirectory(std::span<const uint8_t> file, bool* damaged);

// The directory, and those below it, as little endian bytes to stand at `offset`, which is even.
std::vector<uint8_t> WriteDirectory(const Directory& directory, uint32_t offset);

// The same as a block of its own.
std::vector<uint8_t> WriteBlock(const Directory& directory);

}  // namespace imwrite::tiff
