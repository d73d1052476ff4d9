// What is particular to JPEG XL: the order of its writes, the room that the coder takes, boxes and
// errors. tests/contract/jxl.test.mjs asks other programs about the files.
#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::jxl {
namespace {

using namespace imwrite::testing;

// Records the order of the calls and the largest of them.
class OrderSink : public ByteSink {
 public:
  bool Write(const uint8_t* data, size_t size) override {
    (void)data;
    largest = std::max(largest, size);
    written += size;
    return patches == 0;
  }
  bool Patch(uint64_t offset, const uint8_t*, size_t size) override {
    ++patches;
    return offset + size < written;
  }
  size_t largest = 0;
  uint64_t written = 0;
  int patches = 0;
};

TEST(Jxl, GroupsLeaveAsTheyAreCoded) {
  const Image image = MakeImage(700, 1100, 3, SampleType::kU8);
  OrderSink sink;
  uint64_t early = 0;
  const auto note = [&](double share) {
    if (share > 0.4 && early == 0) early = sink.written;
    return true;
  };
  ASSERT_TRUE(EncodeImage("jxl", image, {}, &sink, note).ok());
  EXPECT_EQ(sink.patches, 1);
  EXPECT_GT(early, sink.written / 4);
  EXPECT_LT(early, sink.written / 2);
}

// Neighbors that differ as much as they can, in brightness and in both differences of colors: the
// coder's room is made for the most bits that there can be. The sanitizers see one bit more.
TEST(Jxl, LargestDifferences) {
  for (const uint32_t width : {256u, 300u}) {
    for (const uint16_t channels : {1, 2, 3, 4}) {
      for (const uint8_t precision : {8, 9, 13, 14, 15, 16}) {
        const SampleType type = precision > 8 ? SampleType::kU16 : SampleType::kU8;
        Image image = MakeImage(width, 256, channels, type);
        image.info.precision = precision % 8 ? precision : 0;
        const auto max = static_cast<uint16_t>((1u << precision) - 1);
        for (size_t i = 0; i < image.bytes.size() / image.info.sample_bytes(); ++i) {
          const size_t pixel = i / channels;
          const bool odd = (pixel % width + pixel / width) % 2 == 1;
          const uint16_t value = odd != (i % channels == 0) ? max : 0;
          std::memcpy(image.bytes.data() + i * image.info.sample_bytes(), &value,
                      image.info.sample_bytes());
        }
        VectorSink file;
        EXPECT_TRUE(EncodeImage("jxl", image, {}, &file).ok());
      }
    }
  }
}

TEST(Jxl, SamplesBeyondTheirPrecision) {
  Image image = MakeImage(20, 10, 3, SampleType::kU16);
  image.info.precision = 12;
  ExpectRefused("jxl", image, {}, "precision", Code::kInvalidImage);
  for (size_t i = 1; i < image.bytes.size(); i += 2) image.bytes[i] &= 15;
  VectorSink file;
  EXPECT_TRUE(EncodeImage("jxl", image, {}, &file).ok());
}

TEST(Jxl, ANakedCodestreamWhereNothingAsksForBoxes) {
  const Bytes naked = MustEncode("jxl", MakeImage(5, 5, 4, SampleType::kU8));
  EXPECT_EQ(LittleAt(naked, 0, 2), 0x0affu);
  // 16 bits are level 10, which a box states.
  const Bytes boxes = MustEncode("jxl", MakeImage(5, 5, 4, SampleType::kU16));
  EXPECT_EQ(LittleAt(boxes, 4, 4), 0x204c584au);
  EXPECT_EQ(std::string(boxes.begin() + 36, boxes.begin() + 41), "jxll\n");
}

TEST(Jxl, ColorSpacesWithoutAPlaceAreRefused) {
  const Image image = MakeImage(5, 5, 3, SampleType::kU8);
  const std::array<uint8_t, 4> strangers[] = {
      {2, 13, 0, 1}, {1, 7, 0, 1}, {1, 13, 1, 1}, {1, 13, 0, 0}};
  for (const auto& cicp : strangers) {
    Metadata metadata;
    metadata.cicp = cicp;
    VectorSink file;
    const Status status = EncodePictures("jxl", {image}, metadata, {}, &file);
    EXPECT_EQ(status.code, Code::kInvalidOption);
    EXPECT_EQ(status.option, "metadata");
    EXPECT_TRUE(file.bytes.empty());
  }
}

// All of libjxl's encoder, for the sanitizers; other programs read its files in
// tests/contract/jxl-extended.test.mjs.
TEST(JxlExtended, EveryLayoutAndEffort) {
  using Options = std::vector<NamedValue>;
  for (const Options& options :
       {Options{{"quality", 80.0}}, Options{{"distance", 1.0}, {"effort", 5.0}},
        Options{{"distance", 22.0}, {"effort", 4.0}},
        Options{{"quality", 50.0}, {"progressive", true}}, Options{{"effort", 2.0}},
        Options{{"effort", 7.0}}, Options{{"progressive", true}}}) {
    for (const SampleType type : {SampleType::kU8, SampleType::kU16, SampleType::kF32}) {
      for (const uint16_t channels : {1, 2, 3, 4}) {
        VectorSink file;
        const Status status = EncodeImage("jxl", MakeImage(61, 45, channels, type), options, &file);
        EXPECT_TRUE(status.ok()) << status.message;
        EXPECT_GT(file.bytes.size(), 20u);
      }
    }
  }
}

TEST(JxlExtended, AStopEndsIt) {
  const Image image = MakeImage(300, 200, 3, SampleType::kU8);
  const std::vector<NamedValue> options = {{"quality", 80.0}};
  VectorSink file;
  const auto stop = [](double share) { return share < 0.3; };
  EXPECT_EQ(EncodeImage("jxl", image, options, &file, stop).code, Code::kAborted);
  EXPECT_TRUE(file.bytes.empty());
}

TEST(JxlExtended, ProfilesThatAreMoreThanCurvesAreForLosslessFiles) {
  const Image image = MakeImage(5, 5, 3, SampleType::kU8);
  Metadata metadata;
  metadata.icc.resize(200);
  VectorSink file;
  const Status status = EncodePictures("jxl", {image}, metadata, {{"quality", 80.0}}, &file);
  EXPECT_EQ(status.code, Code::kInvalidOption);
  EXPECT_TRUE(EncodePictures("jxl", {image}, metadata, {{"effort", 2.0}}, &file).ok());
}

}  // namespace
}  // namespace imwrite::jxl
