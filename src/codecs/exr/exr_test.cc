// OpenEXR: every compression, whole and damaged. Other programs judge its files in tests/contract
// and tests/opencv.
#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

const std::string kCompressions[] = {"none", "rle", "zips", "zip", "piz", "pxr24", "b44", "b44a"};

Image MakeLight(uint32_t width, uint32_t height, int channels, SampleType sample_type) {
  Image image = MakeImage(width, height, channels, sample_type);
  // No colors are lost to alpha.
  auto* samples = reinterpret_cast<float*>(image.bytes.data());
  for (size_t i = channels - 1u; channels % 2 == 0 && i < image.bytes.size() / 4; i += channels)
    samples[i] = 1;
  return image;
}

TEST(Exr, EveryCompressionIsExact) {
  for (const std::string& compression : kCompressions) {
    if (compression == "pxr24") continue;
    for (int channels = 1; channels <= 4; ++channels) {
      for (const auto& size : {std::array{1u, 1u}, std::array{3u, 70u}, std::array{130u, 33u}})
        ExpectExact("exr", MakeLight(size[0], size[1], channels, SampleType::kF32),
                    {{"compression", compression}});
    }
    ExpectExact("exr", MakeImage(50, 40, 3, SampleType::kU32), {{"compression", compression}});
  }
}

// Few colors far apart: long codes, runs, numbers that do not occur.
TEST(Exr, PizOfFewNumbers) {
  Image image = MakeImage(200, 64, 1, SampleType::kU32);
  auto* samples = reinterpret_cast<uint32_t*>(image.bytes.data());
  uint32_t seed = 3;
  for (size_t i = 0; i < image.bytes.size() / 4; ++i) {
    // Each next one is half as frequent.
    const auto zeros = static_cast<uint32_t>(std::countr_zero(Random(&seed) | 0x100000));
    samples[i] = zeros * 0x01010101u;
  }
  ExpectExact("exr", image, {{"compression", std::string("piz")}});
  std::fill_n(samples, image.bytes.size() / 4, 0u);
  ExpectExact("exr", image, {{"compression", std::string("piz")}});
}

TEST(Exr, DamageIsAnErrorOrAPicture) {
  for (const std::string& compression : kCompressions) {
    for (const char* type : {"float", "half"}) {
      const auto good = MustEncode("exr", MakeImage(40, 35, 4, SampleType::kF32),
                                   {{"compression", compression}, {"type", std::string(type)}});
      int errors = 0;
      uint32_t seed = 11;
      for (int i = 0; i < 300; ++i) {
        std::vector<uint8_t> bad = good;
        const size_t begin = i % 3 == 0 ? 0 : 330;
        for (int k = 0; k < 3; ++k)
          bad[begin + Random(&seed) % (bad.size() - begin)] = static_cast<uint8_t>(Random(&seed));
        VectorImageSink sink;
        errors += ExpectPictureOrDamage(Decode(
            bad,
            Values{{"limits.pixels", 1e6}, {"truncated", std::string(i % 2 ? "error" : "fill")}},
            sink));
      }
      EXPECT_GT(errors + (compression == "none"), 0) << compression << ' ' << type;
    }
  }
}

}  // namespace
}  // namespace imwrite::testing
