#include "src/codecs/tiff/directory.h"

#include <tiff.h>

#include <algorithm>
#include <cmath>

namespace imwrite::tiff {
namespace {

void Put(std::vector<uint8_t>* bytes, size_t at, uint64_t value, size_t size) {
  for (size_t i = 0; i < size; ++i) (*bytes)[at + i] = static_cast<uint8_t>(value >> (8 * i));
}

// How many bytes numbers have in a directory.
struct Widths {
  size_t entries, count, offset;
  size_t entry() const { return 4 + count + offset; }
};
constexpr Widths kClassic = {2, 4, 4}, kBig = {8, 8, 8};

void Append(const Directory& directory, uint64_t offset, const Widths& widths,
            std::vector<uint8_t>* bytes) {
  size_t at = bytes->size();
  bytes->resize(at + widths.entries + widths.entry() * directory.size() + widths.offset);
  Put(bytes, at, directory.size(), widths.entries);
  at += widths.entries;
  for (const Entry& entry : directory) {
    const bool is_ifd_pointer = !entry.directory.empty();
    Put(bytes, at, entry.tag, 2);
    Put(bytes, at + 2, is_ifd_pointer && widths.offset == 8 ? uint16_t{TIFF_IFD8} : entry.type, 2);
    Put(bytes, at + 4, entry.count, widths.count);
    const size_t value = at + 4 + widths.count;
    if (!is_ifd_pointer && entry.value.size() <= widths.offset) {
      std::ranges::copy(entry.value, bytes->begin() + static_cast<ptrdiff_t>(value));
    } else {
      bytes->resize(bytes->size() + bytes->size() % 2);
      Put(bytes, value, offset + bytes->size(), widths.offset);
      if (!is_ifd_pointer) bytes->insert(bytes->end(), entry.value.begin(), entry.value.end());
      if (is_ifd_pointer) Append(entry.directory, offset, widths, bytes);
    }
    at += widths.entry();
  }
}

Entry SingleValue(uint16_t tag, uint16_t type, uint64_t value, size_t size) {
  Entry entry{tag, type, 1, std::vector<uint8_t>(size), {}};
  Put(&entry.value, 0, value, size);
  return entry;
}

}  // namespace

Entry Shorts(uint16_t tag, std::span<const uint16_t> values) {
  Entry entry{tag,
              TIFF_SHORT,
              static_cast<uint32_t>(values.size()),
              std::vector<uint8_t>(2 * values.size()),
              {}};
  for (size_t i = 0; i < values.size(); ++i) Put(&entry.value, 2 * i, values[i], 2);
  return entry;
}

Entry Short(uint16_t tag, uint16_t value) { return Shorts(tag, {&value, 1}); }

Entry Long(uint16_t tag, uint32_t value) { return SingleValue(tag, TIFF_LONG, value, 4); }
Entry Long8(uint16_t tag, uint64_t value) { return SingleValue(tag, TIFF_LONG8, value, 8); }

Entry Offsets(uint16_t tag, std::span<const uint64_t> values, bool big) {
  const size_t size = big ? 8 : 4;
  Entry entry{tag,
              static_cast<uint16_t>(big ? TIFF_IFD8 : TIFF_IFD),
              static_cast<uint32_t>(values.size()),
              {},
              {}};
  entry.value.resize(size * values.size());
  for (size_t i = 0; i < values.size(); ++i) Put(&entry.value, size * i, values[i], size);
  return entry;
}

Entry Bytes(uint16_t tag, uint16_t type, std::span<const uint8_t> values) {
  return {tag, type, static_cast<uint32_t>(values.size()), {values.begin(), values.end()}, {}};
}

// The convergents of its continued fraction, up to the first that is near enough.
Entry Rational(uint16_t tag, float value) {
  constexpr double kMax = 0xffffffff;
  double numerator = std::min<double>(value, kMax), denominator = 1;
  if (value < kMax) {
    double before[2] = {1, 0};
    double now[2] = {std::floor(value), 1};
    for (double rest = value - now[0]; static_cast<float>(now[0] / now[1]) != value && rest > 0;) {
      const double quotient = std::floor(1 / rest);
      const double next[2] = {quotient * now[0] + before[0], quotient * now[1] + before[1]};
      if (next[0] > kMax || next[1] > kMax) break;
      std::copy_n(now, 2, before);
      std::copy_n(next, 2, now);
      rest = 1 / rest - quotient;
    }
    numerator = now[0];
    denominator = now[1];
  }
  Entry entry{tag, TIFF_RATIONAL, 1, std::vector<uint8_t>(8), {}};
  Put(&entry.value, 0, static_cast<uint64_t>(numerator), 4);
  Put(&entry.value, 4, static_cast<uint64_t>(denominator), 4);
  return entry;
}

void Set(Entry entry, Directory* directory) {
  const auto place = std::ranges::find(*directory, entry.tag, &Entry::tag);
  if (place == directory->end()) {
    directory->push_back(std::move(entry));
  } else {
    *place = std::move(entry);
  }
}

std::vector<uint8_t> WriteDirectory(const Directory& directory, uint64_t offset, bool big) {
  std::vector<uint8_t> bytes;
  Append(directory, offset, big ? kBig : kClassic, &bytes);
  return bytes;
}

std::vector<uint8_t> WriteBlock(const Directory& directory) {
  std::vector<uint8_t> block = {'I', 'I', 42, 0, 8, 0, 0, 0};
  Append(directory, 0, kClassic, &block);
  return block;
}

}  // namespace imwrite::tiff
