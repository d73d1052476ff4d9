// The levels of a page: each is the mean of the one above, whatever the samples, and a picture of
// its own to libtiff.
#include <gtest/gtest.h>

#include <limits>

#include "tests/native/expect.h"
#include "tests/native/tiff-entries.h"

namespace imwrite::testing {
namespace {

// Where the levels of the first page of a classic file are.
std::vector<uint32_t> LevelOffsets(const Bytes& bytes) {
  std::vector<uint32_t> offsets;
  for (const TiffEntry& entry : TiffEntries(bytes, FirstDirectory(bytes))) {
    if (entry.tag != 330) continue;
    for (size_t k = 0; k < entry.count; ++k)
      offsets.push_back(static_cast<uint32_t>(LittleAt(bytes, entry.value_at + 4 * k, 4)));
  }
  return offsets;
}

// The level as if it were the page.
Image ReadLevel(Bytes bytes, uint32_t offset) {
  std::memcpy(&bytes[4], &offset, 4);
  VectorImageSink decoded;
  const Status status = Decode(bytes, {}, decoded);
  EXPECT_TRUE(status.ok()) << status.message;
  return decoded.image;
}

template <class Sample>
Sample MeanOf(const Sample* samples, const Sample* alphas) {
  using Wide = std::conditional_t<std::is_floating_point_v<Sample>, double, __int128>;
  Wide sum = 0, total = 0;
  for (int i = 0; i < 4; ++i) {
    const Wide weight = alphas ? std::max<Wide>(0, static_cast<Wide>(alphas[i])) : 1;
    sum += static_cast<Wide>(samples[i]) * weight;
    total += weight;
  }
  if (total == 0) return MeanOf<Sample>(samples, nullptr);
  if constexpr (std::is_floating_point_v<Sample>) {
    return static_cast<Sample>(sum / total);
  } else {
    const Wide twice = 2 * sum + total;
    return static_cast<Sample>(twice / (2 * total) - (twice % (2 * total) < 0));
  }
}

template <class Sample>
void ExpectHalf(const Image& above, const Image& half, bool weighted) {
  const auto [width, height] = std::pair{above.info.width, above.info.height};
  const auto [channels, sample_type] = std::pair{above.info.channels, above.info.sample_type};
  ASSERT_EQ(half.info, (ImageInfo{(width + 1) / 2, (height + 1) / 2, channels, sample_type}));
  const auto* from = reinterpret_cast<const Sample*>(above.bytes.data());
  const auto* to = reinterpret_cast<const Sample*>(half.bytes.data());
  for (uint32_t y = 0; y < half.info.height; ++y) {
    for (uint32_t x = 0; x < half.info.width; ++x) {
      for (int c = 0; c < channels; ++c) {
        Sample samples[4], alphas[4];
        for (uint32_t i = 0; i < 4; ++i) {
          const size_t pixel = size_t{std::min(2 * y + i / 2, height - 1)} * width +
                               std::min(2 * x + i % 2, width - 1);
          samples[i] = from[pixel * channels + c];
          alphas[i] = from[pixel * channels + channels - 1];
        }
        const Sample expected = MeanOf(samples, weighted && c + 1 < channels ? alphas : nullptr);
        const Sample actual = to[(size_t{y} * half.info.width + x) * channels + c];
        if constexpr (std::is_floating_point_v<Sample>) {
          const double rest = std::abs(static_cast<double>(expected) - static_cast<double>(actual));
          ASSERT_LE(rest, 16 * std::numeric_limits<Sample>::epsilon())
              << x << ", " << y << ", " << c;
        } else {
          ASSERT_EQ(expected, actual) << x << ", " << y << ", " << c;
        }
      }
    }
  }
}

void ExpectHalfOf(const Image& above, const Image& half, bool weighted) {
  switch (above.info.sample_type) {
    case SampleType::kU8: return ExpectHalf<uint8_t>(above, half, weighted);
    case SampleType::kU16: return ExpectHalf<uint16_t>(above, half, weighted);
    case SampleType::kF32: return ExpectHalf<float>(above, half, weighted);
    case SampleType::kS8: return ExpectHalf<int8_t>(above, half, weighted);
    case SampleType::kS16: return ExpectHalf<int16_t>(above, half, weighted);
    case SampleType::kU32: return ExpectHalf<uint32_t>(above, half, weighted);
    case SampleType::kS32: return ExpectHalf<int32_t>(above, half, weighted);
    case SampleType::kF64: return ExpectHalf<double>(above, half, weighted);
  }
}

void ExpectPyramid(const Image& image, Values options, size_t levels, bool weighted) {
  options.push_back({"pyramid", true});
  SCOPED_TRACE(std::to_string(image.info.width) + " × " + std::to_string(image.info.height) +
               " × " + std::to_string(image.info.channels) + ' ' +
               std::string(Name(image.info.sample_type)) + ", " + options.front().name + '=' +
               ToText(options.front().value));
  const Bytes bytes = MustEncode("tiff", image, options);
  EXPECT_EQ(StripesOf("tiff", image.info, options).rows, 0u);
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(bytes, {}, decoded).ok());
  EXPECT_EQ(decoded.facts.frame_count, 1u);
  EXPECT_TRUE(decoded.image.bytes == image.bytes);
  const std::vector<uint32_t> offsets = LevelOffsets(bytes);
  EXPECT_EQ(offsets.size(), levels);
  Image above = image;
  for (const uint32_t offset : offsets) {
    const Image half = ReadLevel(bytes, offset);
    ASSERT_NO_FATAL_FAILURE(ExpectHalfOf(above, half, weighted));
    above = half;
  }
}

// Alpha of every kind: none, full, and between.
Image WithAlpha(uint32_t width, uint32_t height, int channels, SampleType sample_type) {
  Image image = MakeImage(width, height, channels, sample_type);
  const size_t size = image.info.sample_bytes();
  for (size_t i = channels - 1; i < size_t{width} * height * channels; i += channels) {
    if (i / 7 % 3 == 0) std::fill_n(&image.bytes[i * size], size, uint8_t{0});
  }
  return image;
}

TEST(TiffPyramid, EveryLevelIsTheMeanOfTheOneAbove) {
  const Values tiles = {{"tileWidth", 16.0}, {"tileHeight", 32.0}};
  for (int sample_type = 0; sample_type < 8; ++sample_type) {
    for (int channels = 1; channels <= 4; ++channels) {
      const Image image = WithAlpha(131, 90, channels, static_cast<SampleType>(sample_type));
      const bool alpha = channels % 2 == 0;
      ExpectPyramid(image, tiles, 4, alpha);
      ExpectPyramid(image,
                    {{"planarConfiguration", "planar"}, {"tileWidth", 32.0}, {"tileHeight", 16.0}},
                    3, alpha);
      ExpectPyramid(image,
                    {{"extraSamples", "unspecified"}, {"tileWidth", 64.0}, {"tileHeight", 64.0}}, 2,
                    false);
    }
  }
}

TEST(TiffPyramid, AnySizeAndCut) {
  for (const auto& [width, height, levels] : {std::tuple{1u, 1u, 0u},
                                              {256u, 256u, 0u},
                                              {257u, 1u, 1u},
                                              {1u, 2000u, 3u},
                                              {700u, 513u, 2u}}) {
    for (const char* compression : {"none", "lzw", "deflate", "packbits"}) {
      const Image image = MakeImage(width, height, 3, SampleType::kU8);
      ExpectPyramid(image, {{"compression", compression}}, levels, false);
      ExpectPyramid(image, {{"compression", compression}, {"rowsPerStrip", 7.0}}, levels, false);
    }
  }
  ExpectPyramid(MakeImage(3000, 40, 4, SampleType::kU16), {{"rowsPerStrip", 3000.0}}, 4, true);
}

TEST(TiffPyramid, PagesHaveTheirOwn) {
  const std::vector<Image> pages = {MakeImage(600, 300, 3, SampleType::kU8),
                                    MakeImage(10, 10, 1, SampleType::kU16),
                                    MakeImage(300, 900, 1, SampleType::kU8)};
  Metadata metadata;
  metadata.icc = Bytes(300, 7);
  VectorSink sink;
  ASSERT_TRUE(EncodePictures("tiff", pages, metadata, {{"pyramid", true}}, &sink).ok());
  FramesSink decoded;
  ASSERT_TRUE(Decode(sink.bytes, Values{{"frameCount", 9.0}}, decoded).ok());
  ASSERT_EQ(decoded.images.size(), 3u);
  for (size_t i = 0; i < 3; ++i) EXPECT_TRUE(decoded.images[i].bytes == pages[i].bytes);
  EXPECT_EQ(LevelOffsets(sink.bytes).size(), 2u);
}

TEST(TiffPyramid, WhatHasNoMeanIsRefused) {
  const std::tuple<SampleType, int, Values> cases[] = {
      {SampleType::kU8, 1, {{"bitDepth", 1.0}}},
      {SampleType::kU8, 1, {{"compression", "ccitt-g4"}}},
      {SampleType::kF32, 3, {{"compression", "sgilog"}}},
      {SampleType::kU8,
       1,
       {{"colorTable", std::vector<std::vector<double>>{{1, 2, 3}, {4, 5, 6}}}}},
  };
  for (const auto& [sample_type, channels, options] : cases) {
    Values all = options;
    all.push_back({"pyramid", true});
    VectorSink sink;
    const Status status = EncodeImage("tiff", MakeImage(8, 8, channels, sample_type), all, &sink);
    EXPECT_EQ(status.code, Code::kInvalidOption);
    EXPECT_EQ(status.option, "pyramid") << status.message;
  }
}

}  // namespace
}  // namespace imwrite::testing
