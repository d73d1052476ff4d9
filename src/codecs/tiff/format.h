// TIFF 6.0 by libtiff: what encoder and decoder share.
#pragma once

#include <tiffio.h>

#include "src/codec.h"

namespace imwrite::tiff {

inline constexpr std::string_view kExtensions[] = {"tiff", "tif"};
// The fields are 32 bits wide; libtiff counts a row's samples in signed integers.
inline constexpr Format kFormat = {"tiff", "image/tiff", kExtensions, 0x7fffffff, 0x7fffffff};

std::span<const Library> Libraries();

constexpr uint16_t SampleFormat(Depth depth) {
  if (depth == Depth::kF32 || depth == Depth::kF64) return SAMPLEFORMAT_IEEEFP;
  return depth == Depth::kS8 || depth == Depth::kS16 || depth == Depth::kS32 ? SAMPLEFORMAT_INT : SAMPLEFORMAT_UINT;
}

// A TIFF handle whose errors go into a Status and whose file is our object behind the client I/O procs.
class Handle {
 public:
  // `mode` as TIFFClientOpen takes it; `file` is passed to every proc. get() is null when the open failed.
  Handle(const char* mode, void* file, TIFFReadWriteProc read, TIFFReadWriteProc write, TIFFSeekProc seek, TIFFSizeProc size, Code code,
         tmsize_t max_allocation);
  ~Handle();
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  TIFF* get() const { return tiff_; }
  // Flushes and closes, so that errors of the last writes are seen.
  void Close();
  bool failed() const { return !status_.ok(); }
  // The first error libtiff reported, or one in its place when it reported none. It is forgotten then.
  Status TakeError();

 private:
  static int OnError(TIFF* tiff, void* self, const char* module, const char* format, va_list arguments);

  Code code_;
  Status status_;
  TIFF* tiff_ = nullptr;
};

}  // namespace imwrite::tiff
