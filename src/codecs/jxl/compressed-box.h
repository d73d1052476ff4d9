// Boxes whose content is compressed by Brotli, for which few files need a decoder of their own.
#pragma once

#include <vector>

#include "src/box-reader.h"
#include "src/status.h"

namespace imwrite::jxl {

// What a stream holds, up to `most` bytes of it; *whole tells whether it is all, and undamaged.
Status DecompressBox(Bytes stream, size_t most, std::vector<uint8_t>* content, bool* whole);

}  // namespace imwrite::jxl
