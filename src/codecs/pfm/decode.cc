// The PFM decoder: floats of either byte order, as they are.
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "src/codecs/pfm/format.h"
#include "src/netpbm.h"

namespace imwrite::pfm {
namespace {

// The number of all of the word; 0 for other words.
double ToDouble(std::string_view word) {
  // strtod() knows no length.
  const std::string text(word);
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size() && std::isfinite(number) ? number : 0;
}

void Swap(uint8_t* samples, size_t bytes) {
  for (size_t i = 0; i < bytes; i += 4) std::reverse(samples + i, samples + i + 4);
}

Status DecodePfm(const DecodeJob& job) {
  netpbm::WordReader words(job.bytes, 0);
  const std::string_view magic = words.Word();
  const auto width = words.Number();
  const auto height = words.Number();
  const double scale = ToDouble(words.Word());
  if (magic.size() != 2 || !width || !height || scale == 0)
    return Error(Code::kCorruptData, "pfm: the header is cut off or damaged");
  if (*width == 0 || *height == 0)
    return Error(Code::kCorruptData, "pfm: the picture has no pixels");
  const ImageInfo info{*width, *height, static_cast<uint16_t>(magic == "PF" ? 3 : 1),
                       SampleType::kF32};
  bool wanted = false;
  if (Status status = BeginSingle(job, kFormat, {}, info, 0, &wanted); !status.ok() || !wanted)
    return status;
  // Programs differ in what they make of it: most take the samples as they are, OpenCV divides
  // them.
  if (std::abs(scale) != 1) {
    if (Status status =
            Warn(job, "pfm: the samples come as they are: the scale of the file was not applied");
        !status.ok())
      return status;
  }
  const std::span<const uint8_t> pixels = words.Rest();
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  // From the last row up.
  const auto there =
      static_cast<uint32_t>(std::min<size_t>(pixels.size() / row_bytes, info.height));
  if (there < info.height) {
    if (Status status = LackRows(job, kFormat, there, info.height); !status.ok()) return status;
  }
  return SendBands(job, kFormat, info, [&](uint32_t y, uint32_t count, uint8_t* to) {
    for (uint32_t i = 0; i < count; ++i) {
      const uint32_t row = info.height - 1 - y - i;
      uint8_t* out = to + i * row_bytes;
      if (row < there) {
        std::memcpy(out, pixels.data() + row * row_bytes, row_bytes);
      } else {
        std::memset(out, 0, row_bytes);
      }
    }
    if (scale > 0) Swap(to, count * row_bytes);
    return count * row_bytes;
  });
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .decode = DecodePfm};

}  // namespace imwrite::pfm
