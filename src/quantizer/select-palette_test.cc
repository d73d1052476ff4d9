// A few colors for many: as near as they can be, exact where they are enough, and the same on
// every machine.
#include "src/quantizer/select-palette.h"

#include <gtest/gtest.h>

#include "src/quantizer/nearest.h"
#include "tests/native/images.h"

namespace imwrite::quantizer {
namespace {

using testing::Image;
using testing::MakeImage;
using testing::Random;

Histogram Count(const std::vector<Rgba>& colors) {
  Histogram histogram;
  histogram.Add(colors);
  return histogram;
}

std::vector<Rgba> Noise(size_t count, uint32_t seed = 1) {
  std::vector<Rgba> colors(count);
  for (Rgba& color : colors)
    color = MakeRgba(Random(&seed) & 255, Random(&seed) & 255, Random(&seed) & 255,
                     Random(&seed) & 255);
  return colors;
}

TEST(SelectPalette, PointsAreTheColorsTheyWereMadeOf) {
  for (uint32_t alpha = 0; alpha < 256; ++alpha) {
    for (uint32_t color = 0; color < 256; ++color) {
      const Rgba seen = ToColor(ToPoint(MakeRgba(color, 255 - color, 77, alpha)));
      ASSERT_EQ(ChannelOf(seen, 3), alpha);
      // Under little alpha a level is less than a sixteenth.
      const uint32_t off = alpha == 0 ? 256 : alpha < 32 ? 128 / alpha / 4 + 1 : 0;
      ASSERT_LE(std::abs(static_cast<int>(ChannelOf(seen, 0)) - static_cast<int>(color)),
                static_cast<int>(off))
          << alpha;
    }
  }
}

TEST(SelectPalette, TheNearestIsTheNearest) {
  uint32_t seed = 5;
  for (const size_t size : {1, 2, 17, 256}) {
    std::vector<Point> points;
    for (const Rgba color : Noise(size, 3))
      points.push_back(ToPoint(size > 2 && points.size() % 2 ? color | 0xff000000 : color));
    Nearest nearest(points);
    for (int i = 0; i < 20000; ++i) {
      const auto color = [&] { return static_cast<int32_t>(Random(&seed) % (kFullColor + 1)); };
      const Point point = {
          color(), color(), color(),
          i % 3 == 0 ? kOpaque : static_cast<int32_t>(Random(&seed) % (kMaxTranslucent + 1))};
      const bool any_opaque =
          std::ranges::any_of(points, [](const Point& one) { return one[3] == kOpaque; });
      size_t best = points.size();
      for (size_t k = 0; k < points.size(); ++k) {
        if (point[3] == kOpaque && any_opaque && points[k][3] != kOpaque) continue;
        if (best == points.size() || Distance(point, points[k]) < Distance(point, points[best]))
          best = k;
      }
      ASSERT_EQ(nearest.Find(point), best);
    }
  }
}

TEST(SelectPalette, AHistogramHoldsBoundedClustersOfAllColorsInAnyOrder) {
  const std::vector<Rgba> colors = Noise(300000);
  std::vector<Rgba> backwards(colors.rbegin(), colors.rend());
  auto clusters = Count(colors).clusters();
  auto others = Count(backwards).clusters();
  EXPECT_LE(clusters.size(), 32768u);
  EXPECT_GT(clusters.size(), 1000u);
  uint64_t count = 0;
  for (const auto& cluster : clusters) count += cluster.count;
  size_t transparent = 0;
  for (const Rgba color : colors) transparent += ChannelOf(color, 3) == 0;
  EXPECT_EQ(count + transparent, colors.size());
  const auto by_sums = [](const MeasuredCluster& a, const MeasuredCluster& b) {
    return a.sums < b.sums;
  };
  std::ranges::sort(clusters, by_sums);
  std::ranges::sort(others, by_sums);
  ASSERT_EQ(clusters.size(), others.size());
  for (size_t i = 0; i < clusters.size(); ++i) EXPECT_EQ(clusters[i].sums, others[i].sums);
}

TEST(SelectPalette, GroupsOfColorsGetTheirMiddles) {
  std::vector<Rgba> colors;
  const uint32_t middles[][3] = {{30, 30, 30}, {200, 30, 60}, {60, 210, 90}, {220, 220, 240}};
  for (const auto& [red, green, blue] : middles) {
    for (uint32_t i = 0; i < 27; ++i)
      colors.push_back(MakeRgba(red + i % 3, green + i / 3 % 3, blue + i / 9, 255));
  }
  const Palette palette = SelectPalette(Count(colors), 4);
  ASSERT_EQ(palette.colors().size(), 4u);
  for (size_t i = 0; i < 4; ++i) {
    const auto& [red, green, blue] = middles[i];
    EXPECT_TRUE(std::ranges::count(palette.colors(), MakeRgba(red + 1, green + 1, blue + 1, 255)))
        << i;
  }
}

TEST(SelectPalette, NothingIsOneColorAndOpaqueStaysOpaque) {
  uint32_t seed = 9;
  for (size_t max = 2; max <= 256; max = max * 3 / 2 + 1) {
    std::vector<Rgba> colors = Noise(5000, static_cast<uint32_t>(max));
    for (Rgba& color : colors) {
      if (const uint32_t kind = Random(&seed) % 10; kind > 0)
        color = kind < 5 ? color & 0xffffff : color | 0xff000000;
    }
    const Palette palette = SelectPalette(Count(colors), max);
    ASSERT_LE(palette.colors().size(), max);
    ASSERT_GE(palette.colors().size(), max - max / 8);
    size_t transparent = 0;
    std::vector<Point> points;
    for (const Rgba color : palette.colors()) {
      transparent += ChannelOf(color, 3) == 0;
      points.push_back(ToPoint(color));
    }
    EXPECT_EQ(transparent, 1u);
    if (max < 3) continue;
    Nearest nearest(points);
    for (const Rgba color : colors) {
      const uint32_t alpha = ChannelOf(palette.colors()[nearest.Find(ToPoint(color))], 3);
      if (ChannelOf(color, 3) % 255 == 0) {
        ASSERT_EQ(alpha, ChannelOf(color, 3)) << max;
      }
    }
  }
}

}  // namespace
}  // namespace imwrite::quantizer
