// Photoshop's resources in JPEG's APP13, one of which holds IPTC.
#pragma once

#include "src/codecs/jpeg/segment.h"

namespace imwrite::jpeg {

// How the segments begin.
inline constexpr std::string_view kPhotoshop("Photoshop 3.0\0", 14);

// All resources of a file, whose bytes may be split across segments.
std::vector<uint8_t> ReadResources(const jpeg_decompress_struct& cinfo);

// The IPTC data sets among the resources; empty if there are none.
std::vector<uint8_t> IptcOf(std::span<const uint8_t> resources);

// The resources, with these data sets in the place of theirs.
std::vector<uint8_t> WithIptc(std::span<const uint8_t> resources, std::span<const uint8_t> iptc);

// The segments that hold the resources.
void AddResources(std::span<const uint8_t> resources, std::vector<Segment>* segments);

}  // namespace imwrite::jpeg
