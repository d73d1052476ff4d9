// What the options write into a PNG file, read off its chunks and its filtered rows.
#include <gtest/gtest.h>
#include <zlib.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

constexpr size_t kHeader = 16;  // width, height, depth, color type, compression, filter, interlace

std::vector<uint8_t> FilteredRows(const std::vector<uint8_t>& bytes, size_t size) {
  std::vector<uint8_t> stream;
  for (size_t at = 8; at + 12 <= bytes.size();) {
    const size_t length =
        bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
    if (std::memcmp(&bytes[at + 4], "IDAT", 4) == 0)
      stream.insert(stream.end(), bytes.begin() + at + 8, bytes.begin() + at + 8 + length);
    at += 12 + length;
  }
  std::vector<uint8_t> rows(size);
  uLongf written = size;
  EXPECT_EQ(uncompress(rows.data(), &written, stream.data(), stream.size()), Z_OK);
  EXPECT_EQ(written, size);
  return rows;
}

TEST(Png, HeaderNamesDepthAndColorType) {
  const uint8_t types[] = {0, 0, 4, 2, 6};
  for (int channels = 1; channels <= 4; ++channels) {
    for (const SampleType sample_type : {SampleType::kU8, SampleType::kU16}) {
      const auto bytes = MustEncode("png", MakeImage(5, 6, channels, sample_type));
      EXPECT_EQ(bytes[kHeader + 8], Bits(sample_type));
      EXPECT_EQ(bytes[kHeader + 9], types[channels]);
      EXPECT_EQ(bytes[kHeader + 12], 0);
    }
  }
  EXPECT_EQ(
      MustEncode("png", MakeImage(5, 6, 3, SampleType::kU8), {{"interlaced", true}})[kHeader + 12],
      1);
}

TEST(Png, EachFilterIsTheOneAskedFor) {
  const Image image = MakeImage(50, 40, 3, SampleType::kU8);
  const char* names[] = {"none", "sub", "up", "average", "paeth"};
  for (int filter = 0; filter < 5; ++filter) {
    const auto rows =
        FilteredRows(MustEncode("png", image, {{"filter", std::string(names[filter])}}), 40 * 151);
    for (int y = 1; y < 40; ++y) EXPECT_EQ(rows[y * 151], filter) << names[filter] << " row " << y;
  }
}

TEST(Png, FastFiltersAreTheFirstThree) {
  const auto rows = FilteredRows(
      MustEncode("png", MakeImage(50, 40, 3, SampleType::kU8), {{"filter", std::string("fast")}}),
      40 * 151);
  for (int y = 0; y < 40; ++y) EXPECT_LE(rows[y * 151], 2);
}

TEST(Png, RowsThatRepeatStayUnfilteredUnlessAFilterIsAskedFor) {
  // The same noise again and again, which no difference makes simpler, and a slope, which is
  // nothing but differences.
  Image tiles{{50, 400, 3, SampleType::kU8}, std::vector<uint8_t>(400 * 150)};
  uint32_t seed = 1;
  for (size_t i = 0; i < tiles.bytes.size(); ++i) {
    tiles.bytes[i] =
        i < 10 * 150 ? static_cast<uint8_t>(Random(&seed) % 160) : tiles.bytes[i - 10 * 150];
  }
  Image slope = tiles;
  for (size_t i = 0; i < slope.bytes.size(); ++i)
    slope.bytes[i] = static_cast<uint8_t>(i % 150 + i / 150 * 7 + Random(&seed) % 2);
  const auto filters = [](const Image& image, const Values& options) {
    const auto rows = FilteredRows(MustEncode("png", image, options), 400 * 151);
    size_t filtered = 0;
    for (size_t y = 0; y < 400; ++y) filtered += rows[y * 151] != 0;
    return filtered;
  };
  EXPECT_EQ(filters(tiles, {}), 0u);
  EXPECT_EQ(filters(tiles, {{"filter", std::string("sub")}}), 400u);
  EXPECT_GT(filters(slope, {}), 390u);
}

TEST(Png, EveryStrategyMakesItsOwnStream) {
  // Runs of black, and the same rows again and again, which only a search for matches finds.
  Image image = MakeImage(90, 70, 3, SampleType::kU8);
  for (size_t i = 10 * image.info.row_bytes(); i < image.bytes.size(); ++i)
    image.bytes[i] = image.bytes[i - 10 * image.info.row_bytes()];
  std::fill_n(image.bytes.begin(), 5 * image.info.row_bytes(), 0);
  std::vector<std::vector<uint8_t>> files;
  for (const char* name : {"default", "huffman", "rle", "fixed"}) {
    files.push_back(MustEncode("png", image,
                               {{"strategy", std::string(name)}, {"filter", std::string("sub")}}));
    for (size_t i = 0; i + 1 < files.size(); ++i) EXPECT_NE(files[i], files.back()) << name;
  }
  EXPECT_EQ(MustEncode("png", image, {{"filter", std::string("sub")}}), files[0]);
  EXPECT_EQ(MustEncode("png", image, {{"filter", std::string("sub")}, {"compressionLevel", 1.0}}),
            files[2]);
}

TEST(Png, OneBitTellsBlackFromAllElse) {
  Image image = MakeImage(19, 5, 1, SampleType::kU8);
  for (size_t i = 0; i < image.bytes.size(); ++i)
    image.bytes[i] = i % 3 == 0 ? 0 : static_cast<uint8_t>(i);
  const auto bytes = MustEncode("png", image, {{"bitDepth", 1.0}});
  EXPECT_EQ(bytes[kHeader + 8], 1);
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(bytes, {}, decoded).ok());
  for (size_t i = 0; i < image.bytes.size(); ++i)
    EXPECT_EQ(decoded.image.bytes[i], image.bytes[i] == 0 ? 0 : 255);
  VectorSink sink;
  EXPECT_EQ(
      EncodeImage("png", MakeImage(4, 4, 3, SampleType::kU8), {{"bitDepth", 1.0}}, &sink).option,
      "bitDepth");
  EXPECT_EQ(
      EncodeImage("png", MakeImage(4, 4, 1, SampleType::kU16), {{"bitDepth", 1.0}}, &sink).option,
      "bitDepth");
  EXPECT_TRUE(sink.bytes.empty());
}

TEST(Png, GrayOfFewBitsIsExactOrAnError) {
  for (const int bits : {2, 4}) {
    const int step = 255 / ((1 << bits) - 1);
    Image image = MakeImage(19, 15, 1, SampleType::kU8);
    for (uint8_t& sample : image.bytes) sample = static_cast<uint8_t>(sample / step * step);
    for (const bool interlaced : {false, true}) {
      const auto bytes =
          MustEncode("png", image, {{"bitDepth", double{1} * bits}, {"interlaced", interlaced}});
      ASSERT_FALSE(bytes.empty());
      EXPECT_EQ(bytes[kHeader + 8], bits);
      VectorImageSink decoded;
      ASSERT_TRUE(Decode(bytes, {}, decoded).ok());
      EXPECT_EQ(decoded.image.bytes, image.bytes);
    }
    image.bytes[40] = 1;
    VectorSink sink;
    const Status status = EncodeImage("png", image, {{"bitDepth", double{1} * bits}}, &sink);
    EXPECT_EQ(status.option, "bitDepth");
    EXPECT_EQ(status.actual, "1 at 2, 2");
  }
}

TEST(Png, PaletteHoldsUpTo256Colors) {
  for (const int channels : {3, 4}) {
    for (const int colors : {1, 2, 3, 16, 17, 256, 257}) {
      Image image{{31, 23, static_cast<uint8_t>(channels), SampleType::kU8}, {}};
      for (int i = 0; i < 31 * 23; ++i) {
        for (int c = 0; c < channels; ++c)
          image.bytes.push_back(
              static_cast<uint8_t>(i % colors * (c == 1 ? 1 : 77) + (c == 2 && i % colors == 256)));
      }
      for (const bool interlaced : {false, true}) {
        const auto bytes = MustEncode(
            "png", image, {{"palette", std::string("auto")}, {"interlaced", interlaced}});
        ASSERT_FALSE(bytes.empty());
        EXPECT_EQ(bytes[kHeader + 9] == 3, colors <= 256) << colors;
        VectorImageSink decoded;
        ASSERT_TRUE(Decode(bytes, {}, decoded).ok());
        EXPECT_EQ(decoded.image.bytes, image.bytes);
      }
    }
  }
}

TEST(Png, PaletteGoesNeitherWithBitDepthNorWithAnimation) {
  VectorSink sink;
  const Values both = {{"palette", std::string("auto")}, {"bitDepth", 8.0}};
  EXPECT_EQ(EncodeImage("png", MakeImage(4, 4, 3, SampleType::kU8), both, &sink).option, "palette");
  const std::vector<Image> frames(2, MakeImage(4, 4, 3, SampleType::kU8));
  VectorFrames reader(frames);
  const Animation animation;
  const Values values = {{"palette", std::string("auto")}};
  EXPECT_EQ(Encode("png", {reader, 2, &animation, {}}, values, sink).option, "palette");
  EXPECT_TRUE(sink.bytes.empty());
}

TEST(Png, IndicesIntoATableComeBackAsItsColors) {
  const std::vector<std::vector<double>> table = {{1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10}};
  Image image{{37, 5, 1, SampleType::kU8}, std::vector<uint8_t>(37 * 5)};
  for (size_t i = 0; i < image.bytes.size(); ++i) image.bytes[i] = static_cast<uint8_t>(i % 3);
  for (const bool interlaced : {false, true}) {
    VectorImageSink decoded;
    ASSERT_TRUE(
        Decode(MustEncode("png", image, {{"colorTable", table}, {"interlaced", interlaced}}), {},
               decoded)
            .ok());
    for (size_t i = 0; i < image.bytes.size(); ++i) {
      for (size_t c = 0; c < 4; ++c)
        EXPECT_EQ(decoded.image.bytes[4 * i + c], c < table[i % 3].size() ? table[i % 3][c] : 255);
    }
  }
  image.bytes[38] = 3;
  VectorSink sink;
  const Status status = EncodeImage("png", image, {{"colorTable", table}}, &sink);
  EXPECT_EQ(status.code, Code::kInvalidImage);
  EXPECT_EQ(status.expected, "at most 2");
  EXPECT_EQ(status.actual, "3 at 1, 1");
}

TEST(Png, ATransparentColorFitsTheSamples) {
  VectorSink sink;
  for (const auto& [channels, value] : std::vector<std::pair<int, OptionValue>>{
           {1, std::vector<double>{1, 2, 3}}, {3, 1.0}, {1, 256.0}, {2, 1.0}}) {
    EXPECT_EQ(EncodeImage("png", MakeImage(4, 4, channels, SampleType::kU8),
                          {{"transparentColor", value}}, &sink)
                  .option,
              "transparentColor");
  }
  EXPECT_TRUE(sink.bytes.empty());
  EXPECT_TRUE(
      EncodeImage("png", MakeImage(4, 4, 1, SampleType::kU16), {{"transparentColor", 256.0}}, &sink)
          .ok());
}

TEST(Png, SixteenBitsAreBigEndianInTheFile) {
  const Image image{{1, 1, 1, SampleType::kU16}, {0x34, 0x12}};
  const auto rows = FilteredRows(MustEncode("png", image, {{"filter", std::string("none")}}), 3);
  EXPECT_EQ(rows, (std::vector<uint8_t>{0, 0x12, 0x34}));
}

TEST(Png, HigherLevelsAreSmaller) {
  const Image image = MakeImage(300, 300, 3, SampleType::kU8);
  const auto size = [&](double level) {
    return MustEncode("png", image, {{"compressionLevel", level}}).size();
  };
  EXPECT_GT(size(0), 300u * 300 * 3);
  EXPECT_LT(size(1), size(0));
  EXPECT_LE(size(6), size(2));
  EXPECT_LT(size(12), size(6));
}

}  // namespace
}  // namespace imwrite::testing
