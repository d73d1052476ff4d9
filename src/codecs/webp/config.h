// The WebP encoder's options, by the names of libwebp's WebPConfig. Its other fields do nothing
// here: thread_level needs threads, show_compressed is for debugging, use_delta_palette is
// reserved.
#pragma once

#include <webp/encode.h>

#include "src/codec.h"

namespace imwrite::webp {

enum class FilterType : uint8_t { kSimple, kStrong };
enum class AlphaFiltering : uint8_t { kNone, kFast, kBest };

// The defaults are libwebp's, except quality, which is 75 there. Members that a preset may set are
// optional.
struct Options {
  int quality = 80;
  bool lossless = false;
  std::optional<int> near_lossless;
  int method = 4;
  int alpha_quality = 100;
  std::optional<bool> exact;
  WebPPreset preset = WEBP_PRESET_DEFAULT;
  WebPImageHint image_hint = WEBP_HINT_DEFAULT;
  std::optional<int> target_size;
  std::optional<int> target_psnr;
  std::optional<int> segments;
  std::optional<int> sns_strength;
  std::optional<int> filter_strength;
  std::optional<int> filter_sharpness;
  FilterType filter_type = FilterType::kStrong;
  bool autofilter = false;
  bool alpha_compression = true;
  AlphaFiltering alpha_filtering = AlphaFiltering::kFast;
  std::optional<int> pass;
  std::optional<int> preprocessing;
  int partitions = 0;
  int partition_limit = 0;
  bool emulate_jpeg_size = false;
  std::optional<bool> low_memory;
  bool use_sharp_yuv = false;
  int qmin = 0;
  int qmax = 100;
};

extern const std::span<const Option> kOptions;
extern const std::span<const OptionRule> kRules;

Status MakeConfig(const Options& options, WebPConfig* config);

}  // namespace imwrite::webp
