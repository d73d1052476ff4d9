// AVIF by libaom: what its files share.
#pragma once

#include "src/codec.h"

namespace imwrite::avif {

inline constexpr std::string_view kExtensions[] = {"avif"};
// The size of the first box, which is of type ftyp and names the brand.
inline constexpr std::string_view kSignatures[] = {".. .. .. .. 66 74 79 70 61 76 69 66"};
// 16 bits in the bitstream.
inline constexpr Format kFormat = {.name = "avif",
                                   .title = "AVIF",
                                   .mime_type = "image/avif",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 65536,
                                   .max_height = 65536,
                                   .encode_ns = 350};

}  // namespace imwrite::avif
