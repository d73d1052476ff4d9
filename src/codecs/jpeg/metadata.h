// Metadata in JPEG markers: density in JFIF's APP0, EXIF and XMP in APP1, the ICC profile in as
// many APP2 as it takes, IPTC in APP13, a text in COM.
#pragma once

#include "src/codecs/jpeg/segment.h"

namespace imwrite::jpeg {

// How the segments begin.
inline constexpr std::string_view kExif("Exif\0\0", 6);
inline constexpr std::string_view kIcc("ICC_PROFILE\0", 12);
inline constexpr uint32_t kMaxExif = kMaxSegment - kExif.size();

// PNG's keyword for the text of COM segments, which have none.
inline constexpr std::string_view kCommentKeyword = "Comment";

// Whether it fits into the markers. The density stands in JFIF's.
Status CheckMetadata(const Metadata& metadata, bool has_jfif);

// Before jpeg_start_compress(), and right after it. Errors jump.
void SetDensity(jpeg_compress_struct* cinfo, const Metadata& metadata);
struct MarkerWriter {
  void (*marker)(j_compress_ptr cinfo, int code, const JOCTET* data, unsigned size);
  void (*icc)(j_compress_ptr cinfo, const JOCTET* data, unsigned size);
};
void WriteMarkers(jpeg_compress_struct* cinfo, const Metadata& metadata,
                  const std::vector<Segment>& segments, const MarkerWriter& writer);

// Builds segments for data that may need several; errors must not jump over them. `resources` are
// Photoshop's other resources, stored with IPTC.
std::vector<Segment> MakeSegments(const Metadata& metadata,
                                  std::span<const uint8_t> resources = {});

// Before jpeg_read_header(). Errors jump.
void KeepMarkers(jpeg_decompress_struct* cinfo);

// Of the markers that were kept. A profile with a segment missing is left out.
Metadata ReadMetadata(const jpeg_decompress_struct& cinfo);

}  // namespace imwrite::jpeg
