// ICO: pictures of several sizes, the one that stands for a file, and directories that lie.
#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

std::vector<Image> Pages() {
  return {MakeImage(16, 16, 4, SampleType::kU8, 1), MakeImage(256, 31, 3, SampleType::kU8, 2),
          MakeImage(48, 48, 4, SampleType::kU8, 3)};
}

std::vector<uint8_t> EncodePages(const std::vector<Image>& images, const Values& options) {
  VectorSink sink;
  const Status status = EncodePictures("ico", images, {}, options, &sink);
  EXPECT_TRUE(status.ok()) << status.message;
  return sink.bytes;
}

TEST(IcoPages, ComeBackInTheirOrder) {
  const auto pages = Pages();
  for (const char* entries : {"auto", "png", "bmp"}) {
    const auto bytes = EncodePages(pages, {{"entries", std::string(entries)}});
    FramesSink sink;
    ASSERT_TRUE(Decode(bytes, Values{{"frameCount", 9.0}}, sink).ok());
    EXPECT_EQ(sink.facts.frame_count, 3u);
    ASSERT_EQ(sink.images.size(), 3u);
    for (size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(sink.images[i].info, pages[i].info) << entries;
      EXPECT_EQ(sink.images[i].bytes, pages[i].bytes) << entries;
    }
    VectorImageSink best;
    ASSERT_TRUE(Decode(bytes, Values{{"still", true}}, best).ok());
    EXPECT_EQ(best.image.info.width, 256u);
  }
}

TEST(IcoPages, MoreOrFewerThanToldAreAnError) {
  const auto images = Pages();
  for (const uint32_t count : {1u, 2u, 4u, 65536u}) {
    VectorFrames frames(images);
    VectorSink sink;
    EXPECT_EQ(Encode("ico", {frames, count}, {}, sink).code, Code::kInvalidImage) << count;
  }
  VectorFrames frames(images);
  VectorSink sink;
  EXPECT_TRUE(Encode("ico", {frames, 0}, {}, sink).ok());
}

// Any byte of the directory and of the headers behind it, and any length.
TEST(IcoDirectory, DamageIsAPictureOrAnError) {
  const auto good = EncodePages(Pages(), {{"entries", std::string("bmp")}});
  for (size_t at = 0; at < 6 + 3 * 16 + 40; ++at) {
    for (const uint8_t value : {uint8_t{0}, uint8_t{1}, uint8_t{0x7f}, uint8_t{0xff}}) {
      auto bad = good;
      bad[at] = value;
      FramesSink sink;
      const Status status = Decode(bad, Values{{"frameCount", 9.0}, {"limits.pixels", 1e6}}, sink);
      if (at >= 4) ExpectPictureOrDamage(status);
    }
  }
}

TEST(IcoDirectory, ManyEntriesAtOnePlaceCountEach) {
  const auto png = MustEncode("png", MakeImage(64, 64, 3, SampleType::kU8));
  constexpr uint32_t kCount = 1000, kOffset = 6 + 16 * kCount;
  std::vector<uint8_t> file;
  for (const uint32_t word : {0u, 1u, kCount}) PutLittle(word, 2, &file);
  for (uint32_t i = 0; i < kCount; ++i) {
    PutLittle(64 | 64 << 8, 4, &file);
    PutLittle(1 | 32 << 16, 4, &file);
    PutLittle(static_cast<uint32_t>(png.size()), 4, &file);
    PutLittle(kOffset, 4, &file);
  }
  file.insert(file.end(), png.begin(), png.end());
  VectorImageSink sink;
  EXPECT_TRUE(Decode(file, {}, sink).ok());
  const Values all = {{"frameCount", 1e6}, {"limits.pixels", 64.0 * 64 * kCount - 1}};
  EXPECT_EQ(Decode(file, all, sink).code, Code::kImageTooLarge);
}

}  // namespace
}  // namespace imwrite::testing
