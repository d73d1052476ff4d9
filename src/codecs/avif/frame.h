// Decodes AV1 by dav1d: a bitstream's picture as planes.
#pragma once

#include <dav1d/dav1d.h>

#include "src/codecs/avif/meta.h"
#include "src/memory.h"

namespace imwrite::avif {

enum class ChromaPlace : uint8_t {
  // Between the samples of luma that it is of.
  kCenter,
  // In their left column, between their rows.
  kLeft,
  kTopLeft,
};

// What the sequence header says of samples.
struct SampleLayout {
  uint32_t width = 0;
  uint32_t height = 0;
  int bits = 8;
  bool gray = false;
  int shift_x = 0;
  int shift_y = 0;
  ChromaPlace place = ChromaPlace::kCenter;
  Nclx codes;

  size_t sample_bytes() const { return bits > 8 ? 2 : 1; }
  // Of a plane: luma is 0.
  uint32_t WidthOf(int plane) const { return plane == 0 ? width : (width + shift_x) >> shift_x; }
  uint32_t HeightOf(int plane) const { return plane == 0 ? height : (height + shift_y) >> shift_y; }
  int planes() const { return gray ? 1 : 3; }
  // What the planes take, without margins.
  uint64_t bytes() const {
    const uint64_t chroma = gray ? 0 : uint64_t{2} * WidthOf(1) * HeightOf(1);
    return (uint64_t{width} * height + chroma) * sample_bytes();
  }
  bool IsLike(const SampleLayout& other) const {
    return width == other.width && height == other.height && bits == other.bits &&
           gray == other.gray && shift_x == other.shift_x && shift_y == other.shift_y;
  }
};

// The width and height are the largest of the sequence.
Status ReadSampleLayout(Bytes bitstream, SampleLayout* layout);

struct Planes8Or16 {
  SampleLayout layout;
  const uint8_t* data[3] = {};
  ptrdiff_t stride[3] = {};

  template <class Sample>
  const Sample* Row(int plane, uint32_t y) const {
    return reinterpret_cast<const Sample*>(data[plane] + stride[plane] * static_cast<ptrdiff_t>(y));
  }
};

class Av1Decoder {
 public:
  Av1Decoder() = default;
  ~Av1Decoder();
  Av1Decoder(const Av1Decoder&) = delete;
  Av1Decoder& operator=(const Av1Decoder&) = delete;

  // Pictures have at the most this many pixels.
  Status Open(uint64_t max_pixels, const Properties& properties);
  // Decodes one picture, which is valid until the next call.
  Status Decode(Bytes bitstream, Planes8Or16* planes);

 private:
  Status Take(Bytes bitstream, bool* found);

  Dav1dContext* context_ = nullptr;
  Dav1dPicture picture_{};
  int layer_ = -1;
};

std::string Dav1dVersion();

}  // namespace imwrite::avif
