// Where samples of chroma are, and what alpha does to colors, on planes of a few samples.
#include "src/codecs/avif/row-converter.h"

#include <gtest/gtest.h>

namespace imwrite::avif {
namespace {

// Gray but for blue's share, of which two columns and rows of chroma have these.
constexpr uint8_t kLuma[16] = {100, 100, 100, 100, 100, 100, 100, 100,
                               100, 100, 100, 100, 100, 100, 100, 100};
constexpr uint8_t kCb[4] = {128, 160, 144, 208};
constexpr uint8_t kCr[4] = {128, 128, 128, 128};

Planes8Or16 Small(ChromaPlace place) {
  Planes8Or16 planes;
  planes.layout = {
      .width = 4, .height = 4, .shift_x = 1, .shift_y = 1, .place = place, .codes = {}};
  const uint8_t* const data[3] = {kLuma, kCb, kCr};
  for (int plane = 0; plane < 3; ++plane) {
    planes.data[plane] = data[plane];
    planes.stride[plane] = plane == 0 ? 4 : 2;
  }
  return planes;
}

// The blue samples of a row.
std::vector<int> BluesOf(const Planes8Or16& planes, uint32_t y) {
  const Nclx codes{1, 13, 6, true};
  Matrix matrix;
  EXPECT_TRUE(MatrixOf(codes, planes.layout, &matrix).ok());
  RowConverter converter(planes, nullptr, matrix, codes, false);
  uint8_t row[12];
  converter.Write(y, 0, 4, row);
  return {row[2], row[5], row[8], row[11]};
}

// Blue is luma and 1.772 times the chroma beyond 128.
int Blue(double cb) { return static_cast<int>(std::min(255.0, 100 + 1.772 * (cb - 128) + 0.5)); }

TEST(AvifRows, ChromaInTheMiddle) {
  const Planes8Or16 planes = Small(ChromaPlace::kCenter);
  EXPECT_EQ(BluesOf(planes, 0), (std::vector{Blue(128), Blue(136), Blue(152), Blue(160)}));
  // A quarter of the second row: 132 and 172.
  EXPECT_EQ(BluesOf(planes, 1), (std::vector{Blue(132), Blue(142), Blue(162), Blue(172)}));
}

TEST(AvifRows, ChromaAtTheLeft) {
  const Planes8Or16 planes = Small(ChromaPlace::kLeft);
  EXPECT_EQ(BluesOf(planes, 0), (std::vector{Blue(128), Blue(144), Blue(160), Blue(160)}));
  EXPECT_EQ(BluesOf(planes, 1), (std::vector{Blue(132), Blue(152), Blue(172), Blue(172)}));
}

TEST(AvifRows, ChromaAtTheTopLeft) {
  const Planes8Or16 planes = Small(ChromaPlace::kTopLeft);
  EXPECT_EQ(BluesOf(planes, 0), (std::vector{Blue(128), Blue(144), Blue(160), Blue(160)}));
  EXPECT_EQ(BluesOf(planes, 1), (std::vector{Blue(136), Blue(160), Blue(184), Blue(184)}));
  EXPECT_EQ(BluesOf(planes, 3), (std::vector{Blue(144), Blue(176), Blue(208), Blue(208)}));
}

TEST(AvifRows, AlphaOfOtherBitsAndRangeAndWhatItMultiplied) {
  const uint8_t luma[4] = {50, 50, 200, 0};
  const uint16_t limited[4] = {64, 502, 940, 1023};
  Planes8Or16 color, alpha;
  color.layout = {.width = 4, .height = 1, .gray = true, .codes = {}};
  color.data[0] = luma;
  alpha.layout = {.width = 4, .height = 1, .bits = 10, .gray = true, .codes = {}};
  alpha.data[0] = reinterpret_cast<const uint8_t*>(limited);
  const auto row = [&](bool is_premultiplied) {
    std::vector<uint8_t> pixels(8);
    RowConverter converter(color, &alpha, {}, {1, 13, 6, true}, is_premultiplied);
    converter.Write(0, 0, 4, pixels.data());
    return pixels;
  };
  EXPECT_EQ(row(false), (std::vector<uint8_t>{50, 0, 50, 128, 200, 255, 0, 255}));
  EXPECT_EQ(row(true), (std::vector<uint8_t>{0, 0, 100, 128, 200, 255, 0, 255}));
}

TEST(AvifRows, PartsOfRows) {
  const Planes8Or16 planes = Small(ChromaPlace::kCenter);
  const Nclx codes{1, 13, 6, true};
  Matrix matrix;
  ASSERT_TRUE(MatrixOf(codes, planes.layout, &matrix).ok());
  RowConverter converter(planes, nullptr, matrix, codes, false);
  uint8_t pixel[3];
  converter.Write(1, 2, 1, pixel);
  EXPECT_EQ(pixel[2], Blue(162));
}

TEST(AvifRows, ConversionsThatDoNotFitTheLayout) {
  const SampleLayout small = Small(ChromaPlace::kCenter).layout;
  Matrix matrix;
  EXPECT_EQ(MatrixOf({1, 13, 0, true}, small, &matrix).code, Code::kCorruptData);
  for (const uint16_t number :
       {uint16_t{3}, uint16_t{10}, uint16_t{14}, uint16_t{16}, uint16_t{300}})
    EXPECT_EQ(MatrixOf({1, 13, number, true}, small, &matrix).code, Code::kUnsupportedData);
}

}  // namespace
}  // namespace imwrite::avif
