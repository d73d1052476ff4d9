#include "src/codecs/png/container/color-options.h"

#include <cmath>

#include "src/codecs/png/format.h"
#include "src/codecs/png/options.h"

namespace imwrite::png {
namespace {

constexpr double kGammaUnit = 100000;
constexpr uint32_t kSrgbGamma = 45455;

// An animation's frames, too, are read with the one tRNS of the file.
Status PutTransparentColor(const EncodeJob& job, const Options& options, std::vector<uint8_t>* to) {
  constexpr std::string_view kName = "transparentColor";
  const Samples& color = options.transparent_color;
  const ImageInfo& info = job.info;
  if (color.size() != info.channels) {
    return InvalidOption(kFormat.name, kName,
                         info.channels == 1 ? "an integer for gray" : "[r, g, b]",
                         std::to_string(color.size()) + " samples");
  }
  const uint32_t max =
      (1u << (options.low_bits() > 0 ? options.low_bits() : Bits(info.sample_type))) - 1;
  std::vector<uint8_t> data;
  for (const uint16_t sample : color) {
    if (sample > max)
      return InvalidOption(kFormat.name, kName, "samples up to " + std::to_string(max),
                           std::to_string(sample));
    Put16(sample, &data);
  }
  PutChunk("tRNS", data, to);
  return Ok();
}

}  // namespace

Status WriteColorChunks(const EncodeJob& job, std::vector<uint8_t>* to) {
  const auto& options = *static_cast<const Options*>(job.options);
  std::vector<uint8_t> gamma;
  if (options.gamma) Put32(static_cast<uint32_t>(std::lround(*options.gamma * kGammaUnit)), &gamma);
  if (options.srgb) {
    if (!job.metadata.icc.empty())
      return InvalidOption(kFormat.name, "srgb", "no ICC profile beside it", "both");
    if (!gamma.empty() && Get32(gamma.data()) != kSrgbGamma)
      return InvalidOption(kFormat.name, "gamma", "0.45455 beside srgb", ToText(*options.gamma));
    PutChunk("sRGB", {{static_cast<uint8_t>(*options.srgb)}}, to);
  }
  if (!gamma.empty()) PutChunk("gAMA", gamma, to);
  return options.transparent_color.empty() ? Ok() : PutTransparentColor(job, options, to);
}

}  // namespace imwrite::png
