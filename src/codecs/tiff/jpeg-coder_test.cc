// JPEG in TIFF, near the picture as libtiff reads it, in whatever segments and by stripes.
#include <gtest/gtest.h>

#include "tests/native/stripes.h"

namespace imwrite::testing {
namespace {

// Returns whether the picture has stripes, which must make up the same file.
bool ExpectNear(const Image& image, Values options) {
  options.push_back({"compression", "jpeg"});
  SCOPED_TRACE(std::to_string(image.info.width) + " × " + std::to_string(image.info.height) + ", " +
               options.front().name + '=' + ToText(options.front().value));
  const std::vector<uint8_t> bytes = MustEncode("tiff", image, options);
  VectorImageSink decoded;
  const Status status = Decode(bytes, {}, decoded);
  EXPECT_TRUE(status.ok()) << status.message;
  EXPECT_EQ(decoded.image.info, image.info);
  if (decoded.image.info != image.info) return false;
  double sum = 0;
  for (size_t i = 0; i < image.bytes.size(); ++i)
    sum += std::abs(image.bytes[i] - decoded.image.bytes[i]);
  EXPECT_LT(sum / static_cast<double>(image.bytes.size()), 2.9);
  return ExpectStripesMakeUp(bytes, "tiff", image, options);
}

TEST(TiffJpeg, AnySizeAndCut) {
  for (const int channels : {1, 3}) {
    for (const auto& [width, height] :
         {std::pair{1u, 1u}, {7u, 100u}, {16u, 16u}, {17u, 33u}, {300u, 70u}}) {
      for (const char* sampling : {"4:4:4", "4:2:0"})
        ExpectNear(MakeImage(width, height, channels, SampleType::kU8),
                   {{"chromaSubsampling", sampling}});
      ExpectNear(MakeImage(width, height, channels, SampleType::kU8), {{"rowsPerStrip", 16.0}});
      ExpectNear(MakeImage(width, height, channels, SampleType::kU8),
                 {{"tileWidth", 48.0}, {"tileHeight", 32.0}});
      ExpectNear(MakeImage(width, height, channels, SampleType::kU8),
                 {{"pyramid", true}, {"tileWidth", 16.0}, {"tileHeight", 16.0}});
    }
  }
  EXPECT_TRUE(ExpectNear(MakeImage(1003, 2101, 3, SampleType::kU8), {{"quality", 100.0}}));
}

TEST(TiffJpeg, NoiseGrowsTheStream) {
  Image noise = MakeImage(600, 400, 3, SampleType::kU8);
  uint32_t seed = 5;
  for (uint8_t& sample : noise.bytes) sample = static_cast<uint8_t>(Random(&seed));
  ExpectNear(noise, {{"quality", 100.0}, {"chromaSubsampling", "4:4:4"}, {"rowsPerStrip", 400.0}});
}

}  // namespace
}  // namespace imwrite::testing
