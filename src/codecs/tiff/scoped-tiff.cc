#include "src/codecs/tiff/scoped-tiff.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <limits>

#include "src/limits.h"

#include "src/memory.h"

namespace imwrite::tiff {

ScopedTiff::ScopedTiff(const char* mode, void* file, TIFFReadWriteProc read,
                       TIFFReadWriteProc write, TIFFSeekProc seek, TIFFSizeProc size,
                       TIFFMapFileProc map, uint64_t max_memory)
    : max_memory_(max_memory) {
  TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
  if (!options) return;
  TIFFOpenOptionsSetErrorHandlerExtR(options, OnError, this);
  TIFFOpenOptionsSetWarningHandlerExtR(
      options, [](TIFF*, void*, const char*, const char*, va_list) { return 1; }, nullptr);
  const auto limit =
      static_cast<tmsize_t>(std::min<uint64_t>(max_memory, std::numeric_limits<tmsize_t>::max()));
  TIFFOpenOptionsSetMaxCumulatedMemAlloc(options, limit);
  tiff_ = TIFFClientOpenExt(
      "tiff", mode, file, read, write, seek, [](thandle_t) { return 0; }, size, map,
      [](thandle_t, void*, toff_t) {}, options);
  TIFFOpenOptionsFree(options);
}

ScopedTiff::~ScopedTiff() {
  if (tiff_) TIFFClose(tiff_);
}

Status ScopedTiff::TakeError() {
  if (status_.ok()) return Error(Code::kCorruptData, "tiff: libtiff failed without a message");
  return std::exchange(status_, Ok());
}

int ScopedTiff::OnError(TIFF*, void* self, const char*, const char* format, va_list arguments) {
  auto* handle = static_cast<ScopedTiff*>(self);
  if (!handle->status_.ok()) return 1;
  char message[256];
  std::vsnprintf(message, sizeof message, format, arguments);
  const std::string_view text(message);
  if (text.find("cumulated byte limit") != text.npos) {
    handle->status_ =
        ExceedsLimit("tiff file", "memoryBytes", handle->max_memory_, "bytes of memory", "more");
    return 1;
  }
  // "Out of memory reading of …" is about a tag, whose length the file claims: that is damage.
  const bool tag = text.find("Out of memory reading of") != text.npos;
  const bool memory =
      !tag && (text.find("Out of memory") != text.npos || text.find("No space for") != text.npos);
  // libtiff is sorry for pictures that it could have in another form.
  const bool lacking = text.find("is not configured") != text.npos ||
                       text.find("not implemented") != text.npos || text.starts_with("Sorry");
  const Code code = memory    ? Code::kOutOfMemory
                    : lacking ? Code::kUnsupportedData
                              : Code::kCorruptData;
  if (!Completes([&] { handle->status_ = Error(code, std::string("tiff: ") + message); }))
    handle->status_ = {Code::kOutOfMemory};
  return 1;
}

}  // namespace imwrite::tiff
