// Packer: compresses blocks.
#pragma once

#include "src/codecs/exr/piz.h"
#include "src/deflate/deflate.h"

namespace imwrite::exr {

class Packer {
 public:
  // No block is larger than `largest`; `level` is for deflate. DWA is not written.
  [[nodiscard]] Status Start(Compression compression, int level, const Block& largest);
  // The block's bytes in the file, valid until the next call: the raw ones where packing gains
  // nothing, as readers expect.
  std::span<const uint8_t> Pack(const Block& block, const uint8_t* raw);

 private:
  uint8_t* PackInto(const Block& block, const uint8_t* raw, size_t size, uint8_t* to);
  uint8_t* Deflate(size_t size, uint8_t* to);
  // What deflate compresses.
  uint8_t* data() { return data_.data() + deflate::kPartMargin; }

  Compression compression_ = Compression::kNone;
  deflate::Deflater deflater_;
  PizCoder piz_;
  Buffer data_;
  Buffer packed_;
};

}  // namespace imwrite::exr
