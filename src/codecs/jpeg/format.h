// JPEG (ITU-T T.81, JFIF) by libjpeg-turbo: what encoder and decoder share.
#pragma once

#include "src/codec.h"
#include "src/jpeg-library/errors.h"

namespace imwrite::jpeg {

inline constexpr std::string_view kExtensions[] = {"jpg", "jpeg", "jpe", "jfif"};
inline constexpr std::string_view kSignatures[] = {"ff d8 ff"};
// The standard allows 65535; libjpeg, and with it nearly every reader, stops at 65500.
inline constexpr Format kFormat = {.name = "jpeg",
                                   .title = "JPEG",
                                   .mime_type = "image/jpeg",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = JPEG_MAX_DIMENSION,
                                   .max_height = JPEG_MAX_DIMENSION,
                                   .encode_ns = 7,
                                   .decode_ns = 10};

std::span<const Library> Libraries();

using jpeglib::ErrorManager;

// libjpeg's message with its parameters filled in.
std::string DescribeError(const jpeg_error_mgr& errors);

}  // namespace imwrite::jpeg
