// One picture of a PNG file: rows in, IHDR and the zlib stream of filtered rows out.
#pragma once

#include "src/codecs/png/assembler.h"
#include "src/codecs/png/options.h"

namespace imwrite::png {

// For Encoder::stripes.
Stripes StripesOf(const ImageInfo& info, const void* options);

// Writes the job's first picture, or its stripe of it.
Status WritePicture(const EncodeJob& job, Assembler* assembler);

}  // namespace imwrite::png
