// EXIF in TIFF: the directories of an EXIF block become directories of the file, and back. A block is a TIFF file itself,
// so they are moved as they are, byte for byte but for their offsets.
#pragma once

#include "src/codecs/tiff/directory.h"

namespace imwrite::tiff {

inline constexpr uint16_t kExifTag = 34665, kGpsTag = 34853;

// Whether the tag is one of the first directory's texts: who, when, with what.
bool IsText(uint16_t tag);

// Of a file's or block's first directory what describes the picture, not its storage: texts, orientation, resolution, and the
// directories of EXIF (with that of interoperability in it) and GPS. Entries that lie outside the bytes are left out;
// *damaged tells of them.
Directory ReadDirectory(std::span<const uint8_t> file, bool* damaged);

}  // namespace imwrite::tiff
