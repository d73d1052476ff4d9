#include "src/codecs/tiff/file.h"

#include <tiff.h>

#include <algorithm>

namespace imwrite::tiff {

Status FileWriter::WriteHeader() {
  constexpr uint8_t kHeader[] = {'I', 'I', 42, 0, 0, 0, 0, 0};
  return Write(kHeader);
}

Status FileWriter::BeginPage(uint32_t strips) {
  strips_ = strips;
  next_strip_ = 0;
  const uint64_t bytes = uint64_t{strips} * 2 * sizeof(uint32_t);
  return table_.Resize(bytes) ? Ok() : OutOfMemory(static_cast<size_t>(bytes));
}

Status FileWriter::WriteStrip(std::span<const uint8_t> bytes) {
  auto* table = reinterpret_cast<uint32_t*>(table_.data());
  table[next_strip_] = static_cast<uint32_t>(end_);
  table[strips_ + next_strip_] = static_cast<uint32_t>(bytes.size());
  ++next_strip_;
  return Write(bytes);
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

// Two tables stand in front of the directory; one strip's numbers stand in their entries.
Status FileWriter::AddStrips(Directory* directory) {
  const auto* table = reinterpret_cast<const uint32_t*>(table_.data());
  uint16_t tag = TIFFTAG_STRIPOFFSETS;
  for (const uint32_t* numbers : {table, table + strips_}) {
    if (Status status = Align(); !status.ok()) return status;
    Entry entry = Long(tag, strips_ == 1 ? *numbers : static_cast<uint32_t>(end_));
    entry.count = strips_;
    const auto* bytes = reinterpret_cast<const uint8_t*>(numbers);
    if (strips_ > 1) {
      if (Status status = Write({bytes, size_t{strips_} * sizeof *numbers}); !status.ok()) return status;
    }
    Set(std::move(entry), directory);
    tag = TIFFTAG_STRIPBYTECOUNTS;
  }
  return Ok();
}

Status FileWriter::Align() {
  constexpr uint8_t kZero[] = {0};
  return end_ % 2 == 0 ? Ok() : Write(kZero);
}

Status FileWriter::Write(std::span<const uint8_t> bytes) {
  // Offsets have 32 bits.
  constexpr uint64_t kMaxBytes = 0xffffffff;
  if (bytes.size() > kMaxBytes - end_) {
    return Mismatch(Code::kImageTooLarge, "tiff file", "less than 4 GiB", "at least " + std::to_string(end_ + bytes.size()) + " bytes");
  }
  if (!sink_.Write(bytes.data(), bytes.size())) return Aborted();
  end_ += bytes.size();
  return Ok();
}

}  // namespace imwrite::tiff
