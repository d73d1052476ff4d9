// AreaReader: gives libjxl the parts of the picture that it asks for.
#pragma once

#include <jxl/encode.h>

#include "src/codec.h"
#include "src/precision.h"

namespace imwrite::jxl {

class AreaReader {
 public:
  explicit AreaReader(const EncodeJob& job) : job_(job) {}

  JxlChunkedFrameInputSource source() {
    JxlChunkedFrameInputSource source{};
    source.opaque = this;
    source.get_color_channels_pixel_format = [](void* self, JxlPixelFormat* format) {
      *format = static_cast<AreaReader*>(self)->Format();
    };
    source.get_color_channel_data_at = [](void* self, size_t x, size_t y, size_t, size_t count,
                                          size_t* stride) {
      return static_cast<AreaReader*>(self)->Area(x, y, count, stride);
    };
    // Alpha comes with the colors.
    source.get_extra_channel_pixel_format = [](void*, size_t, JxlPixelFormat*) {};
    source.get_extra_channel_data_at = [](void*, size_t, size_t, size_t, size_t, size_t,
                                          size_t*) -> const void* { return nullptr; };
    source.release_buffer = [](void*, const void*) {};
    return source;
  }

  const Status& status() const { return status_; }

 private:
  JxlPixelFormat Format() const {
    const SampleType type = job_.info.sample_type;
    return {job_.info.channels,
            type == SampleType::kU8    ? JXL_TYPE_UINT8
            : type == SampleType::kU16 ? JXL_TYPE_UINT16
                                       : JXL_TYPE_FLOAT,
            JXL_NATIVE_ENDIAN, /*align=*/0};
  }

  // Rows y … y + count - 1, from x on; null: stop. Areas beside one another have the same rows.
  const void* Area(size_t x, size_t y, size_t count, size_t* stride) {
    if (!status_.ok()) return nullptr;
    if (y != y_ || count != count_) {
      count_ = 0;
      status_ = ReadRows(static_cast<uint32_t>(y), static_cast<uint32_t>(count));
      if (!status_.ok()) return nullptr;
      y_ = y;
      count_ = count;
    }
    *stride = static_cast<size_t>(job_.info.row_bytes());
    return rows_ + x * job_.info.pixel_bytes();
  }

  Status ReadRows(uint32_t y, uint32_t count) {
    if (Status status = job_.rows.Read(y, count, &rows_); !status.ok()) return status;
    if (job_.info.precision == 0) return Ok();
    return job_.info.sample_type == SampleType::kU8
               ? CheckPrecision(job_.info, y, count, rows_)
               : CheckPrecision(job_.info, y, count, reinterpret_cast<const uint16_t*>(rows_));
  }

  const EncodeJob& job_;
  Status status_;
  const uint8_t* rows_ = nullptr;
  size_t y_ = 0;
  // 0: no rows are there.
  size_t count_ = 0;
};

}  // namespace imwrite::jxl
