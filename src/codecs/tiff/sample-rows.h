// Rows of a page whose samples are read individually, from strips or tiles, interleaved or planar.
#pragma once

#include "src/codecs/tiff/layout.h"
#include "src/codecs/tiff/scoped-tiff.h"
#include "src/limits.h"

namespace imwrite::tiff {

class SampleRows {
 public:
  // The layout must be direct().
  SampleRows(ScopedTiff* handle, const Layout& layout);

  // Checks that the tags agree with one another, and with the budget, before it allocates.
  Status Start(const Budget& budget);
  // How many rows come at once.
  uint32_t band_rows() const { return band_rows_; }
  uint64_t row_bytes() const { return info_.row_bytes(); }
  // Rows y … y + count − 1, where y is a multiple of band_rows(): all samples of a pixel together,
  // each of the layout's stored() type.
  Status Read(uint32_t y, uint32_t count, uint8_t* band);

 private:
  bool ReadScanlines(uint32_t y, uint32_t count, uint8_t* band);
  // Of planes.
  bool ReadStrips(uint32_t y, uint32_t count, uint8_t* band);
  bool ReadTiles(uint32_t y, uint32_t count, uint8_t* band);
  // `pixels` pixels of plane `s`, from pixel x on.
  void Place(const uint8_t* packed, uint32_t x, uint32_t pixels, uint16_t s, uint8_t* row) const;

  ScopedTiff& handle_;
  const Layout& layout_;
  // Of the samples as they are unpacked.
  ImageInfo info_;
  uint32_t band_rows_ = 0;
  uint32_t strip_rows_ = 0;
  uint32_t tile_width_ = 0;
  // Of a row of a strip or tile, of one plane.
  uint64_t packed_bytes_ = 0;
  Buffer scratch_;
};

}  // namespace imwrite::tiff
