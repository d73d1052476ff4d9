// ChunkWriter: writes the chunks of a PNG file in order.
#pragma once

#include "src/canvas.h"
#include "src/codecs/png/container/chunks.h"

namespace imwrite::png {

// The first image writes the header and the metadata after it; later images become animation
// frames.
class ChunkWriter {
 public:
  explicit ChunkWriter(const EncodeJob& job) : job_(job) {}

  // Builds the chunks that follow the header.
  [[nodiscard]] Status Prepare();
  // The next image is this animation frame.
  [[nodiscard]] Status BeginFrame(const Rect& area, uint32_t duration);
  // `header` is the payload of IHDR; `chunks` are written right before the pixels. False: the sink
  // has stopped.
  [[nodiscard]] bool BeginImage(Bytes header, Bytes chunks);
  // The next bytes of the image's zlib stream.
  [[nodiscard]] bool PutPixels(Bytes stream);
  void EndImage() { ++pictures_; }
  [[nodiscard]] Status Finish();

 private:
  std::vector<uint8_t> AnimationControl(uint32_t pictures) const;
  [[nodiscard]] bool Send(Bytes bytes) { return job_.sink.Write(bytes.data(), bytes.size()); }
  Status PutAnimation();
  Status PutBackground(const std::array<uint8_t, 4>& color);

  const EncodeJob& job_;
  // Chunks to write after the header, then before each frame's pixels.
  std::vector<uint8_t> ahead_;
  // The file offset of acTL, which is rewritten when the frame count becomes known only at the end.
  uint64_t control_offset_ = 0;
  uint32_t pictures_ = 0;
  uint32_t sequence_ = 0;
};

}  // namespace imwrite::png
