// JPEG 2000: tiles that end anywhere. Other programs judge its files in tests/contract.
#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

// The tile at the right edge, or below, has one column or row at an odd place: its lower
// resolutions are empty.
TEST(Jp2Tiles, OfOneColumnOrRow) {
  for (const auto& size : {std::array{34u, 20u}, std::array{20u, 34u}, std::array{34u, 34u}}) {
    const Image image = MakeImage(size[0], size[1], 3, SampleType::kU8);
    const auto file = MustEncode(
        "jp2", image,
        {{"psnr", 50.0}, {"irreversible", true}, {"tileWidth", 33.0}, {"tileHeight", 33.0}});
    VectorImageSink sink;
    ASSERT_TRUE(Decode(file, {}, sink).ok());
    ASSERT_EQ(sink.image.info, image.info);
    EXPECT_GT(Psnr(sink.image, image), 40.0);
  }
}

}  // namespace
}  // namespace imwrite::testing
