// Color spaces to linear sRGB, by numbers that the standards give, and by profiles.
#include "src/codecs/jxl/conversion.h"

#include <gtest/gtest.h>

#include <string_view>

namespace imwrite::jxl {
namespace {

using Bytes = std::vector<uint8_t>;

void ExpectNear(const Matrix& matrix, const Matrix& expected, double within) {
  for (size_t i = 0; i < 9; ++i) EXPECT_NEAR(matrix[i], expected[i], within) << i;
}

constexpr Matrix kIdentity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
constexpr Chromaticity kSrgb[] = {{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}};
constexpr Chromaticity kP3[] = {{0.68, 0.32}, {0.265, 0.69}, {0.15, 0.06}};
constexpr Chromaticity kD65 = {0.3127, 0.3290};

TEST(JxlConversion, SrgbStaysWhatItIs) {
  ExpectNear(Product(LinearSrgbOf(XyzOf(kD65)), XyzOfPrimaries(kSrgb, kD65)), kIdentity, 1e-9);
}

TEST(JxlConversion, DisplayP3) {
  // CSS Color 4 has the same numbers.
  const Matrix css = {1.2249401762805598,   -0.22494017628055996, 0,
                      -0.04205695470968816, 1.0420569547096881,   0,
                      -0.01963755459033443, -0.07863604555063188, 1.0982736001409663};
  ExpectNear(Product(LinearSrgbOf(XyzOf(kD65)), XyzOfPrimaries(kP3, kD65)), css, 1e-4);
}

TEST(JxlConversion, WhiteIsWhite) {
  const Matrix adapted = Product(LinearSrgbOf(kD50), XyzOfPrimaries(kSrgb, {0.3457, 0.3585}));
  for (size_t row = 0; row < 3; ++row)
    EXPECT_NEAR(adapted[3 * row] + adapted[3 * row + 1] + adapted[3 * row + 2], 1, 1e-3);
}

TEST(JxlConversion, CurvesAreExactToSixteenBits) {
  const auto srgb = [](double x) {
    return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
  };
  const Curve curve(srgb);
  for (int i = 0; i <= 65535; i += 7) {
    const double x = i / 65535.0;
    EXPECT_NEAR(curve.At(static_cast<float>(x)), srgb(x), 2e-7) << i;
  }
  EXPECT_FLOAT_EQ(curve.At(-0.5f), -curve.At(0.5f));
  EXPECT_GT(curve.At(1.5f), 1.5f);
}

class Profile {
 public:
  Profile() : bytes_(132) {
    Put(16, "RGB XYZ ");
    Put(36, "acsp");
  }
  Profile& Add(std::string_view name, const Bytes& data) {
    tags_.push_back({name, data});
    return *this;
  }
  Bytes Make() {
    Bytes file = bytes_;
    size_t at = 132 + 12 * tags_.size();
    file[131] = static_cast<uint8_t>(tags_.size());
    for (const auto& [name, data] : tags_) {
      file.insert(file.end(), name.begin(), name.end());
      for (const size_t number : {at, data.size()}) {
        for (int shift = 24; shift >= 0; shift -= 8)
          file.push_back(static_cast<uint8_t>(number >> shift));
      }
      at += data.size();
    }
    for (const auto& tag : tags_) file.insert(file.end(), tag.second.begin(), tag.second.end());
    return file;
  }

 private:
  void Put(size_t at, std::string_view text) {
    std::copy(text.begin(), text.end(), bytes_.begin() + static_cast<ptrdiff_t>(at));
  }
  Bytes bytes_;
  std::vector<std::pair<std::string_view, Bytes>> tags_;
};

Bytes Color(double x, double y, double z) {
  Bytes tag = {'X', 'Y', 'Z', ' ', 0, 0, 0, 0};
  for (const double value : {x, y, z}) {
    const auto fixed = static_cast<uint32_t>(static_cast<int32_t>(std::lround(value * 65536)));
    for (int shift = 24; shift >= 0; shift -= 8)
      tag.push_back(static_cast<uint8_t>(fixed >> shift));
  }
  return tag;
}
// Gamma 2 in each of the ways that there are.
const Bytes kPower = {'c', 'u', 'r', 'v', 0, 0, 0, 0, 0, 0, 0, 1, 2, 0};
const Bytes kTable = {'c', 'u', 'r', 'v', 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0x40, 0, 0xff, 0xff};
const Bytes kParameter = {'p', 'a', 'r', 'a', 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0};

// sRGB's, adapted to D50.
Profile Srgb(const Bytes& red, const Bytes& green, const Bytes& blue) {
  Profile profile;
  profile.Add("rXYZ", Color(0.4361, 0.2225, 0.0139))
      .Add("gXYZ", Color(0.3851, 0.7169, 0.0971))
      .Add("bXYZ", Color(0.1431, 0.0606, 0.7141))
      .Add("rTRC", red)
      .Add("gTRC", green)
      .Add("bTRC", blue);
  return profile;
}

TEST(JxlConversion, AProfileOfCurvesAndAMatrix) {
  Conversion conversion;
  ASSERT_TRUE(ReadProfile(Srgb(kPower, kTable, kParameter).Make(), false, &conversion));
  ExpectNear(conversion.matrix, kIdentity, 2e-3);
  ASSERT_EQ(conversion.curves.size(), 3u);
  for (const Curve& curve : conversion.curves) {
    EXPECT_NEAR(curve.At(0.5f), 0.25, 1e-4);
    EXPECT_NEAR(curve.At(1), 1, 1e-6);
  }
}

TEST(JxlConversion, OtherProfilesAreNone) {
  Conversion conversion;
  const Bytes whole = Srgb(kPower, kPower, kPower).Make();
  EXPECT_FALSE(ReadProfile(whole, /*gray=*/true, &conversion));
  EXPECT_FALSE(
      ReadProfile(Srgb(kPower, kPower, kPower).Add("A2B0", kTable).Make(), false, &conversion));
  EXPECT_FALSE(ReadProfile(Srgb(kPower, kPower, {'c', 'u', 'r', 'v', 0, 0, 0, 0}).Make(), false,
                           &conversion));
  // Cut off anywhere it is none, or has lost what nobody reads.
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(ReadProfile(std::span(whole).first(size), false, &conversion)) << size;
}

}  // namespace
}  // namespace imwrite::jxl
