// Directories of TIFF files: entries, how to make them, and how to write them.
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
  // The directory that the entry points to, if it does.
  std::vector<Entry> directory;
};

using Directory = std::vector<Entry>;

// Each of one or more values; Bytes() takes them as they are stored.
Entry Shorts(uint16_t tag, std::span<const uint16_t> values);
Entry Short(uint16_t tag, uint16_t value);
Entry Long(uint16_t tag, uint32_t value);
Entry Long8(uint16_t tag, uint64_t value);
// Of directories.
Entry Offsets(uint16_t tag, std::span<const uint64_t> values, bool big);
Entry Bytes(uint16_t tag, uint16_t type, std::span<const uint8_t> values);
// The simplest quotient that is the same in single precision.
Entry Rational(uint16_t tag, float value);

// Puts the entry in the place of one with its tag, or adds it.
void Set(Entry entry, Directory* directory);

// The directory with its subdirectories as little endian bytes, to be stored at the even `offset`.
// BigTIFF has 64-bit offsets.
std::vector<uint8_t> WriteDirectory(const Directory& directory, uint64_t offset, bool big);

// The same as a block of its own.
std::vector<uint8_t> WriteBlock(const Directory& directory);

}  // namespace imwrite::tiff
