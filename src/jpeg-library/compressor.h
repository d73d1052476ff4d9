// libjpeg's compressor with our errors, writing into a sink of ours.
#pragma once

#include "src/guarded.h"
#include "src/jpeg-library/errors.h"
#include "src/sink.h"

namespace imwrite::jpeglib {

// libjpeg's destination manager in front of our sink.
struct Destination {
  jpeg_destination_mgr base;
  ByteSink* sink;
  ErrorManager* errors;
  // The second byte of the marker that ends the output.
  JOCTET last_byte;
  JOCTET buffer[16384];
};

// Discards the contents of the buffer.
void ResetBuffer(Destination* destination);

// Owns libjpeg's compressor, or that of a library with its interface. Its functions run inside
// CatchLongjmp(), where errors return to.
struct Compressor {
  using Destroy = void (*)(j_compress_ptr);
  // jpeg_create_compress() is left to the caller: it may fail, too; then it needs `cinfo.dest =
  // &destination.base`.
  Compressor(ByteSink* sink, Status* status, Describe describe,
             Destroy destroy = jpeg_destroy_compress);
  ~Compressor() { destroy(&cinfo); }

  template <class Work>
  bool CatchLongjmp(Work&& work) {
    return imwrite::CatchLongjmp(errors.jump, work);
  }

  jpeg_compress_struct cinfo{};
  ErrorManager errors{};
  Destination destination{};
  Destroy destroy;
};

}  // namespace imwrite::jpeglib
