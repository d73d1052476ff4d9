// Metadata in JPEG's segments: what does not fit, and parts that are missing or in another order.
#include <gtest/gtest.h>

#include "src/transcode.h"
#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

TEST(Jpeg, MetadataThatDoesNotFitIsRefused) {
  const auto encode = [](const Metadata& metadata) {
    VectorSink sink;
    return EncodePictures("jpeg", {MakeImage(8, 8, 3, SampleType::kU8)}, metadata, {}, &sink);
  };
  Metadata fits, exif, icc, dpi;
  fits.exif = Noise(65527);
  fits.xmp = Noise(200'000);
  exif.exif = Noise(65528);
  icc.icc = Noise(255 * 65519 + 1);
  dpi.dpi_x = dpi.dpi_y = 70000;
  EXPECT_TRUE(encode(fits).ok());
  for (const Metadata& metadata : {exif, icc, dpi}) {
    const Status status = encode(metadata);
    EXPECT_EQ(status.code, Code::kInvalidOption);
    EXPECT_EQ(status.option, "metadata");
    EXPECT_FALSE(status.expected.empty() || status.actual.empty());
  }
}

TEST(Jpeg, LongXmpWithAPartMissingOrElsewhereIsTheFirstPartAlone) {
  Metadata metadata;
  metadata.xmp = Noise(200'000);
  VectorSink sink;
  ASSERT_TRUE(
      EncodePictures("jpeg", {MakeImage(8, 8, 3, SampleType::kU8)}, metadata, {}, &sink).ok());
  VectorImageSink whole;
  ASSERT_TRUE(Decode(sink.bytes, {}, whole).ok());
  EXPECT_TRUE(whole.facts.metadata.xmp == metadata.xmp);
  const std::string_view text(reinterpret_cast<const char*>(sink.bytes.data()), sink.bytes.size());
  const size_t part = text.find("http://ns.adobe.com/xmp/extension/");
  // Its name, its length and its place.
  for (const size_t at : {size_t{0}, size_t{40}, size_t{68}, size_t{74}}) {
    auto damaged = sink.bytes;
    damaged[part + at] ^= 1;
    VectorImageSink decoded;
    ASSERT_TRUE(Decode(damaged, {}, decoded).ok());
    EXPECT_LT(decoded.facts.metadata.xmp.size(), 1000u) << at;
  }
}

TEST(Jpeg, ProfileSegmentsInAnyOrder) {
  Metadata metadata;
  metadata.icc = Noise(100'000);
  VectorSink sink;
  ASSERT_TRUE(
      EncodePictures("jpeg", {MakeImage(8, 8, 3, SampleType::kU8)}, metadata, {}, &sink).ok());
  const auto& bytes = sink.bytes;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  // The first segment is full; a marker and a length stand before the name.
  const size_t first = text.find("ICC_PROFILE") - 4;
  const size_t second = text.find("ICC_PROFILE", first + 5) - 4;
  const size_t end = second + 2 + (bytes[second + 2] << 8 | bytes[second + 3]);
  auto turned = bytes;
  std::rotate(turned.begin() + first, turned.begin() + second, turned.begin() + end);
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(turned, {}, decoded).ok());
  EXPECT_TRUE(decoded.facts.metadata.icc == metadata.icc);
  turned.erase(turned.begin() + first, turned.begin() + first + (end - second));
  ASSERT_TRUE(Decode(turned, {}, decoded).ok());
  EXPECT_TRUE(decoded.facts.metadata.icc.empty());
}

// Such a JFIF segment, without the size of a thumbnail, is too short for libjpeg, but not for
// others.
TEST(Jpeg, TheResolutionOfAShortJfifSegmentTurnsAsWell) {
  Bytes file = MustEncode("jpeg", MakeImage(16, 16, 3, SampleType::kU8));
  const std::string name("JFIF\0", 5);
  const auto place = std::search(file.begin(), file.end(), name.begin(), name.end());
  ASSERT_NE(place, file.end());
  const auto at = static_cast<size_t>(place - file.begin());
  // Behind the name: version, unit, both resolutions, and the size of a thumbnail, which goes.
  file[at - 1] = 14;
  const Bytes turned_resolution = {0, 1, 0, 2};
  std::ranges::copy(Bytes{0, 2, 0, 1}, file.begin() + static_cast<ptrdiff_t>(at) + 8);
  file.erase(place + 12, place + 14);
  VectorSink sink;
  const Values options = {{"rotate", 90.0}};
  ASSERT_TRUE(Transcode("jpeg", file, options, true, {}, sink).ok());
  const Bytes& turned = sink.bytes;
  const auto found = std::search(turned.begin(), turned.end(), name.begin(), name.end());
  ASSERT_NE(found, turned.end());
  EXPECT_EQ(Bytes(found + 8, found + 12), turned_resolution);
}

}  // namespace
}  // namespace imwrite::testing
