#include "src/codecs/jpeg/options.h"

namespace imwrite::jpeg {
namespace {

// ITU-T T.81, B.2.4.4.
constexpr uint32_t kMaxRestartInterval = 65535;

// The rules that count pixels, which the table's cannot.
Status CheckRestarts(const ImageInfo& info, const Options& options) {
  // ITU-T T.81, H.1.1.
  if (options.lossless && options.restart_interval.value_or(0) % info.width != 0) {
    return InvalidOption(kFormat.name, "restartInterval", "whole rows when lossless",
                         std::to_string(*options.restart_interval));
  }
  if (!options.restart_rows) return Ok();
  const uint32_t most = kMaxRestartInterval / McusPerRow(info, options);
  if (static_cast<uint32_t>(*options.restart_rows) <= most) return Ok();
  return InvalidOption(kFormat.name, "restartRows",
                       "at most " + std::to_string(most) + " rows of " +
                           std::to_string(McusPerRow(info, options)) + " MCUs",
                       std::to_string(*options.restart_rows));
}

}  // namespace

ColorSpace ColorSpaceOf(const ImageInfo& info, const Options& options) {
  const ColorSpace of_color = options.lossless ? ColorSpace::kRgb : ColorSpace::kYcc;
  return options.color_space.value_or(info.is_cmyk         ? ColorSpace::kCmyk
                                      : info.channels == 1 ? ColorSpace::kGray
                                                           : of_color);
}

int PrecisionOf(const ImageInfo& info, const Options& options) {
  const int own = info.precision > 0 ? info.precision : Bits(info.sample_type);
  return options.precision.value_or(options.lossless ? own : 8);
}

uint8_t PrecisionTaken(const ImageInfo& info, const void* options) {
  const auto& given = *static_cast<const Options*>(options);
  return given.scale_to_precision
             ? 0
             : static_cast<uint8_t>(given.precision.value_or(given.lossless ? info.precision : 0));
}

std::span<const SampleType> SampleTypesFor(const void* options) {
  static constexpr SampleType kSampleTypes[] = {SampleType::kU8, SampleType::kU16,
                                                SampleType::kF32};
  const auto& given = *static_cast<const Options*>(options);
  if (given.encoder == EncoderKind::kJpegli) return kSampleTypes;
  const std::span<const SampleType> all = std::span(kSampleTypes).first(2);
  if (given.scale_to_precision) return all;
  // The smallest type that holds them: what 8 bits mean would be another thing in 12.
  if (given.precision) return *given.precision > 8 ? all.last(1) : all.first(1);
  return given.lossless ? all : all.first(1);
}

Status CheckOptions(const ImageInfo& info, const Options& options) {
  if (Status status = CheckRestarts(info, options); !status.ok()) return status;
  if (!options.lossless || options.point_transform < PrecisionOf(info, options)) return Ok();
  return InvalidOption(kFormat.name, "pointTransform", "less than the precision",
                       std::to_string(options.point_transform));
}

}  // namespace imwrite::jpeg
