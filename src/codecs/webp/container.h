// The RIFF container of WebP: parses chunks, and wraps images that libwebp encoded.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "src/canvas.h"

namespace imwrite::webp {

using Bytes = std::span<const uint8_t>;

// A frame of an animation; `data` has the chunks of its image.
struct AnimationFrame {
  Placement placement;
  Bytes data;
};

struct File {
  // Of animations only.
  std::optional<Animation> animation;
  uint32_t width = 0;
  uint32_t height = 0;
  std::vector<AnimationFrame> frames;
  Metadata metadata;
};

// The budget is for its metadata.
Status TakeApart(Bytes bytes, Budget* budget, File* file);

// Gathers the parts of a file, whose first bytes tell the size of all of it.
class WebpMuxer {
 public:
  explicit WebpMuxer(const EncodeJob& job) : job_(job) {}

  // Whether the format can hold such an animation.
  Status Check() const;
  // Takes the file that libwebp made from the still image, or from a frame's area.
  void AddPicture(Bytes file);
  Status AddFrame(Bytes file, const Rect& area, uint32_t duration);
  // Writes everything.
  Status Finish();

 private:
  void PutPicture(Bytes file, std::vector<uint8_t>* to);
  std::vector<uint8_t> Head() const;

  const EncodeJob& job_;
  std::vector<uint8_t> pictures_;
  bool has_alpha_ = false;
};

}  // namespace imwrite::webp
