// What makes rows of stored samples ours: full range, straight alpha, and gray or RGB in place of
// palettes, inks and XYZ.
#pragma once

#include "src/codec.h"
#include "src/codecs/tiff/layout.h"
#include "src/status.h"

namespace imwrite::tiff {

// The palette of the current directory, 8 bits a color, for samples up to `full`.
Status ReadColorMap(TIFF* tiff, uint32_t full, ColorTable* table);

class PictureRows {
 public:
  // The layout is direct().
  explicit PictureRows(const Layout& layout) : layout_(layout) {}

  // Takes the palette of the current directory, if there is to be one.
  Status Start(TIFF* tiff);
  // Whether Convert() gives other pixels, in place of changing those that it gets.
  bool moves() const {
    return layout_.colors == Colors::kPalette || layout_.colors == Colors::kInks;
  }
  // `out` is not looked at unless moves().
  void Convert(uint8_t* stored, size_t pixels, uint8_t* out) const;

 private:
  void FromPalette(const uint8_t* stored, size_t pixels, uint8_t* out) const;

  const Layout& layout_;
  ColorTable palette_;
};

}  // namespace imwrite::tiff
