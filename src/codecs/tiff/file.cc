#include "src/codecs/tiff/file.h"

#include <tiff.h>

#include <algorithm>
#include <cstring>

namespace imwrite::tiff {
namespace {

constexpr uint8_t kHeader[] = {'I', 'I', 42, 0, 0, 0, 0, 0};
constexpr uint8_t kBigHeader[] = {'I', 'I', 43, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

std::span<const uint8_t> Header(bool big) {
  return big ? std::span<const uint8_t>(kBigHeader) : kHeader;
}

}  // namespace

Status FileWriter::WriteHeader() {
  link_ = big_ ? 8 : 4;
  return Write(Header(big_));
}

Status FileWriter::WriteSegment(std::span<const uint8_t> bytes, SegmentTable* segments) {
  segments->Add(end_, static_cast<uint32_t>(bytes.size()));
  return Write(bytes);
}

Status FileWriter::Resume(std::span<const uint32_t> sizes, SegmentTable* segments) {
  link_ = big_ ? 8 : 4;
  end_ = Header(big_).size();
  if (Status status = segments->Start(sizes.size()); !status.ok()) return status;
  for (const uint32_t size : sizes) {
    segments->Add(end_, size);
    if (Status status = Advance(size); !status.ok()) return status;
  }
  return Ok();
}

Status FileWriter::EndLevel(Directory directory, const SegmentGrid& grid, SegmentTable* segments) {
  if (Status status = AddSegments(grid, segments, &directory); !status.ok()) return status;
  return Put(std::move(directory), &levels_.emplace_back());
}

Status FileWriter::EndPage(Directory directory, const SegmentGrid& grid, SegmentTable* segments) {
  if (!levels_.empty()) directory.push_back(Offsets(TIFFTAG_SUBIFD, levels_, big_));
  levels_.clear();
  if (Status status = AddSegments(grid, segments, &directory); !status.ok()) return status;
  const size_t entries = directory.size();
  uint64_t offset = 0;
  if (Status status = Put(std::move(directory), &offset); !status.ok()) return status;
  const Entry link = big_ ? Long8(0, offset) : Long(0, static_cast<uint32_t>(offset));
  if (!sink_.Patch(link_, link.value.data(), link.value.size())) return Aborted();
  link_ = offset + (big_ ? 8 + 20 * entries : 2 + 12 * entries);
  return Ok();
}

Status FileWriter::Put(Directory directory, uint64_t* offset) {
  std::ranges::sort(directory, {}, &Entry::tag);
  if (Status status = Align(); !status.ok()) return status;
  *offset = end_;
  return Write(WriteDirectory(directory, end_, big_));
}

Status FileWriter::AddSegments(const SegmentGrid& grid, SegmentTable* segments,
                               Directory* directory) {
  const size_t count = segments->sizes().size();
  const size_t offset_bytes = big_ ? sizeof(uint64_t) : sizeof(uint32_t);
  const bool allocated = offset_table_.Resize(uint64_t{count} * offset_bytes) &&
                         size_table_.Resize(uint64_t{count} * sizeof(uint32_t));
  if (!allocated) return OutOfMemory(count * offset_bytes);
  size_t next = 0;
  for (size_t band = 0; band < grid.bands; ++band) {
    for (size_t plane = 0; plane < grid.planes; ++plane) {
      for (size_t column = 0; column < grid.columns; ++column, ++next) {
        const size_t place = (plane * grid.bands + band) * grid.columns + column;
        std::memcpy(offset_table_.data() + place * offset_bytes, &segments->offsets()[next],
                    offset_bytes);
        std::memcpy(size_table_.data() + place * sizeof(uint32_t), &segments->sizes()[next],
                    sizeof(uint32_t));
      }
    }
  }
  const std::span<const uint8_t> offsets(offset_table_.data(), count * offset_bytes);
  const uint16_t tag = grid.tiles ? TIFFTAG_TILEOFFSETS : TIFFTAG_STRIPOFFSETS;
  if (Status status = AddTable(tag, big_ ? TIFF_LONG8 : TIFF_LONG, count, offsets, directory);
      !status.ok())
    return status;
  const std::span<const uint8_t> sizes(size_table_.data(), count * sizeof(uint32_t));
  return AddTable(grid.tiles ? TIFFTAG_TILEBYTECOUNTS : TIFFTAG_STRIPBYTECOUNTS, TIFF_LONG, count,
                  sizes, directory);
}

Status FileWriter::AddTable(uint16_t tag, uint16_t type, size_t count,
                            std::span<const uint8_t> numbers, Directory* directory) {
  if (Status status = Align(); !status.ok()) return status;
  const bool fits = numbers.size() <= (big_ ? sizeof(uint64_t) : sizeof(uint32_t));
  Entry entry = fits   ? Bytes(tag, type, numbers)
                : big_ ? Long8(tag, end_)
                       : Long(tag, static_cast<uint32_t>(end_));
  entry.type = type;
  entry.count = static_cast<uint32_t>(count);
  Set(std::move(entry), directory);
  return fits ? Ok() : Write(numbers);
}

Status FileWriter::Align() {
  constexpr uint8_t kZero[] = {0};
  return end_ % 2 == 0 ? Ok() : Write(kZero);
}

Status FileWriter::Write(std::span<const uint8_t> bytes) {
  if (Status status = Advance(bytes.size()); !status.ok()) return status;
  return sink_.Write(bytes.data(), bytes.size()) ? Ok() : Aborted();
}

Status FileWriter::Advance(uint64_t bytes) {
  constexpr uint64_t kMaxBytes = 0xffffffff;
  end_ += bytes;
  if (big_ || end_ <= kMaxBytes) return Ok();
  return Mismatch(Code::kImageTooLarge, "tiff file without bigTiff", "less than 4 GiB",
                  "at least " + std::to_string(end_) + " bytes");
}

}  // namespace imwrite::tiff
