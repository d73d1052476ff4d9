#include <zlib.h>

#include <string_view>

#include "src/codecs/png/format.h"

namespace imwrite::png {
namespace {

[[noreturn]] void Fail(png_structp png, Code code, std::string_view message) {
  auto* status = static_cast<Status*>(png_get_error_ptr(png));
  // A callback of ours that failed has told why already.
  if (status->ok()) {
    const bool memory = message.find("memory") != std::string_view::npos;
    *status = Error(memory ? Code::kOutOfMemory : code, "png: " + std::string(message));
  }
  png_longjmp(png, 1);
}

}  // namespace

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libpng", PNG_LIBPNG_VER_STRING}, {"zlib", ZLIB_VERSION}};
  return kLibraries;
}

void OnEncodeError(png_structp png, png_const_charp message) { Fail(png, Code::kInternal, message); }
void OnDecodeError(png_structp png, png_const_charp message) { Fail(png, Code::kCorruptData, message); }
void OnWarning(png_structp, png_const_charp) {}

}  // namespace imwrite::png
