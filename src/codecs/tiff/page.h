// The tags of a page: what its pixels are and how they are stored.
#pragma once

#include "src/codecs/tiff/options.h"

namespace imwrite::tiff {

Directory LayoutOf(const ImageInfo& info, const Options& options);

// Adds which page this is, where there are several.
void AddPageNumber(const EncodeJob& job, uint32_t number, Directory* page);

}  // namespace imwrite::tiff
