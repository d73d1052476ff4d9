// ScopedTiff: owns libtiff's handle, for the decoder.
#pragma once

#include <tiffio.h>

#include "src/status.h"

namespace imwrite::tiff {

// Errors go into a Status; the file is our object behind the client I/O procs.
class ScopedTiff {
 public:
  // `mode` as TIFFClientOpen takes it; `file` is passed to every proc. get() is null when the open
  // failed.
  ScopedTiff(const char* mode, void* file, TIFFReadWriteProc read, TIFFReadWriteProc write,
             TIFFSeekProc seek, TIFFSizeProc size, TIFFMapFileProc map, uint64_t max_memory);
  ~ScopedTiff();
  ScopedTiff(const ScopedTiff&) = delete;
  ScopedTiff& operator=(const ScopedTiff&) = delete;

  TIFF* get() const { return tiff_; }
  bool failed() const { return !status_.ok(); }
  // The first error libtiff reported, or one in its place when it reported none. It is forgotten
  // then.
  Status TakeError();

 private:
  static int OnError(TIFF* tiff, void* self, const char* module, const char* format,
                     va_list arguments);

  // What libtiff may allocate at a time.
  uint64_t max_memory_;
  Status status_;
  TIFF* tiff_ = nullptr;
};

}  // namespace imwrite::tiff
