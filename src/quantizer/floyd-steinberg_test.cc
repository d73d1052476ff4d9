// Error diffusion, pixel by pixel against the rule of Floyd and Steinberg.
#include "src/quantizer/floyd-steinberg.h"

#include <gtest/gtest.h>

#include "tests/native/images.h"

namespace imwrite::quantizer {
namespace {

using testing::Image;
using testing::MakeImage;

// A gray picture in two levels. Errors are in sixteenths of sixteenths of a level, rows turn about,
// and what leaves a row is lost.
std::vector<uint8_t> Diffused(const Image& image, const int (&levels)[2], int strength) {
  const auto [width, height] =
      std::pair(static_cast<int>(image.info.width), static_cast<int>(image.info.height));
  std::vector<std::vector<int>> errors(static_cast<size_t>(height) + 1,
                                       std::vector<int>(static_cast<size_t>(width)));
  const auto give = [&, w = width](int x, int y, int error) {
    if (x >= 0 && x < w) errors[static_cast<size_t>(y)][static_cast<size_t>(x)] += error;
  };
  std::vector<uint8_t> indices(image.bytes.size());
  for (int y = 0; y < height; ++y) {
    const int ahead = y % 2 == 0 ? 1 : -1;
    for (int i = 0; i < width; ++i) {
      const int x = ahead == 1 ? i : width - 1 - i;
      const auto at = static_cast<size_t>(y * width + x);
      const int wanted =
          std::clamp(image.bytes[at] * 16 +
                         ((errors[static_cast<size_t>(y)][static_cast<size_t>(x)] + 8) >> 4),
                     0, 255 * 16);
      indices[at] = std::abs(wanted - 16 * levels[1]) < std::abs(wanted - 16 * levels[0]);
      const int error = (wanted - 16 * levels[indices[at]]) * strength / 256;
      give(x + ahead, y, 7 * error);
      give(x - ahead, y + 1, 3 * error);
      give(x, y + 1, 5 * error);
      give(x + ahead, y + 1, error);
    }
  }
  return indices;
}

TEST(FloydSteinberg, FollowsTheRule) {
  const std::pair<uint32_t, uint32_t> sizes[] = {{1, 1}, {1, 9}, {9, 1}, {64, 48}, {201, 33}};
  const int pairs[][2] = {{0, 255}, {40, 180}, {255, 90}};
  for (const auto& [width, height] : sizes) {
    for (const auto& levels : pairs) {
      for (const int strength : {0, 64, 100, 256}) {
        const Image image = MakeImage(width, height, 1, SampleType::kU8);
        std::vector<Rgba> palette;
        for (const int level : levels)
          palette.push_back(MakeRgba(static_cast<uint32_t>(level), static_cast<uint32_t>(level),
                                     static_cast<uint32_t>(level), 255));
        FloydSteinberg diffusion(width, palette, strength / 256.0);
        std::vector<Rgba> colors(width);
        std::vector<uint8_t> indices(image.bytes.size());
        for (uint32_t y = 0; y < height; ++y) {
          ToColors(image.bytes.data() + size_t{y} * width, width, 1, colors.data());
          diffusion.Map(y, colors.data(), indices.data() + size_t{y} * width);
        }
        EXPECT_EQ(indices, Diffused(image, levels, strength))
            << width << " × " << height << ", " << levels[0] << " and " << levels[1]
            << ", strength " << strength;
      }
    }
  }
}

}  // namespace
}  // namespace imwrite::quantizer
