#include "src/codecs/png/pixels/index-readers.h"

#include <algorithm>
#include <cstring>

namespace imwrite::png {
namespace {

// The sample at (x, y) is none that `option` takes.
Status Misfit(std::string_view option, Code code, std::string what, std::string expected,
              uint8_t sample, uint32_t x, uint32_t y) {
  const std::string place = std::to_string(x) + ", " + std::to_string(y);
  return MismatchOf(option, code, std::move(what), std::move(expected),
                    std::to_string(sample) + " at " + place);
}

}  // namespace

Status IndexReader::Read(uint32_t y, uint32_t count, const uint8_t** rows) {
  if (!band_.Resize(uint64_t{info_.width} * count)) return OutOfMemory(size_t{info_.width} * count);
  const uint8_t* from = nullptr;
  if (Status status = source_.Read(y, count, &from); !status.ok()) return status;
  for (uint32_t i = 0; i < count; ++i) {
    uint8_t* to = band_.data() + size_t{i} * info_.width;
    if (Status status = Convert(y + i, from + i * info_.row_bytes(), to); !status.ok())
      return status;
  }
  *rows = band_.data();
  return Ok();
}

Status GrayLevelReader::Convert(uint32_t y, const uint8_t* from, uint8_t* to) {
  const uint32_t step = 255u / ((1u << bits_) - 1);
  for (uint32_t x = 0; x < info().width; ++x) {
    if (bits_ > 1 && from[x] % step != 0) {
      return Misfit("bitDepth", Code::kInvalidOption,
                    "png option 'bitDepth' of " + std::to_string(bits_),
                    "samples that are multiples of " + std::to_string(step), from[x], x, y);
    }
    to[x] = bits_ == 1 ? from[x] != 0 : static_cast<uint8_t>(from[x] / step);
  }
  return Ok();
}

Status PaletteIndexReader::Convert(uint32_t, const uint8_t* from, uint8_t* to) {
  quantizer::ToColors(from, info().width, info().channels, colors_.data());
  for (uint32_t x = 0; x < info().width; ++x) {
    to[x] = x > 0 && colors_[x] == colors_[x - 1] ? to[x - 1] : palette_.Find(colors_[x]);
  }
  return Ok();
}

Status CallerIndexReader::Convert(uint32_t y, const uint8_t* from, uint8_t* to) {
  for (uint32_t x = 0; x < info().width; ++x) {
    if (from[x] < size_) continue;
    return Misfit("colorTable", Code::kInvalidImage,
                  "png sample, an index into the option 'colorTable'",
                  "at most " + std::to_string(size_ - 1), from[x], x, y);
  }
  std::memcpy(to, from, info().width);
  return Ok();
}

}  // namespace imwrite::png
