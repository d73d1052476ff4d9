// Converts stored rows to ours: full range, straight alpha, and gray or RGB instead of palettes,
// inks and XYZ.
#pragma once

#include "src/codec.h"
#include "src/codecs/tiff/layout.h"
#include "src/status.h"

namespace imwrite::tiff {

// Reads the palette of the current directory, 8 bits per color, for samples up to `full`.
Status ReadColorMap(TIFF* tiff, uint32_t full, ColorTable* table);

class PictureRows {
 public:
  // The layout must be direct().
  explicit PictureRows(const Layout& layout) : layout_(layout) {}

  // Reads the palette of the current directory, if the layout has one.
  Status Start(TIFF* tiff);
  // Whether Convert() writes to `out` instead of converting in place.
  bool moves() const {
    return layout_.colors == Colors::kPalette || layout_.colors == Colors::kInks;
  }
  // `out` is used only if moves().
  void Convert(uint8_t* stored, size_t pixels, uint8_t* out) const;

 private:
  void FromPalette(const uint8_t* stored, size_t pixels, uint8_t* out) const;

  const Layout& layout_;
  ColorTable palette_;
};

}  // namespace imwrite::tiff
