// What every codec owes, run over all of them: sizes × channels × sample types × option edges,
// failing sinks, damaged files.
#include <gtest/gtest.h>

#include "tests/native/expect.h"
#include "tests/native/option-cases.h"

namespace imwrite::testing {
namespace {

bool Lossless(const Encoder& encoder, const ImageInfo& info, const Values& options) {
  const std::string_view name = encoder.format.name;
  // Colors are multiplied by alpha, and divided by it.
  if (name == "exr" && info.has_alpha() && info.sample_type == SampleType::kF32) return false;
  if (name == "jpeg" || name == "gif" || name == "hdr" || HasName(options, "colors") ||
      HasName(options, "psnr") || HasName(options, "rate") || HasName(options, "distance") ||
      (name == "jxl" && HasName(options, "quality")) || HasName(options, "bilevel") ||
      Has(options, "compression", "jpeg") || Has(options, "compression", "sgilog") ||
      Has(options, "extraSamples", "premultiplied") || Has(options, "type", "half") ||
      Has(options, "compression", "pxr24"))
    return false;
  if (name != "webp" && name != "avif") return true;
  for (const auto& option : options) {
    if (option.name == "lossless") return std::get<bool>(option.value);
  }
  return false;
}

// Of this size, or the largest that the format holds.
Image MakeFitting(const Encoder& encoder, uint32_t width, uint32_t height, int channels,
                  SampleType sample_type) {
  return MakeImage(std::min(width, encoder.format.max_width),
                   std::min(height, encoder.format.max_height), channels, sample_type);
}

// Each option at each edge, with what its rules ask for.
std::vector<Values> OptionEdges(const Encoder& encoder) {
  const RuleBook rules(encoder);
  std::vector<Values> edges = {{}};
  for (const Option& option : encoder.options) {
    for (const OptionValue& value : EdgesOf(option)) {
      Values options = rules.WithCompanions({{std::string(option.name), value}});
      // What counts pixels or samples, which no rule does. More rows of MCUs have more MCUs than
      // JPEG can count.
      if (Has(options, "restartRows", 65535.0)) options[0].value = 10922.0;
      if (option.name == "pointTransform" && HasName(options, "lossless"))
        options.push_back({"depth", "16"});
      if (option.name == "precision") options.push_back({"scaleToPrecision", true});
      edges.push_back(options);
    }
  }
  return edges;
}

void CheckRoundTrip(const Encoder& encoder, const Image& image, const Values& options) {
  SCOPED_TRACE(std::string(encoder.format.name) + ' ' + std::to_string(image.info.width) + 'x' +
               std::to_string(image.info.height) + 'x' + std::to_string(image.info.channels) +
               " depth " + std::string(Name(image.info.sample_type)) + ' ' + Text(options));
  VectorSink sink;
  const Status status = EncodeImage(encoder.format.name, image, options, &sink);
  ASSERT_TRUE(status.ok()) << status.message;
  ASSERT_FALSE(encoder.streaming && sink.patched);
  if (!HasDecoder(encoder)) return;
  VectorImageSink decoded;
  const Status read = Decode(sink.bytes, {}, decoded);
  ASSERT_TRUE(read.ok()) << read.message;
  ASSERT_EQ(decoded.image.info.width, image.info.width);
  ASSERT_EQ(decoded.image.info.height, image.info.height);
  ASSERT_EQ(decoded.rows_seen, image.info.height);
  if (Lossless(encoder, image.info, options) &&
      decoded.image.info.channels == image.info.channels) {
    ASSERT_EQ(decoded.image.bytes, image.bytes);
  }
}

class EveryEncoder : public ::testing::TestWithParam<const Encoder*> {};

TEST_P(EveryEncoder, RoundTripsEverySizeChannelsAndDepth) {
  const uint32_t sizes[][2] = {{1, 1}, {1, 17},  {17, 1},  {2, 2},    {7, 13},
                               {8, 8}, {16, 16}, {97, 61}, {256, 33}, {1021, 3}};
  for (const auto& size : sizes) {
    for (const SampleType sample_type : GetParam()->sample_types) {
      for (int channels = 1; channels <= 4; ++channels)
        CheckRoundTrip(*GetParam(),
                       MakeFitting(*GetParam(), size[0], size[1], channels, sample_type), {});
    }
  }
}

TEST_P(EveryEncoder, TakesEveryOptionAtItsEdges) {
  const RuleBook rules(*GetParam());
  for (const Values& options : OptionEdges(*GetParam())) {
    // For samples of few values: see png_test.cc and tiff's pieces_test.cc.
    const std::string text = Text(options);
    if (text.starts_with("bitDepth") || text.starts_with("colorTable") ||
        text.find("ccitt") != std::string::npos)
      continue;
    const std::vector<Image> pictures = rules.Pictures(options);
    EXPECT_FALSE(pictures.empty()) << text;
    for (const Image& image : pictures) CheckRoundTrip(*GetParam(), image, options);
  }
}

TEST_P(EveryEncoder, RefusesValuesOutOfRange) {
  const Image image = MakeImage(4, 4, 3, SampleType::kU8);
  for (const Option& option : GetParam()->options) {
    std::vector<OptionValue> bad = {std::monostate{}, std::vector<double>{1}, std::nan(""),
                                    std::string("no such choice")};
    if (option.type == OptionType::kInteger)
      bad.insert(bad.end(), {option.min - 1, option.max + 1, option.min + 0.5, true});
    if (option.type == OptionType::kBoolean) bad.insert(bad.end(), {1.0, std::string("true")});
    for (const OptionValue& value : bad) {
      VectorSink sink;
      const Status status =
          EncodeImage(GetParam()->format.name, image, {{std::string(option.name), value}}, &sink);
      EXPECT_EQ(status.code, Code::kInvalidOption) << option.name << ' ' << ToText(value);
      EXPECT_EQ(status.option, option.name);
      EXPECT_NE(status.message.find("expected"), std::string::npos);
      EXPECT_TRUE(sink.bytes.empty());
    }
  }
  VectorSink sink;
  const Status status = EncodeImage(GetParam()->format.name, image, {{"qualty", 3.0}}, &sink);
  EXPECT_EQ(status.code, Code::kUnknownOption);
  for (const Option& option : GetParam()->options)
    EXPECT_NE(status.expected.find(option.name), std::string::npos);
}

TEST_P(EveryEncoder, SizesBeyondTheLimitAreRefusedBeforeAnyRead) {
  class NoRows : public RowReader {
    Status Read(uint32_t, uint32_t, const uint8_t**) override { return ADD_FAILURE(), Aborted(); }
  } rows;
  const Format& format = GetParam()->format;
  const uint32_t sizes[][2] = {
      {format.max_width + 1, 1}, {1, format.max_height + 1}, {0, 5}, {5, 0}};
  for (const auto& size : sizes) {
    VectorSink sink;
    SingleFrame frames({size[0], size[1], 3, SampleType::kU8}, rows);
    const Status status = Encode(format.name, {frames}, {}, sink);
    EXPECT_EQ(status.code, size[0] && size[1] ? Code::kImageTooLarge : Code::kInvalidImage)
        << status.message;
    EXPECT_TRUE(sink.bytes.empty());
  }
}

TEST_P(EveryEncoder, StopsWhenTheSinkFailsAnywhere) {
  const Image image = MakeImage(150, 150, 3, GetParam()->sample_types[0]);
  const size_t full = MustEncode(GetParam()->format.name, image).size();
  for (size_t limit = 0; limit < full; limit += 1 + full / 40) {
    VectorSink sink(limit);
    EXPECT_EQ(EncodeImage(GetParam()->format.name, image, {}, &sink).code, Code::kAborted) << limit;
  }
}

TEST_P(EveryEncoder, ReportsProgressAndStopsWhenAsked) {
  const Image image = MakeFitting(*GetParam(), 700, 700, 3, GetParam()->sample_types[0]);
  double last = 0;
  VectorSink sink;
  ASSERT_TRUE(EncodeImage(GetParam()->format.name, image, {}, &sink, [&](double share) {
                EXPECT_GE(share, last);
                last = share;
                return true;
              }).ok());
  EXPECT_DOUBLE_EQ(last, 1);
  VectorSink stopped;
  EXPECT_EQ(EncodeImage(GetParam()->format.name, image, {}, &stopped,
                        [](double share) { return share < 0.3; })
                .code,
            Code::kAborted);
}

TEST_P(EveryEncoder, NeverLosesSampleTypeSilently) {
  for (const SampleType sample_type : {SampleType::kU16, SampleType::kF32}) {
    VectorSink sink;
    const Status status =
        EncodeImage(GetParam()->format.name, MakeImage(5, 5, 3, sample_type), {}, &sink);
    const bool takes =
        std::ranges::find(GetParam()->sample_types, sample_type) != GetParam()->sample_types.end();
    EXPECT_EQ(status.code, takes ? Code::kOk : Code::kUnsupportedImage) << status.message;
    if (std::ranges::find(GetParam()->sample_types, SampleType::kU8) ==
        GetParam()->sample_types.end())
      continue;
    VectorSink converted;
    EXPECT_TRUE(EncodeImage(GetParam()->format.name, MakeImage(5, 5, 3, sample_type),
                            {{"depth", 8.0}}, &converted)
                    .ok());
  }
}

TEST_P(EveryEncoder, TruncatedAndDamagedFilesAreErrorsOrPictures) {
  if (!HasDecoder(*GetParam())) GTEST_SKIP() << "no decoder";
  const std::vector<uint8_t> good =
      MustEncode(GetParam()->format.name, MakeImage(40, 30, 3, GetParam()->sample_types[0]));
  ASSERT_FALSE(good.empty());
  for (size_t length = 0; length < good.size(); length += 1 + good.size() / 200) {
    VectorImageSink sink;
    const std::vector<uint8_t> cut(good.begin(), good.begin() + static_cast<ptrdiff_t>(length));
    // Only a file whose pixels are all there can be read.
    const Status status = Decode(cut, {}, sink);
    EXPECT_TRUE(!status.ok() || (sink.rows_seen == 30 && !sink.warnings.empty()))
        << "first " << length << " of " << good.size();
    EXPECT_FALSE(Decode(cut, Values{{"strict", true}}, sink).ok())
        << "first " << length << " of " << good.size();
    VectorImageSink filled;
    if (Decode(cut, Values{{"truncated", std::string("fill")}}, filled).ok()) {
      EXPECT_EQ(filled.rows_seen, 30u);
      EXPECT_FALSE(filled.warnings.empty()) << "first " << length << " of " << good.size();
    }
  }
  int errors = 0;
  uint32_t seed = 7;
  for (int i = 0; i < 400; ++i) {
    std::vector<uint8_t> bad = good;
    for (int k = 0; k < 4; ++k)
      bad[Random(&seed) % (i % 2 ? std::min<size_t>(bad.size(), 200) : bad.size())] =
          static_cast<uint8_t>(Random(&seed));
    VectorImageSink sink;
    const Status status = Decode(
        bad, Values{{"limits.pixels", 1e6}, {"truncated", std::string(i % 3 ? "error" : "fill")}},
        sink);
    errors += ExpectPictureOrDamage(status);
  }
  EXPECT_GT(errors, 0);
}

TEST(Decode, RefusesWhatItDoesNotKnow) {
  VectorImageSink sink;
  const uint8_t bytes[] = {'8', 'B', 'P', 'S', 0, 1};
  const Status status = Decode(bytes, {}, sink);
  EXPECT_EQ(status.code, Code::kUnsupportedData);
  EXPECT_EQ(Decode({}, {}, sink).code, Code::kUnsupportedData);
}

TEST(Decode, RefusesMorePixelsThanAllowed) {
  for (const Encoder* encoder : ReadableEncoders()) {
    const auto bytes =
        MustEncode(encoder->format.name, MakeImage(20, 20, 3, encoder->sample_types[0]));
    VectorImageSink sink;
    EXPECT_EQ(Decode(bytes, Values{{"limits.pixels", 399.0}}, sink).code, Code::kImageTooLarge);
    EXPECT_TRUE(Decode(bytes, Values{{"limits.pixels", 400.0}}, sink).ok());
  }
}

TEST(Encode, UnknownFormatListsTheKnown) {
  VectorSink sink;
  const Status status = EncodeImage("psd", MakeImage(2, 2, 3, SampleType::kU8), {}, &sink);
  EXPECT_EQ(status.code, Code::kUnknownFormat);
  EXPECT_NE(status.expected.find("jpeg"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Codecs, EveryEncoder,
                         ::testing::ValuesIn(Encoders().begin(), Encoders().end()),
                         [](const auto& info) { return std::string(info.param->format.name); });

}  // namespace
}  // namespace imwrite::testing
