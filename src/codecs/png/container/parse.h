// Parses a PNG file's chunks and checks them before any pixel is decoded.
#pragma once

#include "src/codecs/png/container/file.h"

namespace imwrite::png {

// Metadata is charged to the budget.
Status ParsePng(Bytes bytes, Budget* budget, PngFile* file);

}  // namespace imwrite::png
