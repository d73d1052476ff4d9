// How a page's samples are stored and what they mean.
#pragma once

#include <tiffio.h>

#include <optional>
#include <string>

#include "src/pixels.h"

namespace imwrite::tiff {

// The meaning of a pixel's first samples. Indices are kept as palette indices; others need
// libtiff's own conversion.
enum class Colors { kGray, kRgb, kPalette, kIndices, kInks, kXyz, kOther };

// The tags that decide how pixels are stored.
struct Layout {
  // Of the current directory, which is switched to floats when it is SGILOG, and to RGB when it is
  // JPEG's YCbCr.
  explicit Layout(TIFF* tiff, bool indexed = false);

  bool planes() const { return planar == PLANARCONFIG_SEPARATE; }
  uint16_t plane_count() const { return planes() ? samples : 1; }
  // Of a pixel's samples in one plane.
  uint16_t plane_samples() const { return planes() ? 1 : samples; }
  // The number of color samples of a pixel; further samples are alpha or extra.
  uint16_t color_samples() const;
  // What each sample is unpacked to; nothing when it fits none.
  std::optional<SampleType> stored() const;
  // The largest sample of integers.
  uint32_t full() const { return bits < 32 ? (uint32_t{1} << bits) - 1 : UINT32_MAX; }

  // Whether samples can be read individually.
  bool direct() const;
  // What direct() samples become.
  ImageInfo info() const;
  // Whether libtiff's conversion to 8-bit RGBA loses no sample.
  bool fits_rgba() const {
    return colors == Colors::kOther && bits <= 8 && sample_format == SAMPLEFORMAT_UINT &&
           samples == 3;
  }
  // In words.
  std::string Text() const;

  uint32_t width = 0;
  uint32_t height = 0;
  Colors colors = Colors::kOther;
  uint16_t compression = COMPRESSION_NONE;
  uint16_t samples = 1;
  uint16_t bits = 1;
  uint16_t sample_format = SAMPLEFORMAT_UINT;
  uint16_t planar = PLANARCONFIG_CONTIG;
  uint16_t orientation = 1;
  uint16_t photometric = 0;
  // Samples of at most 8 bits are turned over where white is 0; others are taken as they stand, as
  // everybody does.
  bool white_is_zero = false;
  // Whether the first sample after the colors is alpha, premultiplied into them.
  bool has_alpha = false;
  bool premultiplied = false;
  bool tiled = false;

 private:
  void ReadColors(TIFF* tiff);
};

}  // namespace imwrite::tiff
