// Half floats.
#include "src/half.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace imwrite {
namespace {

TEST(Half, EachComesBack) {
  for (uint32_t bits = 0; bits <= 0xffff; ++bits)
    ASSERT_EQ(ToHalf(FromHalf(static_cast<uint16_t>(bits))), bits);
}

TEST(Half, KnownNumbers) {
  EXPECT_EQ(FromHalf(0x3c00), 1);
  EXPECT_EQ(FromHalf(0xc000), -2);
  EXPECT_EQ(FromHalf(0x7bff), 65504);
  EXPECT_EQ(FromHalf(0x0001), std::ldexp(1.0f, -24));
  EXPECT_EQ(FromHalf(0x7c00), std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(FromHalf(0x7e00)));
}

// Between two neighbors: to the nearer one, and to the even one from the middle.
TEST(Half, RoundsToNearest) {
  for (uint32_t bits = 0; bits < 0x7bff; ++bits) {
    const float low = FromHalf(static_cast<uint16_t>(bits));
    const float high = FromHalf(static_cast<uint16_t>(bits + 1));
    const float middle = (low + high) / 2;
    ASSERT_EQ(ToHalf(middle), bits + bits % 2);
    ASSERT_EQ(ToHalf(std::nextafter(middle, 0.0f)), bits);
    ASSERT_EQ(ToHalf(-std::nextafter(middle, 1e6f)), 0x8000 | (bits + 1));
  }
  EXPECT_EQ(ToHalf(65519.99f), 0x7bff);
  EXPECT_EQ(ToHalf(65520), 0x7c00);
  EXPECT_EQ(ToHalf(-3e38f), 0xfc00);
  EXPECT_EQ(ToHalf(1e-8f), 0);
}

}  // namespace
}  // namespace imwrite
