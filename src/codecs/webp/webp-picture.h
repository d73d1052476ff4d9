// Fills libwebp's WebPPicture row by row: with ARGB, or with Y, U, V and alpha for lossy coding.
#pragma once

#include <webp/encode.h>

#include "src/codec.h"

namespace imwrite::webp {

class WebpPicture {
 public:
  // Reads the rows of the job's first image, writes into the sink and reports progress.
  WebpPicture(const EncodeJob& job, ByteSink& sink);
  ~WebpPicture() { WebPPictureFree(&base_); }
  WebpPicture(const WebpPicture&) = delete;
  WebpPicture& operator=(const WebpPicture&) = delete;

  Status ReadRows(bool argb);
  Status Encode(const WebPConfig& config);

 private:
  void SetArgb(uint32_t y, uint32_t count, const uint8_t* rows);
  bool SetYuva(uint32_t y, uint32_t count, const uint8_t* rows);

  WebPPicture base_;
  const EncodeJob& job_;
  ByteSink& sink_;
  bool opaque_ = true;
};

}  // namespace imwrite::webp
