// Which of a file's markers go into its transcoded form.
#pragma once

#include "src/codecs/jpeg/segment.h"

namespace imwrite::jpeg {

// Before jpeg_read_header(). Errors jump.
void KeepAllMarkers(jpeg_decompress_struct* source);

// The file's EXIF block, in the marker that was kept; empty when there is none.
std::span<uint8_t> ExifBlock(const jpeg_decompress_struct& source);

struct MarkerChanges {
  // Whether the kinds that `replaced` has not stay.
  bool keeps;
  const Metadata& replaced;
  // Its segments.
  const std::vector<Segment>& segments;
  bool drops_color;
};

// Before jpeg_write_coefficients(): whether the library writes JFIF's header, and the resolution in
// it.
void ChooseHeader(const jpeg_decompress_struct& source, const MarkerChanges& changes,
                  jpeg_compress_struct* target);

// Right after it. Errors jump.
void CopyMarkers(const jpeg_decompress_struct& source, const MarkerChanges& changes,
                 jpeg_compress_struct* target);

// The resolutions of both directions change places, in JFIF and in EXIF.
void ExchangeResolution(jpeg_decompress_struct* source);

}  // namespace imwrite::jpeg
