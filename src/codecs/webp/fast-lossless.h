// The fast lossless encoder: one pass of prediction or of matching, and Huffman codes.
#pragma once

#include "src/codec.h"

namespace imwrite::webp {

// Writes the job's first image as a complete file. `exact` keeps the color of fully transparent
// pixels.
Status WriteFastLossless(const EncodeJob& job, bool exact, ByteSink& sink);

}  // namespace imwrite::webp
