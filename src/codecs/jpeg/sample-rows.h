// Rows on their way to libjpeg: inks as Adobe has them, samples as the file's precision wants them.
#pragma once

#include "src/codecs/jpeg/options.h"

namespace imwrite::jpeg {

class SampleRows {
 public:
  SampleRows(const ImageInfo& info, const Options& options);

  // Takes the next `count` rows of the image, which must stay valid until they are written.
  Status Take(uint32_t y, uint32_t count, const uint8_t* rows);

  // Gives libjpeg what was taken. Errors jump.
  void Write(jpeg_compress_struct* cinfo);

 private:
  template <class In, class Out>
  Status Fit(uint32_t y);

  ImageInfo info_;
  int precision_;
  uint32_t max_;
  bool scales_;
  // Whether rows go as they come.
  bool plain_;
  uint32_t count_ = 0;
  size_t row_bytes_ = 0;
  const uint8_t* rows_ = nullptr;
  Buffer fitted_;
};

}  // namespace imwrite::jpeg
