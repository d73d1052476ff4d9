// All of libjxl's encoder: with loss, and the higher efforts without.
#pragma once

#include "src/codecs/jxl/options.h"

namespace imwrite::jxl {

Status EncodeExtended(const EncodeJob& job, const Settings& settings);

}  // namespace imwrite::jxl
