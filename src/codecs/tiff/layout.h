// How a page's samples are stored, and what makes them ours.
#pragma once

#include <tiffio.h>

#include <optional>
#include <string>

#include "src/pixels.h"

namespace imwrite::tiff {

// The tags that decide how pixels are stored.
struct Layout {
  // Of the current directory, which is switched to floats when it is SGILOG, and to RGB when it is JPEG's YCbCr.
  explicit Layout(TIFF* tiff);

  bool gray() const { return photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_LOGL || min_is_white(); }
  bool min_is_white() const { return photometric == PHOTOMETRIC_MINISWHITE; }
  bool xyz() const { return photometric == PHOTOMETRIC_LOGLUV; }
  bool planes() const { return planar == PLANARCONFIG_SEPARATE; }
  uint16_t plane_count() const { return planes() ? samples : 1; }

  // Whether the samples are ours as they stand, but for planes, white-is-zero and XYZ.
  bool direct() const;
  // Of samples that are direct().
  ImageInfo info() const;
  // Whether libtiff's conversion to 8-bit RGBA loses nothing.
  bool fits_rgba() const { return bits <= 8 && sample_format == SAMPLEFORMAT_UINT; }
  std::string Text() const;

  uint32_t width = 0;
  uint32_t height = 0;
  uint16_t samples = 1;
  uint16_t bits = 1;
  uint16_t sample_format = SAMPLEFORMAT_UINT;
  uint16_t planar = PLANARCONFIG_CONTIG;
  uint16_t orientation = 1;
  uint16_t photometric = 0;
  uint16_t extras = 0;
  bool premultiplied = false;
  bool tiled = false;
  bool jpeg = false;

 private:
  std::optional<Depth> depth() const;
};

// Makes rows of a direct() layout ours: white is full, alpha is straight, colours are RGB.
void NormaliseRows(uint8_t* rows, uint32_t count, const ImageInfo& info, const Layout& layout);

// Makes `width` RGBA pixels whose alpha is premultiplied straight.
void Unpremultiply(uint8_t* rgba, uint32_t width);

}  // namespace imwrite::tiff
