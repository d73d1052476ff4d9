// libjpeg's error manager: an error jumps back to where CatchLongjmp() was called, and leaves a
// Status.
#pragma once

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>  // needs FILE
// clang-format off
#include <jerror.h>  // its codes depend on what jpeglib.h defines
// clang-format on

#include "src/status.h"

namespace imwrite::jpeglib {

// The text for an error. libjpeg's own texts are kilobytes, which not every module needs.
using Describe = std::string (*)(const jpeg_error_mgr& errors);

// With the place to jump back to: libjpeg reports an error by a call that must not return.
struct ErrorManager {
  jpeg_error_mgr base;
  std::jmp_buf jump;
  Status* status;
  Describe describe;
};

// Prepares `manager` to report into `status`.
jpeg_error_mgr* InitErrors(ErrorManager* manager, Status* status, Describe describe);

}  // namespace imwrite::jpeglib
