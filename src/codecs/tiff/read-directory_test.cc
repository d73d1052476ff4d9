// EXIF directories: what is kept of a block, and that hostile ones cost no more than their bytes.
#include "src/codecs/tiff/read-directory.h"

#include <gtest/gtest.h>

#include "tests/native/images.h"

namespace imwrite::tiff {
namespace {

TEST(TiffExif, ABlockIsMovedByteForByte) {
  const auto block = testing::ExifBlock();
  bool damaged = true;
  const Directory directory = ReadDirectory(block, &damaged);
  EXPECT_FALSE(damaged);
  ASSERT_EQ(directory.size(), 3u);
  EXPECT_EQ(directory[2].tag, kExifTag);
  ASSERT_EQ(directory[2].directory.size(), 1u);
  EXPECT_EQ(directory[2].directory[0].value, (std::vector<uint8_t>{1, 0, 0, 0, 125, 0, 0, 0}));
  EXPECT_EQ(WriteBlock(directory), block);
}

TEST(TiffExif, OffsetsFollowThePlace) {
  bool damaged = false;
  const Directory directory = ReadDirectory(testing::ExifBlock(), &damaged);
  std::vector<uint8_t> file = {'I', 'I', 42, 0, 200, 0, 0, 0};
  file.resize(200);
  const auto bytes = WriteDirectory(directory, 200, false);
  file.insert(file.end(), bytes.begin(), bytes.end());
  EXPECT_EQ(WriteBlock(ReadDirectory(file, &damaged)), testing::ExifBlock());
  EXPECT_FALSE(damaged);
}

TEST(TiffExif, DirectoriesThatLeadToThemselvesEnd) {
  constexpr uint32_t kEntries = 60'000;
  std::vector<uint8_t> block = {'I', 'I', 42, 0, 8, 0, 0, 0};
  const auto put = [&](uint32_t value, int size) { testing::PutLittle(value, size, &block); };
  put(kEntries, 2);
  for (uint32_t i = 0; i < kEntries; ++i)
    put(i % 2 ? 40965 : kExifTag, 2), put(4, 2), put(1, 4), put(8, 4);
  put(0, 4);
  bool damaged = false;
  const Directory directory = ReadDirectory(block, &damaged);
  EXPECT_TRUE(damaged);
  EXPECT_LE(directory.size(), 2u);
}

TEST(TiffExif, AValueThatIsSharedTooOftenIsLeftOut) {
  std::vector<uint8_t> block = {'I', 'I', 42, 0, 8, 0, 0, 0};
  const auto put = [&](uint32_t value, int size) { testing::PutLittle(value, size, &block); };
  put(4, 2);
  for (const uint32_t tag : {271, 272, 305, 306}) put(tag, 2), put(2, 2), put(1000, 4), put(62, 4);
  put(0, 4);
  block.resize(1062, 'x');
  bool damaged = false;
  EXPECT_EQ(ReadDirectory(block, &damaged).size(), 1u);
  EXPECT_TRUE(damaged);
}

TEST(TiffDirectory, MeasuresEntriesTheirValuesAndTheSearchForThem) {
  const std::vector<uint8_t> text(100, 'x');
  const Directory directory = {Short(274, 1), Bytes(270, 2, text), Short(296, 2)};
  const auto block = WriteBlock(directory);
  constexpr uint64_t kEntry = 12;
  constexpr uint64_t kSearch = 8;
  const uint64_t expected = 3 * kEntry + (0 + 1 + 2) * kSearch + 2 + text.size() + 2;
  EXPECT_EQ(MeasureTags(block, 0, 1, 1'000'000), expected);
  // What a pyramid of pixels takes is not metadata.
  const auto pixels = WriteBlock({Long(273, 8), Long(279, 4)});
  EXPECT_EQ(MeasureTags(pixels, 0, 1, 1'000'000), 2 * kEntry + kSearch);
}

}  // namespace
}  // namespace imwrite::tiff
