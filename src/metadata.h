// Metadata: what a file carries beside its pixels.
#pragma once

#include <cstdint>
#include <vector>

namespace imwrite {

// Empty, or 0, is absent.
struct Metadata {
  // A TIFF block, from its byte order mark on, without JPEG's "Exif" in front.
  std::vector<uint8_t> exif;
  // A colour profile as the ICC defines it.
  std::vector<uint8_t> icc;
  // An XMP packet in UTF-8.
  std::vector<uint8_t> xmp;
  // Pixels per inch.
  double dpi_x = 0;
  double dpi_y = 0;
};

}  // namespace imwrite
