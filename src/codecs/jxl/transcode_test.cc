// JPEG files in JPEG XL and out of it, for the sanitizers: whole ones, cut ones and changed ones.
// tests/contract/jpeg-in-jxl.test.mjs asks other programs about the files.
#include "src/transcode.h"

#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

Status Transcoded(const Bytes& bytes, Bytes* file, const Values& options = {}) {
  VectorSink sink;
  const Status status = Transcode("jxl", bytes, options, true, {}, sink);
  EXPECT_EQ(status.ok(), !sink.bytes.empty()) << status.message;
  *file = sink.bytes;
  return status;
}

Bytes MustTranscode(const Bytes& bytes, const Values& options = {}) {
  Bytes file;
  const Status status = Transcoded(bytes, &file, options);
  EXPECT_TRUE(status.ok()) << status.message;
  return file;
}

Bytes MakeJpeg(uint32_t width, uint32_t height, uint16_t channels, const Values& options) {
  Metadata metadata;
  metadata.exif = ExifBlock();
  metadata.icc = Noise(300);
  const bool gray = channels == 1;
  const std::string_view space = gray ? "GRAY" : "RGB ";
  std::copy(space.begin(), space.end(), metadata.icc.begin() + 16);
  VectorSink file;
  EXPECT_TRUE(EncodePictures("jpeg", {MakeImage(width, height, channels, SampleType::kU8)},
                             metadata, options, &file)
                  .ok());
  return file.bytes;
}

const Values kCodings[] = {{},
                           {{"progressive", true}},
                           {{"chromaSubsampling", std::string("4:4:4")}},
                           {{"restartInterval", 3.0}}};

TEST(JpegInJxl, ComesBackByteForByte) {
  for (const uint16_t channels : {1, 3})
    for (const Values& options : kCodings)
      for (const auto& [width, height] : {std::pair(1u, 1u), {57u, 39u}, {300u, 280u}}) {
        const Bytes jpeg = MakeJpeg(width, height, channels, options);
        const Bytes packed = MustTranscode(jpeg);
        EXPECT_EQ(MustTranscode(packed), jpeg);
      }
}

TEST(JpegInJxl, CutAndChangedFilesAreErrorsOrWhole) {
  const Bytes jpeg = MakeJpeg(57, 39, 3, {});
  for (const Bytes& whole : {jpeg, MustTranscode(jpeg)}) {
    Bytes file;
    for (size_t size = 0; size < whole.size(); size += 1 + size / 60)
      EXPECT_FALSE(
          Transcoded({whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size)}, &file).ok());
    for (size_t at = 0; at < whole.size(); at += 1 + at / 60) {
      Bytes changed = whole;
      changed[at] ^= 0x55;
      const Status status = Transcoded(changed, &file);
      EXPECT_NE(status.code, Code::kInternal) << status.message;
    }
  }
}

TEST(JpegInJxl, NeedsItsPicture) {
  Bytes packed = MustTranscode(MakeJpeg(57, 39, 3, {}));
  constexpr std::string_view kPicture = "jxlc", kOther = "free";
  const auto box = std::search(packed.begin(), packed.end(), kPicture.begin(), kPicture.end());
  ASSERT_NE(box, packed.end());
  std::copy(kOther.begin(), kOther.end(), box);
  Bytes file;
  EXPECT_EQ(Transcoded(packed, &file).code, Code::kCorruptData);
}
TEST(JpegInJxl, NamesWhatItCannotTake) {
  Bytes file;
  const Status arithmetic = Transcoded(MakeJpeg(20, 20, 3, {{"arithmeticCoding", true}}), &file);
  EXPECT_EQ(arithmetic.code, Code::kUnsupportedData);
  EXPECT_EQ(arithmetic.actual, "arithmetic coding");
  EXPECT_EQ(Transcoded(MustEncode("jxl", MakeImage(5, 5, 3, SampleType::kU8)), &file).code,
            Code::kUnsupportedData);
  const Bytes jpeg = MakeJpeg(57, 39, 3, {});
  const Bytes packed = MustTranscode(jpeg);
  for (const Bytes& bytes : {jpeg, packed}) {
    EXPECT_EQ(Transcoded(bytes, &file, {{"limits.pixels", 2222.0}}).code, Code::kImageTooLarge);
    EXPECT_FALSE(Transcoded(bytes, &file, {{"limits.memoryBytes", 10000.0}}).ok());
  }
}

}  // namespace
}  // namespace imwrite::testing
