// PNG (W3C PNG, third edition): what encoder and decoder share.
#pragma once

#include "src/codec.h"

namespace imwrite::png {

inline constexpr std::string_view kExtensions[] = {"png"};
inline constexpr Format kFormat = {"png", "image/png", kExtensions, 0x7fffffff, 0x7fffffff, 13, 20};

}  // namespace imwrite::png
