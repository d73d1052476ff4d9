// What the encoder with the lossless feature writes: the lossless process, and 12 bits by the DCT.
#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

// The marker that begins the frame, the precision behind it, and the predictor and point transform
// of the scan.
struct Frame {
  int marker = 0, precision = 0, predictor = 0, point_transform = 0;
  bool operator==(const Frame&) const = default;
};

Frame FrameOf(const std::vector<uint8_t>& bytes) {
  Frame frame;
  for (size_t at = 2; at + 4 < bytes.size() && bytes[at] == 0xff;
       at += 2 + (bytes[at + 2] << 8 | bytes[at + 3])) {
    const int marker = bytes[at + 1];
    if (marker >= 0xc0 && marker <= 0xcf && marker % 4 != 0)
      frame.marker = marker, frame.precision = bytes[at + 4];
    if (marker != 0xda) continue;
    const size_t after_components = at + 5 + 2 * bytes[at + 4];
    frame.predictor = bytes[after_components];
    frame.point_transform = bytes[after_components + 2];
    break;
  }
  return frame;
}

constexpr int kExtended = 0xc1, kLossless = 0xc3;

// An image whose samples have that many bits.
Image MakeBits(uint32_t width, uint32_t height, int channels, int bits) {
  Image image = MakeImage(width, height, channels, bits > 8 ? SampleType::kU16 : SampleType::kU8);
  const int drop = Bits(image.info.sample_type) - bits;
  for (size_t i = 0; i < image.bytes.size(); i += image.info.sample_bytes()) {
    uint16_t sample = 0;
    std::memcpy(&sample, &image.bytes[i], image.info.sample_bytes());
    sample = static_cast<uint16_t>(sample >> drop);
    std::memcpy(&image.bytes[i], &sample, image.info.sample_bytes());
  }
  return image;
}

VectorImageSink MustDecode(const std::vector<uint8_t>& bytes, const Values& options = {}) {
  VectorImageSink sink;
  const Status status = Decode(bytes, options, sink);
  EXPECT_TRUE(status.ok()) << status.message;
  return sink;
}

TEST(JpegLossless, EveryPrecisionAndPredictorIsExact) {
  for (int bits = 2; bits <= 16; ++bits) {
    for (const int channels : {1, 3}) {
      const Image image = MakeBits(37, 23, channels, bits);
      for (int predictor = 1; predictor <= 7; ++predictor) {
        const auto bytes = MustEncode("jpeg", image,
                                      {{"lossless", true},
                                       {"precision", double{1} * bits},
                                       {"predictor", double{1} * predictor}});
        EXPECT_EQ(FrameOf(bytes), (Frame{kLossless, bits, predictor, 0}));
        const auto decoded = MustDecode(bytes);
        ImageInfo expected = image.info;
        expected.precision = static_cast<uint8_t>(bits % 8 == 0 ? 0 : bits);
        EXPECT_EQ(decoded.image.info, expected);
        EXPECT_EQ(decoded.image.bytes, image.bytes) << bits << " bits, predictor " << predictor;
      }
    }
  }
}

TEST(JpegLossless, PrecisionIsThatOfTheSampleType) {
  for (const SampleType sample_type : {SampleType::kU8, SampleType::kU16}) {
    const Image image = MakeImage(40, 31, 3, sample_type);
    const auto bytes = MustEncode("jpeg", image, {{"lossless", true}});
    EXPECT_EQ(FrameOf(bytes), (Frame{kLossless, Bits(sample_type), 1, 0}));
    EXPECT_EQ(MustDecode(bytes).image.bytes, image.bytes);
  }
}

TEST(JpegLossless, PointTransformDropsTheLowestBits) {
  Image image = MakeImage(40, 31, 1, SampleType::kU8);
  const auto bytes = MustEncode("jpeg", image, {{"lossless", true}, {"pointTransform", 3.0}});
  EXPECT_EQ(FrameOf(bytes), (Frame{kLossless, 8, 1, 3}));
  for (uint8_t& sample : image.bytes) sample &= 0xf8;
  EXPECT_EQ(MustDecode(bytes).image.bytes, image.bytes);
}

TEST(JpegLossless, RestartMarkersStandBehindWholeRows) {
  const Image image = MakeImage(40, 31, 3, SampleType::kU16);
  const auto bytes = MustEncode(
      "jpeg", image, {{"lossless", true}, {"restartInterval", 80.0}, {"predictor", 4.0}});
  EXPECT_EQ(MustDecode(bytes).image.bytes, image.bytes);
}

TEST(JpegLossless, InksStayInks) {
  const Image image = MakeCmyk(20, 10);
  const auto bytes = MustEncode("jpeg", image, {{"lossless", true}});
  const auto decoded = MustDecode(bytes);
  for (size_t i = 0; i < image.bytes.size() / 4; ++i) {
    const int expected = ((255 - image.bytes[4 * i]) * (255 - image.bytes[4 * i + 3]) + 127) / 255;
    ASSERT_EQ(decoded.image.bytes[3 * i], expected);
  }
}

TEST(Jpeg12, IsCloseAndOfEveryProcess) {
  const Image image = MakeBits(70, 50, 3, 12);
  for (const Values& options :
       {Values{}, Values{{"progressive", true}}, Values{{"arithmeticCoding", true}},
        Values{{"colorSpace", "rgb"}}}) {
    Values all = {{"precision", 12.0}, {"quality", 100.0}, {"chromaSubsampling", "4:4:4"}};
    all.insert(all.end(), options.begin(), options.end());
    const auto bytes = MustEncode("jpeg", image, all);
    EXPECT_EQ(FrameOf(bytes).precision, 12);
    const auto decoded = MustDecode(bytes);
    ImageInfo expected = image.info;
    expected.precision = 12;
    ASSERT_EQ(decoded.image.info, expected);
    for (size_t i = 0; i < image.bytes.size(); i += 2) {
      uint16_t a = 0, b = 0;
      std::memcpy(&a, &image.bytes[i], 2), std::memcpy(&b, &decoded.image.bytes[i], 2);
      ASSERT_NEAR(a, b, 12);
    }
  }
  EXPECT_EQ(FrameOf(MustEncode("jpeg", image, {{"precision", 12.0}})).marker, kExtended);
  EXPECT_EQ(MustDecode(MustEncode("jpeg", image, {{"precision", 12.0}}), {{"gray", true}})
                .image.info.channels,
            1);
}

// From full range to full range.
TEST(Jpeg12, ScalesOnlyWhenAsked) {
  const Image image = MakeImage(40, 31, 3, SampleType::kU16);
  const auto bytes = MustEncode(
      "jpeg", image, {{"lossless", true}, {"precision", 12.0}, {"scaleToPrecision", true}});
  const auto decoded = MustDecode(bytes);
  for (size_t i = 0; i < image.bytes.size(); i += 2) {
    uint16_t a = 0, b = 0;
    std::memcpy(&a, &image.bytes[i], 2), std::memcpy(&b, &decoded.image.bytes[i], 2);
    ASSERT_EQ(b, std::lround(a * 4095.0 / 65535));
  }
  VectorSink sink;
  const Status status = EncodeImage("jpeg", image, {{"precision", 12.0}}, &sink);
  EXPECT_EQ(status.code, Code::kInvalidImage);
  EXPECT_EQ(status.option, "precision");
}

TEST(JpegLossless, RefusesWhatItWouldIgnore) {
  const Image image = MakeImage(16, 16, 3, SampleType::kU8);
  const std::pair<Values, const char*> cases[] = {
      {{{"lossless", true}, {"quality", 95.0}}, "quality"},
      {{{"lossless", true}, {"progressive", true}}, "progressive"},
      {{{"lossless", true}, {"arithmeticCoding", true}}, "arithmeticCoding"},
      {{{"lossless", true}, {"smoothing", 5.0}}, "smoothing"},
      {{{"lossless", true}, {"chromaSubsampling", "4:2:0"}}, "chromaSubsampling"},
      {{{"lossless", true}, {"colorSpace", "ycc"}}, "colorSpace"},
      {{{"lossless", true}, {"colorSpace", "gray"}}, "colorSpace"},
      {{{"lossless", true}, {"restartInterval", 15.0}}, "restartInterval"},
      {{{"lossless", true}, {"pointTransform", 8.0}}, "pointTransform"},
      {{{"lossless", true}, {"precision", 12.0}}, "depth"},
      {{{"precision", 7.0}}, "precision"},
      {{{"predictor", 2.0}}, "predictor"},
      {{{"pointTransform", 1.0}}, "pointTransform"},
      {{{"depth", 16.0}}, "depth"},
  };
  for (const auto& [options, option] : cases) {
    VectorSink sink;
    EXPECT_EQ(EncodeImage("jpeg", image, options, &sink).option, option) << options.back().name;
    EXPECT_TRUE(sink.bytes.empty());
  }
  VectorImageSink decoded;
  EXPECT_EQ(
      Decode(MustEncode("jpeg", image, {{"lossless", true}}), Values{{"reduction", "2"}}, decoded)
          .code,
      Code::kUnsupportedData);
}

}  // namespace
}  // namespace imwrite::testing
