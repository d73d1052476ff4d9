// JPEG (ITU-T T.81, JFIF) by libjpeg-turbo: what encoder and decoder share.
#pragma once

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>  // needs FILE
// clang-format off
#include <jerror.h>  // its codes depend on what jpeglib.h defines
// clang-format on

#include "src/codec.h"

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

// libjpeg's error manager, with the place to jump back to. libjpeg reports an error by a call that
// must not return.
struct ErrorManager {
  jpeg_error_mgr base;
  std::jmp_buf jump;
  Status* status;
};

// Prepares `manager` to report into `status`.
jpeg_error_mgr* InitErrors(ErrorManager* manager, Status* status);

}  // namespace imwrite::jpeg
