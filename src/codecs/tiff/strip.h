// StripCoder: packed rows in, the bytes of a strip or tile out. It knows nothing of the file, and strips nothing of each other.
#pragma once

#include <span>

#include "src/codecs/tiff/lzw.h"
#include "src/deflate/deflate.h"
#include "src/pixels.h"
#include "src/status.h"

namespace imwrite::tiff {

enum class Compression { kNone, kLzw, kDeflate, kPackBits, kSgiLog, kCcittG3, kCcittG4 };
enum class Predictor { kNone, kHorizontal, kFloat };

class StripCoder {
 public:
  // For strips of at most `rows` rows, in which a sample has info's depth, or `bits` bits if that is not 0. `level` is of deflate.
  [[nodiscard]] Status Start(const ImageInfo& info, uint8_t bits, uint32_t rows, Compression compression, Predictor predictor, int level);
  // Valid until the next call, and no longer than `rows`.
  std::span<const uint8_t> Compress(const uint8_t* rows, uint32_t count);

 private:
  const uint8_t* Predict(const uint8_t* rows, uint32_t count);
  size_t Deflate(const uint8_t* data, size_t size);
  size_t PackRows(const uint8_t* rows, uint32_t count);

  ImageInfo info_;
  uint64_t row_bytes_ = 0;
  Compression compression_ = Compression::kNone;
  Predictor predictor_ = Predictor::kNone;
  LzwEncoder lzw_;
  deflate::Deflater deflater_;
  // What is compressed, when it is not the rows themselves, between margins for the Deflater.
  Buffer data_;
  Buffer row_;
  Buffer output_;
};

}  // namespace imwrite::tiff
