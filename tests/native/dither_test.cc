// Ordered dither against what it promises: a level beside the exact value, areas of the right mean,
// the same in any order.
#include <gtest/gtest.h>

#include <cmath>

#include "src/convert.h"
#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

// `count` rows from `begin` on, of a picture whose rows begin `stride` samples apart; 0: they are
// all the same.
template <class Out, class In>
std::vector<Out> DitheredRows(const std::vector<In>& samples, uint32_t width, int channels,
                              size_t stride, uint32_t begin, uint32_t count) {
  const ImageInfo in{width, begin + count, static_cast<uint8_t>(channels), kSampleTypeOf<In>};
  const ImageInfo out{width, begin + count, static_cast<uint8_t>(channels), kSampleTypeOf<Out>};
  MemoryReader source(in, reinterpret_cast<const uint8_t*>(samples.data()), stride * sizeof(In));
  ConvertingReader reader(source, in, out, {.dither = Dither::kOrdered});
  const uint8_t* rows = nullptr;
  EXPECT_TRUE(reader.Read(begin, count, &rows).ok());
  std::vector<Out> result(size_t{width} * channels * count);
  std::memcpy(result.data(), rows, result.size() * sizeof(Out));
  return result;
}

template <class Out, class In>
std::vector<Out> Dithered(const std::vector<In>& samples, uint32_t width, int channels) {
  const size_t stride = size_t{width} * channels;
  return DitheredRows<Out>(samples, width, channels, stride, 0,
                           static_cast<uint32_t>(samples.size() / stride));
}

template <class Sample>
double MeanOf(const std::vector<Sample>& samples) {
  double sum = 0;
  for (const Sample sample : samples) sum += sample;
  return sum / static_cast<double>(samples.size());
}

TEST(Dither, EverySixteenBitSampleBecomesALevelBesideItAndKeepsItsMean) {
  for (int value = 0; value < 65536; ++value) {
    const auto bytes =
        Dithered<uint8_t>(std::vector<uint16_t>(256, static_cast<uint16_t>(value)), 16, 1);
    for (const uint8_t byte : bytes)
      ASSERT_TRUE(byte == value / 257 || byte == (value + 256) / 257) << value;
    ASSERT_NEAR(MeanOf(bytes), value / 257.0, 0.5 / 256 + 1e-9) << value;
  }
}

TEST(Dither, FloatsToo) {
  uint32_t seed = 1;
  for (int i = 0; i < 2000; ++i) {
    const float value = static_cast<float>(Random(&seed) % 1000003) / 1000002.0f;
    const auto bytes = Dithered<uint8_t>(std::vector<float>(256, value), 16, 1);
    const auto words = Dithered<uint16_t>(std::vector<float>(256, value), 16, 1);
    ASSERT_NEAR(MeanOf(bytes), double{value} * 255, 0.5 / 256 + 1e-9);
    ASSERT_NEAR(MeanOf(words), double{value} * 65535, 0.5 / 256 + 1e-9);
    for (const uint8_t byte : bytes)
      ASSERT_TRUE(byte == std::floor(value * 255.0) || byte == std::ceil(value * 255.0));
    for (const uint16_t word : words)
      ASSERT_TRUE(word == std::floor(value * 65535.0) || word == std::ceil(value * 65535.0));
  }
}

TEST(Dither, WhatTheSmallerDepthHoldsStaysExact) {
  std::vector<float> words(65536 * 16);
  for (size_t i = 0; i < words.size(); ++i) words[i] = static_cast<float>(i / 16) / 65535.0f;
  for (uint32_t y = 0; y < 16; ++y) {
    const auto levels =
        DitheredRows<uint16_t>(words, static_cast<uint32_t>(words.size()), 1, 0, y, 1);
    for (size_t i = 0; i < levels.size(); ++i) ASSERT_EQ(levels[i], i / 16);
  }
  std::vector<float> bytes(256 * 256);
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<float>(i / 256) / 255.0f;
  const auto levels = Dithered<uint8_t>(bytes, 16, 1);
  for (size_t i = 0; i < levels.size(); ++i) ASSERT_EQ(levels[i], i / 256);
  const std::vector<float> odd = {-1, 2, std::numeric_limits<float>::quiet_NaN(),
                                  std::numeric_limits<float>::infinity()};
  EXPECT_EQ(Dithered<uint8_t>(odd, 4, 1), (std::vector<uint8_t>{0, 255, 0, 255}));
}

TEST(Dither, DependsOnThePlaceAlone) {
  const Image image = MakeImage(40, 50, 3, SampleType::kU16);
  std::vector<uint16_t> samples(image.bytes.size() / 2);
  std::memcpy(samples.data(), image.bytes.data(), image.bytes.size());
  const auto whole = Dithered<uint8_t>(samples, 40, 3);
  for (uint32_t y = 0; y < 50; y += 5) {
    const auto some = DitheredRows<uint8_t>(samples, 40, 3, 120, y, 5);
    EXPECT_TRUE(std::equal(some.begin(), some.end(), whole.begin() + y * 120)) << y;
  }
}

TEST(Dither, GrayStaysGrayAndAlphaThatIsNoneOrFullStaysThat) {
  std::vector<uint16_t> rgba;
  for (uint32_t i = 0; i < 32 * 32; ++i) {
    const auto gray = static_cast<uint16_t>(i * 61);
    rgba.insert(rgba.end(), {gray, gray, gray, static_cast<uint16_t>(i % 2 ? 65535 : 0)});
  }
  const auto bytes = Dithered<uint8_t>(rgba, 32, 4);
  for (size_t i = 0; i < bytes.size(); i += 4) {
    EXPECT_EQ(bytes[i], bytes[i + 1]);
    EXPECT_EQ(bytes[i], bytes[i + 2]);
    EXPECT_EQ(bytes[i + 3], i / 4 % 2 ? 255 : 0);
  }
}

TEST(Dither, EveryFormatTakesItAndNothingChangesWhereNothingIsReduced) {
  for (const char* format : {"jpeg", "png", "webp", "tiff"}) {
    const Image deep = MakeImage(40, 30, 3, SampleType::kU16);
    const Values reduced = {{"depth", 8.0}};
    const Values dithered = {{"depth", 8.0}, {"dither", std::string("ordered")}};
    EXPECT_NE(MustEncode(format, deep, dithered), MustEncode(format, deep, reduced)) << format;
    EXPECT_EQ(MustEncode(format, deep, {{"depth", 8.0}, {"dither", std::string("none")}}),
              MustEncode(format, deep, reduced))
        << format;
    const Image bytes = MakeImage(40, 30, 3, SampleType::kU8);
    EXPECT_EQ(MustEncode(format, bytes, dithered), MustEncode(format, bytes, {})) << format;
  }
}

}  // namespace
}  // namespace imwrite::testing
