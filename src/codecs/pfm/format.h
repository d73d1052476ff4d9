// PFM (Debevec's portable float map): what encoder and decoder share.
#pragma once

#include "src/codec.h"

namespace imwrite::pfm {

inline constexpr std::string_view kExtensions[] = {"pfm"};
inline constexpr std::string_view kSignatures[] = {"50 46", "50 66"};
inline constexpr Format kFormat = {.name = "pfm",
                                   .title = "PFM",
                                   .mime_type = "image/x-portable-floatmap",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 0x7fffffff,
                                   .max_height = 0x7fffffff,
                                   .encode_ns = 4,
                                   .decode_ns = 4};

}  // namespace imwrite::pfm
