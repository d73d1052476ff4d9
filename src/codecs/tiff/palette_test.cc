// Indices into a table of colors, as libtiff reads them.
#include <gtest/gtest.h>

#include "tests/native/stripes.h"

namespace imwrite::testing {
namespace {

using Table = std::vector<std::vector<double>>;

Table MakeTable(size_t size) {
  Table table;
  for (size_t i = 0; i < size; ++i)
    table.push_back({double(i * 37 % 256), double(255 - i), double(i * 101 % 256)});
  return table;
}

Image MakeIndices(uint32_t width, uint32_t height, size_t colors) {
  Image image{{width, height, 1, SampleType::kU8}, std::vector<uint8_t>(size_t{width} * height)};
  uint32_t seed = width;
  for (uint8_t& index : image.bytes) index = static_cast<uint8_t>(Random(&seed) % colors);
  return image;
}

// Returns whether the picture has stripes, which must make up the same file.
bool ExpectColors(const Image& image, const Table& table, Values options) {
  SCOPED_TRACE(
      std::to_string(image.info.width) + " × " + std::to_string(image.info.height) + ", " +
      std::to_string(table.size()) +
      (options.empty() ? "" : ", " + options.back().name + '=' + ToText(options.back().value)));
  options.push_back({"colorTable", table});
  const std::vector<uint8_t> bytes = MustEncode("tiff", image, options);
  VectorImageSink decoded;
  const Status status = Decode(bytes, {}, decoded);
  EXPECT_TRUE(status.ok()) << status.message;
  EXPECT_EQ(decoded.image.info,
            (ImageInfo{image.info.width, image.info.height, 3, SampleType::kU8}));
  std::vector<uint8_t> expected;
  for (const uint8_t index : image.bytes) {
    for (const double sample : table[index]) expected.push_back(static_cast<uint8_t>(sample));
  }
  EXPECT_TRUE(decoded.image.bytes == expected);
  return ExpectStripesMakeUp(bytes, "tiff", image, options);
}

TEST(TiffPalette, ColorsAreExact) {
  for (const size_t colors : {1u, 2u, 3u, 4u, 5u, 16u, 17u, 256u}) {
    const Table table = MakeTable(colors);
    for (const uint32_t width : {1u, 2u, 3u, 7u, 8u, 9u, 101u}) {
      const Image image = MakeIndices(width, 37, colors);
      for (const char* compression : {"none", "lzw", "deflate", "packbits"})
        ExpectColors(image, table, {{"compression", compression}});
      ExpectColors(image, table, {{"tileWidth", 32.0}, {"tileHeight", 16.0}});
      for (const size_t bits : {1u, 2u, 4u}) {
        if (colors <= size_t{1} << bits) ExpectColors(image, table, {{"bitDepth", double(bits)}});
      }
    }
    EXPECT_TRUE(ExpectColors(MakeIndices(1003, 2101, colors), table, {}));
  }
  ExpectColors(MakeIndices(50, 40, 200), MakeTable(200), {{"predictor", "horizontal"}});
}

void ExpectTableRefused(const Image& image, Values options, Code code, std::string_view option,
                        std::string_view actual = {}) {
  options.push_back({"colorTable", MakeTable(5)});
  ExpectRefused("tiff", image, options, option, code, actual);
}

TEST(TiffPalette, WhatDoesNotFitIsNamed) {
  Image image = MakeIndices(40, 30, 5);
  ExpectTableRefused(image, {{"bitDepth", 2.0}}, Code::kInvalidOption, "bitDepth");
  ExpectTableRefused(image, {{"compression", "ccitt-g4"}}, Code::kInvalidOption, "colorTable");
  ExpectTableRefused(MakeImage(4, 4, 3, SampleType::kU8), {}, Code::kInvalidOption, "colorTable");
  ExpectTableRefused(MakeImage(4, 4, 1, SampleType::kU16), {}, Code::kInvalidOption, "colorTable");
  image.bytes[40 * 21 + 3] = 5;
  for (const char* compression : {"none", "lzw"}) {
    ExpectTableRefused(image, {{"compression", compression}}, Code::kInvalidImage, "colorTable",
                       "5 at 3, 21");
    ExpectTableRefused(image, {{"compression", compression}, {"bitDepth", 4.0}},
                       Code::kInvalidImage, "colorTable", "5 at 3, 21");
    ExpectTableRefused(image, {{"compression", compression}, {"tileWidth", 16.0}},
                       Code::kInvalidImage, "colorTable", "5 at 3, 21");
  }
}

}  // namespace
}  // namespace imwrite::testing
