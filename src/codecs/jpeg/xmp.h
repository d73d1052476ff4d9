// XMP in JPEG's APP1. Packets larger than a segment continue in extension segments that the first
// one names (XMP specification, part 3, 1.1.3.1).
#pragma once

#include "src/codecs/jpeg/segment.h"

namespace imwrite::jpeg {

// How the segments begin, the first one's and the others'.
inline constexpr std::string_view kXmp("http://ns.adobe.com/xap/1.0/\0", 29);
inline constexpr std::string_view kLongXmp("http://ns.adobe.com/xmp/extension/\0", 35);

// The packet of the file; with the rest of it, where all of that is there.
std::vector<uint8_t> ReadXmp(const jpeg_decompress_struct& cinfo);

// The segments that hold the packet.
void AddXmp(std::span<const uint8_t> xmp, std::vector<Segment>* segments);

}  // namespace imwrite::jpeg
