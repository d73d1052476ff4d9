#include "src/codecs/jpeg/options.h"

namespace imwrite::jpeg {
namespace {

// Smaller pictures are done before a second worker could help, and restart markers would make them
// larger for nothing.
constexpr uint64_t kMinPixels = 4'000'000;
constexpr uint64_t kStripePixels = 1'000'000;

// What is coded together: a block of each component, as many of luma as the sampling says (ITU-T
// T.81, A.2); a sample of each when lossless.
struct Mcu {
  uint32_t width, height;
};

Mcu McuOf(const ImageInfo& info, const Options& options) {
  if (options.lossless) return {1, 1};
  if (!HasChroma(ColorSpaceOf(info, options))) return {DCTSIZE, DCTSIZE};
  const int* factors = kSamplingFactors[static_cast<int>(options.chroma_subsampling.value)];
  return {static_cast<uint32_t>(factors[0] * DCTSIZE), static_cast<uint32_t>(factors[1] * DCTSIZE)};
}

}  // namespace

uint32_t McusPerRow(const ImageInfo& info, const Options& options) {
  const uint32_t width = McuOf(info, options).width;
  return (info.width + width - 1) / width;
}

Stripes StripesOf(const ImageInfo& info, const void* options) {
  const auto& given = *static_cast<const Options*>(options);
  // Progressive scans need the whole picture, and so do those of 12 bits and lossless ones for
  // their tables; smoothing needs the rows below.
  if (given.restart_interval || given.restart_rows || given.progressive || given.smoothing)
    return {};
  if (given.lossless || PrecisionOf(info, given) != 8) return {};
  // What jpegli sees in a place depends on the rows around it.
  if (given.encoder == EncoderKind::kJpegli) return {};
  if (!CheckOptions(info, given).ok() || uint64_t{info.width} * info.height < kMinPixels) return {};
  const uint64_t mcu_rows = kStripePixels / (uint64_t{info.width} * McuOf(info, given).height);
  const uint32_t rows =
      static_cast<uint32_t>(std::max<uint64_t>(1, mcu_rows)) * McuOf(info, given).height;
  return {rows < info.height ? rows : 0, given.optimize_coding};
}

uint32_t RestartInterval(const ImageInfo& info, const Options& options) {
  if (options.restart_interval) return static_cast<uint32_t>(*options.restart_interval);
  const uint32_t stripes = StripesOf(info, &options).rows / McuOf(info, options).height;
  const uint32_t rows =
      options.restart_rows ? static_cast<uint32_t>(*options.restart_rows) : stripes;
  return rows * McusPerRow(info, options);
}

}  // namespace imwrite::jpeg
