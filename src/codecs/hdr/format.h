// Radiance HDR (Ward's RGBE): what encoder and decoder share. A pixel is three bytes of light and
// one of their common exponent.
#pragma once

#include "src/codec.h"

namespace imwrite::hdr {

inline constexpr std::string_view kExtensions[] = {"hdr", "pic"};
// #?RADIANCE and #?RGBE.
inline constexpr std::string_view kSignatures[] = {"23 3f 52 41 44 49 41 4e 43 45",
                                                   "23 3f 52 47 42 45"};
inline constexpr Format kFormat = {.name = "hdr",
                                   .title = "Radiance HDR",
                                   .mime_type = "image/vnd.radiance",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 0x7fffffff,
                                   .max_height = 0x7fffffff,
                                   .encode_ns = 10,
                                   .decode_ns = 8};

// Of cICP's colors, those of a file that names none: BT.709's, of linear light.
inline constexpr uint8_t kCicpPrimaries[] = {1};
inline constexpr uint8_t kCicpTransfers[] = {8};

inline constexpr size_t kPixelBytes = 4;
// Rows of other widths are not compressed: they say their width in 15 bits, and short ones gain
// nothing.
inline constexpr uint32_t kMinRunWidth = 8;
inline constexpr uint32_t kMaxRunWidth = 0x7fff;
// What light of 1 with an exponent of 0 is: the exponent's bias and the 8 bits of the light.
inline constexpr int kExponentOfOne = 128 + 8;

}  // namespace imwrite::hdr
