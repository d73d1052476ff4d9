// StripCoder: packed rows in, the bytes of a strip or tile out. It knows nothing of the file, and
// strips nothing of each other.
#pragma once

#include <span>

#include "src/codecs/tiff/jpeg-coder.h"
#include "src/codecs/tiff/lzw.h"
#include "src/deflate/deflate.h"
#include "src/pixels.h"
#include "src/status.h"

namespace imwrite::tiff {

enum class Compression { kNone, kLzw, kDeflate, kPackBits, kSgiLog, kCcittG3, kCcittG4, kJpeg };
enum class Predictor { kNone, kHorizontal, kFloat };

struct Coding {
  Compression compression = Compression::kNone;
  Predictor predictor = Predictor::kNone;
  // Of deflate.
  int level = 0;
  JpegSettings jpeg;
};

class StripCoder {
 public:
  // For strips of at most `rows` rows, in which a sample has info's type, or `bits` bits if that
  // is not 0.
  [[nodiscard]] Status Start(const ImageInfo& info, uint8_t bits, uint32_t rows,
                             const Coding& coding);
  // `bytes` are valid until the next call, and no longer than `rows`.
  Status Compress(const uint8_t* rows, uint32_t count, std::span<const uint8_t>* bytes);

 private:
  std::span<const uint8_t> Code(const uint8_t* rows, uint32_t count);
  uint8_t* Predict(const uint8_t* rows, uint32_t count);
  size_t PackRows(const uint8_t* rows, uint32_t count);

  ImageInfo info_;
  uint64_t row_bytes_ = 0;
  Coding coding_;
  LzwEncoder lzw_;
  deflate::Deflater deflater_;
  std::unique_ptr<JpegCoder> jpeg_;
  // The bytes to compress, if they are not the rows themselves, between margins for the Deflater.
  Buffer data_;
  Buffer row_;
  Buffer output_;
};

}  // namespace imwrite::tiff
