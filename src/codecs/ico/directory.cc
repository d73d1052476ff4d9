#include "src/codecs/ico/directory.h"

#include <tuple>

#include "src/big-endian.h"
#include "src/little-endian.h"

namespace imwrite::ico {
namespace {

constexpr uint8_t kPngSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

// What stands in front of a PNG's pixels.
void PeekPng(Entry* entry) {
  constexpr size_t kHeaderEnd = 26;
  entry->is_png = true;
  if (entry->bytes.size() < kHeaderEnd) return;
  constexpr uint8_t kChannels[] = {1, 0, 3, 1, 2, 0, 4};
  const uint8_t color_type = entry->bytes[25];
  entry->width = Get32(&entry->bytes[16]);
  entry->height = Get32(&entry->bytes[20]);
  entry->bits = color_type < std::size(kChannels) ? entry->bytes[24] * kChannels[color_type] : 0u;
}

void PeekBmp(Entry* entry) {
  if (entry->bytes.size() < kInfoHeaderBytes) return;
  const uint32_t header = GetLittle(entry->bytes.data(), 4);
  const auto rows = static_cast<int32_t>(GetLittle(&entry->bytes[8], 4));
  if (header < kInfoHeaderBytes || header > entry->bytes.size() || rows < 0) return;
  entry->width = GetLittle(&entry->bytes[4], 4);
  // The rows of the mask are counted, too.
  entry->height = static_cast<uint32_t>(rows) / 2;
  entry->bits = GetLittle(&entry->bytes[14], 2);
}

}  // namespace

Status Directory::Read(std::span<const uint8_t> bytes) {
  bytes_ = bytes;
  if (bytes.size() < kHeaderBytes) return Error(Code::kCorruptData, "ico: the header is cut off");
  size_ = GetLittle(&bytes[4], 2);
  if (size_ == 0) return Error(Code::kCorruptData, "ico: the directory lists no pictures");
  if (bytes.size() < kHeaderBytes + kEntryBytes * size_)
    return Error(Code::kCorruptData, "ico: the directory is cut off");
  return Ok();
}

Entry Directory::operator[](uint32_t index) const {
  const uint8_t* listed = &bytes_[kHeaderBytes + kEntryBytes * index];
  Entry entry;
  entry.listed_width = listed[0] > 0 ? listed[0] : kMaxSide;
  entry.listed_height = listed[1] > 0 ? listed[1] : kMaxSide;
  const uint32_t size = GetLittle(listed + 8, 4);
  const size_t offset = std::min<size_t>(GetLittle(listed + 12, 4), bytes_.size());
  const auto there = bytes_.subspan(offset);
  entry.cut_off = size > there.size();
  entry.bytes = there.first(std::min<size_t>(size, there.size()));
  const bool is_png =
      entry.bytes.size() >= std::size(kPngSignature) &&
      std::equal(std::begin(kPngSignature), std::end(kPngSignature), entry.bytes.begin());
  (is_png ? PeekPng : PeekBmp)(&entry);
  return entry;
}

uint32_t Directory::Best() const {
  const auto rank = [](const Entry& entry) {
    return std::tuple(!entry.cut_off, uint64_t{entry.width} * entry.height, entry.bits);
  };
  uint32_t best = 0;
  for (uint32_t i = 1; i < size_; ++i) {
    if (rank((*this)[i]) > rank((*this)[best])) best = i;
  }
  return best;
}

}  // namespace imwrite::ico
