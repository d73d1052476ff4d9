#include "src/codecs/jpeg/survey.h"

#include <cstring>

namespace imwrite::jpeg {
namespace {

// ITU-T T.81, table B.1.
constexpr uint8_t kStuffing = 0x00, kTem = 0x01, kRst0 = 0xd0, kSoi = 0xd8, kEoi = 0xd9,
                  kSos = 0xda, kApp0 = 0xe0, kApp15 = 0xef, kCom = 0xfe, kFill = 0xff;

// Those that no length follows.
bool StandsAlone(uint8_t marker) { return marker == kTem || (marker >= kRst0 && marker <= kSoi); }

uint64_t RoundUp(uint64_t value, int multiple) {
  const auto step = static_cast<uint64_t>(multiple);
  return (value + step - 1) / step * step;
}

}  // namespace

Survey TakeSurvey(std::span<const uint8_t> bytes) {
  Survey survey;
  const uint8_t* at = bytes.data();
  const uint8_t* const end = at + bytes.size();
  // Between segments, and in the data of a scan alike, libjpeg goes on to the next marker.
  while (at < end && (at = static_cast<const uint8_t*>(
                          std::memchr(at, kFill, static_cast<size_t>(end - at)))) != nullptr) {
    while (at < end && *at == kFill) ++at;
    if (at == end) break;
    const uint8_t marker = *at++;
    if (marker == kEoi) break;
    if (marker == kStuffing || StandsAlone(marker)) continue;
    survey.scans += marker == kSos;
    if (end - at < 2) break;
    const ptrdiff_t length = at[0] << 8 | at[1];
    if ((marker >= kApp0 && marker <= kApp15) || marker == kCom)
      survey.metadata_bytes += static_cast<uint64_t>(length);
    if (length > end - at) break;
    at += length;
  }
  return survey;
}

Status CheckScans(const Survey& survey, const Budget& budget, jpeg_decompress_struct* cinfo) {
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
