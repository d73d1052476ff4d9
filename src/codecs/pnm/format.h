// PNM (Netpbm's PBM, PGM and PPM): what encoder and decoder share.
#pragma once

#include "src/codec.h"

namespace imwrite::pnm {

inline constexpr std::string_view kExtensions[] = {"pnm", "ppm", "pgm", "pbm"};
inline constexpr std::string_view kSignatures[] = {"50 31", "50 32", "50 33",
                                                   "50 34", "50 35", "50 36"};
inline constexpr ExtensionOption kExtensionOptions[] = {{"pbm", "bilevel"}};
inline constexpr Format kFormat = {.name = "pnm",
                                   .title = "PNM",
                                   .mime_type = "image/x-portable-anymap",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 0x7fffffff,
                                   .max_height = 0x7fffffff,
                                   .encode_ns = 2,
                                   .decode_ns = 2,
                                   .extension_options = kExtensionOptions};

}  // namespace imwrite::pnm
