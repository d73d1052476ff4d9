// What the options write into a JPEG file, read off its markers.
#include <gtest/gtest.h>

#include "tests/native/expect.h"
#include "tests/native/jpeg-segments.h"

namespace imwrite::testing {
namespace {

constexpr uint8_t kBaseline = 0xc0, kProgressive = 0xc2;

TEST(Jpeg, Progressive) {
  const Image image = MakeImage(64, 64, 3, SampleType::kU8);
  EXPECT_FALSE(Segment(MustEncode("jpeg", image), kBaseline).empty());
  EXPECT_FALSE(Segment(MustEncode("jpeg", image, {{"progressive", true}}), kProgressive).empty());
}

TEST(Jpeg, SamplingFactors) {
  const std::pair<const char*, uint8_t> cases[] = {
      {"4:4:4", 0x11}, {"4:2:2", 0x21}, {"4:2:0", 0x22}, {"4:4:0", 0x12}, {"4:1:1", 0x41}};
  for (const auto& [name, factors] : cases) {
    const auto frame = Segment(MustEncode("jpeg", MakeImage(40, 40, 3, SampleType::kU8),
                                          {{"chromaSubsampling", std::string(name)}}),
                               kBaseline);
    ASSERT_GE(frame.size(), 15u);
    EXPECT_EQ(frame[7], factors) << name;
  }
}

TEST(Jpeg, GrayStaysOneComponent) {
  const auto frame = Segment(MustEncode("jpeg", MakeImage(40, 40, 1, SampleType::kU8)), kBaseline);
  ASSERT_GE(frame.size(), 6u);
  EXPECT_EQ(frame[5], 1);
}

TEST(Jpeg, QualityAndOptimisedCodingChangeTheSize) {
  const Image image = MakeImage(200, 200, 3, SampleType::kU8);
  size_t last = 0;
  for (const double quality : {10.0, 50.0, 90.0, 100.0}) {
    const size_t size = MustEncode("jpeg", image, {{"quality", quality}}).size();
    EXPECT_GT(size, last);
    last = size;
  }
  EXPECT_LT(MustEncode("jpeg", image, {{"optimizeCoding", true}}).size(),
            MustEncode("jpeg", image).size());
}

// Luma's quantization table and chroma's, as they stand in the file.
std::pair<std::vector<uint8_t>, std::vector<uint8_t>> Tables(const Values& options) {
  const auto bytes = MustEncode("jpeg", MakeImage(16, 16, 3, SampleType::kU8), options);
  std::vector<uint8_t> tables[2];
  for (size_t at = 2; at + 4 < bytes.size() && bytes[at + 1] != 0xda;
       at += 2 + (bytes[at + 2] << 8 | bytes[at + 3])) {
    if (bytes[at + 1] == 0xdb)
      tables[bytes[at + 4]].assign(bytes.begin() + at + 5, bytes.begin() + at + 69);
  }
  return {tables[0], tables[1]};
}

TEST(Jpeg, LumaAndChromaHaveTheirOwnQuality) {
  const auto at40 = Tables({{"quality", 40.0}});
  const auto at90 = Tables({{"quality", 90.0}});
  ASSERT_EQ(at40.first.size(), 64u);
  EXPECT_EQ(Tables({{"lumaQuality", 40.0}}), at40);
  EXPECT_EQ(Tables({{"lumaQuality", 40.0}, {"chromaQuality", 90.0}}),
            std::pair(at40.first, at90.second));
  EXPECT_EQ(Tables({{"quality", 90.0}, {"chromaQuality", 40.0}}),
            std::pair(at90.first, at40.second));
}

// Row by row, as callers give them; the file has them in zigzag order.
TEST(Jpeg, QuantisationTablesOfTheCaller) {
  std::vector<double> luma(64), chroma(64, 200.0);
  for (size_t i = 0; i < 64; ++i) luma[i] = static_cast<double>(i + 1);
  const auto [first, second] = Tables({{"quantTables", std::vector{luma, chroma}}});
  EXPECT_EQ(std::vector<uint8_t>(first.begin(), first.begin() + 6),
            (std::vector<uint8_t>{1, 2, 9, 17, 10, 3}));
  EXPECT_EQ(first.back(), 64);
  EXPECT_EQ(second, std::vector<uint8_t>(64, 200));
  const auto shared = Tables({{"quantTables", std::vector(1, luma)}});
  EXPECT_EQ(shared, std::pair(first, first));
}

// Beyond 255 a value takes two bytes, and the file is of the extended process.
TEST(Jpeg, LargeQuantisationValues) {
  std::vector<double> luma(64, 1.0), none(64, 65535.0);
  luma[63] = 256;
  const Image image = MakeImage(40, 40, 3, SampleType::kU8);
  const auto bytes = MustEncode("jpeg", image, {{"quantTables", std::vector{luma, none}}});
  EXPECT_TRUE(Segment(bytes, kBaseline).empty());
  EXPECT_EQ(Segment(bytes, 0xc1)[0], 8);
  const auto table = Segment(bytes, 0xdb);
  ASSERT_TRUE(table.size() == 129 && table[0] == 0x10);
  EXPECT_EQ(table[127] << 8 | table[128], 256);
  // Nothing of color is left, but all of brightness.
  VectorImageSink gray, decoded;
  ASSERT_TRUE(Decode(bytes, Values{{"gray", true}}, gray).ok() && Decode(bytes, {}, decoded).ok());
  for (size_t i = 0; i < decoded.image.bytes.size(); ++i)
    ASSERT_EQ(decoded.image.bytes[i], gray.image.bytes[i / 3]);
  for (const double value : {8191.0, 8192.0, 16384.0, 65535.0}) {
    VectorImageSink flat;
    ASSERT_TRUE(
        Decode(MustEncode("jpeg", image, {{"quantTables", std::vector(1, std::vector(64, value))}}),
               {}, flat)
            .ok());
    EXPECT_EQ(flat.image.bytes, std::vector<uint8_t>(flat.image.bytes.size(), 128)) << value;
  }
}

TEST(Jpeg, ComponentsAreWhatColorSpaceSays) {
  const Image image = MakeImage(45, 67, 3, SampleType::kU8);
  const auto rgb = MustEncode("jpeg", image, {{"colorSpace", "rgb"}, {"quality", 100.0}});
  EXPECT_EQ(Segment(rgb, kBaseline)[5], 3);
  EXPECT_EQ(Segment(rgb, 0xee).back(), 0);  // Adobe's marker: no transform
  EXPECT_TRUE(Segment(rgb, 0xe0).empty());
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(rgb, {}, decoded).ok());
  EXPECT_GT(Psnr(decoded.image, image), 58);
  EXPECT_EQ(Segment(MustEncode("jpeg", image, {{"colorSpace", "gray"}}), kBaseline)[5], 1);
  EXPECT_EQ(MustEncode("jpeg", image, {{"colorSpace", "ycc"}}), MustEncode("jpeg", image));
}

// Our decoder makes RGB of it.
TEST(Jpeg, InksAreNeverTakenForAlpha) {
  Image image = MakeCmyk(45, 67);
  for (size_t i = 3; i < image.bytes.size(); i += 4) image.bytes[i] = 0;
  for (const char* space : {"cmyk", "ycck"}) {
    const auto bytes = MustEncode("jpeg", image, {{"colorSpace", space}, {"quality", 100.0}});
    EXPECT_EQ(Segment(bytes, kBaseline)[5], 4);
    EXPECT_EQ(Segment(bytes, 0xee).back(), space[0] == 'c' ? 0 : 2);
    VectorImageSink decoded;
    ASSERT_TRUE(Decode(bytes, {}, decoded).ok());
    Image expected = MakeImage(45, 67, 3, SampleType::kU8);
    for (size_t i = 0; i < expected.bytes.size(); ++i)
      expected.bytes[i] = static_cast<uint8_t>(255 - image.bytes[i / 3 * 4 + i % 3]);
    EXPECT_GT(Psnr(decoded.image, expected), space[0] == 'c' ? 58 : 39.5) << space;
  }
  for (const char* format : {"png", "webp", "tiff"}) {
    VectorSink sink;
    EXPECT_EQ(EncodeImage(format, image, {}, &sink).code, Code::kUnsupportedImage) << format;
  }
  VectorSink sink;
  EXPECT_EQ(EncodeImage("jpeg", image, {{"colorSpace", "ycc"}}, &sink).option, "colorSpace");
  EXPECT_EQ(
      EncodeImage("jpeg", MakeImage(9, 9, 3, SampleType::kU8), {{"colorSpace", "cmyk"}}, &sink)
          .option,
      "colorSpace");
}

TEST(Jpeg, ArithmeticCodingIsSmallerAndHasTheSamePixels) {
  const Image image = MakeImage(200, 200, 3, SampleType::kU8);
  for (const bool progressive : {false, true}) {
    const auto huffman = MustEncode("jpeg", image, {{"progressive", progressive}});
    const auto arithmetic =
        MustEncode("jpeg", image, {{"progressive", progressive}, {"arithmeticCoding", true}});
    EXPECT_LT(arithmetic.size(), huffman.size());
    EXPECT_FALSE(Segment(arithmetic, progressive ? 0xca : 0xc9).empty());
    VectorImageSink a, b;
    ASSERT_TRUE(Decode(huffman, {}, a).ok() && Decode(arithmetic, {}, b).ok());
    EXPECT_EQ(a.image.bytes, b.image.bytes);
  }
}

TEST(Jpeg, SmoothingTakesNoiseAway) {
  const Image image = MakeImage(200, 200, 3, SampleType::kU8);
  size_t last = SIZE_MAX;
  for (const double smoothing : {0.0, 30.0, 100.0}) {
    const size_t size = MustEncode("jpeg", image, {{"smoothing", smoothing}}).size();
    EXPECT_LT(size, last);
    last = size;
  }
}

TEST(Jpeg, OptionsThatDoNotGoTogetherAreErrors) {
  const std::vector<std::vector<double>> tables = {std::vector<double>(64, 3),
                                                   std::vector<double>(64, 3)};
  const std::pair<const char*, Values> cases[] = {
      {"quantTables", {{"quantTables", tables}, {"quality", 95.0}}},
      {"quantTables", {{"quantTables", tables}, {"chromaQuality", 95.0}}},
      {"quantTables", {{"colorSpace", "rgb"}, {"quantTables", tables}}},
      {"chromaSubsampling", {{"colorSpace", "rgb"}, {"chromaSubsampling", "4:2:0"}}},
      {"chromaQuality", {{"colorSpace", "gray"}, {"chromaQuality", 20.0}}},
      {"smoothing", {{"smoothing", 1.0}, {"chromaSubsampling", "4:2:2"}}},
      {"arithmeticCoding", {{"arithmeticCoding", true}, {"optimizeCoding", true}}},
  };
  const auto check = [](int channels, const char* option, const Values& options,
                        const Metadata& metadata = {}) {
    VectorSink sink;
    const Status status = EncodePictures("jpeg", {MakeImage(8, 8, channels, SampleType::kU8)},
                                         metadata, options, &sink);
    EXPECT_EQ(status.code, Code::kInvalidOption) << option;
    EXPECT_EQ(status.option, option);
    EXPECT_FALSE(status.expected.empty() || status.actual.empty());
    EXPECT_TRUE(sink.bytes.empty());
  };
  for (const auto& [option, options] : cases) check(3, option, options);
  check(1, "colorSpace", {{"colorSpace", "ycc"}});
  Metadata density;
  density.dpi_x = 300;
  check(3, "metadata", {{"colorSpace", "rgb"}}, density);
}

// Of each square of `by` pixels the mean, of its brightness or of each color.
std::vector<double> Means(const Image& image, uint32_t by, bool gray) {
  const auto& [width, height] = std::pair(image.info.width, image.info.height);
  std::vector<double> means;
  for (uint32_t top = 0; top < height; top += by) {
    for (uint32_t left = 0; left < width; left += by) {
      double sums[3] = {}, count = 0;
      for (uint32_t y = top; y < std::min(top + by, height); ++y) {
        for (uint32_t x = left; x < std::min(left + by, width); ++x, ++count) {
          for (size_t c = 0; c < 3; ++c) sums[c] += image.bytes[3 * (size_t{y} * width + x) + c];
        }
      }
      if (gray) means.push_back((0.299 * sums[0] + 0.587 * sums[1] + 0.114 * sums[2]) / count);
      for (const double sum : sums) {
        if (!gray) means.push_back(sum / count);
      }
    }
  }
  return means;
}

TEST(Jpeg, ReducedAndGray) {
  const auto bytes = MustEncode("jpeg", MakeImage(101, 50, 3, SampleType::kU8));
  VectorImageSink full;
  ASSERT_TRUE(Decode(bytes, {}, full).ok());
  for (const uint32_t by : {1u, 2u, 4u, 8u}) {
    for (const bool gray : {false, true}) {
      VectorImageSink sink;
      ASSERT_TRUE(Decode(bytes, Values{{"reduction", double{1} * by}, {"gray", gray}}, sink).ok());
      EXPECT_EQ(sink.image.info, (ImageInfo{(101 + by - 1) / by, (50 + by - 1) / by,
                                            static_cast<uint8_t>(gray ? 1 : 3), SampleType::kU8}));
      const std::vector<double> expected = Means(full.image, by, gray);
      ASSERT_EQ(sink.image.bytes.size(), expected.size());
      double most = 0, sum = 0;
      for (size_t i = 0; i < expected.size(); ++i) {
        const double difference = std::abs(sink.image.bytes[i] - expected[i]);
        most = std::max(most, difference);
        sum += difference;
      }
      EXPECT_LT(most, by == 1 ? 0.5 : gray ? 3 : 8) << by << gray;
      EXPECT_LT(sum / static_cast<double>(expected.size()), by == 1 ? 0.2
                                                            : gray  ? 0.6
                                                                    : 1.1)
          << by << gray;
    }
  }
}

TEST(Jpeg, StaysClose) {
  const Image image = MakeImage(200, 150, 3, SampleType::kU8);
  VectorImageSink decoded;
  ASSERT_TRUE(
      Decode(MustEncode("jpeg", image, {{"chromaSubsampling", std::string("4:4:4")}}), {}, decoded)
          .ok());
  EXPECT_GT(Psnr(image, decoded.image), 38.9);
}

TEST(Jpeg, ErrorsCarryTheirNumbers) {
  auto bytes = MustEncode("jpeg", MakeImage(16, 16, 3, SampleType::kU8));
  for (size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (bytes[i] == 0xff && bytes[i + 1] == kBaseline)
      bytes[i + 1] = 0xc5;  // a frame type libjpeg does not know
  }
  VectorImageSink sink;
  const Status status = Decode(bytes, {}, sink);
  EXPECT_EQ(status.code, Code::kCorruptData);
  EXPECT_NE(status.message.find("Unsupported JPEG process: SOF type"), std::string::npos)
      << status.message;
  EXPECT_EQ(status.message.find('%'), std::string::npos) << status.message;
}

TEST(Jpeg, PaperIsWhiteAndBlackInkIsBlack) {
  for (const int black : {0, 255}) {
    Image image = MakeCmyk(16, 16);
    for (size_t i = 0; i < image.bytes.size(); ++i)
      image.bytes[i] = static_cast<uint8_t>(i % 4 == 3 ? black : 0);
    VectorImageSink sink;
    ASSERT_TRUE(Decode(MustEncode("jpeg", image, {{"quality", 100.0}}), {}, sink).ok());
    ASSERT_EQ(sink.image.info.channels, 3);
    for (const uint8_t sample : sink.image.bytes) ASSERT_EQ(sample, 255 - black);
  }
}

}  // namespace
}  // namespace imwrite::testing
