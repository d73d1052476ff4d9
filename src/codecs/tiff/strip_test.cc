// Strips of every compression and of data that is hard for each, as libtiff reads them.
#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

// Noise of few or many values, runs of random lengths, one value.
Image MakeHard(int kind, uint32_t width, uint32_t height, int channels, SampleType sample_type,
               uint32_t seed) {
  Image image{{width, height, static_cast<uint8_t>(channels), sample_type}, {}};
  image.bytes.resize(image.info.image_bytes());
  for (size_t i = 0; i < image.bytes.size();) {
    const uint32_t random = Random(&seed);
    const size_t run = kind == 2 ? 1 + random % 300 : kind == 3 ? 1 + random % 4 : 1;
    const auto value = static_cast<uint8_t>(kind == 0 ? random : kind == 4 ? 9 : random % 3);
    for (size_t j = 0; j < run && i < image.bytes.size(); ++j) image.bytes[i++] = value;
  }
  return image;
}

TEST(TiffStrips, HardDataOfEverySizeIsExact) {
  uint32_t seed = 1;
  for (const char* compression : {"none", "lzw", "deflate", "packbits"}) {
    for (int kind = 0; kind < 5; ++kind) {
      for (const uint32_t width :
           {1u, 2u, 3u, 4u, 5u, 16u, 17u, 127u, 128u, 129u, 130u, 131u, 257u, 400u}) {
        for (const double rows : {1.0, 7.0}) {
          const Image image =
              MakeHard(kind, width, 9, 1 + static_cast<int>(width % 4), SampleType::kU8, ++seed);
          SCOPED_TRACE("kind " + std::to_string(kind));
          ExpectExact("tiff", image, {{"compression", compression}, {"rowsPerStrip", rows}});
        }
      }
    }
  }
}

// More codes than a table holds, of every length around where the last one fills up, and of runs
// that it never does.
TEST(TiffStrips, LzwTablesFillUpAnywhere) {
  for (uint32_t size = 3820; size < 3860; ++size)
    ExpectExact("tiff", MakeHard(0, size, 1, 1, SampleType::kU8, size), {{"predictor", "none"}});
  for (uint32_t size = 240; size < 270; ++size)
    ExpectExact("tiff", MakeHard(0, size, 1, 1, SampleType::kU8, size), {{"predictor", "none"}});
  for (int kind = 0; kind < 5; ++kind) {
    SCOPED_TRACE("kind " + std::to_string(kind));
    ExpectExact("tiff", MakeHard(kind, 700, 700, 1, SampleType::kU8, 5), {{"rowsPerStrip", 700.0}});
  }
}

TEST(TiffStrips, EveryPredictorAndLevelIsExact) {
  for (const char* compression : {"lzw", "deflate"}) {
    for (const char* predictor : {"none", "horizontal", "float"}) {
      for (int sample_type = 0; sample_type < 8; ++sample_type) {
        const auto type = static_cast<SampleType>(sample_type);
        if (std::string(predictor) == "float" && type != SampleType::kF32 &&
            type != SampleType::kF64)
          continue;
        for (int channels = 1; channels <= 4; ++channels) {
          for (const uint32_t width : {1u, 5u, 33u}) {
            const Image image = MakeImage(width, 11, channels, type);
            ExpectExact(
                "tiff", image,
                {{"compression", compression}, {"predictor", predictor}, {"rowsPerStrip", 4.0}});
          }
        }
      }
    }
  }
  const Image image = MakeImage(500, 300, 3, SampleType::kU8);
  for (int level = 1; level <= 12; ++level)
    ExpectExact("tiff", image, {{"compression", "deflate"}, {"compressionLevel", level * 1.0}});
}

TEST(TiffStrips, RunsAreSmallAndNoiseHardlyGrows) {
  const Image flat = MakeHard(4, 1000, 1000, 1, SampleType::kU8, 1);
  const Image noise = MakeHard(0, 1000, 1000, 1, SampleType::kU8, 1);
  for (const char* compression : {"lzw", "deflate", "packbits"})
    EXPECT_LT(MustEncode("tiff", flat, {{"compression", compression}}).size(), 25'000u);
  for (const char* compression : {"deflate", "packbits"})
    EXPECT_LT(MustEncode("tiff", noise, {{"compression", compression}}).size(), 1'010'000u);
}

}  // namespace
}  // namespace imwrite::testing
