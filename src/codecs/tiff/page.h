// The tags of a page that describe its pixels and their storage.
#pragma once

#include "src/codecs/tiff/option-values.h"

namespace imwrite::tiff {

Directory LayoutOf(const ImageInfo& info, const Options& options);

// Adds the tables of JPEG, if that is the compression.
Status AddJpegTables(const ImageInfo& info, const Options& options, Directory* page);

// The tags of a reduced image, which shares color space, orientation and tables with its page.
Directory LevelLayoutOf(const ImageInfo& info, const Options& options, const Directory& page);

// Adds the page number if there are several pages.
void AddPageNumber(const EncodeJob& job, uint32_t number, Directory* page);

}  // namespace imwrite::tiff
