// ConvertingReader: the one place where pixels are made to fit a format: alpha, channels, depth.
#pragma once

#include "src/encode.h"
#include "src/pixels.h"
#include "src/rows.h"

namespace imwrite {

// Gives the rows of `source` (an image of `from`) as `to`, which has the same size. Where `to` has no alpha and `from`
// has, `alpha` says how; gray becomes RGB by repetition; samples are scaled from full range to full range and rounded.
class ConvertingReader : public RowReader {
 public:
  ConvertingReader(RowReader& source, const ImageInfo& from, const ImageInfo& to, AlphaPolicy alpha, Color background)
      : source_(source), from_(from), to_(to), alpha_(alpha), background_(background) {}
  Status Read(uint32_t y, uint32_t count, const uint8_t** rows) override;

 private:
  template <class Sample>
  Status ConvertRow(uint32_t y, const uint8_t* in, uint8_t* out);

  RowReader& source_;
  ImageInfo from_;
  ImageInfo to_;
  AlphaPolicy alpha_;
  Color background_;
  Buffer band_;
  Buffer row_;
};

}  // namespace imwrite
