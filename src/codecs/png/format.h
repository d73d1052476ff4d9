// PNG (W3C PNG, third edition) by libpng: what encoder and decoder share.
#pragma once

#include <png.h>

#include "src/codec.h"

namespace imwrite::png {

inline constexpr std::string_view kExtensions[] = {"png"};
inline constexpr Format kFormat = {"png", "image/png", kExtensions, PNG_UINT_31_MAX, PNG_UINT_31_MAX};

std::span<const Library> Libraries();

// libpng's error callbacks; `error_pointer` is a Status*. The error one jumps to libpng's own jump buffer.
[[noreturn]] void OnEncodeError(png_structp png, png_const_charp message);
[[noreturn]] void OnDecodeError(png_structp png, png_const_charp message);
void OnWarning(png_structp png, png_const_charp message);

}  // namespace imwrite::png
