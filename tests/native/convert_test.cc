// Conversions against the arithmetic they promise, sample by sample.
#include "src/convert.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

template <class Out, class In>
std::vector<Out> Convert(const std::vector<In>& samples, int from, int to,
                         AlphaPolicy alpha = AlphaPolicy::kBlend,
                         Color background = {{255, 255, 255}}) {
  const auto width = static_cast<uint32_t>(samples.size() / from);
  const ImageInfo in{width, 1, static_cast<uint8_t>(from), kSampleTypeOf<In>};
  const ImageInfo out{width, 1, static_cast<uint8_t>(to), kSampleTypeOf<Out>};
  MemoryReader source(in, reinterpret_cast<const uint8_t*>(samples.data()), in.row_bytes());
  ConvertingReader reader(source, in, out, {.background = background, .alpha = alpha});
  const uint8_t* rows = nullptr;
  EXPECT_TRUE(reader.Read(0, 1, &rows).ok());
  std::vector<Out> result(size_t{width} * to);
  std::memcpy(result.data(), rows, result.size() * sizeof(Out));
  return result;
}

TEST(Convert, SixteenToEightIsRounded) {
  std::vector<uint16_t> all(65536);
  for (int i = 0; i < 65536; ++i) all[i] = static_cast<uint16_t>(i);
  const auto bytes = Convert<uint8_t>(all, 1, 1);
  for (int i = 0; i < 65536; ++i) ASSERT_EQ(bytes[i], std::lround(i * 255.0 / 65535.0)) << i;
}

TEST(Convert, EightToSixteenToFloatAndBack) {
  std::vector<uint8_t> all(256);
  for (int i = 0; i < 256; ++i) all[i] = static_cast<uint8_t>(i);
  const auto wide = Convert<uint16_t>(all, 1, 1);
  for (int i = 0; i < 256; ++i) ASSERT_EQ(wide[i], i * 257);
  EXPECT_EQ(Convert<uint8_t>(wide, 1, 1), all);
  EXPECT_EQ(Convert<uint8_t>(Convert<float>(all, 1, 1), 1, 1), all);
}

TEST(Convert, FloatsAreClampedAndNanIsBlack) {
  const std::vector<float> in = {-1,
                                 0,
                                 0.5f,
                                 1,
                                 7,
                                 std::numeric_limits<float>::quiet_NaN(),
                                 std::numeric_limits<float>::infinity()};
  EXPECT_EQ(Convert<uint8_t>(in, 1, 1), (std::vector<uint8_t>{0, 0, 128, 255, 255, 0, 255}));
  EXPECT_EQ(Convert<uint16_t>(in, 1, 1),
            (std::vector<uint16_t>{0, 0, 32768, 65535, 65535, 0, 65535}));
}

TEST(Convert, BlendingIsExactForEveryAlphaAndColor) {
  std::vector<uint8_t> rgba;
  for (int alpha = 0; alpha < 256; ++alpha) {
    for (int color = 0; color < 256; ++color)
      rgba.insert(rgba.end(), {uint8_t(color), uint8_t(255 - color), 77, uint8_t(alpha)});
  }
  const Color background{{10, 200, 255}};
  const auto rgb = Convert<uint8_t>(rgba, 4, 3, AlphaPolicy::kBlend, background);
  for (size_t i = 0; i < rgba.size() / 4; ++i) {
    const double alpha = rgba[4 * i + 3] / 255.0;
    for (int c = 0; c < 3; ++c) {
      ASSERT_EQ(rgb[3 * i + c],
                std::floor(rgba[4 * i + c] * alpha + background.rgb[c] * (1 - alpha) + 0.5))
          << i;
    }
  }
}

TEST(Convert, BlendingSixteenBitsAndGray) {
  EXPECT_EQ(Convert<uint16_t>(std::vector<uint16_t>{1000, 2000, 3000, 0, 1000, 2000, 3000, 65535},
                              4, 3, AlphaPolicy::kBlend, {{255, 0, 1}}),
            (std::vector<uint16_t>{65535, 0, 257, 1000, 2000, 3000}));
  EXPECT_EQ(Convert<uint8_t>(std::vector<uint8_t>{50, 0, 50, 255}, 2, 1, AlphaPolicy::kBlend,
                             {{255, 255, 255}}),
            (std::vector<uint8_t>{255, 50}));
}

TEST(Convert, DropKeepsTheColorUnderAlpha) {
  EXPECT_EQ(Convert<uint8_t>(std::vector<uint8_t>{1, 2, 3, 0}, 4, 3, AlphaPolicy::kDrop),
            (std::vector<uint8_t>{1, 2, 3}));
}

TEST(Convert, GrayBecomesRgb) {
  EXPECT_EQ(Convert<uint8_t>(std::vector<uint8_t>{9, 8}, 1, 3),
            (std::vector<uint8_t>{9, 9, 9, 8, 8, 8}));
  EXPECT_EQ(Convert<uint8_t>(std::vector<uint8_t>{9, 8}, 2, 4), (std::vector<uint8_t>{9, 9, 9, 8}));
}

TEST(Convert, ErrorPolicyAcceptsOpaqueImagesOnly) {
  Image opaque = MakeImage(9, 9, 4, SampleType::kU8);
  for (size_t i = 3; i < opaque.bytes.size(); i += 4) opaque.bytes[i] = 255;
  VectorSink sink;
  EXPECT_TRUE(EncodeImage("jpeg", opaque, {{"alpha", std::string("error")}}, &sink).ok());
  opaque.bytes[4 * 40 + 3] = 254;
  const Status status = EncodeImage("jpeg", opaque, {{"alpha", std::string("error")}}, &sink);
  EXPECT_EQ(status.code, Code::kUnsupportedImage);
  EXPECT_EQ(status.option, "alpha");
}

TEST(Convert, FlattensWhereAskedAlsoForFormatsWithAlpha) {
  const auto bytes =
      MustEncode("png", MakeImage(5, 5, 4, SampleType::kU8), {{"alpha", std::string("drop")}});
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(bytes, {}, decoded).ok());
  EXPECT_EQ(decoded.image.info.channels, 3);
}

TEST(Options, Colors) {
  const Image clear{{1, 1, 4, SampleType::kU8}, {0, 0, 0, 0}};
  VectorImageSink decoded;
  const OptionValue color(std::vector<double>{1, 2, 3});
  ASSERT_TRUE(
      Decode(MustEncode("png", clear, {{"alpha", std::string("blend")}, {"background", color}}), {},
             decoded)
          .ok());
  EXPECT_EQ(decoded.image.bytes, (std::vector<uint8_t>{1, 2, 3}));
  for (const OptionValue& bad :
       {OptionValue(std::string("#ff0000")), OptionValue(std::vector<double>{1, 2}),
        OptionValue(std::vector<double>{1, 2, 256}), OptionValue(std::vector<double>{1, 2, 0.5}),
        OptionValue(true)}) {
    VectorSink sink;
    EXPECT_EQ(EncodeImage("png", clear, {{"background", bad}}, &sink).code, Code::kInvalidOption);
  }
}

}  // namespace
}  // namespace imwrite::testing
