// Strips and tiles, planes, packed and premultiplied samples and large files, read again by
// libtiff.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/native/stripes.h"

namespace imwrite::testing {
namespace {

// Exact, and the same file by stripes. Returns whether it had any.
bool ExpectExactByStripes(const Image& image, const Values& options) {
  return ExpectStripesMakeUp(ExpectExact("tiff", image, options), "tiff", image, options);
}

void ExpectRefusedTiff(const ImageInfo& info, const Values& options, std::string_view name) {
  ExpectRefused("tiff", MakeImage(info.width, info.height, info.channels, info.sample_type),
                options, name);
}

// Gray of so many levels: runs of every length, noise, and rows that are much like the one above.
Image Levels(uint32_t width, uint32_t height, int levels) {
  Image image = MakeImage(width, height, 1, SampleType::kU8);
  uint32_t seed = width * 31 + height;
  const auto gray = [&] {
    return static_cast<uint8_t>(Random(&seed) % static_cast<uint32_t>(levels) * 255 / (levels - 1));
  };
  for (uint32_t y = 0; y < height; ++y) {
    uint8_t* row = &image.bytes[size_t{y} * width];
    if (y % 4 == 3) std::copy_n(row - width, width, row);
    for (uint32_t x = 0; x < width;) {
      const uint32_t run = y % 4 == 0 ? 1 : Random(&seed) % (y % 4 == 1 ? 9 : 4000) + 1;
      const bool stays = y % 4 == 3 && Random(&seed) % 2;
      const uint8_t value = gray();
      for (const uint32_t end = std::min(width, x + (y % 4 == 3 ? std::min(run, 5u) : run));
           x < end; ++x)
        row[x] = stays ? row[x] : value;
    }
  }
  return image;
}

TEST(TiffSegments, FaxIsExact) {
  for (const char* compression : {"ccitt-g3", "ccitt-g4"}) {
    for (const uint32_t width :
         {1u, 7u, 8u, 9u, 63u, 64u, 65u, 1728u, 2559u, 2560u, 2561u, 2623u, 2624u, 9001u}) {
      ExpectExactByStripes(Levels(width, 61, 2), {{"compression", std::string(compression)}});
      ExpectExactByStripes(Levels(width, 61, 2),
                           {{"compression", std::string(compression)}, {"rowsPerStrip", 7.0}});
    }
    for (const uint8_t value : {0, 255}) {
      Image flat{{6000, 3, 1, SampleType::kU8}, std::vector<uint8_t>(18000, value)};
      ExpectExactByStripes(flat, {{"compression", std::string(compression)}});
    }
    ExpectExactByStripes(Levels(100, 90, 2),
                         {{"compression", std::string(compression)}, {"tileWidth", 32.0}});
    EXPECT_TRUE(
        ExpectExactByStripes(Levels(1000, 3001, 2),
                             {{"compression", std::string(compression)}, {"rowsPerStrip", 100.0}}));
  }
}

TEST(TiffSegments, FewBitsAreExactOrRefused) {
  for (const int bits : {1, 2, 4}) {
    for (const char* compression : {"none", "lzw", "deflate", "packbits"}) {
      for (const uint32_t width : {1u, 2u, 7u, 8u, 9u, 500u}) {
        ExpectExactByStripes(
            Levels(width, 40, 1 << bits),
            {{"compression", std::string(compression)}, {"bitDepth", double(bits)}});
      }
    }
    EXPECT_TRUE(ExpectExactByStripes(Levels(1003, 2001, 1 << bits), {{"bitDepth", double(bits)}}));
    ExpectExactByStripes(Levels(70, 60, 1 << bits),
                         {{"bitDepth", double(bits)}, {"tileHeight", 16.0}});
  }
  Image image = Levels(50, 40, 2);
  image.bytes[50 * 30 + 17] = 84;
  for (const double bits : {2.0, 4.0}) {
    VectorSink sink;
    const Status status = EncodeImage("tiff", image, {{"bitDepth", bits}}, &sink);
    EXPECT_EQ(status.option, "bitDepth");
    EXPECT_EQ(status.actual, "84 at 17, 30");
  }
  EXPECT_FALSE(MustEncode("tiff", image, {{"bitDepth", 1.0}}).empty());
}

TEST(TiffSegments, TilesAndPlanesAreExact) {
  for (int sample_type = 0; sample_type < 8; ++sample_type) {
    for (int channels = 1; channels <= 4; ++channels) {
      for (const char* compression : {"none", "lzw", "deflate", "packbits"}) {
        const std::pair<uint32_t, uint32_t> sizes[] = {{1, 1}, {33, 50}, {64, 32}};
        for (const auto& [width, height] : sizes) {
          const Image image =
              MakeImage(width, height, channels, static_cast<SampleType>(sample_type));
          const std::string name = compression;
          ExpectExactByStripes(image,
                               {{"compression", name}, {"tileWidth", 32.0}, {"tileHeight", 16.0}});
          ExpectExactByStripes(
              image, {{"compression", name}, {"planarConfiguration", std::string("planar")}});
          ExpectExactByStripes(image, {{"compression", name},
                                       {"planarConfiguration", std::string("planar")},
                                       {"rowsPerStrip", 9.0}});
          ExpectExactByStripes(image, {{"compression", name},
                                       {"planarConfiguration", std::string("planar")},
                                       {"tileWidth", 16.0}});
        }
      }
    }
  }
  const Image large = MakeImage(1003, 2101, 3, SampleType::kU8);
  EXPECT_TRUE(ExpectExactByStripes(large, {{"tileWidth", 48.0}}));
  EXPECT_TRUE(ExpectExactByStripes(large, {{"planarConfiguration", std::string("planar")}}));
}

TEST(TiffSegments, BigFilesAreReadAndKeepMetadata) {
  for (const double rows : {3.0, 30.0, 60.0})
    ExpectExactByStripes(MakeImage(40, 60, 3, SampleType::kU16),
                         {{"rowsPerStrip", rows}, {"bigTiff", true}});
  EXPECT_TRUE(ExpectExactByStripes(MakeImage(1000, 3000, 1, SampleType::kU8), {{"bigTiff", true}}));
  Metadata metadata;
  metadata.exif = ExifBlock();
  metadata.icc = Noise(3000);
  metadata.dpi_x = metadata.dpi_y = 300;
  metadata.texts = {{"Title", "large"}};
  VectorSink sink;
  const std::vector<Image> pages = {MakeImage(30, 20, 3, SampleType::kU8),
                                    MakeImage(10, 20, 1, SampleType::kU8)};
  ASSERT_TRUE(EncodePictures("tiff", pages, metadata, {{"bigTiff", true}}, &sink).ok());
  EXPECT_EQ(sink.bytes[2], 43);
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(sink.bytes, Values{{"firstFrame", 1.0}}, decoded).ok());
  EXPECT_EQ(decoded.facts.frame_count, 2u);
  EXPECT_EQ(decoded.facts.metadata.icc, metadata.icc);
  EXPECT_EQ(decoded.facts.metadata.dpi_x, 300);
  EXPECT_EQ(decoded.facts.metadata.texts, metadata.texts);
  EXPECT_FALSE(decoded.facts.metadata.exif.empty());
}

TEST(TiffSegments, PremultipliedAlphaIsRounded) {
  const Values options = {{"extraSamples", std::string("premultiplied")}};
  Image image = MakeImage(256, 256, 4, SampleType::kU8);
  for (size_t i = 0; i < 65536; ++i)
    image.bytes[4 * i] = static_cast<uint8_t>(i / 256),
                    image.bytes[4 * i + 3] = static_cast<uint8_t>(i);
  Values bare = options;
  bare.push_back({"compression", "none"});
  const std::vector<uint8_t> file = MustEncode("tiff", image, bare);
  for (size_t i = 0; i < 65536; ++i) {
    ASSERT_EQ(file[8 + 4 * i], std::lround(double(i / 256) * double(i % 256) / 255)) << i;
    ASSERT_EQ(file[8 + 4 * i + 3], i % 256);
  }
  // Straight again: exact where alpha is full.
  for (const SampleType sample_type : {SampleType::kU8, SampleType::kU16, SampleType::kU32}) {
    Image opaque = MakeImage(40, 30, 4, sample_type);
    const size_t size = opaque.info.sample_bytes();
    for (size_t i = 0; i < 1200; ++i)
      std::fill_n(&opaque.bytes[(4 * i + 3) * size], size, uint8_t{255});
    ExpectExactByStripes(opaque, options);
  }
  ExpectRefusedTiff({8, 8, 4, SampleType::kS16}, options, "extraSamples");
}

// As OpenCV writes it: four samples, and no word of what the fourth one is.
TEST(TiffSegments, AlphaMayBeLeftUnnamed) {
  const Values options = {{"extraSamples", std::string("none")}};
  const Image image = MakeImage(9, 7, 4, SampleType::kU8);
  ExpectExactByStripes(image, options);
  const std::vector<uint8_t> file = MustEncode("tiff", image, options);
  const std::vector<uint8_t> named = MustEncode("tiff", image, {});
  const uint8_t tag[] = {0x52, 0x01, 3, 0};
  EXPECT_EQ(std::search(file.begin(), file.end(), std::begin(tag), std::end(tag)), file.end());
  EXPECT_NE(std::search(named.begin(), named.end(), std::begin(tag), std::end(tag)), named.end());
}

TEST(TiffSegments, WhatDoesNotGoTogetherIsNamed) {
  const std::string g4 = "ccitt-g4";
  ExpectRefusedTiff({8, 8, 1, SampleType::kU8}, {{"compression", g4}, {"bitDepth", 4.0}},
                    "bitDepth");
  ExpectRefusedTiff({8, 8, 1, SampleType::kU8},
                    {{"compression", g4}, {"predictor", std::string("horizontal")}}, "predictor");
  ExpectRefusedTiff({8, 8, 1, SampleType::kU8},
                    {{"bitDepth", 1.0}, {"predictor", std::string("horizontal")}}, "predictor");
  ExpectRefusedTiff({8, 8, 3, SampleType::kU8}, {{"compression", g4}}, "compression");
  ExpectRefusedTiff({8, 8, 3, SampleType::kU8}, {{"bitDepth", 2.0}}, "bitDepth");
  ExpectRefusedTiff({8, 8, 1, SampleType::kU16}, {{"bitDepth", 2.0}}, "bitDepth");
  ExpectRefusedTiff({8, 8, 3, SampleType::kU8}, {{"tileWidth", 24.0}}, "tileWidth");
  ExpectRefusedTiff({8, 8, 3, SampleType::kU8}, {{"tileHeight", 16.0}, {"rowsPerStrip", 4.0}},
                    "rowsPerStrip");
  const Values log = {{"compression", std::string("sgilog")},
                      {"planarConfiguration", std::string("planar")}};
  ExpectRefusedTiff({8, 8, 3, SampleType::kF32}, log, "planarConfiguration");
}

// Gives black rows, as many as a stripe has.
class Zeros : public RowReader {
 public:
  explicit Zeros(const ImageInfo& info) : zeros_(static_cast<size_t>(info.row_bytes() * 64)) {}
  Status Read(uint32_t, uint32_t, const uint8_t** rows) override {
    return *rows = zeros_.data(), Ok();
  }

 private:
  std::vector<uint8_t> zeros_;
};

TEST(TiffSegments, BigWhereItMayHaveToBe) {
  const std::tuple<ImageInfo, Values, int> cases[] = {
      {{40000, 40000, 1, SampleType::kU8}, {}, 42},
      {{40000, 40000, 3, SampleType::kU8}, {}, 43},
      {{40000, 40000, 3, SampleType::kU8}, {{"compression", std::string("none")}}, 43},
      {{40000, 40000, 3, SampleType::kU8}, {{"bigTiff", false}}, 42},
      {{40000, 40000, 1, SampleType::kU8}, {{"bigTiff", true}}, 43},
      {{100000, 100000, 1, SampleType::kU8}, {{"compression", std::string("ccitt-g4")}}, 42},
  };
  for (const auto& [info, options, mark] : cases) {
    Stripe stripe{0, StripesOf("tiff", info, options).rows};
    Zeros zeros(info);
    SingleFrame picture(info, zeros);
    VectorSink sink;
    const Status status = Encode("tiff", {picture, 1, nullptr, {}, &stripe}, options, sink);
    ASSERT_TRUE(status.ok()) << status.message;
    EXPECT_EQ(sink.bytes[2], mark) << info.width << ' ' << options.size();
  }
  VectorSink sink;
  Zeros rows({40000, 40000, 3, SampleType::kU8});
  SingleFrame frames({40000, 40000, 3, SampleType::kU8}, rows);
  EXPECT_EQ(Encode("tiff", {frames},
                   Values{{"compression", std::string("none")}, {"bigTiff", false}}, sink)
                .code,
            Code::kImageTooLarge);
}

}  // namespace
}  // namespace imwrite::testing
