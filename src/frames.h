// Frames: the pictures of a file that holds several, one after the other.
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

// One picture as a sequence.
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

// What makes frames an animation.
struct Animation {
  // 0: for ever.
  uint32_t loop_count = 0;
  // RGBA, straight: what viewers may show where no frame is.
  std::array<uint8_t, 4> background{};
  // Whether there is a picture that is no frame, for viewers that show no animation. Encoders get
  // it before the frames.
  bool still = false;
};

}  // namespace imwrite
