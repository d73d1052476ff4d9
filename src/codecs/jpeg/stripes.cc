#include "src/codecs/jpeg/options.h"

namespace imwrite::jpeg {
namespace {

// Smaller pictures are done before a second worker could help, and restart markers would make them larger for nothing.
constexpr uint64_t kMinPixels = 4'000'000;
constexpr uint64_t kStripePixels = 1'000'000;

// What is coded together: a block of each component, as many of luma as the sampling says (ITU-T T.81, A.2).
struct Mcu {
  uint32_t width, height;
};

Mcu McuOf(const ImageInfo& info, const Options& options) {
  if (!HasChroma(ColorSpaceOf(info, options))) return {DCTSIZE, DCTSIZE};
  const int* factors = kSamplingFactors[static_cast<int>(options.chroma_subsampling.value)];
  return {static_cast<uint32_t>(factors[0] * DCTSIZE), static_cast<uint32_t>(factors[1] * DCTSIZE)};
}

}  // namespace

uint32_t StripeRows(const ImageInfo& info, const void* options) {
  const auto& given = *static_cast<const Options*>(options);
  // Optimised tables, which libjpeg also makes for 12 bits and when lossless, and progressive scans need the whole picture,
  // smoothing the rows below.
  if (given.restart_interval || given.optimize_coding || given.progressive || given.smoothing) return 0;
  if (given.lossless || PrecisionOf(info, given) != 8) return 0;
  if (!CheckOptions(info, given).ok() || uint64_t{info.width} * info.height < kMinPixels) return 0;
  const uint64_t mcu_rows = kStripePixels / (uint64_t{info.width} * McuOf(info, given).height);
  const uint32_t rows = static_cast<uint32_t>(std::max<uint64_t>(1, mcu_rows)) * McuOf(info, given).height;
  return rows < info.height ? rows : 0;
}

uint32_t RestartInterval(const ImageInfo& info, const Options& options) {
  const Mcu mcu = McuOf(info, options);
  return options.restart_interval ? static_cast<uint32_t>(*options.restart_interval)
                                  : StripeRows(info, &options) / mcu.height * ((info.width + mcu.width - 1) / mcu.width);
}

}  // namespace imwrite::jpeg
