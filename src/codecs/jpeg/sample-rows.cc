#include "src/codecs/jpeg/sample-rows.h"

#include <limits>
#include <tuple>

namespace imwrite::jpeg {
namespace {

Status TooLarge(uint32_t y, uint32_t max, uint32_t sample) {
  return MismatchOf("precision", Code::kInvalidImage, "sample in row " + std::to_string(y),
                    "at most " + std::to_string(max) +
                        " for jpeg's option 'precision' (set 'scaleToPrecision' to convert)",
                    std::to_string(sample));
}

template <class Row, class Write>
void WriteRow(jpeg_compress_struct* cinfo, const uint8_t* row, Write write) {
  Row samples = reinterpret_cast<Row>(const_cast<uint8_t*>(row));
  write(cinfo, &samples, 1);
}

}  // namespace

SampleRows::SampleRows(const ImageInfo& info, const Options& options)
    : info_(info),
      precision_(PrecisionOf(info, options)),
      max_((uint32_t{1} << precision_) - 1),
      scales_(options.scale_to_precision),
      plain_(precision_ == Bits(info.sample_type) && !info.is_cmyk) {}

Status SampleRows::Take(uint32_t y, uint32_t count, const uint8_t* rows) {
  count_ = count;
  rows_ = rows;
  row_bytes_ = static_cast<size_t>(info_.row_bytes());
  if (plain_) return Ok();
  const size_t samples = size_t{info_.width} * info_.channels * count;
  // Up to 8 bits libjpeg takes bytes, beyond that words.
  const size_t bytes = samples * (precision_ > 8 ? 2 : 1);
  if (!fitted_.Resize(bytes)) return OutOfMemory(bytes);
  row_bytes_ = bytes / count;
  if (info_.sample_type == SampleType::kU8)
    return precision_ > 8 ? Fit<uint8_t, uint16_t>(y) : Fit<uint8_t, uint8_t>(y);
  return precision_ > 8 ? Fit<uint16_t, uint16_t>(y) : Fit<uint16_t, uint8_t>(y);
}

template <class In, class Out>
Status SampleRows::Fit(uint32_t y) {
  constexpr uint32_t kFull = std::numeric_limits<In>::max();
  const auto [max, scales, inverts] = std::tuple(max_, scales_, info_.is_cmyk);
  const auto* in = reinterpret_cast<const In*>(rows_);
  auto* out = reinterpret_cast<Out*>(fitted_.data());
  const size_t row_samples = size_t{info_.width} * info_.channels;
  for (size_t i = 0; i < row_samples * count_; ++i) {
    uint32_t sample = in[i];
    if (scales) sample = static_cast<uint32_t>((uint64_t{sample} * max + kFull / 2) / kFull);
    if (sample > max) return TooLarge(y + static_cast<uint32_t>(i / row_samples), max, sample);
    // Adobe's files, which are nearly all there are with inks, store them inverted.
    out[i] = static_cast<Out>(inverts ? max - sample : sample);
  }
  rows_ = fitted_.data();
  return Ok();
}

void SampleRows::Write(jpeg_compress_struct* cinfo) {
  for (uint32_t i = 0; i < count_; ++i) {
    const uint8_t* row = rows_ + i * row_bytes_;
    if (precision_ <= 8) {
      WriteRow<JSAMPROW>(cinfo, row, jpeg_write_scanlines);
    } else if (precision_ <= 12) {
      WriteRow<J12SAMPROW>(cinfo, row, jpeg12_write_scanlines);
    } else {
      WriteRow<J16SAMPROW>(cinfo, row, jpeg16_write_scanlines);
    }
  }
}

}  // namespace imwrite::jpeg
