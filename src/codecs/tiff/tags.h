// Tags of the caller's own, such as GeoTIFF's.
#pragma once

#include "src/codec.h"
#include "src/codecs/tiff/directory.h"

namespace imwrite::tiff {

// Whether the file needs types of 64 bits for them, which are BigTIFF's.
bool HasBigTags(const Metadata& metadata);

Status CheckTags(const EncodeJob& job, bool big);
void AddTags(const Metadata& metadata, uint32_t page, Directory* directory);

// Of the pages begin … end - 1 of a file; nothing if they have none.
std::vector<std::vector<Tag>> ReadTags(std::span<const uint8_t> file, uint32_t begin, uint32_t end);

}  // namespace imwrite::tiff
