#include "src/codecs/jpeg/options.h"

namespace imwrite::jpeg {
namespace {

// ITU-T T.81, B.2.4.4.
constexpr uint32_t kMaxRestartInterval = 65535;

Status Conflict(const char* option, std::string expected, std::string actual) {
  Status status = Mismatch(Code::kInvalidOption, "jpeg option '" + std::string(option) + '\'', std::move(expected), std::move(actual));
  status.option = option;
  return status;
}

const char* QualityGiven(const Options& options) {
  if (options.quality.given) return "quality";
  if (options.luma_quality) return "lumaQuality";
  return options.chroma_quality ? "chromaQuality" : nullptr;
}

// What only chroma has; it would be ignored where there is none.
const char* ChromaGiven(const Options& options) {
  if (options.chroma_subsampling.given && options.chroma_subsampling.value != Subsampling::k444) return "chromaSubsampling";
  if (options.chroma_quality) return "chromaQuality";
  return options.quant_tables.size() > 1 ? "a second of quantTables" : nullptr;
}

// What only the DCT has; it would be ignored without one.
const char* DctGiven(const Options& options) {
  if (const char* given = QualityGiven(options)) return given;
  if (!options.quant_tables.empty()) return "quantTables";
  if (options.chroma_subsampling.given && options.chroma_subsampling.value != Subsampling::k444) return "chromaSubsampling";
  if (options.smoothing) return "smoothing";
  if (options.progressive) return "progressive";
  return options.arithmetic_coding ? "arithmeticCoding" : nullptr;
}

Status CheckRestarts(const ImageInfo& info, const Options& options) {
  if (!options.restart_rows) return Ok();
  if (options.restart_interval) return Conflict("restartRows", "no restartInterval beside it", "both");
  const uint32_t most = kMaxRestartInterval / McusPerRow(info, options);
  if (static_cast<uint32_t>(*options.restart_rows) <= most) return Ok();
  return Conflict("restartRows", "at most " + std::to_string(most) + " rows of " + std::to_string(McusPerRow(info, options)) + " MCUs",
                  std::to_string(*options.restart_rows));
}

Status CheckLossless(const ImageInfo& info, const Options& options) {
  if (const char* given = DctGiven(options)) return Conflict("lossless", "no option for lossy coding beside it", given);
  const ColorSpace as_given = info.is_cmyk ? ColorSpace::kCmyk : info.channels == 1 ? ColorSpace::kGray : ColorSpace::kRgb;
  if (ColorSpaceOf(info, options) != as_given) return Conflict("colorSpace", "that of the pixels when lossless", "another one");
  const int precision = PrecisionOf(info, options);
  if (options.point_transform >= precision) {
    return Conflict("pointTransform", "less than the precision", std::to_string(options.point_transform));
  }
  // ITU-T T.81, H.1.1.
  if (options.restart_interval.value_or(0) % info.width != 0) {
    return Conflict("restartInterval", "whole rows when lossless", std::to_string(*options.restart_interval));
  }
  return Ok();
}

Status CheckPrecision(const Options& options) {
  if (options.lossless) return Ok();
  if (options.predictor != Options{}.predictor) return Conflict("predictor", "lossless beside it", "none");
  if (options.point_transform != 0) return Conflict("pointTransform", "lossless beside it", "none");
  const int precision = options.precision.value_or(8);
  if (precision == 8 || precision == 12) return Ok();
  return Conflict("precision", "8 or 12 unless lossless", std::to_string(precision));
}

}  // namespace

ColorSpace ColorSpaceOf(const ImageInfo& info, const Options& options) {
  const ColorSpace of_color = options.lossless ? ColorSpace::kRgb : ColorSpace::kYcc;
  return options.color_space.value_or(info.is_cmyk ? ColorSpace::kCmyk : info.channels == 1 ? ColorSpace::kGray : of_color);
}

int PrecisionOf(const ImageInfo& info, const Options& options) {
  const int own = info.precision > 0 ? info.precision : Bits(info.depth);
  return options.precision.value_or(options.lossless ? own : 8);
}

uint8_t PrecisionTaken(const ImageInfo& info, const void* options) {
  const auto& given = *static_cast<const Options*>(options);
  return given.scale_to_precision ? 0 : static_cast<uint8_t>(given.precision.value_or(given.lossless ? info.precision : 0));
}

std::span<const Depth> DepthsFor(const void* options) {
  static constexpr Depth kDepths[] = {Depth::kU8, Depth::kU16};
  const std::span<const Depth> all = kDepths;
  const auto& given = *static_cast<const Options*>(options);
  if (given.scale_to_precision) return all;
  // The smallest type that holds them: what 8 bits mean would be another thing in 12.
  if (given.precision) return *given.precision > 8 ? all.last(1) : all.first(1);
  return given.lossless ? all : all.first(1);
}

Status CheckOptions(const ImageInfo& info, const Options& options) {
  if (Status status = CheckPrecision(options); !status.ok()) return status;
  if (Status status = CheckRestarts(info, options); !status.ok()) return status;
  if (options.lossless) return CheckLossless(info, options);
  const ColorSpace space = ColorSpaceOf(info, options);
  const bool inks = space == ColorSpace::kCmyk || space == ColorSpace::kYcck;
  if (info.is_cmyk && !inks) return Conflict("colorSpace", "'cmyk' or 'ycck' for a CMYK picture", "another one");
  if (!info.is_cmyk && inks) return Conflict("colorSpace", "'ycc', 'rgb' or 'gray' for a picture without inks", "one of inks");
  if (info.channels == 1 && space != ColorSpace::kGray) return Conflict("colorSpace", "'gray' for a gray picture", "one of colour");
  if (const char* given = QualityGiven(options); given && !options.quant_tables.empty()) {
    return Conflict("quantTables", "no quality beside them", given);
  }
  if (const char* given = ChromaGiven(options); given && (options.color_space || inks) && !HasChroma(space)) {
    return Conflict("colorSpace", "'ycc' or 'ycck' beside an option for chroma", given);
  }
  // libjpeg would leave out chroma.
  const Subsampling sampling = options.chroma_subsampling.value;
  if (options.smoothing && HasChroma(space) && sampling != Subsampling::k444 && sampling != Subsampling::k420) {
    return Conflict("smoothing", "chromaSubsampling '4:4:4' or '4:2:0' beside it", "another one");
  }
  if (options.arithmetic_coding && options.optimize_coding) {
    return Conflict("arithmeticCoding", "no optimizeCoding, which is for Huffman codes", "both");
  }
  return Ok();
}

}  // namespace imwrite::jpeg
