#include <libdeflate.h>
#include <zlib.h>

#include <cstdarg>
#include <cstdio>

#include "src/codecs/tiff/format.h"

namespace imwrite::tiff {

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {
      {"libtiff", TIFFLIB_VERSION_STR_MAJ_MIN_MIC}, {"libdeflate", LIBDEFLATE_VERSION_STRING}, {"zlib", ZLIB_VERSION}};
  return kLibraries;
}

Handle::Handle(const char* mode, void* file, TIFFReadWriteProc read, TIFFReadWriteProc write, TIFFSeekProc seek, TIFFSizeProc size,
               Code code, tmsize_t max_allocation)
    : code_(code) {
  TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
  if (!options) return;
  TIFFOpenOptionsSetErrorHandlerExtR(options, OnError, this);
  TIFFOpenOptionsSetWarningHandlerExtR(
      options, [](TIFF*, void*, const char*, const char*, va_list) { return 1; }, nullptr);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, max_allocation);
  tiff_ = TIFFClientOpenExt(
      "tiff", mode, file, read, write, seek, [](thandle_t) { return 0; }, size, nullptr, nullptr, options);
  TIFFOpenOptionsFree(options);
}

Handle::~Handle() { Close(); }

void Handle::Close() {
  if (tiff_) TIFFClose(tiff_);
  tiff_ = nullptr;
}

Status Handle::TakeError() {
  if (status_.ok()) return Error(code_, "tiff: libtiff failed without a message");
  return std::exchange(status_, Ok());
}

int Handle::OnError(TIFF*, void* self, const char*, const char* format, va_list arguments) {
  auto* handle = static_cast<Handle*>(self);
  if (!handle->status_.ok()) return 1;
  char message[256];
  std::vsnprintf(message, sizeof message, format, arguments);
  const std::string_view text(message);
  // "Out of memory reading of …" is about a tag, whose length the file claims: that is damage.
  const bool tag = text.find("Out of memory reading of") != text.npos;
  const bool memory = !tag && (text.find("Out of memory") != text.npos || text.find("No space for") != text.npos);
  const bool too_large = text.find("Maximum TIFF file size") != text.npos;
  const bool lacking = text.find("is not configured") != text.npos;
  const Code code = memory ? Code::kOutOfMemory : too_large ? Code::kImageTooLarge : lacking ? Code::kUnsupportedData : handle->code_;
  handle->status_ = Error(code, std::string("tiff: ") + message);
  return 1;
}

}  // namespace imwrite::tiff
