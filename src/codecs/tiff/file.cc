#include "src/codecs/tiff/file.h"

#include <tiff.h>

#include <algorithm>
#include <numeric>

namespace imwrite::tiff {
namespace {

constexpr uint8_t kHeader[] = {'I', 'I', 42, 0, 0, 0, 0, 0};

}  // namespace

Status FileWriter::WriteHeader() { return Write(kHeader); }

Status FileWriter::BeginPage(uint32_t strips) {
  begin_ = end_;
  strips_ = strips;
  next_strip_ = 0;
  const uint64_t bytes = uint64_t{strips} * sizeof(uint32_t);
  return sizes_.Resize(bytes) ? Ok() : OutOfMemory(static_cast<size_t>(bytes));
}

Status FileWriter::WriteStrip(std::span<const uint8_t> bytes) {
  reinterpret_cast<uint32_t*>(sizes_.data())[next_strip_++] = static_cast<uint32_t>(bytes.size());
  return Write(bytes);
}

Status FileWriter::Resume(std::span<const uint32_t> sizes) {
  end_ = sizeof kHeader;
  if (Status status = BeginPage(static_cast<uint32_t>(sizes.size())); !status.ok()) return status;
  std::ranges::copy(sizes, reinterpret_cast<uint32_t*>(sizes_.data()));
  next_strip_ = strips_;
  return Advance(std::accumulate(sizes.begin(), sizes.end(), uint64_t{0}));
}

Status FileWriter::EndPage(Directory directory) {
  if (Status status = AddStrips(&directory); !status.ok()) return status;
  std::ranges::sort(directory, {}, &Entry::tag);
  if (Status status = Align(); !status.ok()) return status;
  const Entry link = Long(0, static_cast<uint32_t>(end_));
  const uint64_t next_link = end_ + 2 + 12 * directory.size();
  if (Status status = Write(WriteDirectory(directory, static_cast<uint32_t>(end_))); !status.ok()) return status;
  if (!sink_.Patch(link_, link.value.data(), link.value.size())) return Aborted();
  link_ = next_link;
  return Ok();
}

Status FileWriter::AddStrips(Directory* directory) {
  const uint64_t bytes = uint64_t{strips_} * sizeof(uint32_t);
  if (!offsets_.Resize(bytes)) return OutOfMemory(static_cast<size_t>(bytes));
  auto* offsets = reinterpret_cast<uint32_t*>(offsets_.data());
  uint64_t offset = begin_;
  for (uint32_t i = 0; i < strips_; ++i) {
    offsets[i] = static_cast<uint32_t>(offset);
    offset += sizes()[i];
  }
  if (Status status = AddTable(TIFFTAG_STRIPOFFSETS, offsets, directory); !status.ok()) return status;
  return AddTable(TIFFTAG_STRIPBYTECOUNTS, sizes().data(), directory);
}

Status FileWriter::AddTable(uint16_t tag, const uint32_t* numbers, Directory* directory) {
  if (Status status = Align(); !status.ok()) return status;
  Entry entry = Long(tag, strips_ == 1 ? *numbers : static_cast<uint32_t>(end_));
  entry.count = strips_;
  Set(std::move(entry), directory);
  if (strips_ == 1) return Ok();
  return Write({reinterpret_cast<const uint8_t*>(numbers), size_t{strips_} * sizeof *numbers});
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
  // Offsets have 32 bits.
  constexpr uint64_t kMaxBytes = 0xffffffff;
  end_ += bytes;
  if (end_ <= kMaxBytes) return Ok();
  return Mismatch(Code::kImageTooLarge, "tiff file", "less than 4 GiB", "at least " + std::to_string(end_) + " bytes");
}

}  // namespace imwrite::tiff
