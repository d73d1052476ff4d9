// ConvertingReader: the one place that converts pixels for a format: alpha, channels, sample type.
#pragma once

#include "src/dither.h"
#include "src/pixel-options.h"
#include "src/pixels.h"
#include "src/rows.h"

namespace imwrite {

// Converts the rows of `source`, of layout `from`, to layout `to` of the same size. The options say
// how alpha is removed and whether RGB becomes gray; gray becomes RGB by repetition. Samples are
// scaled from the range of the options, or of their precision, to the full range or the precision
// of `to`, and rounded to nearest or with the dither of the options.
class ConvertingReader : public RowReader {
 public:
  ConvertingReader(RowReader& source, const ImageInfo& from, const ImageInfo& to,
                   const PixelOptions& options)
      : source_(source),
        source_info_(from),
        from_(from),
        to_(to),
        alpha_(options.alpha.value_or(AlphaPolicy::kBlend)),
        background_(options.background),
        grays_(options.to_gray && from.has_colors()),
        range_(options.range) {
    // Runs first; later steps see full ranges only.
    stretches_ = from.precision > 0 && from.precision != to.precision && !range_.given();
    if (range_.given()) from_.sample_type = SampleType::kF32;
    dithers_ = options.dither == Dither::kOrdered && IsReduced(from_.sample_type, to.sample_type);
  }
  Status Read(uint32_t y, uint32_t count, const uint8_t** rows) override;

 private:
  template <class Sample>
  Status ConvertRow(uint32_t y, const uint8_t* bytes, uint8_t* out);

  // Maps a row's samples from the range to the full range, into ranged_.
  void ToFloats(const uint8_t* in);

  RowReader& source_;
  const ImageInfo source_info_;
  // The layout of the rows after the range was applied: floats from 0 to 1.
  ImageInfo from_;
  ImageInfo to_;
  AlphaPolicy alpha_;
  Color background_;
  bool grays_;
  Range range_;
  bool dithers_;
  bool stretches_;
  Buffer band_;
  Buffer row_;
  Buffer ranged_;
};

}  // namespace imwrite
