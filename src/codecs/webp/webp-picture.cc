// libwebp's picture between our rows and our sink.
#include "src/codecs/webp/webp-picture.h"

#include <cstring>

namespace imwrite::webp {
namespace {

// How far the progress has come when the rows are in.
constexpr double kReadShare = 0.1;

void CopyPlane(const uint8_t* from, int from_stride, uint8_t* to, int to_stride, size_t width,
               uint32_t rows) {
  for (uint32_t y = 0; y < rows; ++y)
    std::memcpy(to + size_t{y} * to_stride, from + size_t{y} * from_stride, width);
}

Status FromWebp(WebPEncodingError code) {
  switch (code) {
    case VP8_ENC_OK: return Ok();
    case VP8_ENC_ERROR_OUT_OF_MEMORY:
    case VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY:
      return Error(Code::kOutOfMemory, "webp: out of memory while encoding");
    case VP8_ENC_ERROR_USER_ABORT:
    case VP8_ENC_ERROR_BAD_WRITE: return Aborted();
    case VP8_ENC_ERROR_PARTITION0_OVERFLOW:
    case VP8_ENC_ERROR_PARTITION_OVERFLOW:
    case VP8_ENC_ERROR_FILE_TOO_BIG:
      return Error(
          Code::kImageTooLarge,
          "webp: the picture needs more bytes than the format can hold; use a lower quality");
    default: return Error(Code::kInternal, "webp: encoder error " + std::to_string(code));
  }
}

}  // namespace

WebpPicture::WebpPicture(const EncodeJob& job, ByteSink& sink) : job_(job), sink_(sink) {
  WebPPictureInit(&base_);
  base_.width = static_cast<int>(job.info.width);
  base_.height = static_cast<int>(job.info.height);
  base_.custom_ptr = this;
  base_.user_data = this;
  base_.writer = [](const uint8_t* data, size_t size, const WebPPicture* picture) -> int {
    bool written = false;
    return Completes([&] {
             written = static_cast<WebpPicture*>(picture->custom_ptr)->sink_.Write(data, size);
           }) &&
           written;
  };
  base_.progress_hook = [](int percent, const WebPPicture* picture) -> int {
    const Progress& progress = static_cast<WebpPicture*>(picture->user_data)->job_.progress;
    bool goes_on = true;
    return Completes([&] {
             goes_on = !progress || progress(kReadShare + (1 - kReadShare) * percent / 100);
           }) &&
           goes_on;
  };
}

Status WebpPicture::ReadRows(bool argb) {
  base_.use_argb = argb;
  base_.colorspace = job_.info.channels == 4 ? WEBP_YUV420A : WEBP_YUV420;
  if (!WebPPictureAlloc(&base_)) return OutOfMemory(static_cast<size_t>(job_.info.image_bytes()));
  // A row of chroma is made of two rows.
  const uint32_t band_rows = (BandRows(job_.info) + 1) & ~1u;
  Status status = ForEachBand(
      job_, band_rows, 0, kReadShare, [&](uint32_t y, uint32_t count, const uint8_t* band) {
        if (argb) {
          SetArgb(y, count, band);
        } else if (!SetYuva(y, count, band)) {
          return OutOfMemory(static_cast<size_t>(job_.info.row_bytes()) * count);
        }
        return Ok();
      });
  if (!argb && opaque_) {
    base_.colorspace = WEBP_YUV420;
    base_.a = nullptr;
  }
  return status;
}

Status WebpPicture::Encode(const WebPConfig& config) {
  return WebPEncode(&config, &base_) ? Ok() : FromWebp(base_.error_code);
}

void WebpPicture::SetArgb(uint32_t y, uint32_t count, const uint8_t* rows) {
  const int channels = job_.info.channels;
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t* out = base_.argb + static_cast<size_t>(y + i) * base_.argb_stride;
    for (uint32_t x = 0; x < job_.info.width; ++x, rows += channels) {
      const uint32_t alpha = channels == 4 ? rows[3] : 255;
      out[x] = alpha << 24 | uint32_t{rows[0]} << 16 | uint32_t{rows[1]} << 8 | rows[2];
    }
  }
}

// By libwebp's own conversion, which gives a band what it gives these rows of the whole.
bool WebpPicture::SetYuva(uint32_t y, uint32_t count, const uint8_t* rows) {
  WebPPicture band;
  WebPPictureInit(&band);
  band.width = base_.width;
  band.height = static_cast<int>(count);
  const auto stride = static_cast<int>(job_.info.row_bytes());
  const auto import = job_.info.channels == 4 ? WebPPictureImportRGBA : WebPPictureImportRGB;
  const bool imported = import(&band, rows, stride) != 0;
  if (imported) {
    const size_t width = job_.info.width;
    const size_t chroma_offset = size_t{y / 2} * base_.uv_stride;
    CopyPlane(band.y, band.y_stride, base_.y + size_t{y} * base_.y_stride, base_.y_stride, width,
              count);
    CopyPlane(band.u, band.uv_stride, base_.u + chroma_offset, base_.uv_stride, (width + 1) / 2,
              (count + 1) / 2);
    CopyPlane(band.v, band.uv_stride, base_.v + chroma_offset, base_.uv_stride, (width + 1) / 2,
              (count + 1) / 2);
    if (band.a) {
      CopyPlane(band.a, band.a_stride, base_.a + size_t{y} * base_.a_stride, base_.a_stride, width,
                count);
      opaque_ = false;
    } else if (base_.a) {
      std::memset(base_.a + size_t{y} * base_.a_stride, 255, size_t{count} * base_.a_stride);
    }
  }
  WebPPictureFree(&band);
  return imported;
}

}  // namespace imwrite::webp
