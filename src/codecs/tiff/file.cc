#include "src/codecs/tiff/file.h"

#include <tiff.h>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace imwrite::tiff {
namespace {

constexpr uint8_t kHeader[] = {'I', 'I', 42, 0, 0, 0, 0, 0};
constexpr uint8_t kBigHeader[] = {'I', 'I', 43, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

std::span<const uint8_t> Header(bool big) { return big ? std::span<const uint8_t>(kBigHeader) : kHeader; }

}  // namespace

Status FileWriter::WriteHeader() {
  link_ = big_ ? 8 : 4;
  return Write(Header(big_));
}

Status FileWriter::BeginPage(uint64_t pieces) {
  begin_ = end_;
  pieces_ = static_cast<size_t>(pieces);
  next_piece_ = 0;
  const uint64_t bytes = pieces * sizeof(uint32_t);
  return sizes_.Resize(bytes) ? Ok() : OutOfMemory(static_cast<size_t>(bytes));
}

Status FileWriter::WritePiece(std::span<const uint8_t> bytes) {
  reinterpret_cast<uint32_t*>(sizes_.data())[next_piece_++] = static_cast<uint32_t>(bytes.size());
  return Write(bytes);
}

Status FileWriter::Resume(std::span<const uint32_t> sizes) {
  link_ = big_ ? 8 : 4;
  end_ = Header(big_).size();
  if (Status status = BeginPage(sizes.size()); !status.ok()) return status;
  std::ranges::copy(sizes, reinterpret_cast<uint32_t*>(sizes_.data()));
  next_piece_ = pieces_;
  return Advance(std::accumulate(sizes.begin(), sizes.end(), uint64_t{0}));
}

Status FileWriter::EndPage(Directory directory, const Cut& cut) {
  if (Status status = AddPieces(cut, &directory); !status.ok()) return status;
  std::ranges::sort(directory, {}, &Entry::tag);
  if (Status status = Align(); !status.ok()) return status;
  const Entry link = big_ ? Long8(0, end_) : Long(0, static_cast<uint32_t>(end_));
  const uint64_t next_link = end_ + (big_ ? 8 + 20 * directory.size() : 2 + 12 * directory.size());
  if (Status status = Write(WriteDirectory(directory, end_, big_)); !status.ok()) return status;
  if (!sink_.Patch(link_, link.value.data(), link.value.size())) return Aborted();
  link_ = next_link;
  return Ok();
}

Status FileWriter::AddPieces(const Cut& cut, Directory* directory) {
  const size_t offset_bytes = big_ ? sizeof(uint64_t) : sizeof(uint32_t);
  const bool allocated = offset_table_.Resize(uint64_t{pieces_} * offset_bytes) && size_table_.Resize(uint64_t{pieces_} * sizeof(uint32_t));
  if (!allocated) return OutOfMemory(pieces_ * offset_bytes);
  uint64_t offset = begin_;
  size_t next = 0;
  for (size_t band = 0; band < cut.bands; ++band) {
    for (size_t plane = 0; plane < cut.planes; ++plane) {
      for (size_t column = 0; column < cut.columns; ++column) {
        const size_t place = (plane * cut.bands + band) * cut.columns + column;
        const uint32_t size = sizes()[next++];
        std::memcpy(offset_table_.data() + place * offset_bytes, &offset, offset_bytes);
        std::memcpy(size_table_.data() + place * sizeof size, &size, sizeof size);
        offset += size;
      }
    }
  }
  const std::span<const uint8_t> offsets(offset_table_.data(), pieces_ * offset_bytes);
  const uint16_t tag = cut.tiles ? TIFFTAG_TILEOFFSETS : TIFFTAG_STRIPOFFSETS;
  if (Status status = AddTable(tag, big_ ? TIFF_LONG8 : TIFF_LONG, offsets, directory); !status.ok()) return status;
  const std::span<const uint8_t> sizes(size_table_.data(), pieces_ * sizeof(uint32_t));
  return AddTable(cut.tiles ? TIFFTAG_TILEBYTECOUNTS : TIFFTAG_STRIPBYTECOUNTS, TIFF_LONG, sizes, directory);
}

Status FileWriter::AddTable(uint16_t tag, uint16_t type, std::span<const uint8_t> numbers, Directory* directory) {
  if (Status status = Align(); !status.ok()) return status;
  const bool fits = numbers.size() <= (big_ ? sizeof(uint64_t) : sizeof(uint32_t));
  Entry entry = fits ? Bytes(tag, type, numbers) : big_ ? Long8(tag, end_) : Long(tag, static_cast<uint32_t>(end_));
  entry.type = type;
  entry.count = static_cast<uint32_t>(pieces_);
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
  return Mismatch(Code::kImageTooLarge, "tiff file without bigTiff", "less than 4 GiB", "at least " + std::to_string(end_) + " bytes");
}

}  // namespace imwrite::tiff
