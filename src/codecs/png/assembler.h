// Assembler: makes one PNG file of the pictures that libpng writes as files of their own.
#pragma once

#include "src/canvas.h"
#include "src/codecs/png/chunks.h"

namespace imwrite::png {

// Takes libpng's bytes. The first picture brings the header, behind which metadata goes; later ones become frames.
class Assembler : public ByteSink {
 public:
  explicit Assembler(const EncodeJob& job) : job_(job) {}

  // Makes what goes behind the header.
  Status Prepare();
  // The next picture written is this frame of the animation.
  Status BeginFrame(const Rect& area, uint32_t duration);
  bool Write(const uint8_t* data, size_t size) override;
  bool Patch(uint64_t, const uint8_t*, size_t) override { return false; }
  Status Finish();

 private:
  bool Take(const Chunk& chunk);
  bool Send(Bytes bytes) { return job_.sink.Write(bytes.data(), bytes.size()); }
  Status PutAnimation();
  Status PutBackground(const std::array<uint8_t, 4>& color);

  const EncodeJob& job_;
  // What goes out behind the header, then in front of each frame's pixels.
  std::vector<uint8_t> ahead_;
  // A chunk that is not complete yet.
  std::vector<uint8_t> pending_;
  size_t signature_bytes_ = 0;
  uint32_t pictures_ = 0;
  uint32_t sequence_ = 0;
};

}  // namespace imwrite::png
