#include "src/codecs/jpeg/survey.h"

namespace imwrite::jpeg {
namespace {

uint64_t RoundUp(uint64_t value, int multiple) {
  const auto step = static_cast<uint64_t>(multiple);
  return (value + step - 1) / step * step;
}

}  // namespace

Status CheckScans(const JpegSurvey& survey, const Budget& budget, jpeg_decompress_struct* cinfo) {
  if (!jpeg_has_multiple_scans(cinfo)) return Ok();
  if (Status status = budget.CheckScans(survey.scans); !status.ok()) return status;
  const auto components = static_cast<uint64_t>(cinfo->num_components);
  return cinfo->progressive_mode || survey.scans <= components
             ? Ok()
             : Error(Code::kCorruptData, "jpeg: there are scans of components that had theirs");
}

uint64_t CoefficientBytes(const jpeg_decompress_struct& cinfo) {
  uint64_t units = 0;
  for (int c = 0; c < cinfo.num_components; ++c) {
    const jpeg_component_info& component = cinfo.comp_info[c];
    units += RoundUp(component.width_in_blocks, component.h_samp_factor) *
             RoundUp(component.height_in_blocks, component.v_samp_factor);
  }
  return units * (IsLossless(cinfo) ? sizeof(J16SAMPLE) : sizeof(JBLOCK));
}

}  // namespace imwrite::jpeg
