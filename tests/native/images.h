// Pictures, sinks and readers for the native tests.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "src/decode.h"
#include "src/encode.h"
#include "tests/native/bytes.h"

namespace imwrite::testing {

struct Image {
  ImageInfo info;
  std::vector<uint8_t> bytes;
  int orientation = 1;
  // In milliseconds; of a frame of an animation.
  uint32_t duration = 0;
};

// The SampleType of a C++ type.
template <class Sample>
constexpr SampleType kSampleTypeOf = std::is_same_v<Sample, uint8_t>    ? SampleType::kU8
                                     : std::is_same_v<Sample, uint16_t> ? SampleType::kU16
                                     : std::is_same_v<Sample, uint32_t> ? SampleType::kU32
                                     : std::is_same_v<Sample, int8_t>   ? SampleType::kS8
                                     : std::is_same_v<Sample, int16_t>  ? SampleType::kS16
                                     : std::is_same_v<Sample, int32_t>  ? SampleType::kS32
                                     : std::is_same_v<Sample, float>    ? SampleType::kF32
                                                                        : SampleType::kF64;

inline uint32_t Random(uint32_t* state) {
  *state = *state * 1664525 + 1013904223;
  return *state >> 8;
}

// Gradients with some noise: every sample value occurs, neighbors resemble each other as in a
// photograph.
inline Image MakeImage(uint32_t width, uint32_t height, int channels, SampleType sample_type,
                       uint32_t seed = 1) {
  Image image{{width, height, static_cast<uint8_t>(channels), sample_type}, {}};
  image.bytes.resize(image.info.image_bytes());
  for (size_t i = 0; i < image.bytes.size() / image.info.sample_bytes(); ++i) {
    const size_t x = i / channels % width;
    const size_t y = i / channels / width;
    const double wave = 0.5 + 0.45 * std::sin(0.05 * static_cast<double>(x + 2 * y) +
                                              1.7 * static_cast<double>(i % channels));
    const double value =
        std::min(1.0, std::max(0.0, wave + 0.02 * (Random(&seed) % 100 / 50.0 - 1)));
    const auto put = [&](auto sample) {
      std::memcpy(&image.bytes[sizeof sample * i], &sample, sizeof sample);
    };
    switch (sample_type) {
      case SampleType::kU8: put(static_cast<uint8_t>(value * 255)); break;
      case SampleType::kU16: put(static_cast<uint16_t>(value * 65535)); break;
      case SampleType::kF32: put(static_cast<float>(value * 4 - 1)); break;
      case SampleType::kS8: put(static_cast<int8_t>(value * 255 - 128)); break;
      case SampleType::kS16: put(static_cast<int16_t>(value * 65535 - 32768)); break;
      case SampleType::kU32: put(static_cast<uint32_t>(value * 4294967295.0)); break;
      case SampleType::kS32: put(static_cast<int32_t>(value * 4294967295.0 - 2147483648.0)); break;
      case SampleType::kF64: put(value * 4 - 1); break;
    }
  }
  return image;
}

inline Image MakeCmyk(uint32_t width, uint32_t height) {
  Image image = MakeImage(width, height, 4, SampleType::kU8);
  image.info.is_cmyk = true;
  return image;
}

// Whether files of the encoder's format can be read here.
inline bool HasDecoder(const Encoder& encoder) {
  return std::ranges::any_of(Decoders(), [&](const Decoder* decoder) {
    return decoder->format.name == encoder.format.name;
  });
}

// The encoders of such formats, for tests that read.
inline std::vector<const Encoder*> ReadableEncoders() {
  std::vector<const Encoder*> readable;
  std::ranges::copy_if(Encoders(), std::back_inserter(readable),
                       [](const Encoder* encoder) { return HasDecoder(*encoder); });
  return readable;
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
    std::memcpy(image.bytes.data() + y * image.info.row_bytes(), rows,
                count * image.info.row_bytes());
    rows_seen += count;
    return true;
  }
  void Warn(const std::string& warning) override { warnings.push_back(warning); }
  FileFacts facts;
  std::vector<std::string> warnings;
  Image image;
  uint32_t rows_seen = 0;
};

// Keeps every frame, where VectorImageSink keeps the last.
class FramesSink : public VectorImageSink {
 public:
  Status Begin(const ImageInfo& info, int orientation, uint32_t duration) override {
    images.push_back({info, {}, orientation, duration});
    images.back().bytes.resize(info.image_bytes());
    return Ok();
  }
  bool Rows(uint32_t y, uint32_t count, const uint8_t* rows) override {
    Image& last = images.back();
    std::memcpy(last.bytes.data() + y * last.info.row_bytes(), rows, count * last.info.row_bytes());
    return true;
  }
  std::vector<Image> images;
};

// Gives pictures one after the other.
class VectorFrames : public FrameReader {
 public:
  explicit VectorFrames(const std::vector<Image>& images) : images_(images) {}
  Status Next(Frame* frame) override {
    *frame = {};
    if (next_ == images_.size()) return Ok();
    const Image& image = images_[next_++];
    rows_.emplace(image.info, image.bytes.data(), static_cast<size_t>(image.info.row_bytes()));
    *frame = {image.info, &*rows_, image.duration};
    return Ok();
  }
  void Rewind() { next_ = 0; }

 private:
  const std::vector<Image>& images_;
  std::optional<MemoryReader> rows_;
  size_t next_ = 0;
};

using Values = std::vector<NamedValue>;

inline Status EncodeImage(std::string_view format, const Image& image, const Values& options,
                          ByteSink* sink, const Progress& progress = {}) {
  MemoryReader rows(image.info, image.bytes.data(), static_cast<size_t>(image.info.row_bytes()));
  SingleFrame frames(image.info, rows);
  return Encode(format, {frames}, options, *sink, progress);
}

// `images` as pages, or one with its metadata.
inline Status EncodePictures(std::string_view format, const std::vector<Image>& images,
                             const Metadata& metadata, const Values& options, ByteSink* sink) {
  VectorFrames frames(images);
  return Encode(format, {frames, static_cast<uint32_t>(images.size()), nullptr, metadata}, options,
                *sink);
}

// A color space by number that the format has a place for: Display P3 in sRGB's curve, if it is
// one.
inline std::array<uint8_t, 4> AnyCicp(const Encoder& encoder) {
  constexpr uint8_t kDisplayP3 = 12, kSrgb = 13;
  const auto only = [](std::span<const uint8_t> known, uint8_t usual) {
    return known.size() == 1 ? known[0] : usual;
  };
  return {only(encoder.metadata.cicp_primaries, kDisplayP3),
          only(encoder.metadata.cicp_transfers, kSrgb), 0, 1};
}

// A keyword of texts that the format has a place for.
inline std::string AnyKeyword(const Encoder& encoder) {
  return std::string(encoder.metadata.keywords.empty() ? "Title" : encoder.metadata.keywords[0]);
}

// An EXIF block: make, orientation 1, and a directory of EXIF with an exposure time of 1/125 s.
inline std::vector<uint8_t> ExifBlock() {
  std::vector<uint8_t> block = {'I', 'I', 42, 0, 8, 0, 0, 0};
  const auto put = [&](uint32_t value, int size) { PutLittle(value, size, &block); };
  const auto entry = [&](uint32_t tag, uint32_t type, uint32_t count, uint32_t value) {
    put(tag, 2), put(type, 2), put(count, 4), put(value, 4);
  };
  put(3, 2);
  entry(0x010f, 2, 8, 50);
  entry(0x0112, 3, 1, 1);
  entry(0x8769, 4, 1, 58);
  put(0, 4);
  for (const char c : {'i', 'm', 'w', 'r', 'i', 't', 'e', '\0'}) put(c, 1);
  put(1, 2);
  entry(0x829a, 5, 1, 76);
  put(0, 4);
  put(1, 4);
  put(125, 4);
  return block;
}

// `size` bytes that do not repeat.
inline std::vector<uint8_t> Noise(size_t size, uint32_t seed = 1) {
  std::vector<uint8_t> bytes(size);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(Random(&seed));
  return bytes;
}

inline double Psnr(const Image& a, const Image& b) {
  double sum = 0;
  for (size_t i = 0; i < a.bytes.size(); ++i)
    sum += std::pow(double{1} * a.bytes[i] - b.bytes[i], 2);
  return sum == 0 ? 99 : 10 * std::log10(255 * 255 * static_cast<double>(a.bytes.size()) / sum);
}

}  // namespace imwrite::testing
