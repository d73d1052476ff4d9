#include "src/codecs/tiff/option-values.h"

#include "src/codecs/tiff/format.h"

namespace imwrite::tiff {
namespace {

constexpr int kDefaultLevel = 2;

}  // namespace

uint8_t PackedBits(const Options& options) {
  constexpr uint8_t kBits[] = {1, 2, 4};
  if (options.bit_depth) return kBits[static_cast<int>(*options.bit_depth)];
  return IsFax(options.compression) ? 1 : 0;
}

bool CanPredict(const Options& options) {
  return options.compression == Compression::kLzw || options.compression == Compression::kDeflate;
}

Predictor ChoosePredictor(const ImageInfo& info, const Options& options) {
  if (!CanPredict(options) || PackedBits(options) != 0) return Predictor::kNone;
  // What follows from an index says nothing of the next one. Some readers, ImageJ among them,
  // misread floats and whole numbers of 32 bits whose differences are stored.
  const bool safe = options.color_table.empty() && !IsFloat(info) && info.sample_bytes() <= 2;
  return options.predictor.value_or(safe ? Predictor::kHorizontal : Predictor::kNone);
}

JpegSettings JpegSettingsOf(const Options& options) {
  JpegSettings settings;
  settings.quality = options.quality.value_or(settings.quality);
  settings.halves_chroma =
      options.chroma_subsampling.value_or(Subsampling::k420) == Subsampling::k420;
  return settings;
}

Coding CodingOf(const ImageInfo& info, const Options& options) {
  return {options.compression, ChoosePredictor(info, options),
          options.compression_level.value_or(kDefaultLevel), JpegSettingsOf(options)};
}

}  // namespace imwrite::tiff
