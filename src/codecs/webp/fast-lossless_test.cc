// The fast lossless coder (lossless, method 0), read by libwebp.
#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

const Values kFast = {{"lossless", true}, {"method", 0.0}};

void ExpectExact(const Image& image, const char* what) {
  const std::vector<uint8_t> file = MustEncode("webp", image, kFast);
  VectorImageSink sink;
  ASSERT_TRUE(Decode(file, {}, sink).ok())
      << what << ' ' << image.info.width << " x " << image.info.height;
  // Alpha that is opaque everywhere is not stored.
  const int channels = sink.image.info.channels;
  ASSERT_TRUE(channels == image.info.channels || channels == 3);
  for (size_t i = 0, pixels = image.bytes.size() / image.info.channels; i < pixels; ++i) {
    for (int c = 0; c < image.info.channels; ++c) {
      const int expected = image.bytes[i * image.info.channels + c];
      ASSERT_EQ(c < channels ? sink.image.bytes[i * channels + c] : 255, expected)
          << what << ", pixel " << i << " of width " << image.info.width;
    }
  }
}

// Few colors in blocks; `kind` decides how they repeat.
Image Drawing(uint32_t width, uint32_t height, int channels, uint32_t kind) {
  Image image = MakeImage(width, height, channels, SampleType::kU8);
  uint32_t seed = kind;
  uint8_t value = 0;
  for (size_t i = 0; i < image.bytes.size(); ++i) {
    const size_t pixel = i / channels;
    if (kind == 0) value = 0;
    if (kind == 1) value = static_cast<uint8_t>(pixel % width / 7 * 40 + i % channels);
    if (kind == 2 && Random(&seed) % 40 == 0) value = static_cast<uint8_t>(Random(&seed));
    if (kind == 3) value = static_cast<uint8_t>(Random(&seed));
    image.bytes[i] = value;
  }
  return image;
}

TEST(WebpFastLossless, EverySmallSize) {
  for (const int channels : {3, 4}) {
    for (uint32_t width = 1; width <= 35; ++width) {
      for (const uint32_t height : {1, 2, 3, 15, 16, 17, 33}) {
        ExpectExact(MakeImage(width, height, channels, SampleType::kU8), "waves");
        for (uint32_t kind = 0; kind < 4; ++kind)
          ExpectExact(Drawing(width, height, channels, kind), "drawing");
      }
    }
  }
}

TEST(WebpFastLossless, ManyTilesAndChunks) {
  for (const int channels : {3, 4}) {
    ExpectExact(MakeImage(701, 509, channels, SampleType::kU8), "waves");
    for (uint32_t kind = 0; kind < 4; ++kind)
      ExpectExact(Drawing(701, 509, channels, kind), "drawing");
  }
}

TEST(WebpFastLossless, LongestSides) {
  for (uint32_t kind = 0; kind < 4; ++kind) {
    ExpectExact(Drawing(16383, 3, 3, kind), "wide");
    ExpectExact(Drawing(3, 16383, 4, kind), "tall");
  }
  ExpectExact(MakeImage(16383, 17, 3, SampleType::kU8), "wide waves");
}

TEST(WebpFastLossless, HiddenColorsAreKeptUnlessToldNotTo) {
  Image image = MakeImage(40, 40, 4, SampleType::kU8);
  for (size_t i = 3; i < image.bytes.size(); i += 12) image.bytes[i] = 0;
  ExpectExact(image, "hidden");
  Values options = kFast;
  options.push_back({"exact", false});
  VectorImageSink sink;
  ASSERT_TRUE(Decode(MustEncode("webp", image, options), {}, sink).ok());
  for (size_t i = 0; i < image.bytes.size(); ++i)
    ASSERT_EQ(sink.image.bytes[i], image.bytes[i | 3] ? image.bytes[i] : 0);
}

TEST(WebpFastLossless, IsAboutAsSmallAsLibwebp) {
  const Image image = MakeImage(512, 512, 3, SampleType::kU8);
  EXPECT_LT(MustEncode("webp", image, kFast).size(),
            MustEncode("webp", image, {{"lossless", true}}).size() * 1.2);
}

}  // namespace
}  // namespace imwrite::testing
