// Metadata in JPEG markers: density in JFIF's APP0, EXIF and XMP in APP1, the ICC profile in as many APP2 as it takes, a
// text in COM.
#pragma once

#include "src/codecs/jpeg/format.h"

namespace imwrite::jpeg {

// Whether it fits into the markers.
Status CheckMetadata(const Metadata& metadata);

// Before jpeg_start_compress(), and right after it. Errors jump.
void SetDensity(jpeg_compress_struct* cinfo, const Metadata& metadata);
void WriteMarkers(jpeg_compress_struct* cinfo, const Metadata& metadata);

// Before jpeg_read_header(). Errors jump.
void KeepMarkers(jpeg_decompress_struct* cinfo);

// Of the markers that were kept. A profile with a segment missing is left out.
Metadata ReadMetadata(const jpeg_decompress_struct& cinfo);

}  // namespace imwrite::jpeg
