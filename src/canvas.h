// Canvas: the image that an animation's frames build up. Encoders store what changes on it;
// decoders paint it frame by frame.
#pragma once

#include <functional>
#include <span>

#include "src/codec.h"

namespace imwrite {

struct Rect {
  uint32_t x = 0;
  uint32_t y = 0;
  uint32_t width = 0;
  uint32_t height = 0;
};

// Calls take(index, frame) for each frame of the job's animation.
using TakeFrame = std::function<Status(uint32_t index, const Frame& frame)>;
Status ForEachFrame(const EncodeJob& job, const TakeFrame& take);

// Encodes one image, which covers `area` of the canvas.
using EncodePart = std::function<Status(const EncodeJob& part, const Rect& area)>;

// Calls `encode` for each frame of the job's animation: first with the whole frame, then with the
// smallest rectangle that covers the changes (one pixel if there are none). Its x and y are
// multiples of `alignment`.
Status EncodeFrameDeltas(const EncodeJob& job, uint32_t alignment, const EncodePart& encode);

// How a frame's area is disposed of before the next frame is painted.
enum class Dispose : uint8_t { kNone, kBackground, kPrevious };
enum class Blend : uint8_t { kSource, kOver };

// How a file places a frame on the canvas.
struct Placement {
  Rect area;
  uint32_t duration = 0;
  Dispose dispose = Dispose::kNone;
  Blend blend = Blend::kSource;
};

bool Covers(const Rect& area, uint32_t width, uint32_t height);
bool FitsIn(const Rect& area, uint32_t width, uint32_t height);

// Whether opaque frames ever leave part of the canvas transparent.
bool LeaveGaps(std::span<const Placement> frames, uint32_t width, uint32_t height);

// Has 8- or 16-bit samples; transparent black where nothing has been painted.
class Canvas {
 public:
  [[nodiscard]] Status Start(const ImageInfo& info);
  // Disposes of the previous frame and prepares for this one's rows.
  [[nodiscard]] Status Begin(const Placement& frame);
  // Paints `count` packed rows of the frame, starting at its row y.
  void Paint(uint32_t y, uint32_t count, const uint8_t* rows);
  const uint8_t* pixels() { return pixels_.data(); }

 private:
  uint8_t* At(const Rect& area, uint32_t row);
  size_t AreaRowBytes() const { return frame_.area.width * info_.pixel_bytes(); }

  ImageInfo info_;
  Placement frame_;
  Buffer pixels_;
  // The canvas below the frame, for Dispose::kPrevious.
  Buffer below_;
};

}  // namespace imwrite
