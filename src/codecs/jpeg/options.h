// The JPEG encoder's options, and how they split an image into stripes.
#pragma once

#include "src/codecs/jpeg/format.h"

namespace imwrite::jpeg {

enum class Subsampling { k444, k422, k420, k440, k411 };
// Luma's sampling factors, horizontal × vertical; chroma's are 1 × 1.
inline constexpr int kSamplingFactors[][2] = {{1, 1}, {2, 1}, {2, 2}, {1, 2}, {4, 1}};

// Color space of the components: luma and chroma (with black for CMYK), unchanged, or luma alone.
enum class ColorSpace { kYcc, kRgb, kGray, kCmyk, kYcck };
constexpr bool HasChroma(ColorSpace space) {
  return space == ColorSpace::kYcc || space == ColorSpace::kYcck;
}

enum class EncoderKind { kTurbo, kJpegli };

struct Options {
  EncoderKind encoder = EncoderKind::kTurbo;
  Explicit<int> quality = {95};
  std::optional<double> distance;
  std::optional<int> luma_quality;
  std::optional<int> chroma_quality;
  Tables<DCTSIZE2> quant_tables;
  std::optional<ColorSpace> color_space;
  bool progressive = false;
  bool optimize_coding = false;
  bool arithmetic_coding = false;
  Explicit<Subsampling> chroma_subsampling = {Subsampling::k420};
  int smoothing = 0;
  std::optional<int> restart_interval;
  std::optional<int> restart_rows;
  bool lossless = false;
  int predictor = 1;
  int point_transform = 0;
  std::optional<int> precision;
  bool scale_to_precision = false;
};

extern const std::span<const Option> kOptions;
extern const std::span<const OptionRule> kRules;

// For Encoder::option_sample_types.
std::span<const SampleType> SampleTypesFor(const void* options);

// Checks that depend on numbers of pixels or bits, which rules cannot express.
Status CheckOptions(const ImageInfo& info, const Options& options);

// For Encoder::precision.
uint8_t PrecisionTaken(const ImageInfo& info, const void* options);

// Bits a sample of the file.
int PrecisionOf(const ImageInfo& info, const Options& options);

ColorSpace ColorSpaceOf(const ImageInfo& info, const Options& options);

uint32_t McusPerRow(const ImageInfo& info, const Options& options);

// For Encoder::stripes. A stripe is what lies between two restart markers.
Stripes StripesOf(const ImageInfo& info, const void* options);

// MCUs between restart markers; 0: none.
uint32_t RestartInterval(const ImageInfo& info, const Options& options);

}  // namespace imwrite::jpeg
