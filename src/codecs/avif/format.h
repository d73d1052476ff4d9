// AVIF, written by libaom and read by dav1d: what the files here share.
#pragma once

#include "src/codec.h"

namespace imwrite::avif {

inline constexpr std::string_view kExtensions[] = {"avif"};
// The size of the first box, which is of type ftyp and names the brand: avif, avis for animations,
// or mif1, which other formats have, too.
inline constexpr std::string_view kSignatures[] = {".. .. .. .. 66 74 79 70 61 76 69 66",
                                                   ".. .. .. .. 66 74 79 70 61 76 69 73",
                                                   ".. .. .. .. 66 74 79 70 6d 69 66 31"};
// 16 bits in the bitstream.
inline constexpr Format kFormat = {.name = "avif",
                                   .title = "AVIF",
                                   .mime_type = "image/avif",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 65536,
                                   .max_height = 65536,
                                   .encode_ns = 350,
                                   .decode_ns = 40};

}  // namespace imwrite::avif
