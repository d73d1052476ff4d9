// Assembler: puts the chunks of a PNG file together.
#pragma once

#include "src/canvas.h"
#include "src/codecs/png/chunks.h"

namespace imwrite::png {

// The first picture brings the header, behind which metadata goes; later ones become frames of the
// animation.
class Assembler {
 public:
  explicit Assembler(const EncodeJob& job) : job_(job) {}

  // Makes what goes behind the header.
  [[nodiscard]] Status Prepare();
  // The next picture is this frame of the animation.
  [[nodiscard]] Status BeginFrame(const Rect& area, uint32_t duration);
  // `header` is what IHDR holds, `chunks` go right in front of the pixels. false: the sink wants no
  // more.
  [[nodiscard]] bool BeginPicture(Bytes header, Bytes chunks);
  // The next piece of the picture's zlib stream.
  [[nodiscard]] bool PutPixels(Bytes stream);
  void EndPicture() { ++pictures_; }
  [[nodiscard]] Status Finish();

 private:
  std::vector<uint8_t> AnimationControl(uint32_t pictures) const;
  [[nodiscard]] bool Send(Bytes bytes) { return job_.sink.Write(bytes.data(), bytes.size()); }
  Status PutAnimation();
  Status PutBackground(const std::array<uint8_t, 4>& color);

  const EncodeJob& job_;
  // What goes out behind the header, then in front of each frame's pixels.
  std::vector<uint8_t> ahead_;
  // Where acTL stands in the file: it is written again when the number of frames is known at the
  // end only.
  uint64_t control_offset_ = 0;
  uint32_t pictures_ = 0;
  uint32_t sequence_ = 0;
};

}  // namespace imwrite::png
