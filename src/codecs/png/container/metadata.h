// Metadata in PNG: the chunks eXIf, iCCP, pHYs, cICP and texts, including the one with XMP's
// keyword.
#pragma once

#include "src/codecs/png/container/chunks.h"
#include "src/metadata.h"

namespace imwrite::png {

// Appends the chunks; they belong after IHDR.
[[nodiscard]] Status PutMetadata(const Metadata& metadata, std::vector<uint8_t>* to);

// Takes the metadata of the chunk, if it has any. Invalid chunks are skipped, as viewers do.
Status ReadMetadata(const Chunk& chunk, Budget* budget, Metadata* metadata);

}  // namespace imwrite::png
