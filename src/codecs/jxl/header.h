// What stands in front of the pixels: the container's boxes, where there is something for them, and
// the codestream's header.
#pragma once

#include <vector>

#include "src/codec.h"

namespace imwrite::jxl {

std::vector<uint8_t> MakeHeader(const ImageInfo& info, const Metadata& metadata);

// The bits that a sample is of in the file.
int BitsOf(const ImageInfo& info);

}  // namespace imwrite::jxl
