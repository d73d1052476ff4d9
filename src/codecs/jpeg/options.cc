#include "src/codecs/jpeg/options.h"

namespace imwrite::jpeg {
namespace {

Status Conflict(const char* option, const char* expected, std::string actual) {
  Status status = Mismatch(Code::kInvalidOption, "jpeg option '" + std::string(option) + '\'', expected, std::move(actual));
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

}  // namespace

ColorSpace ColorSpaceOf(const ImageInfo& info, const Options& options) {
  return options.color_space.value_or(info.is_cmyk ? ColorSpace::kCmyk : info.channels == 1 ? ColorSpace::kGray : ColorSpace::kYcc);
}

Status CheckOptions(const ImageInfo& info, const Options& options) {
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
