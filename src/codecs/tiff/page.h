// The tags of a page: what its pixels are and how they are stored.
#pragma once

#include "src/codecs/tiff/options.h"

namespace imwrite::tiff {

Directory LayoutOf(const ImageInfo& info, const Options& options);

// Of an image that is smaller than its page, of which it has colours and orientation.
Directory LevelLayoutOf(const ImageInfo& info, const Options& options, const Directory& page);

// Adds which page this is, where there are several.
void AddPageNumber(const EncodeJob& job, uint32_t number, Directory* page);

}  // namespace imwrite::tiff
