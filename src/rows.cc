#include "src/rows.h"

#include <algorithm>
#include <cstring>

namespace imwrite {

Status MemoryReader::Read(uint32_t y, uint32_t count, const uint8_t** rows) {
  const size_t row_bytes = static_cast<size_t>(info_.row_bytes());
  const uint8_t* first = pixels_ + size_t{y} * stride_;
  *rows = first;
  if (stride_ == row_bytes) return Ok();
  if (!packed_.Resize(uint64_t{row_bytes} * count)) return OutOfMemory(row_bytes * count);
  for (uint32_t i = 0; i < count; ++i)
    std::memcpy(packed_.data() + i * row_bytes, first + i * stride_, row_bytes);
  *rows = packed_.data();
  return Ok();
}

void SwapRedAndBlue(const uint8_t* pixels, size_t count, uint32_t channels, uint8_t* out) {
  if (channels == 1) return void(std::memcpy(out, pixels, count));
  for (size_t i = 0; i < count; ++i, pixels += channels, out += channels) {
    out[0] = pixels[2];
    out[1] = pixels[1];
    out[2] = pixels[0];
    if (channels == 4) out[3] = pixels[3];
  }
}

uint32_t BandRows(const ImageInfo& info) {
  constexpr uint64_t kBandBytes = 256 * 1024;
  const uint64_t rows = kBandBytes / std::max<uint64_t>(1, info.row_bytes());
  return static_cast<uint32_t>(std::clamp<uint64_t>(rows, 1, info.height));
}

}  // namespace imwrite
