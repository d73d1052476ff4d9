// The fast lossless encoder: one pass of prediction or of matching, and Huffman codes.
#pragma once

#include "src/codec.h"

namespace imwrite::webp {

// Writes the job's first picture as a file of its own. `exact` keeps the color of fully
// transparent pixels.
Status WriteFastLossless(const EncodeJob& job, bool exact, ByteSink& sink);

}  // namespace imwrite::webp
