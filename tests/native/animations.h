// Animations for the native tests.
#pragma once

#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {

inline Image Timed(Image image, uint32_t duration) {
  image.duration = duration;
  return image;
}

inline const Values kAllFrames = {{"frameCount", 4294967295.0}};

inline Status EncodeAnimation(std::string_view format, const std::vector<Image>& frames,
                              const Animation& animation, const Values& options, ByteSink* sink,
                              const Metadata& metadata = {}, const Progress& progress = {}) {
  VectorFrames reader(frames);
  const EncodeInput picture{reader, static_cast<uint32_t>(frames.size()), &animation, metadata};
  return Encode(format, picture, options, *sink, progress);
}

// A square that wanders over a picture, stays for a frame, and a last frame that is all new.
inline std::vector<Image> MakeFrames(uint32_t width, uint32_t height, int channels,
                                     SampleType sample_type) {
  std::vector<Image> frames;
  const uint32_t durations[] = {40, 1, 0, 1234, 65535, 100};
  for (uint32_t i = 0; i < std::size(durations); ++i) {
    Image image = MakeImage(width, height, channels, sample_type, i == 5 ? 99 : 1);
    const uint32_t step = i == 3 ? 2 : i;
    for (uint32_t y = 0; i < 5 && y < height / 4; ++y) {
      uint8_t* row = image.bytes.data() + (y + 3 * step % height) * image.info.row_bytes() +
                     5 * step % width * image.info.pixel_bytes();
      if (y + 3 * step % height < height)
        std::memset(row, 40 * static_cast<int>(step),
                    image.info.pixel_bytes() * std::min(width / 4, width - 5 * step % width));
    }
    frames.push_back(Timed(std::move(image), durations[i]));
  }
  return frames;
}

}  // namespace imwrite::testing
