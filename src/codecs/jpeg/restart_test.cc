// Restart markers: how many MCUs are between them.
#include <gtest/gtest.h>

#include "tests/native/expect.h"
#include "tests/native/jpeg-segments.h"

namespace imwrite::testing {
namespace {

constexpr uint8_t kRestart = 0xdd;

TEST(Jpeg, RestartInterval) {
  const Image image = MakeImage(64, 64, 3, SampleType::kU8);
  EXPECT_EQ(Segment(MustEncode("jpeg", image, {{"restartInterval", 300.0}}), kRestart),
            (std::vector<uint8_t>{1, 44}));
}

TEST(Jpeg, RestartRowsAreWholeRowsOfMcus) {
  // 5 MCUs a row at 4:2:0, 9 at 4:4:4, and so many samples when lossless.
  const Image image = MakeImage(65, 70, 3, SampleType::kU8);
  const auto interval = [&](const Values& options) {
    return Segment(MustEncode("jpeg", image, options), kRestart);
  };
  EXPECT_EQ(interval({{"restartRows", 2.0}}), (std::vector<uint8_t>{0, 10}));
  EXPECT_EQ(interval({{"restartRows", 3.0}, {"chromaSubsampling", "4:4:4"}}),
            (std::vector<uint8_t>{0, 27}));
  EXPECT_EQ(interval({{"restartRows", 4.0}, {"lossless", true}}), (std::vector<uint8_t>{1, 4}));
  EXPECT_TRUE(interval({{"restartRows", 0.0}}).empty());
  for (const Values& options :
       {Values{{"restartRows", 1.0}, {"restartInterval", 5.0}}, Values{{"restartRows", 13108.0}}}) {
    VectorSink sink;
    EXPECT_EQ(EncodeImage("jpeg", image, options, &sink).option, "restartRows");
  }
}

}  // namespace
}  // namespace imwrite::testing
