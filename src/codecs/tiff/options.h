// Whether what a caller chose goes together.
#pragma once

#include "src/codecs/tiff/option-values.h"

namespace imwrite::tiff {

// Whether the options go together, and with a page of `info`.
Status Check(const ImageInfo& info, const Options& options);

// Whether the file is to have offsets of 64 bits: when 32 could be too few.
bool IsBig(const EncodeJob& job, const Options& options);

}  // namespace imwrite::tiff
