// Taking a PNG file apart: what its chunks say is checked before any pixel is decoded.
#pragma once

#include "src/codecs/png/file.h"

namespace imwrite::png {

// The budget is for its metadata.
Status TakeApart(Bytes bytes, Budget* budget, File* file);

}  // namespace imwrite::png
