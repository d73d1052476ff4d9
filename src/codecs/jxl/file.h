// What a file holds beside its codestream.
#pragma once

#include <span>

#include "src/decoder.h"
#include "src/limits.h"

namespace imwrite::jxl {

// Adds the metadata of the container's boxes. A naked codestream has none.
Status ReadBoxes(const DecodeJob& job, Budget* budget, Metadata* metadata);

}  // namespace imwrite::jxl
