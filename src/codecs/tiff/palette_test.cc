// Indices into a table of colours, as libtiff reads them.
#include <gtest/gtest.h>

#include "tests/native/stripes.h"

namespace imwrite::testing {
namespace {

using Table = std::vector<std::vector<double>>;

Table MakeTable(size_t size) {
  Table table;
  for (size_t i = 0; i < size; ++i) table.push_back({double(i * 37 % 256), double(255 - i), double(i * 101 % 256)});
  return table;
}

Image MakeIndices(uint32_t width, uint32_t height, size_t colors) {
  Image image{{width, height, 1, Depth::kU8}, std::vector<uint8_t>(size_t{width} * height)};
  uint32_t seed = width;
  for (uint8_t& index : image.bytes) index = static_cast<uint8_t>(Random(&seed) % colors);
  return image;
}

void ExpectColors(const Image& image, const Table& table, Values options) {
  SCOPED_TRACE(std::to_string(image.info.width) + " × " + std::to_string(image.info.height) + ", " + std::to_string(table.size()) +
               (options.empty() ? "" : ", " + options.back().name + '=' + ToText(options.back().value)));
  options.push_back({"colorTable", table});
  const std::vector<uint8_t> bytes = MustEncode("tiff", image, options);
  VectorImageSink decoded;
  const Status status = Decode(bytes, {}, decoded);
  ASSERT_TRUE(status.ok()) << status.message;
  ASSERT_EQ(decoded.image.info, (ImageInfo{image.info.width, image.info.height, 3, Depth::kU8}));
  for (size_t i = 0; i < image.bytes.size(); ++i) {
    for (size_t c = 0; c < 3; ++c) ASSERT_EQ(decoded.image.bytes[3 * i + c], table[image.bytes[i]][c]) << i;
  }
  const bool striped = StripesOf("tiff", image.info, options).rows > 0;
  EXPECT_TRUE(!striped || EncodeStripes("tiff", image, {}, options) == bytes);
}

TEST(TiffPalette, ColoursAreExact) {
  for (const size_t colors : {1u, 2u, 3u, 4u, 5u, 16u, 17u, 256u}) {
    const Table table = MakeTable(colors);
    for (const uint32_t width : {1u, 2u, 3u, 7u, 8u, 9u, 101u}) {
      const Image image = MakeIndices(width, 37, colors);
      for (const char* compression : {"none", "lzw", "deflate", "packbits"}) ExpectColors(image, table, {{"compression", compression}});
      ExpectColors(image, table, {{"tileWidth", 32.0}, {"tileHeight", 16.0}});
      for (const size_t bits : {1u, 2u, 4u}) {
        if (colors <= size_t{1} << bits) ExpectColors(image, table, {{"bitDepth", double(bits)}});
      }
    }
    ExpectColors(MakeIndices(1003, 2101, colors), table, {});
  }
  ExpectColors(MakeIndices(50, 40, 200), MakeTable(200), {{"predictor", "horizontal"}});
}

void ExpectRefused(const Image& image, Values options, Code code, std::string_view option, std::string_view actual = {}) {
  options.push_back({"colorTable", MakeTable(5)});
  VectorSink sink;
  const Status status = EncodeImage("tiff", image, options, &sink);
  EXPECT_EQ(status.code, code) << status.message;
  EXPECT_EQ(status.option, option) << status.message;
  EXPECT_TRUE(actual.empty() || status.actual == actual) << status.message;
}

TEST(TiffPalette, WhatDoesNotFitIsNamed) {
  Image image = MakeIndices(40, 30, 5);
  ExpectRefused(image, {{"bitDepth", 2.0}}, Code::kInvalidOption, "bitDepth");
  ExpectRefused(image, {{"compression", "ccitt-g4"}}, Code::kInvalidOption, "colorTable");
  ExpectRefused(MakeImage(4, 4, 3, Depth::kU8), {}, Code::kInvalidOption, "colorTable");
  ExpectRefused(MakeImage(4, 4, 1, Depth::kU16), {}, Code::kInvalidOption, "colorTable");
  image.bytes[40 * 21 + 3] = 5;
  for (const char* compression : {"none", "lzw"}) {
    ExpectRefused(image, {{"compression", compression}}, Code::kInvalidImage, "colorTable", "5 at 3, 21");
    ExpectRefused(image, {{"compression", compression}, {"bitDepth", 4.0}}, Code::kInvalidImage, "colorTable", "5 at 3, 21");
    ExpectRefused(image, {{"compression", compression}, {"tileWidth", 16.0}}, Code::kInvalidImage, "colorTable", "5 at 3, 21");
  }
}

}  // namespace
}  // namespace imwrite::testing
