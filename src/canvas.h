// Canvas: the picture of an animation. Encoders store what changes on it, decoders paint it frame
// by frame.
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

// Encodes one picture, which belongs at `area` of the canvas.
using EncodePart = std::function<Status(const EncodeJob& part, const Rect& area)>;

// Calls `encode` once a frame of job's animation: with the whole first frame, then with the
// smallest rectangle that holds what changed, one pixel when nothing did. Its x and y are multiples
// of `alignment`.
Status EncodeFrameDeltas(const EncodeJob& job, uint32_t alignment, const EncodePart& encode);

// What becomes of a frame's area before the next frame is painted.
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

// Whether frames of pixels without alpha leave the canvas transparent somewhere, at some time.
bool LeaveGaps(std::span<const Placement> frames, uint32_t width, uint32_t height);

// 8- or 16-bit samples, transparent black where nothing was painted.
class Canvas {
 public:
  [[nodiscard]] Status Start(const ImageInfo& info);
  // Disposes of the frame before and makes ready for this one's rows.
  [[nodiscard]] Status Begin(const Placement& frame);
  // `count` packed rows of the frame, from its row y on.
  void Paint(uint32_t y, uint32_t count, const uint8_t* rows);
  const uint8_t* pixels() { return pixels_.data(); }

 private:
  uint8_t* At(const Rect& area, uint32_t row);
  size_t AreaRowBytes() const { return frame_.area.width * info_.pixel_bytes(); }

  ImageInfo info_;
  Placement frame_;
  Buffer pixels_;
  // What was below the frame, for Dispose::kPrevious.
  Buffer below_;
};

}  // namespace imwrite
