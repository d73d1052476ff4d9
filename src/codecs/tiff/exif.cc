#include "src/codecs/tiff/exif.h"

#include <tiff.h>

#include <algorithm>
#include <utility>

#include "src/limits.h"

namespace imwrite::tiff {
namespace {

constexpr uint16_t kFacts[] = {TIFFTAG_ORIENTATION,
                               TIFFTAG_XRESOLUTION,
                               TIFFTAG_YRESOLUTION,
                               TIFFTAG_RESOLUTIONUNIT,
                               TIFFTAG_RICHTIFFIPTC,
                               kExifTag,
                               kGpsTag};

// Of EXIF 3.0.
constexpr uint16_t kUtf8Type = 129;

// What of a directory is read: what describes the picture, all but for what the encoder and its
// metadata have names for, or all.
enum class Level { kFirst, kOthers, kExif, kLast };

class Reader {
 public:
  explicit Reader(std::span<const uint8_t> file)
      : file_(file),
        big_endian_(!file.empty() && file[0] == 'M'),
        budget_(file.size()),
        layers_left_(file.size()) {
    big_ = Number(2, 2) == 43;
  }

  Directory ReadFirst() {
    const uint64_t mark = Number(0, 2);
    damaged_ |= (mark != 0x4949 && mark != 0x4d4d) || (!big_ && Number(2, 2) != 42);
    if (damaged_) return {};
    return Read(First(), Level::kFirst);
  }
  std::vector<Directory> ReadOthers(uint32_t begin, uint32_t end) {
    std::vector<Directory> pages;
    uint64_t offset = First();
    for (uint32_t page = 0; page < end; ++page) {
      if (page >= begin) pages.push_back(Read(offset, Level::kOthers));
      offset = Number(offset + count_bytes() + Number(offset, count_bytes()) * entry_bytes(),
                      field_bytes());
    }
    return pages;
  }
  uint32_t Count(bool* lacks_link) {
    uint32_t count = 0;
    for (uint64_t offset = First(); offset != 0; ++count) {
      const uint64_t entries = Number(offset, count_bytes());
      const uint64_t bytes =
          count_bytes() + std::min<uint64_t>(entries, file_.size()) * entry_bytes();
      // A chain that leads back to itself ends with the budget.
      if (!Inside(offset, bytes) || !Spend(bytes)) break;
      *lacks_link = !Inside(offset + bytes, field_bytes());
      offset = Number(offset + bytes, field_bytes());
    }
    return count;
  }
  uint64_t Measure(uint32_t begin, uint32_t end, uint64_t most) {
    uint64_t bytes = 0;
    uint64_t offset = First();
    uint64_t profile = 0;
    for (uint32_t page = 0; page < end && offset != 0; ++page) {
      if (page >= begin && !MeasureDirectory(offset, Level::kFirst, most, &profile, &bytes)) break;
      offset = Number(offset + count_bytes() + Number(offset, count_bytes()) * entry_bytes(),
                      field_bytes());
    }
    return bytes;
  }
  bool damaged() const { return damaged_; }

 private:
  uint64_t First() { return big_ ? Number(8, 8) : Number(4, 4); }
  uint64_t count_bytes() const { return big_ ? 8 : 2; }
  uint64_t entry_bytes() const { return big_ ? 20 : 12; }
  uint64_t field_bytes() const { return big_ ? 8 : 4; }

  bool Inside(uint64_t offset, uint64_t size) {
    const bool inside = offset <= file_.size() && size <= file_.size() - offset;
    damaged_ |= !inside;
    return inside;
  }

  // Entries may share bytes of the file, but what is read is not more than the file in all: a few
  // hostile entries could lead to one another for ever.
  bool Spend(uint64_t bytes) {
    const bool enough = bytes <= budget_;
    damaged_ |= !enough;
    budget_ = enough ? budget_ - bytes : 0;
    return enough;
  }

  // 0 outside the file.
  uint64_t Number(uint64_t offset, size_t size) {
    if (!Inside(offset, size)) return 0;
    uint64_t value = 0;
    for (size_t i = 0; i < size; ++i)
      value = value << 8 | file_[static_cast<size_t>(offset) + (big_endian_ ? i : size - 1 - i)];
    return value;
  }

  Directory Read(uint64_t offset, Level level) {
    const uint64_t count = Number(offset, count_bytes());
    Directory directory;
    for (uint64_t i = 0; i < count; ++i) {
      const uint64_t entry = offset + count_bytes() + i * entry_bytes();
      if (!Inside(entry, entry_bytes()) || !Spend(entry_bytes())) break;
      const auto tag = static_cast<uint16_t>(Number(entry, 2));
      if (IsRead(tag, level)) ReadEntry(tag, entry, level, &directory);
    }
    return directory;
  }

  // libtiff looks for each entry among those before it, so that some thousands take seconds.
  static constexpr uint64_t kSearch = 8;

  // False when it is more than `most`.
  bool MeasureDirectory(uint64_t offset, Level level, uint64_t most, uint64_t* profile,
                        uint64_t* bytes) {
    const uint64_t count = Number(offset, count_bytes());
    for (uint64_t i = 0; i < count; ++i) {
      const uint64_t entry = offset + count_bytes() + i * entry_bytes();
      if (!Inside(entry, entry_bytes())) break;
      const auto tag = static_cast<uint16_t>(Number(entry, 2));
      const uint64_t field = entry + 4 + field_bytes();
      const uint64_t value = Product(Number(entry + 4, field_bytes()),
                                     TypeBytes(static_cast<uint16_t>(Number(entry + 2, 2))));
      const bool shared = tag == TIFFTAG_ICCPROFILE &&
                          std::exchange(*profile, Number(field, field_bytes())) == *profile;
      // What the file does not have is damage, which is told when it is read.
      // Many pages may not lead to the same layers, which libtiff reads.
      const bool layers = tag == kLayersTag && value <= layers_left_;
      if (layers) layers_left_ -= value;
      if (!IsPlaces(tag) && !shared && !layers && value <= file_.size()) *bytes += value;
      *bytes += entry_bytes() + kSearch * i;
      if (*bytes > most) return false;
      const bool below = level == Level::kFirst && (tag == kExifTag || tag == kGpsTag);
      if (below &&
          !MeasureDirectory(Number(field, field_bytes()), Level::kLast, most, profile, bytes))
        return false;
    }
    return true;
  }

  // Where the pixels lie.
  static bool IsPlaces(uint16_t tag) {
    constexpr uint16_t kPlaces[] = {TIFFTAG_STRIPOFFSETS, TIFFTAG_STRIPBYTECOUNTS,
                                    TIFFTAG_TILEOFFSETS, TIFFTAG_TILEBYTECOUNTS};
    return std::ranges::find(kPlaces, tag) != std::end(kPlaces);
  }

  static bool IsRead(uint16_t tag, Level level) {
    if (level == Level::kFirst)
      return IsText(tag) || std::ranges::find(kFacts, tag) != std::end(kFacts);
    return level != Level::kOthers || !IsNamed(tag);
  }

  void ReadEntry(uint16_t tag, uint64_t at, Level level, Directory* directory) {
    const auto type = static_cast<uint16_t>(Number(at + 2, 2));
    const uint64_t count = Number(at + 4, field_bytes());
    const uint64_t type_bytes = type == kUtf8Type ? 1 : TypeBytes(type);
    const uint64_t field = at + 4 + field_bytes();
    if (count == 0) return;
    if (type_bytes == 0 || count > file_.size()) return void(damaged_ = true);
    const bool exif_or_gps = level == Level::kFirst && (tag == kExifTag || tag == kGpsTag);
    if (exif_or_gps || (level == Level::kExif && tag == kInteroperabilityTag)) {
      Directory below =
          Read(Number(field, type_bytes), tag == kExifTag ? Level::kExif : Level::kLast);
      if (!below.empty()) directory->push_back({tag, TIFF_LONG, 1, {}, std::move(below)});
      return;
    }
    const uint64_t bytes = count * type_bytes;
    const uint64_t offset = bytes <= field_bytes() ? field : Number(field, field_bytes());
    if (!Inside(offset, bytes) || (bytes > field_bytes() && !Spend(bytes))) return;
    const auto raw = file_.subspan(static_cast<size_t>(offset), static_cast<size_t>(bytes));
    Entry entry{tag, type, static_cast<uint32_t>(count), {raw.begin(), raw.end()}, {}};
    const bool rational = type == TIFF_RATIONAL || type == TIFF_SRATIONAL;
    if (big_endian_) Swap(&entry.value, rational ? 4 : static_cast<size_t>(type_bytes));
    directory->push_back(std::move(entry));
  }

  static void Swap(std::vector<uint8_t>* bytes, size_t size) {
    for (auto at = bytes->begin(); at != bytes->end(); at += static_cast<ptrdiff_t>(size))
      std::reverse(at, at + static_cast<ptrdiff_t>(size));
  }

  std::span<const uint8_t> file_;
  bool big_endian_;
  bool big_ = false;
  uint64_t budget_;
  uint64_t layers_left_;
  bool damaged_ = false;
};

}  // namespace

Directory ReadDirectory(std::span<const uint8_t> file, bool* damaged) {
  Reader reader(file);
  Directory directory = reader.ReadFirst();
  *damaged = reader.damaged();
  return directory;
}

std::vector<Directory> ReadOthers(std::span<const uint8_t> file, uint32_t begin, uint32_t end) {
  return Reader(file).ReadOthers(begin, end);
}

uint64_t MeasureTags(std::span<const uint8_t> file, uint32_t begin, uint32_t end, uint64_t most) {
  return Reader(file).Measure(begin, end, most);
}

uint32_t CountDirectories(std::span<const uint8_t> file, bool* lacks_link) {
  return Reader(file).Count(lacks_link);
}

}  // namespace imwrite::tiff
