#include "src/codecs/tiff/read-directory.h"

#include <tiff.h>

#include <algorithm>
#include <utility>

#include "src/limits.h"
#include "src/tiff-directory.h"

namespace imwrite::tiff {
namespace {

constexpr uint16_t kFacts[] = {TIFFTAG_ORIENTATION,
                               TIFFTAG_XRESOLUTION,
                               TIFFTAG_YRESOLUTION,
                               TIFFTAG_RESOLUTIONUNIT,
                               TIFFTAG_RICHTIFFIPTC,
                               kExifTag,
                               kGpsTag};

// What of a directory is read: what describes the picture, all but for what the encoder and its
// metadata have names for, or all.
enum class Level { kFirst, kUnknown, kExif, kLast };

class Reader {
 public:
  explicit Reader(std::span<const uint8_t> file)
      : file_(file), tiff_(file), budget_(file.size()), layers_left_(file.size()) {}

  Directory ReadFirst() {
    damaged_ |= !tiff_.IsTiff();
    if (damaged_) return {};
    return Read(First(), Level::kFirst);
  }
  std::vector<Directory> ReadUnknownTags(uint32_t begin, uint32_t end) {
    std::vector<Directory> pages;
    uint64_t offset = First();
    for (uint32_t page = 0; page < end; ++page) {
      if (page >= begin) pages.push_back(Read(offset, Level::kUnknown));
      offset = Next(offset);
    }
    return pages;
  }
  uint32_t Count(bool* lacks_link) {
    uint32_t count = 0;
    for (uint64_t offset = First(); offset != 0; ++count) {
      const uint64_t entries = std::min<uint64_t>(EntryCount(offset), file_.size());
      const uint64_t link = tiff_.LinkOffset(offset, entries);
      // A chain that leads back to itself ends with the budget.
      if (!Inside(offset, link - offset) || !Spend(link - offset)) break;
      *lacks_link = !Inside(link, tiff_.field_bytes());
      offset = Number(link, tiff_.field_bytes());
    }
    return count;
  }
  uint64_t Measure(uint32_t begin, uint32_t end, uint64_t most) {
    uint64_t bytes = 0;
    uint64_t offset = First();
    uint64_t profile = 0;
    for (uint32_t page = 0; page < end && offset != 0; ++page) {
      if (page >= begin && !MeasureDirectory(offset, Level::kFirst, most, &profile, &bytes)) break;
      offset = Next(offset);
    }
    return bytes;
  }
  bool damaged() const { return damaged_; }

 private:
  bool Inside(uint64_t offset, uint64_t size) {
    const bool inside = tiff_.Contains(offset, size);
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

  // 0 outside the file, which is damage.
  uint64_t Number(uint64_t offset, uint64_t size) {
    return Inside(offset, size) ? tiff_.Number(offset, size) : 0;
  }
  uint64_t First() { return Number(tiff_.field_bytes() == 8 ? 8 : 4, tiff_.field_bytes()); }
  uint64_t EntryCount(uint64_t directory) { return Number(directory, tiff_.count_bytes()); }
  uint64_t Next(uint64_t directory) {
    return Number(tiff_.LinkOffset(directory, EntryCount(directory)), tiff_.field_bytes());
  }
  bool EntryAt(uint64_t directory, uint64_t index, TiffEntry* entry) {
    const bool inside = tiff_.EntryAt(directory, index, entry);
    damaged_ |= !inside;
    return inside;
  }

  Directory Read(uint64_t offset, Level level) {
    const uint64_t count = EntryCount(offset);
    Directory directory;
    TiffEntry entry;
    for (uint64_t i = 0; i < count; ++i) {
      if (!EntryAt(offset, i, &entry) || !Spend(tiff_.entry_bytes())) break;
      if (IsRead(entry.tag, level)) ReadEntry(entry, level, &directory);
    }
    return directory;
  }

  // libtiff looks for each entry among those before it, so that some thousands take seconds.
  static constexpr uint64_t kSearch = 8;

  // False when it is more than `most`.
  bool MeasureDirectory(uint64_t offset, Level level, uint64_t most, uint64_t* profile,
                        uint64_t* bytes) {
    const uint64_t count = EntryCount(offset);
    TiffEntry entry;
    for (uint64_t i = 0; i < count && EntryAt(offset, i, &entry); ++i) {
      const uint64_t value = Product(entry.count, TiffTypeBytes(entry.type));
      const bool shared =
          entry.tag == TIFFTAG_ICCPROFILE &&
          std::exchange(*profile, Number(entry.field, tiff_.field_bytes())) == *profile;
      // What the file does not have is damage, which is told when it is read.
      // Many pages may not lead to the same layers, which libtiff reads.
      const bool layers = entry.tag == kLayersTag && value <= layers_left_;
      if (layers) layers_left_ -= value;
      if (!IsPlaces(entry.tag) && !shared && !layers && value <= file_.size()) *bytes += value;
      *bytes += tiff_.entry_bytes() + kSearch * i;
      if (*bytes > most) return false;
      if (level == Level::kFirst && IsExifOrGps(entry.tag) &&
          !MeasureDirectory(Number(entry.field, tiff_.field_bytes()), Level::kLast, most, profile,
                            bytes))
        return false;
    }
    return true;
  }

  static bool IsExifOrGps(uint16_t tag) { return tag == kExifTag || tag == kGpsTag; }

  // Where the pixels lie.
  static bool IsPlaces(uint16_t tag) {
    constexpr uint16_t kPlaces[] = {TIFFTAG_STRIPOFFSETS, TIFFTAG_STRIPBYTECOUNTS,
                                    TIFFTAG_TILEOFFSETS, TIFFTAG_TILEBYTECOUNTS};
    return std::ranges::find(kPlaces, tag) != std::end(kPlaces);
  }

  static bool IsRead(uint16_t tag, Level level) {
    if (level == Level::kFirst)
      return IsText(tag) || std::ranges::find(kFacts, tag) != std::end(kFacts);
    return level != Level::kUnknown || !IsReservedTag(tag);
  }

  void ReadEntry(const TiffEntry& from, Level level, Directory* directory) {
    const uint64_t type_bytes = TiffTypeBytes(from.type);
    if (from.count == 0) return;
    if (type_bytes == 0 || from.count > file_.size()) return void(damaged_ = true);
    if ((level == Level::kFirst && IsExifOrGps(from.tag)) ||
        (level == Level::kExif && from.tag == kInteroperabilityTag)) {
      Directory below =
          Read(Number(from.field, type_bytes), from.tag == kExifTag ? Level::kExif : Level::kLast);
      if (!below.empty()) directory->push_back({from.tag, TIFF_LONG, 1, {}, std::move(below)});
      return;
    }
    const uint64_t bytes = from.count * type_bytes;
    const uint64_t offset = tiff_.ValueOffset(from, bytes);
    if (!Inside(offset, bytes) || (bytes > tiff_.field_bytes() && !Spend(bytes))) return;
    const auto raw = file_.subspan(static_cast<size_t>(offset), static_cast<size_t>(bytes));
    Entry entry{
        from.tag, from.type, static_cast<uint32_t>(from.count), {raw.begin(), raw.end()}, {}};
    const bool rational = from.type == TIFF_RATIONAL || from.type == TIFF_SRATIONAL;
    if (tiff_.big_endian()) Swap(&entry.value, rational ? 4 : static_cast<size_t>(type_bytes));
    directory->push_back(std::move(entry));
  }

  static void Swap(std::vector<uint8_t>* bytes, size_t size) {
    for (auto at = bytes->begin(); at != bytes->end(); at += static_cast<ptrdiff_t>(size))
      std::reverse(at, at + static_cast<ptrdiff_t>(size));
  }

  std::span<const uint8_t> file_;
  TiffReader tiff_;
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

std::vector<Directory> ReadUnknownTags(std::span<const uint8_t> file, uint32_t begin,
                                       uint32_t end) {
  return Reader(file).ReadUnknownTags(begin, end);
}

uint64_t MeasureTags(std::span<const uint8_t> file, uint32_t begin, uint32_t end, uint64_t most) {
  return Reader(file).Measure(begin, end, most);
}

uint32_t CountDirectories(std::span<const uint8_t> file, bool* lacks_link) {
  return Reader(file).Count(lacks_link);
}

}  // namespace imwrite::tiff
