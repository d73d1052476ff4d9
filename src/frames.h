// Frames: the images of a file that has several, one after the other.
#pragma once

#include <array>
#include <cstdint>

#include "src/rows.h"
#include "src/status.h"

namespace imwrite {

struct Frame {
  ImageInfo info;
  // Null: there are no more frames.
  RowReader* rows = nullptr;
  // In milliseconds; animations only.
  uint32_t duration = 0;
};

class FrameReader {
 public:
  virtual ~FrameReader() = default;
  // The next frame, whose rows are valid until the next call.
  virtual Status Next(Frame* frame) = 0;
};

// A single image as a sequence.
class SingleFrame : public FrameReader {
 public:
  SingleFrame(const ImageInfo& info, RowReader& rows) : frame_{info, &rows} {}
  Status Next(Frame* frame) override {
    *frame = frame_;
    frame_.rows = nullptr;
    return Ok();
  }

 private:
  Frame frame_;
};

// What an animation has besides its frames.
struct Animation {
  // 0: forever.
  uint32_t loop_count = 0;
  // Straight RGBA that viewers may show outside of frames.
  std::array<uint8_t, 4> background{};
  // Whether there is a still image that is not a frame, for viewers without animation. Encoders get
  // it before the frames.
  bool still = false;
};

}  // namespace imwrite
