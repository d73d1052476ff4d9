// Whether what a caller chose goes together, as far as the rules of the table do not say it.
#pragma once

#include "src/codecs/tiff/option-values.h"

namespace imwrite::tiff {

// What the rules do not say, because it counts bytes and pixels: of the page of `info`.
Status Check(const ImageInfo& info, const Options& options);

// Whether the file is to have offsets of 64 bits: when 32 could be too few.
bool IsBig(const EncodeJob& job, const Options& options);

}  // namespace imwrite::tiff
