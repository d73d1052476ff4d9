// Whether what a caller chose goes together, as far as the rules of the table do not say it.
#pragma once

#include "src/codecs/tiff/option-values.h"

namespace imwrite::tiff {

// What the rules do not say, because it counts bytes and pixels: of the page of `info`.
Status Check(const ImageInfo& info, const Options& options);

// Fails when `page` is past the pages that a file may have, or when their number is not the job's.
// `more`: there is such a page.
Status CheckPageCount(const EncodeJob& job, uint32_t page, bool more);

// Whether the file is to have offsets of 64 bits: when 32 could be too few.
bool IsBig(const EncodeJob& job, const Options& options);

}  // namespace imwrite::tiff
