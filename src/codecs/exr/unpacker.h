// Unpacker: the samples of compressed blocks.
#pragma once

#include "src/codecs/exr/piz.h"

struct libdeflate_decompressor;

namespace imwrite::exr {

class Unpacker {
 public:
  // What it holds for blocks of `raw_bytes` at most.
  static uint64_t HeldBytes(Compression compression, uint64_t raw_bytes);

  [[nodiscard]] Status Start(Compression compression, uint64_t raw_bytes);
  // False: damaged.
  bool Unpack(const Block& block, std::span<const uint8_t> packed, uint8_t* raw);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const;
  };

  bool Inflate(std::span<const uint8_t> packed, size_t size);

  Compression compression_ = Compression::kNone;
  std::unique_ptr<libdeflate_decompressor, Free> decompressor_;
  PizCoder piz_;
  Buffer data_;
};

}  // namespace imwrite::exr
