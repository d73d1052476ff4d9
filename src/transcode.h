// Transcode: the bytes of a file in, another file of the same format out.
#pragma once

#include "src/transcoder.h"

namespace imwrite {

// `metadata` replaces the file's own metadata of the same kinds; `keep_metadata` keeps the other
// kinds. Nothing is written before the whole file has been read.
Status Transcode(std::string_view format, std::span<const uint8_t> bytes,
                 std::span<const NamedValue> options, bool keep_metadata, const Metadata& metadata,
                 ByteSink& sink);

}  // namespace imwrite
