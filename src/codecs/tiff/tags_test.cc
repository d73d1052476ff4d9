// Tags of the caller's own: of one page or several, little endian or big, and what is refused.
#include <gtest/gtest.h>

#include "tests/native/stripes.h"
#include "tests/native/tiff-entries.h"

namespace imwrite::testing {
namespace {

using Pages = std::vector<std::vector<Tag>>;

constexpr uint16_t kShort = 3, kDouble = 12, kLong8 = 16;

Tag Doubles(uint16_t tag, uint32_t count) { return {tag, kDouble, count, Noise(8 * count, tag)}; }

Status EncodeTags(const Pages& tags, size_t pages, const Values& options, VectorSink* sink) {
  Metadata metadata;
  metadata.tags = tags;
  return EncodePictures("tiff", std::vector<Image>(pages, MakeImage(8, 8, 3, SampleType::kU8)),
                        metadata, options, sink);
}

Pages Read(const std::vector<uint8_t>& bytes, const Values& options = {}) {
  FramesSink sink;
  EXPECT_TRUE(Decode(bytes, options, sink).ok());
  return sink.facts.metadata.tags;
}

TEST(TiffTags, OfEverySizeComeBackInOrder) {
  const std::vector<Tag> tags = {{65535, kShort, 1, {1, 2}},
                                 Doubles(33550, 3),
                                 {1, 1, 5, Noise(5)},
                                 {50000, 7, 100'000, Noise(100'000)}};
  const std::vector<Tag> sorted = {tags[2], tags[1], tags[3], tags[0]};
  for (const bool big : {false, true}) {
    VectorSink sink;
    ASSERT_TRUE(EncodeTags({tags}, 1, {{"bigTiff", big}}, &sink).ok());
    EXPECT_EQ(Read(sink.bytes), Pages{sorted});
  }
}

TEST(TiffTags, AreOfEveryPageOrOfEach) {
  const std::vector<Tag> first = {Doubles(33550, 3)},
                         last = {Doubles(33922, 6), {42113, 2, 2, {'0', 0}}};
  VectorSink all, each;
  ASSERT_TRUE(EncodeTags({first}, 3, {}, &all).ok());
  EXPECT_EQ(Read(all.bytes, {{"frameCount", 3.0}}), Pages({first, first, first}));
  ASSERT_TRUE(EncodeTags({first, {}, last}, 3, {}, &each).ok());
  EXPECT_EQ(Read(each.bytes, {{"frameCount", 3.0}}), Pages({first, {}, last}));
  EXPECT_EQ(Read(each.bytes, {{"firstFrame", 2.0}}), Pages{last});
  EXPECT_EQ(Read(each.bytes, {{"firstFrame", 1.0}}), Pages{});
  for (const size_t pages : {size_t{1}, size_t{2}, size_t{4}}) {
    VectorSink sink;
    EXPECT_EQ(EncodeTags({first, {}, last}, pages, {}, &sink).actual, "3 lists");
    EXPECT_TRUE(sink.bytes.empty());
  }
}

TEST(TiffTags, OfStripesAreThoseOfTheWholePicture) {
  const Image image = MakeImage(1003, 2503, 3, SampleType::kU8);
  Metadata metadata;
  metadata.tags = {{Doubles(33550, 3), {60000, kLong8, 1, Noise(8)}}};
  VectorSink whole;
  ASSERT_TRUE(EncodePictures("tiff", {image}, metadata, {}, &whole).ok());
  EXPECT_TRUE(EncodeStripes("tiff", image, metadata, {}) == whole.bytes);
}

TEST(TiffTags, SixtyFourBitsNeedBigTiff) {
  const Pages tags = {{{60000, kLong8, 2, Noise(16)}}};
  VectorSink automatic, classic;
  ASSERT_TRUE(EncodeTags(tags, 1, {}, &automatic).ok());
  EXPECT_EQ(automatic.bytes[2], 43);
  EXPECT_EQ(Read(automatic.bytes), tags);
  EXPECT_EQ(EncodeTags(tags, 1, {{"bigTiff", false}}, &classic).actual, "64 bits in tag 60000");
}

TEST(TiffTags, WhatIsNotTheCallersIsRefused) {
  for (const uint16_t tag :
       {254, 256, 259, 262, 266, 270, 271, 273, 274,   282,   292,   297,   305,   306,   317,
        320, 325, 330, 338, 339, 347, 530, 700, 32996, 33432, 33723, 34665, 34853, 37724, 40965}) {
    VectorSink sink;
    const Status status = EncodeTags({{{tag, kShort, 1, {1, 0}}}}, 1, {}, &sink);
    EXPECT_EQ(status.code, Code::kInvalidOption) << tag;
    EXPECT_EQ(status.option, "metadata");
    EXPECT_EQ(status.actual, "tag " + std::to_string(tag));
    EXPECT_TRUE(sink.bytes.empty());
  }
  const Tag good = Doubles(33550, 3);
  for (const Pages& tags : {Pages{{good, good}},
                            {{{60000, kShort, 2, {1, 0}}}},
                            {{{60000, 13, 1, {8, 0, 0, 0}}}},
                            {{{60000, kShort, 0, {}}}}}) {
    VectorSink sink;
    EXPECT_EQ(EncodeTags(tags, 1, {}, &sink).option, "metadata");
  }
}

// The same file as a big-endian writer has it: only what is read here needs turning.
TEST(TiffTags, OfBigEndianFilesAreTurned) {
  std::vector<uint8_t> bytes = {'M', 'M', 0, 42, 0, 0, 0, 8};
  const auto put = [&](uint32_t value, int size) { PutBig(value, size, &bytes); };
  const std::array<uint32_t, 4> entries[] = {
      {256, 3, 1, 1 << 16},      {257, 3, 1, 1 << 16}, {258, 3, 1, 8 << 16}, {259, 3, 1, 1 << 16},
      {262, 3, 1, 1 << 16},      {273, 4, 1, 8},       {278, 3, 1, 1 << 16}, {279, 4, 1, 1},
      {60000, 3, 2, 0x01020304}, {60001, 5, 1, 134}};
  put(std::size(entries), 2);
  for (const auto& [tag, type, count, value] : entries)
    put(tag, 2), put(type, 2), put(count, 4), put(value, 4);
  put(0, 4);
  put(7, 4), put(9, 4);
  ASSERT_EQ(bytes.size(), 142u);
  EXPECT_EQ(Read(bytes),
            Pages({{{60000, kShort, 2, {2, 1, 4, 3}}, {60001, 5, 1, {7, 0, 0, 0, 9, 0, 0, 0}}}}));
}

// Entries that claim the same bytes again and again must not fill the memory.
TEST(TiffTags, NoMoreIsReadThanTheFileHas) {
  std::vector<Tag> tags;
  for (uint16_t tag = 50000; tag < 50400; ++tag) tags.push_back({tag, 1, 20, Noise(20)});
  tags.push_back({60000, 1, 50'000, Noise(50'000)});
  VectorSink sink;
  ASSERT_TRUE(EncodeTags({tags}, 1, {}, &sink).ok());
  const std::vector<TiffEntry> entries = TiffEntries(sink.bytes, FirstDirectory(sink.bytes));
  for (size_t i = entries.size() - 401; i < entries.size() - 1; ++i) {
    std::copy_n(&sink.bytes[entries.back().at + 4], 8, &sink.bytes[entries[i].at + 4]);
  }
  const Pages read = Read(sink.bytes);
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].size(), 1u);
}

}  // namespace
}  // namespace imwrite::testing
