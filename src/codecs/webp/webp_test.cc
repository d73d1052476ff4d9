// What the options write into a WebP file.
#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

bool HasChunk(const std::vector<uint8_t>& bytes, const char* name) {
  return bytes.size() > 16 &&
         (std::memcmp(&bytes[12], name, 4) == 0 ||
          std::string(bytes.begin(), bytes.end()).find(name) != std::string::npos);
}

Image Decoded(const Image& image, const Values& options) {
  VectorImageSink sink;
  EXPECT_TRUE(Decode(MustEncode("webp", image, options), {}, sink).ok());
  return sink.image;
}

Image WithHiddenColors() {
  Image image = MakeImage(32, 32, 4, SampleType::kU8);
  for (size_t i = 0; i < image.bytes.size(); i += 4) image.bytes[i + 3] = i % 8 ? 255 : 0;
  return image;
}

TEST(Webp, ChunksTellTheMode) {
  const Image image = MakeImage(60, 60, 3, SampleType::kU8);
  EXPECT_TRUE(HasChunk(MustEncode("webp", image), "VP8 "));
  EXPECT_TRUE(HasChunk(MustEncode("webp", image, {{"lossless", true}}), "VP8L"));
  EXPECT_TRUE(HasChunk(MustEncode("webp", image, {{"nearLossless", 40.0}}), "VP8L"));
}

TEST(Webp, LosslessKeepsColorsUnderAlphaUnlessToldNotTo) {
  const Image image = WithHiddenColors();
  EXPECT_EQ(Decoded(image, {{"lossless", true}}).bytes, image.bytes);
  EXPECT_NE(Decoded(image, {{"lossless", true}, {"exact", false}}).bytes, image.bytes);
}

TEST(Webp, AlphaPlaneIsExactAtFullAlphaQuality) {
  const Image image = WithHiddenColors();
  const Image decoded = Decoded(image, {});
  ASSERT_EQ(decoded.info.channels, 4);
  for (size_t i = 3; i < image.bytes.size(); i += 4) ASSERT_EQ(decoded.bytes[i], image.bytes[i]);
}

TEST(Webp, NearLosslessIsSmallerAndClose) {
  const Image image = MakeImage(128, 128, 3, SampleType::kU8);
  const size_t exact = MustEncode("webp", image, {{"lossless", true}}).size();
  EXPECT_LT(MustEncode("webp", image, {{"nearLossless", 0.0}}).size(), exact);
  EXPECT_GT(Psnr(image, Decoded(image, {{"nearLossless", 60.0}})), 46);
  EXPECT_EQ(Decoded(image, {{"nearLossless", 100.0}}).bytes, image.bytes);
  VectorSink sink;
  EXPECT_EQ(EncodeImage("webp", image, {{"nearLossless", 60.0}, {"exact", true}}, &sink).option,
            "exact");
}

// The flag stands in the header of the extended format, which metadata need.
TEST(Webp, TheHeaderSaysWhetherThereIsAlpha) {
  Metadata metadata;
  metadata.xmp = {'<', 'x', '/', '>'};
  for (const bool lossless : {false, true}) {
    for (const bool alpha : {false, true}) {
      VectorSink sink;
      const Image image = alpha ? WithHiddenColors() : MakeImage(32, 32, 3, SampleType::kU8);
      ASSERT_TRUE(EncodePictures("webp", {image}, metadata, {{"lossless", lossless}}, &sink).ok());
      ASSERT_TRUE(HasChunk(sink.bytes, "VP8X"));
      EXPECT_EQ((sink.bytes[20] & 16) != 0, alpha) << lossless;
    }
  }
}

TEST(Webp, GrayBecomesRgb) {
  const Image gray = MakeImage(20, 20, 1, SampleType::kU8);
  const Image decoded = Decoded(gray, {{"lossless", true}});
  ASSERT_EQ(decoded.info.channels, 3);
  for (size_t i = 0; i < gray.bytes.size(); ++i) {
    for (int c = 0; c < 3; ++c) ASSERT_EQ(decoded.bytes[3 * i + c], gray.bytes[i]);
  }
}

TEST(Webp, QualityChangesSizeAndCloseness) {
  const Image image = MakeImage(200, 200, 3, SampleType::kU8);
  EXPECT_LT(MustEncode("webp", image, {{"quality", 10.0}}).size(),
            MustEncode("webp", image, {{"quality", 90.0}}).size());
  EXPECT_GT(Psnr(image, Decoded(image, {{"quality", 95.0}})),
            Psnr(image, Decoded(image, {{"quality", 20.0}})));
}

// The least `memoryBytes` that decodes the file, beyond the file and two copies of the pixels:
// libwebp's and the caller's.
uint64_t HeldBytes(const Image& image, const Values& options) {
  const std::vector<uint8_t> file = MustEncode("webp", image, options);
  uint64_t low = 0;
  uint64_t high = 1 << 24;
  while (low + 1 < high) {
    const uint64_t middle = (low + high) / 2;
    VectorImageSink sink;
    const Values limits = {{"limits.memoryBytes", static_cast<double>(middle)}};
    const bool enough = Decode(file, limits, sink).ok();
    (enough ? high : low) = middle;
  }
  return high - file.size() - 2 * image.info.image_bytes();
}

TEST(Webp, CountsTheMemoryThatLibwebpHolds) {
  const Image opaque = MakeImage(64, 48, 3, SampleType::kU8);
  const Image translucent = MakeImage(64, 48, 4, SampleType::kU8);
  constexpr uint64_t kPixels = 64 * 48;
  EXPECT_EQ(HeldBytes(opaque, {}), 0u);
  EXPECT_EQ(HeldBytes(opaque, {{"lossless", true}}), 4 * kPixels);
  EXPECT_EQ(HeldBytes(translucent, {}), 4 * kPixels);
}

}  // namespace
}  // namespace imwrite::testing
