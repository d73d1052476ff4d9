#include "src/codecs/tiff/strip.h"

#include <bit>
#include <cstring>

#include "src/codecs/tiff/byte-runs.h"
#include "src/codecs/tiff/ccitt.h"
#include "src/codecs/tiff/logluv.h"
#include "src/codecs/tiff/predictor.h"

namespace imwrite::tiff {
namespace {

static_assert(std::endian::native == std::endian::little,
              "samples go into the file as they are in memory");

constexpr size_t kLogLuvBytes = 4;

}  // namespace

Status StripCoder::Start(const ImageInfo& info, uint8_t bits, uint32_t rows, const Coding& coding) {
  info_ = info;
  row_bytes_ = bits ? (uint64_t{info.width} * bits + 7) / 8 : info.row_bytes();
  coding_ = coding;
  const auto& [compression, predictor, level, jpeg] = coding;
  if (compression == Compression::kNone) return Ok();
  if (compression == Compression::kJpeg) return StartJpeg(info, jpeg, &jpeg_);
  const uint64_t size = row_bytes_ * rows;
  if (size > SIZE_MAX / 4) return OutOfMemory(SIZE_MAX);
  uint64_t bound = 0;
  bool started = true;
  switch (compression) {
    case Compression::kNone:
    case Compression::kJpeg: break;
    case Compression::kLzw:
      started = lzw_.Start();
      bound = LzwEncoder::Bound(size);
      break;
    case Compression::kDeflate: {
      const auto strategy = level == 1 ? deflate::Strategy::kRle : deflate::Strategy::kDefault;
      if (Status status = deflater_.Start(level, strategy, static_cast<size_t>(size)); !status.ok())
        return status;
      bound = deflater_.bound() + deflate::kZlibBytes;
      break;
    }
    case Compression::kPackBits: bound = RunsBound(row_bytes_) * rows; break;
    case Compression::kSgiLog: bound = kLogLuvBytes * RunsBound(info.width) * rows; break;
    case Compression::kCcittG3:
    case Compression::kCcittG4: bound = CcittBound(info.width, rows); break;
  }
  const bool copied = predictor != Predictor::kNone || compression == Compression::kDeflate;
  const bool by_row = predictor == Predictor::kFloat || compression == Compression::kSgiLog;
  const bool allocated = started && output_.Resize(bound) &&
                         (!copied || data_.Resize(size + 2 * deflate::kPartMargin)) &&
                         (!by_row || row_.Resize(row_bytes_));
  if (!allocated) return OutOfMemory(static_cast<size_t>(size));
  if (copied) std::memset(data_.data(), 0, data_.size());
  return Ok();
}

Status StripCoder::Compress(const uint8_t* rows, uint32_t count, std::span<const uint8_t>* bytes) {
  if (jpeg_) return jpeg_->Compress(rows, count, bytes);
  *bytes = Code(rows, count);
  return Ok();
}

std::span<const uint8_t> StripCoder::Code(const uint8_t* rows, uint32_t count) {
  const auto size = static_cast<size_t>(row_bytes_ * count);
  switch (coding_.compression) {
    case Compression::kNone: return {rows, size};
    case Compression::kLzw: {
      const uint8_t* data = coding_.predictor == Predictor::kNone ? rows : Predict(rows, count);
      return {output_.data(), lzw_.Compress(data, size, output_.data())};
    }
    case Compression::kDeflate:
      return {output_.data(), deflater_.CompressZlib(Predict(rows, count), size, output_.data())};
    case Compression::kCcittG3:
      return {output_.data(), EncodeG3(rows, info_.width, count, output_.data())};
    case Compression::kCcittG4:
      return {output_.data(), EncodeG4(rows, info_.width, count, output_.data())};
    default: return {output_.data(), PackRows(rows, count)};
  }
}

uint8_t* StripCoder::Predict(const uint8_t* rows, uint32_t count) {
  uint8_t* data = data_.data() + deflate::kPartMargin;
  switch (coding_.predictor) {
    case Predictor::kNone: std::memcpy(data, rows, static_cast<size_t>(row_bytes_ * count)); break;
    case Predictor::kHorizontal: Difference(rows, count, info_, data); break;
    case Predictor::kFloat: DifferenceFloats(rows, count, info_, row_.data(), data); break;
  }
  return data;
}

// Rows are packed apart, so that a reader may take them one by one.
size_t StripCoder::PackRows(const uint8_t* rows, uint32_t count) {
  const auto row_bytes = static_cast<size_t>(row_bytes_);
  uint8_t* to = output_.data();
  for (uint32_t y = 0; y < count; ++y, rows += row_bytes) {
    if (coding_.compression == Compression::kPackBits) {
      to = PackRuns(kPackBits, rows, row_bytes, to);
      continue;
    }
    RgbToLogLuv(reinterpret_cast<const float*>(rows), info_.width, row_.data());
    for (size_t k = 0; k < kLogLuvBytes; ++k)
      to = PackRuns(kLogLuvRuns, row_.data() + k * info_.width, info_.width, to);
  }
  return static_cast<size_t>(to - output_.data());
}

}  // namespace imwrite::tiff
