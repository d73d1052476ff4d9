// Lossless coding by libjxl's fast coder, which is effort 1.
#pragma once

#include "src/codec.h"

namespace imwrite::jxl {

Status EncodeFast(const EncodeJob& job);

}  // namespace imwrite::jxl
