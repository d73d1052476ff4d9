// Writes one image of a PNG file: rows in, IHDR and the zlib stream of filtered rows out.
#pragma once

#include "src/codecs/png/container/chunk-writer.h"
#include "src/codecs/png/options.h"

namespace imwrite::png {

// For Encoder::stripes.
Stripes StripesOf(const ImageInfo& info, const void* options);

// Writes the job's first image, or its stripe of it.
Status WriteImage(const EncodeJob& job, ChunkWriter* writer);

}  // namespace imwrite::png
