// TIFF pages: each with its own layout, read back whole or in part, also out of damaged files.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/native/expect.h"
#include "tests/native/tiff-entries.h"

namespace imwrite::testing {
namespace {

std::vector<Image> Pages() {
  return {MakeImage(40, 30, 3, SampleType::kU8, 1), MakeImage(7, 90, 1, SampleType::kU16, 2),
          MakeImage(1, 1, 4, SampleType::kF64, 3), MakeImage(64, 64, 2, SampleType::kS16, 4),
          MakeImage(40, 30, 3, SampleType::kU8, 5)};
}

std::vector<uint8_t> EncodePages(const std::vector<Image>& images, const Values& options = {}) {
  VectorFrames frames(images);
  VectorSink sink;
  const Status status =
      Encode("tiff", {frames, static_cast<uint32_t>(images.size())}, options, sink);
  EXPECT_TRUE(status.ok()) << status.message;
  return sink.bytes;
}

void ExpectPages(const std::vector<uint8_t>& bytes, const Values& options,
                 const std::vector<Image>& expected) {
  FramesSink sink;
  const Status status = Decode(bytes, options, sink);
  ASSERT_TRUE(status.ok()) << status.message;
  EXPECT_EQ(sink.facts.frame_count, Pages().size());
  ASSERT_EQ(sink.images.size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(sink.images[i].info, expected[i].info) << i;
    EXPECT_EQ(sink.images[i].bytes, expected[i].bytes) << i;
  }
}

TEST(TiffPages, AllOneOrSome) {
  const auto pages = Pages();
  const auto bytes = EncodePages(pages);
  ExpectPages(bytes, {}, {pages[0]});
  ExpectPages(bytes, {{"frameCount", 99.0}}, pages);
  ExpectPages(bytes, {{"firstFrame", 2.0}}, {pages[2]});
  ExpectPages(bytes, {{"firstFrame", 3.0}, {"frameCount", 2.0}}, {pages[3], pages[4]});
  ExpectPages(bytes, {{"frameCount", 0.0}}, {});
  FramesSink sink;
  EXPECT_EQ(Decode(bytes, Values{{"firstFrame", 5.0}}, sink).option, "firstFrame");
}

TEST(TiffPages, MorePagesOrFewerThanToldAreAnError) {
  const auto images = Pages();
  for (const uint32_t count : {1u, 4u, 6u, 0xffffffffu}) {
    VectorFrames frames(images);
    VectorSink sink;
    EXPECT_EQ(Encode("tiff", {frames, count}, {}, sink).code, Code::kInvalidImage) << count;
  }
}

TEST(TiffPages, TheirNumberNeedNotBeKnown) {
  const auto images = Pages();
  VectorFrames frames(images);
  VectorSink sink;
  std::vector<double> shares;
  ASSERT_TRUE(Encode("tiff", {frames, 0}, {}, sink, [&](double share) {
                return shares.push_back(share), true;
              }).ok());
  EXPECT_TRUE(std::ranges::is_sorted(shares));
  ExpectPages(sink.bytes, {{"frameCount", 99.0}}, images);
}

TEST(TiffPages, ProgressRunsOnOverAllPages) {
  const auto images = Pages();
  VectorFrames frames(images);
  VectorSink sink;
  std::vector<double> shares;
  const Progress progress = [&](double share) { return shares.push_back(share), true; };
  ASSERT_TRUE(Encode("tiff", {frames, 5}, {}, sink, progress).ok());
  EXPECT_TRUE(std::ranges::is_sorted(shares));
  EXPECT_GE(shares.size(), 5u);
  EXPECT_DOUBLE_EQ(shares.front(), 0.2);
}

// Where the file keeps the offset of the directory after the first.
size_t NextPointer(const Bytes& bytes) {
  return NextDirectoryPointer(bytes, FirstDirectory(bytes));
}

TEST(TiffPages, AChainThatBitesItsTailEnds) {
  auto bytes = EncodePages(Pages());
  std::copy_n(bytes.begin() + 4, 4, bytes.begin() + static_cast<ptrdiff_t>(NextPointer(bytes)));
  FramesSink sink;
  EXPECT_TRUE(Decode(bytes, Values{{"frameCount", 99.0}}, sink).ok());
  EXPECT_EQ(sink.facts.frame_count, 1u);
  EXPECT_EQ(sink.images.size(), 1u);
}

TEST(TiffPages, ABrokenChainLeavesThePagesBeforeIt) {
  const auto pages = Pages();
  auto bytes = EncodePages(pages);
  bytes[NextPointer(bytes) + 3] = 0x70;
  FramesSink sink;
  EXPECT_TRUE(Decode(bytes, {}, sink).ok());
  EXPECT_EQ(sink.images.at(0).bytes, pages[0].bytes);
  EXPECT_EQ(Decode(bytes, Values{{"frameCount", 2.0}}, sink).code, Code::kCorruptData);
  EXPECT_EQ(Decode(bytes, Values{{"firstFrame", 1.0}}, sink).code, Code::kCorruptData);
}

TEST(TiffPages, DamageIsAnErrorOrAPicture) {
  const auto good = EncodePages(Pages());
  for (size_t length = 0; length < good.size(); length += 1 + good.size() / 150) {
    const std::vector<uint8_t> grid(good.begin(), good.begin() + static_cast<ptrdiff_t>(length));
    FramesSink sink;
    EXPECT_FALSE(Decode(grid, Values{{"frameCount", 5.0}}, sink).ok()) << length;
  }
  int errors = 0;
  uint32_t seed = 3;
  for (int i = 0; i < 300; ++i) {
    auto bad = good;
    for (int k = 0; k < 6; ++k)
      bad[Random(&seed) % bad.size()] = static_cast<uint8_t>(Random(&seed));
    FramesSink sink;
    const Status status = Decode(bad, Values{{"limits.pixels", 1e6}, {"frameCount", 20.0}}, sink);
    errors += ExpectPictureOrDamage(status);
  }
  EXPECT_GT(errors, 0);
}

}  // namespace
}  // namespace imwrite::testing
