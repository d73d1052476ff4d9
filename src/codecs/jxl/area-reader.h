// AreaReader: gives libjxl the parts of the picture that it asks for.
#pragma once

#include <jxl/encode.h>

#include "src/codecs/jxl/area-rows.h"
#include "src/codecs/jxl/pixel-format.h"

namespace imwrite::jxl {

class AreaReader {
 public:
  explicit AreaReader(const EncodeJob& job) : job_(job), rows_(job) {}

  JxlChunkedFrameInputSource source() {
    JxlChunkedFrameInputSource source{};
    source.opaque = this;
    source.get_color_channels_pixel_format = [](void* self, JxlPixelFormat* format) {
      *format = PixelFormatOf(static_cast<AreaReader*>(self)->job_.info);
    };
    source.get_color_channel_data_at = [](void* self, size_t x, size_t y, size_t, size_t count,
                                          size_t* stride) -> const void* {
      return static_cast<AreaReader*>(self)->rows_.Area(x, y, count, stride);
    };
    // Alpha comes with the colors.
    source.get_extra_channel_pixel_format = [](void*, size_t, JxlPixelFormat*) {};
    source.get_extra_channel_data_at = [](void*, size_t, size_t, size_t, size_t, size_t,
                                          size_t*) -> const void* { return nullptr; };
    source.release_buffer = [](void*, const void*) {};
    return source;
  }

  const Status& status() const { return rows_.status(); }

 private:
  const EncodeJob& job_;
  AreaRows rows_;
};

}  // namespace imwrite::jxl
