// Turns planes into rows of gray or RGB, with alpha where there is some.
#pragma once

#include "src/codecs/avif/matrix.h"

namespace imwrite::avif {

class RowConverter {
 public:
  // `alpha` may be null. The planes are valid as long as the converter.
  RowConverter(const Planes8Or16& color, const Planes8Or16* alpha, const Matrix& matrix,
               const Nclx& codes, bool is_premultiplied);

  // Writes `count` pixels of row `y`, from column `x` on.
  void Write(uint32_t y, uint32_t x, uint32_t count, uint8_t* to);

 private:
  template <class In, class Out>
  void WriteRow(uint32_t y, uint32_t x, uint32_t count, Out* to);
  template <class In>
  void MakeChroma(uint32_t y, int plane, float* to);
  template <class In>
  void MakeColors(uint32_t y);
  template <class In>
  void MakeExactColors(uint32_t y);
  template <class Out>
  void WriteAlpha(uint32_t y, uint32_t x, uint32_t count, Out* to) const;

  const Planes8Or16& color_;
  const Planes8Or16* alpha_;
  const Matrix matrix_;
  const bool is_premultiplied_;
  int bits_;
  int channels_;
  // What gives 0 to 1 of luma, and −½ to ½ of chroma.
  float luma_scale_, luma_zero_, chroma_scale_, chroma_zero_;
  // A row of red, green and blue, one of luma, and one of chroma before it is spread.
  std::vector<float> red_, green_, blue_, luma_, narrow_;
  // The samples of gray, or of red, green and blue, each apart.
  std::vector<uint16_t> rounded_[3];
  bool alpha_is_full_;
};

}  // namespace imwrite::avif
