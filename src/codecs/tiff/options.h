// Checks of options that the rules of the table cannot express.
#pragma once

#include "src/codecs/tiff/option-values.h"

namespace imwrite::tiff {

// Checks that depend on numbers of bytes and pixels, for a page of `info`.
Status Check(const ImageInfo& info, const Options& options);

// Fails when `page` is past the pages that a file may have, or when their number is not the job's.
// `more`: there is such a page.
Status CheckPageCount(const EncodeJob& job, uint32_t page, bool more);

// Whether the file needs 64-bit offsets.
bool IsBig(const EncodeJob& job, const Options& options);

}  // namespace imwrite::tiff
