// What the options write into a TIFF file, read off its tags, and the kinds of TIFF the decoder takes.
#include <gtest/gtest.h>

#include <map>

#include "tests/native/images.h"

namespace imwrite::testing {
namespace {

constexpr uint16_t kCompression = 259, kRowsPerStrip = 278, kPredictor = 317, kExtraSamples = 338, kSampleFormat = 339;

// The first directory of a little endian file: tag → first value.
std::map<uint16_t, uint32_t> Tags(const std::vector<uint8_t>& bytes) {
  const auto read = [&](size_t at, int size) {
    uint32_t value = 0;
    for (int i = size - 1; i >= 0; --i) value = value << 8 | bytes.at(at + i);
    return value;
  };
  std::map<uint16_t, uint32_t> tags;
  const size_t directory = read(4, 4);
  for (uint32_t i = 0; i < read(directory, 2); ++i) {
    const size_t entry = directory + 2 + 12 * i;
    const bool short_type = read(entry + 2, 2) == 3;
    const bool inside = read(entry + 4, 4) * (short_type ? 2 : 4) <= 4;
    tags[static_cast<uint16_t>(read(entry, 2))] = read(inside ? entry + 8 : read(entry + 8, 4), short_type ? 2 : 4);
  }
  return tags;
}

TEST(Tiff, CompressionAndPredictor) {
  const Image image = MakeImage(64, 64, 3, Depth::kU8);
  const std::tuple<const char*, uint32_t, uint32_t> cases[] = {{"none", 1, 0}, {"lzw", 5, 2}, {"deflate", 8, 2}, {"packbits", 32773, 0}};
  for (const auto& [name, scheme, predictor] : cases) {
    auto tags = Tags(MustEncode("tiff", image, {{"compression", std::string(name)}}));
    EXPECT_EQ(tags[kCompression], scheme);
    EXPECT_EQ(tags[kPredictor], predictor);
  }
  EXPECT_EQ(Tags(MustEncode("tiff", image, {{"predictor", false}})).count(kPredictor), 1u);
  EXPECT_EQ(Tags(MustEncode("tiff", image, {{"predictor", false}}))[kPredictor], 1u);
  EXPECT_EQ(Tags(MustEncode("tiff", MakeImage(8, 8, 1, Depth::kF32)))[kPredictor], 3u);
}

TEST(Tiff, PredictorNeedsACompressionThatHasOne) {
  VectorSink sink;
  const Status status =
      EncodeImage("tiff", MakeImage(8, 8, 3, Depth::kU8), {{"compression", std::string("none")}, {"predictor", true}}, &sink);
  EXPECT_EQ(status.code, Code::kInvalidOption);
  EXPECT_EQ(status.option, "predictor");
}

TEST(Tiff, EveryCompressionIsExactForEveryLayout) {
  for (const char* compression : {"none", "lzw", "deflate", "packbits"}) {
    for (const Depth depth : {Depth::kU8, Depth::kU16, Depth::kF32}) {
      for (int channels = 1; channels <= 4; ++channels) {
        const Image image = MakeImage(333, 97, channels, depth);
        VectorImageSink decoded;
        ASSERT_TRUE(
            Decode(MustEncode("tiff", image, {{"compression", std::string(compression)}, {"rowsPerStrip", 10.0}}), {}, decoded).ok());
        EXPECT_EQ(decoded.image.info.channels, channels);
        EXPECT_EQ(decoded.image.bytes, image.bytes) << compression << ' ' << channels;
      }
    }
  }
}

TEST(Tiff, StripsAlphaAndFloatsAreTagged) {
  auto tags = Tags(MustEncode("tiff", MakeImage(64, 64, 4, Depth::kF32), {{"rowsPerStrip", 7.0}}));
  EXPECT_EQ(tags[kRowsPerStrip], 7u);
  EXPECT_EQ(tags[kExtraSamples], 2u);  // unassociated alpha
  EXPECT_EQ(tags[kSampleFormat], 3u);
}

// A 16 × 16 file of the given photometric and bits made by hand, uncompressed in one strip.
std::vector<uint8_t> HandMade(uint16_t photometric, uint16_t bits, const std::vector<uint8_t>& pixels) {
  std::vector<uint8_t> bytes = {'I', 'I', 42, 0, 8, 0, 0, 0};
  const auto put = [&](uint32_t value, int size) {
    for (int i = 0; i < size; ++i) bytes.push_back(static_cast<uint8_t>(value >> (8 * i)));
  };
  const std::pair<uint16_t, uint32_t> entries[] = {{256, 16}, {257, 16},          {258, bits},
                                                   {259, 1},  {262, photometric}, {273, 122},
                                                   {277, 1},  {278, 16},          {279, static_cast<uint32_t>(pixels.size())}};
  put(std::size(entries), 2);
  for (const auto& [tag, value] : entries) put(tag, 2), put(4, 2), put(1, 4), put(value, 4);
  put(0, 4);
  bytes.insert(bytes.end(), pixels.begin(), pixels.end());
  return bytes;
}

TEST(Tiff, WhiteIsZeroIsTurned) {
  std::vector<uint8_t> pixels(256);
  for (int i = 0; i < 256; ++i) pixels[i] = static_cast<uint8_t>(i);
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(HandMade(0, 8, pixels), {}, decoded).ok());
  for (int i = 0; i < 256; ++i) EXPECT_EQ(decoded.image.bytes[i], 255 - i);
}

TEST(Tiff, ATagThatClaimsTooManyValuesIsDamage) {
  std::vector<uint8_t> bytes = MustEncode("tiff", MakeImage(8, 8, 3, Depth::kU8));
  const size_t directory = bytes[4] | bytes[5] << 8;
  for (uint16_t tag : {258, 339, 273, 279}) {
    std::vector<uint8_t> bad = bytes;
    for (size_t entry = directory + 2; entry + 12 <= bad.size(); entry += 12) {
      if ((bad[entry] | bad[entry + 1] << 8) == tag) bad[entry + 6] = bad[entry + 7] = 0x10;
    }
    VectorImageSink sink;
    const Status status = Decode(bad, Values{{"maxPixels", 1e6}}, sink);
    EXPECT_TRUE(status.ok() || status.code == Code::kCorruptData) << tag << ' ' << status.message;
  }
}

TEST(Tiff, BilevelIsRead) {
  std::vector<uint8_t> pixels(32, 0xf0);
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(HandMade(1, 1, pixels), {}, decoded).ok());
  ASSERT_EQ(decoded.image.info.channels, 1);
  for (int i = 0; i < 256; ++i) ASSERT_EQ(decoded.image.bytes[i], i % 8 < 4 ? 255 : 0) << i;
}

}  // namespace
}  // namespace imwrite::testing
