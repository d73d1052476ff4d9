// libjpeg's decompressor with our errors.
#pragma once

#include "src/codecs/jpeg/format.h"
#include "src/guarded.h"

namespace imwrite::jpeg {

// Its functions run inside CatchLongjmp(), where errors return to.
struct Decompressor {
  explicit Decompressor(Status* status) {
    cinfo.err = jpeglib::InitErrors(&errors, status, DescribeError);
  }
  ~Decompressor() { jpeg_destroy_decompress(&cinfo); }

  template <class Work>
  bool CatchLongjmp(Work&& work) {
    return imwrite::CatchLongjmp(errors.jump, work);
  }

  jpeg_decompress_struct cinfo{};
  ErrorManager errors{};
};

}  // namespace imwrite::jpeg
