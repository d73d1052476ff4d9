// PAM (Netpbm's P7): what encoder and decoder share.
#pragma once

#include "src/codec.h"

namespace imwrite::pam {

inline constexpr std::string_view kExtensions[] = {"pam"};
inline constexpr std::string_view kSignatures[] = {"50 37"};
inline constexpr Format kFormat = {.name = "pam",
                                   .title = "PAM",
                                   .mime_type = "image/x-portable-arbitrarymap",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 0x7fffffff,
                                   .max_height = 0x7fffffff,
                                   .encode_ns = 2,
                                   .decode_ns = 2};

// The tuple type for each number of channels.
inline constexpr std::string_view kTupleTypes[] = {"GRAYSCALE", "GRAYSCALE_ALPHA", "RGB",
                                                   "RGB_ALPHA"};

}  // namespace imwrite::pam
