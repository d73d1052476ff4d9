// What `encoder: 'jpegli'` writes: libjpeg-turbo's decoder reads it, and near what was given.
#include <gtest/gtest.h>

#include <lib/jpegli/encode.h>
// clang-format off
#include <lib/jpegli/memory_manager.h>  // needs the header above
// clang-format on

#include <cmath>

#include "tests/native/expect.h"
#include "tests/native/jpeg-segments.h"

namespace imwrite::testing {
namespace {

constexpr uint8_t kBaseline = 0xc0, kExtended = 0xc1, kProgressive = 0xc2, kRestart = 0xdd;

Values With(Values options) {
  options.push_back({"encoder", std::string("jpegli")});
  return options;
}

VectorImageSink Decoded(const std::vector<uint8_t>& bytes) {
  VectorImageSink sink;
  const Status status = Decode(bytes, {}, sink);
  EXPECT_TRUE(status.ok()) << status.message;
  return sink;
}

// Slow waves, as `type`; the same picture whatever that is.
Image Waves(uint32_t width, uint32_t height, int channels, SampleType type) {
  Image image = MakeImage(width, height, channels, type);
  for (size_t i = 0; i < size_t{width} * height * channels; ++i) {
    const size_t pixel = i / channels;
    const double x = pixel % width, y = pixel / width, c = i % channels;
    const double value = 0.5 + 0.4 * std::sin(x / 9 + c) * std::cos(y / 7 - c);
    uint8_t* at = &image.bytes[i * image.info.sample_bytes()];
    if (type == SampleType::kU8) *at = static_cast<uint8_t>(value * 255 + 0.5);
    const auto word = static_cast<uint16_t>(value * 65535 + 0.5);
    const auto real = static_cast<float>(value);
    if (type == SampleType::kU16) std::memcpy(at, &word, sizeof word);
    if (type == SampleType::kF32) std::memcpy(at, &real, sizeof real);
  }
  return image;
}

TEST(Jpegli, EveryLayoutOfEverySizeIsRead) {
  for (const SampleType type : {SampleType::kU8, SampleType::kU16, SampleType::kF32}) {
    for (const int channels : {1, 3}) {
      for (const auto& [width, height] : {std::pair{1, 1}, {7, 70}, {70, 3}, {130, 97}}) {
        for (const char* subsampling : {"4:4:4", "4:2:2", "4:2:0", "4:4:0", "4:1:1"}) {
          for (const bool progressive : {false, true}) {
            const Values options = With({{"quality", 95.0},
                                         {"chromaSubsampling", std::string(subsampling)},
                                         {"progressive", progressive}});
            const auto bytes = MustEncode("jpeg", Waves(width, height, channels, type), options);
            EXPECT_GT(Psnr(Decoded(bytes).image, Waves(width, height, channels, SampleType::kU8)),
                      33)
                << width << " × " << height << " × " << channels << ' ' << subsampling;
          }
        }
      }
    }
  }
}

TEST(Jpegli, OptionsAreInTheFile) {
  const Image image = Waves(64, 64, 3, SampleType::kU8);
  const auto frame = Segment(MustEncode("jpeg", image, With({})), kBaseline);
  ASSERT_EQ(frame.size(), 15u);
  EXPECT_EQ(frame[7], 0x22);
  EXPECT_FALSE(
      Segment(MustEncode("jpeg", image, With({{"progressive", true}})), kProgressive).empty());
  EXPECT_EQ(Segment(MustEncode("jpeg", image, With({{"restartInterval", 300.0}})), kRestart),
            (std::vector<uint8_t>{1, 44}));
  EXPECT_EQ(Segment(MustEncode("jpeg", image, With({{"restartRows", 2.0}})), kRestart),
            (std::vector<uint8_t>{0, 8}));
  EXPECT_LT(MustEncode("jpeg", image, With({{"optimizeCoding", true}})).size(),
            MustEncode("jpeg", image, With({})).size());
  const auto gray = With({{"colorSpace", std::string("gray")}});
  EXPECT_EQ(Segment(MustEncode("jpeg", image, gray), kBaseline)[5], 1);
  // Red, green and blue, and Adobe's marker, as readers want both.
  const auto rgb = MustEncode("jpeg", image, With({{"colorSpace", std::string("rgb")}}));
  EXPECT_EQ(Segment(rgb, kBaseline)[6], 'R');
  EXPECT_EQ(Segment(rgb, 0xee).back(), 0);
  EXPECT_TRUE(Segment(rgb, 0xe0).empty());
  EXPECT_GT(Psnr(Decoded(rgb).image, image), 35);
}

TEST(Jpegli, RestartMarkersAreWhereTheyAreSaidToBe) {
  const Image image = Waves(100, 90, 3, SampleType::kU8);
  for (const bool progressive : {false, true}) {
    const auto bytes =
        MustEncode("jpeg", image, With({{"restartInterval", 5.0}, {"progressive", progressive}}));
    EXPECT_GT(Psnr(Decoded(bytes).image, image), 30);
    int markers = 0;
    for (size_t i = 0; i + 1 < bytes.size(); ++i) {
      if (bytes[i] != 0xff || (bytes[i + 1] & 0xf8) != 0xd0) continue;
      EXPECT_TRUE(progressive || (bytes[i + 1] & 7) == markers % 8);
      ++markers;
    }
    // 7 × 6 MCUs.
    EXPECT_TRUE(progressive ? markers > 8 : markers == 8) << markers;
  }
}

TEST(Jpegli, QualityAndDistanceChangeTheSize) {
  const Image image = MakeImage(200, 200, 3, SampleType::kU8);
  size_t last = 0;
  for (const double quality : {0.0, 10.0, 50.0, 90.0, 100.0}) {
    const size_t size = MustEncode("jpeg", image, With({{"quality", quality}})).size();
    EXPECT_GT(size, last) << quality;
    last = size;
  }
  for (const double distance : {0.1, 1.0, 5.0, 25.0}) {
    const size_t size = MustEncode("jpeg", image, With({{"distance", distance}})).size();
    EXPECT_LT(size, last) << distance;
    last = size;
  }
  // As documented.
  EXPECT_EQ(MustEncode("jpeg", image, With({{"distance", 1.0}})),
            MustEncode("jpeg", image, With({{"quality", 90.0}})));
  const auto coarse = MustEncode("jpeg", image, With({{"quality", 90.0}, {"chromaQuality", 10.0}}));
  EXPECT_LT(coarse.size(), MustEncode("jpeg", image, With({{"quality", 90.0}})).size());
  EXPECT_EQ(MustEncode("jpeg", image, With({{"lumaQuality", 70.0}})),
            MustEncode("jpeg", image, With({{"quality", 70.0}})));
}

TEST(Jpegli, QuantizationTablesAreTaken) {
  const Image image = Waves(64, 64, 3, SampleType::kU8);
  for (const double value : {3.0, 300.0}) {
    const std::vector<double> numbers(64, value);
    const auto bytes = MustEncode(
        "jpeg", image, With({{"quantTables", std::vector<std::vector<double>>{numbers}}}));
    EXPECT_EQ(Segment(bytes, value > 255 ? kExtended : kBaseline).size(), 15u);
    const auto tables = Segment(bytes, 0xdb);
    EXPECT_EQ(tables[1], value > 255 ? 1 : 3);
    EXPECT_EQ(Decoded(bytes).image.info.width, 64u);
  }
}

// What the file's first DC coefficient comes from is no whole number of 8 bits.
TEST(Jpegli, MoreThanEightBitsAreNotRoundedFirst) {
  const auto flat = [](double level, SampleType type) {
    Image image = MakeImage(16, 16, 1, type);
    for (size_t i = 0; i < 256; ++i) {
      const auto word = static_cast<uint16_t>(std::lround(level * 257));
      const auto real = static_cast<float>(level / 255);
      if (type == SampleType::kU16) std::memcpy(&image.bytes[i * 2], &word, sizeof word);
      if (type == SampleType::kF32) std::memcpy(&image.bytes[i * 4], &real, sizeof real);
      if (type == SampleType::kU8) image.bytes[i] = static_cast<uint8_t>(std::lround(level));
    }
    return image;
  };
  const Values options = With({{"distance", 0.1}});
  const auto whole = MustEncode("jpeg", flat(128, SampleType::kU8), options);
  for (const SampleType type : {SampleType::kU16, SampleType::kF32}) {
    EXPECT_EQ(MustEncode("jpeg", flat(128, type), options), whole);
    EXPECT_NE(MustEncode("jpeg", flat(128.4, type), options), whole);
    Values rounded = options;
    rounded.push_back({"depth", std::string("8")});
    EXPECT_EQ(MustEncode("jpeg", flat(128.4, type), rounded), whole);
  }
}

TEST(Jpegli, FloatsAreClamped) {
  Image image = Waves(40, 40, 3, SampleType::kF32), wild = image;
  auto* clamped = reinterpret_cast<float*>(image.bytes.data());
  auto* samples = reinterpret_cast<float*>(wild.bytes.data());
  constexpr float kWild[] = {-1e30f, 1e30f, NAN, -INFINITY, INFINITY, -0.01f, 1.01f};
  constexpr float kClamped[] = {0, 1, 0, 0, 1, 0, 1};
  for (size_t i = 0; i < 7; ++i) {
    samples[200 * i] = kWild[i];
    clamped[200 * i] = kClamped[i];
  }
  EXPECT_EQ(MustEncode("jpeg", wild, With({})), MustEncode("jpeg", image, With({})));
}

// jpegli asks for memory without clearing it.
TEST(Jpegli, TheSamePictureGivesTheSameBytes) {
  const Image image = MakeImage(150, 110, 3, SampleType::kU8);
  for (const Values& options : {Values{}, Values{{"progressive", true}},
                                Values{{"smoothing", 30.0}}, Values{{"restartRows", 1.0}}}) {
    const auto first = MustEncode("jpeg", image, With(options));
    MustEncode("jpeg", MakeImage(400, 300, 1, SampleType::kU8), With(options));
    EXPECT_EQ(MustEncode("jpeg", image, With(options)), first);
  }
}

TEST(Jpegli, WhatItCannotDoIsRefused) {
  const Image rgb = MakeImage(20, 20, 3, SampleType::kU8);
  ExpectRefused("jpeg", rgb, With({{"arithmeticCoding", true}}), "arithmeticCoding");
  ExpectRefused("jpeg", rgb, With({{"lossless", true}}), "lossless");
  ExpectRefused("jpeg", rgb, With({{"precision", 12.0}}), "precision");
  ExpectRefused("jpeg", rgb, With({{"scaleToPrecision", true}}), "scaleToPrecision");
  ExpectRefused("jpeg", MakeCmyk(20, 20), With({}), "encoder");
  ExpectRefused("jpeg", rgb, With({{"distance", 1.0}, {"quality", 90.0}}), "distance");
  ExpectRefused("jpeg", rgb, With({{"distance", 0.05}}), "distance");
  ExpectRefused("jpeg", rgb, {{"distance", 1.0}}, "distance");
}

TEST(Jpegli, ASinkThatFailsAnywhereEndsTheCall) {
  const Image image = MakeImage(300, 200, 3, SampleType::kU8);
  Metadata metadata;
  metadata.icc = Noise(40'000);
  for (const Values& options : {Values{}, Values{{"progressive", true}}}) {
    VectorSink whole;
    ASSERT_TRUE(EncodePictures("jpeg", {image}, metadata, With(options), &whole).ok());
    for (size_t limit = 0; limit < whole.bytes.size(); limit += 7001) {
      VectorSink sink(limit);
      EXPECT_EQ(EncodePictures("jpeg", {image}, metadata, With(options), &sink).code,
                Code::kAborted)
          << limit;
    }
  }
}

TEST(Jpegli, ACallIsStoppedByItsProgress) {
  const Image image = MakeImage(300, 2000, 3, SampleType::kU8);
  double last = 0;
  VectorSink sink;
  const Status status = EncodeImage("jpeg", image, With({}), &sink, [&](double share) {
    EXPECT_GE(share, last);
    last = share;
    return share < 0.4;
  });
  EXPECT_EQ(status.code, Code::kAborted);
  EXPECT_LT(last, 0.8);
}

TEST(Jpegli, ASizeWithTooManyBitsIsNotSmall) {
  jpeg_compress_struct cinfo{};
  jpegli_create_compress(&cinfo);
  EXPECT_THROW(jpegli::Allocate<uint64_t>(&cinfo, SIZE_MAX / 4), std::bad_alloc);
  jpegli_destroy_compress(&cinfo);
}

}  // namespace
}  // namespace imwrite::testing
