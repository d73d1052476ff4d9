// Limits: sums that stay below them, or do not, also where they are larger than any number; and
// what is said then.
#include "src/limits.h"

#include <gtest/gtest.h>

#include <limits>

#include "src/codec.h"

namespace imwrite {
namespace {

constexpr std::string_view kExtensions[] = {"test"};
constexpr Format kFormat = {.name = "test",
                            .title = "Test",
                            .mime_type = "image/test",
                            .extensions = kExtensions,
                            .max_width = 9,
                            .max_height = 9};
constexpr uint64_t kMost = std::numeric_limits<uint64_t>::max();

TEST(Limits, ProductsAndSumsEndAtTheLargestNumber) {
  EXPECT_EQ(Product(uint64_t{1} << 32, (uint64_t{1} << 32) - 1), kMost - (uint64_t{1} << 32) + 1);
  EXPECT_EQ(Product(uint64_t{1} << 32, uint64_t{1} << 32), kMost);
  EXPECT_EQ(Product(0, kMost), 0u);
  EXPECT_EQ(Product(kMost, 0), 0u);
  EXPECT_EQ(Sum(kMost - 1, 1), kMost);
  EXPECT_EQ(Sum(kMost, kMost), kMost);
  EXPECT_EQ(ImageBytes({kMost >> 32, kMost >> 32, 65535, SampleType::kF64}), kMost);
}

TEST(Limits, EachIsTheSumOfAllThatIsTaken) {
  const Limits limits{100, 50, 3, 2, 1000};
  Budget budget(limits, kFormat);
  EXPECT_TRUE(budget.TakePixels(5, 10).ok());
  EXPECT_TRUE(budget.TakePixels(5, 5, 2).ok());
  EXPECT_TRUE(budget.TakeFrames(2).ok());
  EXPECT_TRUE(budget.TakeFrames(1).ok());
  EXPECT_TRUE(budget.TakeMetadata(20).ok());
  EXPECT_TRUE(budget.TakeMetadata(30).ok());
  EXPECT_EQ(budget.metadata_left(), 0u);
  EXPECT_TRUE(budget.TakeMetadata(0).ok());
  // The metadata is memory, too.
  EXPECT_TRUE(budget.CheckMemory(950).ok());
  EXPECT_TRUE(budget.TakeMemory(950).ok());
  EXPECT_TRUE(budget.CheckScans(2).ok());

  const std::pair<Status, std::string_view> refused[] = {
      {budget.TakePixels(1, 1), "limits.pixels"},
      {budget.TakePixels(4294967295, 4294967295, kMost), "limits.pixels"},
      {budget.TakeFrames(1), "limits.frames"},
      {budget.TakeFrames(kMost), "limits.frames"},
      {budget.TakeMetadata(1), "limits.metadataBytes"},
      {budget.TakeMetadata(kMost), "limits.metadataBytes"},
      {budget.TakeMemory(1), "limits.memoryBytes"},
      {budget.CheckMemory(kMost), "limits.memoryBytes"},
      {budget.CheckScans(3), "limits.scans"}};
  for (const auto& [status, option] : refused) {
    EXPECT_EQ(status.code, Code::kImageTooLarge) << option;
    EXPECT_EQ(status.option, option);
    EXPECT_NE(status.expected.find(option), std::string::npos) << status.message;
    EXPECT_LE(status.actual.size(), 80u) << status.message;
  }
  EXPECT_EQ(budget.TakePixels(0, 5).code, Code::kCorruptData);
}

TEST(Limits, AreWholeNumbersFromOneOrInfinity) {
  const auto apply = [](double value, Limits* limits) {
    const NamedValue values[] = {{"limits.pixels", value}};
    const OptionTarget targets[] = {{LimitOptions(), limits}};
    return ApplyOptions("test", values, targets);
  };
  Limits limits;
  EXPECT_TRUE(apply(1, &limits).ok());
  EXPECT_EQ(limits.pixels, 1u);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(apply(kInfinity, &limits).ok());
  EXPECT_EQ(limits.pixels, static_cast<uint64_t>(kUnlimited));
  for (const double value :
       {0.0, -1.0, 1.5, std::numeric_limits<double>::quiet_NaN(), -kInfinity, 1e300}) {
    EXPECT_EQ(apply(value, &limits).code, Code::kInvalidOption) << value;
  }
}

}  // namespace
}  // namespace imwrite
