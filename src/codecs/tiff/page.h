// The tags of a page: what its pixels are and how they are stored.
#pragma once

#include "src/codecs/tiff/option-values.h"

namespace imwrite::tiff {

Directory LayoutOf(const ImageInfo& info, const Options& options);

// Adds the tables of JPEG, if that is the compression.
Status AddJpegTables(const ImageInfo& info, const Options& options, Directory* page);

// Of an image that is smaller than its page, of which it has colors, orientation and tables.
Directory LevelLayoutOf(const ImageInfo& info, const Options& options, const Directory& page);

// Adds which page this is, where there are several.
void AddPageNumber(const EncodeJob& job, uint32_t number, Directory* page);

}  // namespace imwrite::tiff
