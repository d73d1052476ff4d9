// Animations for the native tests: frames to encode, and all that a decoder gives.
#pragma once

#include <gtest/gtest.h>

#include <optional>

#include "tests/native/images.h"

namespace imwrite::testing {

struct TimedImage {
  Image image;
  uint32_t duration = 0;
};

class TimedFrames : public FrameReader {
 public:
  explicit TimedFrames(const std::vector<TimedImage>& frames) : frames_(frames) {}
  Status Next(Frame* frame) override {
    *frame = {};
    if (next_ == frames_.size()) return Ok();
    const auto& [image, duration] = frames_[next_++];
    rows_.emplace(image.info, image.bytes.data(), static_cast<size_t>(image.info.row_bytes()));
    *frame = {image.info, &*rows_, duration};
    return Ok();
  }

 private:
  const std::vector<TimedImage>& frames_;
  std::optional<MemoryReader> rows_;
  size_t next_ = 0;
};

// All the frames that a decoder gives.
class TimedSink : public VectorImageSink {
 public:
  Status Begin(const ImageInfo& info, int orientation, uint32_t duration) override {
    frames.push_back({{info, {}, orientation}, duration});
    frames.back().image.bytes.resize(info.image_bytes());
    return Ok();
  }
  bool Rows(uint32_t y, uint32_t count, const uint8_t* rows) override {
    Image& image = frames.back().image;
    std::memcpy(image.bytes.data() + y * image.info.row_bytes(), rows, count * image.info.row_bytes());
    return true;
  }
  std::vector<TimedImage> frames;
};

inline const Values kAllFrames = {{"frameCount", 4294967295.0}};

inline Status EncodeAnimation(std::string_view format, const std::vector<TimedImage>& frames, const Animation& animation,
                              const Values& options, ByteSink* sink, const Metadata& metadata = {}, const Progress& progress = {}) {
  TimedFrames reader(frames);
  const Picture picture{reader, static_cast<uint32_t>(frames.size()), &animation, metadata};
  return Encode(format, picture, options, *sink, progress);
}

// A square that wanders over a picture, stays for a frame, and a last frame that is all new.
inline std::vector<TimedImage> MakeFrames(uint32_t width, uint32_t height, int channels, Depth depth) {
  std::vector<TimedImage> frames;
  const uint32_t durations[] = {40, 1, 0, 1234, 65535, 100};
  for (uint32_t i = 0; i < std::size(durations); ++i) {
    Image image = MakeImage(width, height, channels, depth, i == 5 ? 99 : 1);
    const uint32_t step = i == 3 ? 2 : i;
    for (uint32_t y = 0; i < 5 && y < height / 4; ++y) {
      uint8_t* row = image.bytes.data() + (y + 3 * step % height) * image.info.row_bytes() + 5 * step % width * image.info.pixel_bytes();
      if (y + 3 * step % height < height)
        std::memset(row, 40 * static_cast<int>(step), image.info.pixel_bytes() * std::min(width / 4, width - 5 * step % width));
    }
    frames.push_back({image, durations[i]});
  }
  return frames;
}

}  // namespace imwrite::testing
