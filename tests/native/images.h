// Pictures, sinks and readers for the native tests.
#pragma once

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "src/decode.h"
#include "src/encode.h"

namespace imwrite::testing {

struct Image {
  ImageInfo info;
  std::vector<uint8_t> bytes;
  int orientation = 1;
};

inline uint32_t Random(uint32_t* state) {
  *state = *state * 1664525 + 1013904223;
  return *state >> 8;
}

// Gradients with some noise: every sample value occurs, neighbours resemble each other as in a photograph.
inline Image MakeImage(uint32_t width, uint32_t height, int channels, Depth depth, uint32_t seed = 1) {
  Image image{{width, height, static_cast<uint8_t>(channels), depth}, {}};
  image.bytes.resize(image.info.image_bytes());
  for (size_t i = 0; i < image.bytes.size() / image.info.sample_bytes(); ++i) {
    const size_t x = i / channels % width;
    const size_t y = i / channels / width;
    const double wave = 0.5 + 0.45 * std::sin(0.05 * static_cast<double>(x + 2 * y) + 1.7 * static_cast<double>(i % channels));
    const double value = std::min(1.0, std::max(0.0, wave + 0.02 * (Random(&seed) % 100 / 50.0 - 1)));
    if (depth == Depth::kU8) image.bytes[i] = static_cast<uint8_t>(value * 255);
    const auto sixteen = static_cast<uint16_t>(value * 65535);
    if (depth == Depth::kU16) std::memcpy(&image.bytes[2 * i], &sixteen, 2);
    const auto real = static_cast<float>(value * 4 - 1);
    if (depth == Depth::kF32) std::memcpy(&image.bytes[4 * i], &real, 4);
  }
  return image;
}

class VectorSink : public ByteSink {
 public:
  // Fails once more than `limit` bytes have come.
  explicit VectorSink(size_t limit = SIZE_MAX) : limit_(limit) {}
  bool Write(const uint8_t* data, size_t size) override {
    if (size > limit_ - std::min(limit_, bytes.size())) return false;
    bytes.insert(bytes.end(), data, data + size);
    return true;
  }
  bool Patch(uint64_t offset, const uint8_t* data, size_t size) override {
    patched = true;
    if (offset + size > bytes.size()) return false;
    std::memcpy(bytes.data() + offset, data, size);
    return true;
  }
  std::vector<uint8_t> bytes;
  bool patched = false;

 private:
  size_t limit_;
};

class VectorImageSink : public ImageSink {
 public:
  Status File(const FileFacts& file) override {
    facts = file;
    return Ok();
  }
  Status Begin(const ImageInfo& info, int orientation, uint32_t) override {
    image = {info, {}, orientation};
    image.bytes.resize(info.image_bytes());
    return Ok();
  }
  bool Rows(uint32_t y, uint32_t count, const uint8_t* rows) override {
    std::memcpy(image.bytes.data() + y * image.info.row_bytes(), rows, count * image.info.row_bytes());
    rows_seen += count;
    return true;
  }
  FileFacts facts;
  Image image;
  uint32_t rows_seen = 0;
};

using Values = std::vector<NamedValue>;

inline Status EncodeImage(std::string_view format, const Image& image, const Values& options, ByteSink* sink,
                          const Progress& progress = {}) {
  MemoryReader rows(image.info, image.bytes.data(), static_cast<size_t>(image.info.row_bytes()));
  SingleFrame frames(image.info, rows);
  return Encode(format, {frames}, options, *sink, progress);
}

inline std::vector<uint8_t> MustEncode(std::string_view format, const Image& image, const Values& options = {}) {
  VectorSink sink;
  const Status status = EncodeImage(format, image, options, &sink);
  if (!status.ok()) return {};
  return sink.bytes;
}

inline double Psnr(const Image& a, const Image& b) {
  double sum = 0;
  for (size_t i = 0; i < a.bytes.size(); ++i) sum += std::pow(double{1} * a.bytes[i] - b.bytes[i], 2);
  return sum == 0 ? 99 : 10 * std::log10(255 * 255 * static_cast<double>(a.bytes.size()) / sum);
}

}  // namespace imwrite::testing
