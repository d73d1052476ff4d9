// Metadata in PNG: the chunks eXIf, iCCP, pHYs, cICP, those of texts, and of them the one with
// XMP's keyword.
#pragma once

#include "src/codecs/png/container/chunks.h"
#include "src/metadata.h"

namespace imwrite::png {

// Appends the chunks; they belong after IHDR.
[[nodiscard]] Status PutMetadata(const Metadata& metadata, std::vector<uint8_t>* to);

// Takes what the chunk holds, if it is one of metadata. One that makes no sense is passed over, as
// by any viewer.
Status ReadMetadata(const Chunk& chunk, Budget* budget, Metadata* metadata);

}  // namespace imwrite::png
