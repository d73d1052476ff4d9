#include "src/codecs/jpeg/damage.h"

#include <algorithm>

namespace imwrite::jpeg {
namespace {

bool IsLossless(const jpeg_decompress_struct& cinfo) {
  return cinfo.master && cinfo.Ss > 0 && cinfo.Se == 0;
}

}  // namespace

Damage::Damage(jpeg_decompress_struct* cinfo, bool stops) : cinfo_(*cinfo), stops_(stops) {
  cinfo->client_data = this;
  cinfo->err->emit_message = OnWarning;
}

void Damage::OnWarning(j_common_ptr cinfo, int level) {
  if (level < 0) static_cast<Damage*>(cinfo->client_data)->Take(cinfo->err->msg_code);
}

void Damage::Take(int code) {
  switch (code) {
    case JWRN_JPEG_EOF:
      lacks_end_ = true;
      // Behind the end an arithmetic decoder finds zeros, as the standard wants it, and says no
      // more.
      if (cinfo_.arith_code && cinfo_.input_iMCU_row + 1 < cinfo_.total_iMCU_rows) Hurt(true);
      return;
    // A marker where a scan should go on. The one that libjpeg puts in the place of a missing end
    // is of that kind, too.
    case JWRN_HIT_MARKER: return Hurt(cinfo_.unread_marker == JPEG_EOI);
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE: return Hurt(false);
    case JWRN_MUST_RESYNC: lost_restart_ = true; return;
    case JWRN_EXTRANEOUS_DATA: has_strange_bytes_ = true; return;
    default: has_strange_markers_ = true; return;
  }
}

void Damage::Hurt(bool cut_off) {
  if (harm_) return;
  const uint32_t unit = IsLossless(cinfo_) ? 1 : DCTSIZE;
  const uint64_t rows =
      uint64_t{cinfo_.input_iMCU_row} * static_cast<uint32_t>(cinfo_.max_v_samp_factor) * unit;
  harm_ = {cut_off, static_cast<uint32_t>(std::min<uint64_t>(rows, cinfo_.image_height))};
  if (!stops_) return;
  auto* errors = reinterpret_cast<ErrorManager*>(cinfo_.err);
  *errors->status = Error(Code::kCorruptData, Text());
  std::longjmp(errors->jump, 1);
}

// A file that ends between two scans lacks only its end marker, as far as libjpeg is concerned.
void Damage::CheckScans() {
  if (!lacks_end_ || harm_) return;
  for (int c = 0; c < cinfo_.num_components; ++c) {
    // Copied when the component's first scan begins.
    lacks_scans_ |= !cinfo_.comp_info[c].quant_table && !IsLossless(cinfo_);
    // 0: all bits of the coefficient have come.
    const auto* bits = cinfo_.progressive_mode && cinfo_.coef_bits ? cinfo_.coef_bits[c] : nullptr;
    lacks_scans_ |= bits && std::any_of(bits, bits + DCTSIZE2, [](int left) { return left != 0; });
  }
  if (lacks_scans_) harm_ = {true, 0};
}

std::string Damage::Text() const {
  if (lacks_scans_) return "jpeg: the file is cut off: some of its scans are missing";
  const std::string what = harm_->cut_off ? "cut off" : "damaged";
  const std::string rows = std::to_string(harm_->whole_rows) + " of its " +
                           std::to_string(cinfo_.image_height) + " rows";
  return "jpeg: the file is " + what + ": " +
         (harm_->cut_off ? rows + " are there" : "only the first " + rows + " are surely right");
}

Status Damage::WarnOfOthers(const DecodeJob& job) const {
  const std::pair<bool, std::string_view> others[] = {
      {lacks_end_ && !harm_, "the file has no end marker"},
      {lost_restart_, "a restart marker is missing or wrong, and pixels near it may be"},
      {has_strange_bytes_, "there are bytes between the markers that belong to none"},
      {has_strange_markers_, "a marker says what the standard does not know"}};
  for (const auto& [is_so, text] : others) {
    if (!is_so) continue;
    if (Status status = Warn(job, "jpeg: " + std::string(text)); !status.ok()) return status;
  }
  return Ok();
}

}  // namespace imwrite::jpeg
