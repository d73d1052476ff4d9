// The JPEG transcoder: turns, crops and recodings, seen through the decoder. tests/contract
// compares it with jpegtran.
#include "src/transcode.h"

#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

Status Transcoded(const Bytes& bytes, const Values& options, VectorSink* sink, bool keep = true,
                  const Metadata& metadata = {}) {
  return Transcode("jpeg", bytes, options, keep, metadata, *sink);
}

Bytes MustTranscode(const Bytes& bytes, const Values& options = {}, bool keep = true,
                    const Metadata& metadata = {}) {
  VectorSink sink;
  const Status status = Transcoded(bytes, options, &sink, keep, metadata);
  EXPECT_TRUE(status.ok()) << status.message;
  return sink.bytes;
}

VectorImageSink Decoded(const Bytes& bytes, const Values& options = {}) {
  VectorImageSink sink;
  const Status status = Decode(bytes, options, sink);
  EXPECT_TRUE(status.ok()) << status.message;
  return sink;
}

void ExpectRefused(const Bytes& bytes, const Values& options, Code code, const std::string& option,
                   const Metadata& metadata = {}) {
  VectorSink sink;
  const Status status = Transcoded(bytes, options, &sink, true, metadata);
  EXPECT_EQ(status.code, code) << status.message;
  EXPECT_EQ(status.option, option) << status.message;
  EXPECT_TRUE(option.empty() || !(status.expected.empty() || status.actual.empty()))
      << status.message;
  EXPECT_TRUE(sink.bytes.empty());
}

// The picture with its pixels where `place` says, from the target's place to the source's.
template <class Place>
Image Moved(const Image& from, uint32_t width, uint32_t height, Place&& place) {
  Image image{{width, height, from.info.channels, SampleType::kU8}, {}};
  image.bytes.resize(image.info.image_bytes());
  for (uint32_t y = 0; y < height; ++y) {
    for (uint32_t x = 0; x < width; ++x) {
      const auto [source_x, source_y] = place(x, y);
      for (size_t c = 0; c < from.info.channels; ++c) {
        image.bytes[(size_t{y} * width + x) * from.info.channels + c] =
            from.bytes[(size_t{source_y} * from.info.width + source_x) * from.info.channels + c];
      }
    }
  }
  return image;
}

// Encoders of every kind of file that is to come out again as it was.
std::vector<Values> Kinds() {
  std::vector<Values> kinds = {
      {}, {{"progressive", true}}, {{"restartInterval", 3.0}}, {{"optimizeCoding", true}}};
  for (const char* name : {"4:4:4", "4:2:2", "4:4:0", "4:1:1"})
    kinds.push_back({{"chromaSubsampling", std::string(name)}});
  return kinds;
}

TEST(Transcode, EveryRecodingKeepsThePixels) {
  const Values recodings[] = {{},
                              {{"progressive", true}},
                              {{"progressive", false}},
                              {{"optimizeCoding", false}},
                              {{"restartInterval", 0.0}},
                              {{"arithmeticCoding", true}},
                              {{"arithmeticCoding", true}, {"progressive", true}},
                              {{"restartInterval", 5.0}, {"progressive", true}}};
  for (const auto& size : {std::pair{1u, 1u}, {17u, 9u}, {64u, 48u}, {101u, 67u}}) {
    for (const int channels : {1, 3}) {
      for (const Values& kind : Kinds()) {
        const Bytes bytes =
            MustEncode("jpeg", MakeImage(size.first, size.second, channels, SampleType::kU8), kind);
        const Image before = Decoded(bytes).image;
        for (const Values& recoding : recodings)
          EXPECT_EQ(Decoded(MustTranscode(bytes, recoding)).image.bytes, before.bytes);
      }
    }
  }
}

TEST(Transcode, WhatIsNotAskedForStays) {
  const Image image = MakeImage(64, 48, 3, SampleType::kU8);
  const Values kind = {{"progressive", true}, {"restartInterval", 3.0}};
  EXPECT_EQ(MustTranscode(MustEncode("jpeg", image, kind)), MustEncode("jpeg", image, kind));
  EXPECT_EQ(MustTranscode(MustEncode("jpeg", image), kind), MustEncode("jpeg", image, kind));
  EXPECT_EQ(MustTranscode(MustEncode("jpeg", image)),
            MustEncode("jpeg", image, {{"optimizeCoding", true}}));
  EXPECT_EQ(MustTranscode(MustEncode("jpeg", image), {{"optimizeCoding", false}}),
            MustEncode("jpeg", image));
  EXPECT_EQ(MustTranscode(MustEncode("jpeg", image), {{"arithmeticCoding", true}}),
            MustEncode("jpeg", image, {{"arithmeticCoding", true}}));
}

TEST(Transcode, TurnsMoveThePixels) {
  const uint32_t w = 96, h = 64;
  for (const int channels : {1, 3}) {
    const Bytes bytes = MustEncode("jpeg", MakeImage(w, h, channels, SampleType::kU8),
                                   {{"chromaSubsampling", std::string("4:4:4")}});
    const Image before = Decoded(bytes).image;
    // The inverse DCT rounds rows and columns apart, so that turned coefficients may give a sample
    // beside the turned one.
    const auto expect = [&](const Values& options, const Image& expected) {
      const Image turned = Decoded(MustTranscode(bytes, options)).image;
      ASSERT_EQ(turned.info, expected.info);
      for (size_t i = 0; i < expected.bytes.size(); ++i)
        ASSERT_NEAR(turned.bytes[i], expected.bytes[i], 3) << ToText(options[0].value);
    };
    using Place = std::pair<uint32_t, uint32_t>;
    const std::string horizontal = "horizontal", vertical = "vertical";
    expect({{"rotate", 90.0}},
           Moved(before, h, w, [&](uint32_t x, uint32_t y) { return Place(y, h - 1 - x); }));
    expect({{"rotate", 180.0}}, Moved(before, w, h, [&](uint32_t x, uint32_t y) {
             return Place(w - 1 - x, h - 1 - y);
           }));
    expect({{"rotate", 270.0}},
           Moved(before, h, w, [&](uint32_t x, uint32_t y) { return Place(w - 1 - y, x); }));
    expect({{"flip", horizontal}},
           Moved(before, w, h, [&](uint32_t x, uint32_t y) { return Place(w - 1 - x, y); }));
    expect({{"flip", vertical}},
           Moved(before, w, h, [&](uint32_t x, uint32_t y) { return Place(x, h - 1 - y); }));
    expect({{"rotate", 90.0}, {"flip", horizontal}},
           Moved(before, h, w, [&](uint32_t x, uint32_t y) { return Place(y, x); }));
    expect({{"rotate", 90.0}, {"flip", vertical}}, Moved(before, h, w, [&](uint32_t x, uint32_t y) {
             return Place(w - 1 - y, h - 1 - x);
           }));
  }
}

TEST(Transcode, TurnsAndTurnedBackIsTheSameFile) {
  for (const Values& kind : Kinds()) {
    const Bytes bytes =
        MustTranscode(MustEncode("jpeg", MakeImage(64, 96, 3, SampleType::kU8), kind));
    const auto twice = [&](const Values& first, const Values& second) {
      return MustTranscode(MustTranscode(bytes, first), second);
    };
    EXPECT_EQ(twice({{"rotate", 90.0}}, {{"rotate", 270.0}}), bytes);
    EXPECT_EQ(twice({{"rotate", 180.0}}, {{"rotate", 180.0}}), bytes);
    EXPECT_EQ(twice({{"flip", std::string("horizontal")}}, {{"flip", std::string("horizontal")}}),
              bytes);
    EXPECT_EQ(twice({{"rotate", 90.0}, {"flip", std::string("vertical")}},
                    {{"rotate", 90.0}, {"flip", std::string("vertical")}}),
              bytes);
  }
}

TEST(Transcode, PartialMcusAreAnErrorTrimmedOrLeft) {
  const Bytes bytes = MustEncode("jpeg", MakeImage(101, 67, 3, SampleType::kU8));
  for (const double degrees : {90.0, 180.0, 270.0})
    ExpectRefused(bytes, {{"rotate", degrees}}, Code::kInvalidOption, "edges");
  for (const char* flip : {"horizontal", "vertical"}) {
    ExpectRefused(bytes, {{"flip", std::string(flip)}}, Code::kInvalidOption, "edges");
  }
  const auto size = [&](double degrees, const char* edges) {
    const ImageInfo info =
        Decoded(MustTranscode(bytes, {{"rotate", degrees}, {"edges", std::string(edges)}}))
            .image.info;
    return std::pair(info.width, info.height);
  };
  EXPECT_EQ(size(90, "trim"), std::pair(64u, 101u));
  EXPECT_EQ(size(180, "trim"), std::pair(96u, 64u));
  EXPECT_EQ(size(270, "trim"), std::pair(67u, 96u));
  EXPECT_EQ(size(90, "keep"), std::pair(67u, 101u));
  // A transposition leaves the right and bottom where they are.
  EXPECT_EQ(Decoded(MustTranscode(bytes, {{"rotate", 90.0}, {"flip", std::string("horizontal")}}))
                .image.info.width,
            67u);
  // Nothing would be left.
  const Bytes tiny = MustEncode("jpeg", MakeImage(15, 15, 3, SampleType::kU8));
  ExpectRefused(tiny, {{"rotate", 90.0}, {"edges", std::string("trim")}}, Code::kInvalidOption,
                "edges");
}

TEST(Transcode, CropsExactly) {
  for (const int channels : {1, 3}) {
    const Bytes bytes = MustEncode("jpeg", MakeImage(101, 67, channels, SampleType::kU8),
                                   {{"chromaSubsampling", std::string("4:4:4")}});
    const Image before = Decoded(bytes).image;
    const auto expect = [&](const Values& options, uint32_t x, uint32_t y, uint32_t width,
                            uint32_t height) {
      const Image cropped = Decoded(MustTranscode(bytes, options)).image;
      const Image expected = Moved(before, width, height,
                                   [&](uint32_t i, uint32_t k) { return std::pair(i + x, k + y); });
      ASSERT_EQ(cropped.info, expected.info);
      EXPECT_EQ(cropped.bytes, expected.bytes);
    };
    expect({{"crop.x", 16.0}, {"crop.y", 8.0}, {"crop.width", 50.0}, {"crop.height", 1.0}}, 16, 8,
           50, 1);
    expect({{"crop.x", 96.0}}, 96, 0, 5, 67);
    expect({{"crop.height", 67.0}}, 0, 0, 101, 67);
    expect({{"crop.x", 13.0},
            {"crop.y", 23.0},
            {"crop.width", 20.0},
            {"crop.height", 9.0},
            {"crop.grow", true}},
           8, 16, 25, 16);
    ExpectRefused(bytes, {{"crop.x", 13.0}}, Code::kInvalidOption, "crop.x");
    ExpectRefused(bytes, {{"crop.y", 72.0}}, Code::kInvalidOption, "crop.y");
    ExpectRefused(bytes, {{"crop.x", 16.0}, {"crop.width", 86.0}}, Code::kInvalidOption,
                  "crop.width");
    ExpectRefused(bytes, {{"crop.height", 68.0}}, Code::kInvalidOption, "crop.height");
  }
}

TEST(Transcode, CropsTheTurnedPicture) {
  const Bytes bytes = MustEncode("jpeg", MakeImage(128, 64, 3, SampleType::kU8));
  const Bytes turned = MustTranscode(bytes, {{"rotate", 90.0}});
  const Values crop = {{"crop.x", 16.0}, {"crop.y", 96.0}, {"crop.width", 40.0}};
  Values both = crop;
  both.push_back({"rotate", 90.0});
  EXPECT_EQ(MustTranscode(bytes, both), MustTranscode(turned, crop));
  // What was trimmed cannot be asked for.
  const Bytes odd = MustEncode("jpeg", MakeImage(101, 64, 3, SampleType::kU8));
  const Values flip = {{"flip", std::string("horizontal")}, {"edges", std::string("trim")}};
  Values wide = flip;
  wide.push_back({"crop.width", 97.0});
  ExpectRefused(odd, wide, Code::kInvalidOption, "crop.width");
}

TEST(Transcode, GrayscaleIsTheLumaAsItWas) {
  for (const Values& kind : Kinds()) {
    const Bytes bytes = MustEncode("jpeg", MakeImage(101, 67, 3, SampleType::kU8), kind);
    const Image gray = Decoded(MustTranscode(bytes, {{"grayscale", true}})).image;
    EXPECT_EQ(gray.info.channels, 1);
    EXPECT_EQ(gray.bytes, Decoded(bytes, {{"gray", true}}).image.bytes);
  }
}

TEST(Transcode, BadFilesAreRefusedBeforeAByteIsWritten) {
  for (const Values& kind : {Values{}, Values{{"progressive", true}}}) {
    const Bytes good = MustEncode("jpeg", MakeImage(64, 48, 3, SampleType::kU8), kind);
    for (size_t length = 0; length < good.size(); length += 1 + good.size() / 200) {
      ExpectRefused({good.begin(), good.begin() + static_cast<ptrdiff_t>(length)}, {},
                    Code::kCorruptData, "");
    }
    uint32_t seed = 5;
    for (int i = 0; i < 400; ++i) {
      Bytes bad = good;
      for (int k = 0; k < 4; ++k)
        bad[Random(&seed) % (i % 2 ? bad.size() : 200)] = static_cast<uint8_t>(Random(&seed));
      VectorSink sink;
      const Status status = Transcoded(
          bad, {{"limits.pixels", 1e6}, {"rotate", 90.0}, {"edges", std::string("keep")}}, &sink);
      EXPECT_TRUE(status.ok() != sink.bytes.empty()) << status.message;
    }
    ExpectRefused(good, {{"limits.pixels", 64.0 * 48 - 1}}, Code::kImageTooLarge, "limits.pixels");
  }
}

TEST(Transcode, TwelveBitsAndLosslessCodingAreUnsupported) {
  const Bytes good = MustEncode("jpeg", MakeImage(64, 48, 3, SampleType::kU8));
  const auto frame = static_cast<size_t>(
      std::ranges::search(good, std::array<uint8_t, 2>{0xff, 0xc0}).begin() - good.begin());
  Bytes deep = good, lossless = good;
  deep[frame + 4] = 12;
  lossless[frame + 1] = 0xc3;
  ExpectRefused(deep, {}, Code::kUnsupportedData, "");
  ExpectRefused(lossless, {}, Code::kUnsupportedData, "");
}

TEST(Transcode, ChecksEveryOption) {
  const Bytes bytes = MustEncode("jpeg", MakeImage(16, 16, 3, SampleType::kU8));
  for (const Option& option : Transcoders()[0]->options) {
    std::vector<OptionValue> bad = {std::monostate{}, std::vector<double>{1}, std::nan(""),
                                    std::string("no such choice")};
    if (option.type == OptionType::kInteger)
      bad.insert(bad.end(), {option.min - 1, option.max + 1, option.min + 0.5, true});
    for (const OptionValue& value : bad)
      ExpectRefused(bytes, {{std::string(option.name), value}}, Code::kInvalidOption,
                    std::string(option.name));
  }
  ExpectRefused(bytes, {{"crop.z", 1.0}}, Code::kUnknownOption, "crop.z");
}

TEST(Transcode, StopsWhenTheSinkFails) {
  const Bytes bytes =
      MustEncode("jpeg", MakeImage(300, 300, 3, SampleType::kU8), {{"quality", 100.0}});
  for (const size_t limit : {size_t{0}, size_t{70'000}}) {
    VectorSink sink(limit);
    EXPECT_EQ(Transcoded(bytes, {}, &sink).code, Code::kAborted);
  }
}

}  // namespace
}  // namespace imwrite::testing
