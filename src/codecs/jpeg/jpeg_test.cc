// What the options write into a JPEG file, read off its markers.
#include <gtest/gtest.h>

#include "tests/native/images.h"

namespace imwrite::testing {
namespace {

// Finds a marker segment before the first scan; its payload.
std::vector<uint8_t> Segment(const std::vector<uint8_t>& bytes, uint8_t marker) {
  for (size_t at = 2; at + 4 < bytes.size() && bytes[at] == 0xff && bytes[at + 1] != 0xda;) {
    const size_t size = bytes[at + 2] << 8 | bytes[at + 3];
    if (bytes[at + 1] == marker) return {bytes.begin() + at + 4, bytes.begin() + at + 2 + size};
    at += 2 + size;
  }
  return {};
}

constexpr uint8_t kBaseline = 0xc0, kProgressive = 0xc2, kRestart = 0xdd;

TEST(Jpeg, ProgressiveAndRestartMarkers) {
  const Image image = MakeImage(64, 64, 3, Depth::kU8);
  EXPECT_FALSE(Segment(MustEncode("jpeg", image), kBaseline).empty());
  EXPECT_FALSE(Segment(MustEncode("jpeg", image, {{"progressive", true}}), kProgressive).empty());
  EXPECT_EQ(Segment(MustEncode("jpeg", image, {{"restartInterval", 300.0}}), kRestart), (std::vector<uint8_t>{1, 44}));
}

TEST(Jpeg, SamplingFactors) {
  const std::pair<const char*, uint8_t> cases[] = {{"4:4:4", 0x11}, {"4:2:2", 0x21}, {"4:2:0", 0x22}, {"4:4:0", 0x12}, {"4:1:1", 0x41}};
  for (const auto& [name, factors] : cases) {
    const auto frame = Segment(MustEncode("jpeg", MakeImage(40, 40, 3, Depth::kU8), {{"chromaSubsampling", std::string(name)}}), kBaseline);
    ASSERT_GE(frame.size(), 15u);
    EXPECT_EQ(frame[7], factors) << name;
  }
}

TEST(Jpeg, GrayStaysOneComponent) {
  const auto frame = Segment(MustEncode("jpeg", MakeImage(40, 40, 1, Depth::kU8)), kBaseline);
  ASSERT_GE(frame.size(), 6u);
  EXPECT_EQ(frame[5], 1);
}

TEST(Jpeg, QualityAndOptimisedCodingChangeTheSize) {
  const Image image = MakeImage(200, 200, 3, Depth::kU8);
  size_t last = 0;
  for (const double quality : {10.0, 50.0, 90.0, 100.0}) {
    const size_t size = MustEncode("jpeg", image, {{"quality", quality}}).size();
    EXPECT_GT(size, last);
    last = size;
  }
  EXPECT_LT(MustEncode("jpeg", image, {{"optimizeCoding", true}}).size(), MustEncode("jpeg", image).size());
}

TEST(Jpeg, StaysClose) {
  const Image image = MakeImage(200, 150, 3, Depth::kU8);
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(MustEncode("jpeg", image, {{"chromaSubsampling", std::string("4:4:4")}}), {}, decoded).ok());
  EXPECT_GT(Psnr(image, decoded.image), 38);
}

TEST(Jpeg, ErrorsCarryTheirNumbers) {
  auto bytes = MustEncode("jpeg", MakeImage(16, 16, 3, Depth::kU8));
  for (size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (bytes[i] == 0xff && bytes[i + 1] == kBaseline) bytes[i + 1] = 0xc5;  // a frame type libjpeg does not know
  }
  VectorImageSink sink;
  const Status status = Decode(bytes, {}, sink);
  EXPECT_EQ(status.code, Code::kCorruptData);
  EXPECT_NE(status.message.find("Unsupported JPEG process: SOF type"), std::string::npos) << status.message;
  EXPECT_EQ(status.message.find('%'), std::string::npos) << status.message;
}

}  // namespace
}  // namespace imwrite::testing
