// What the options write into a TIFF file, read off its tags, and the kinds of TIFF the decoder
// takes.
#include <gtest/gtest.h>
#include <tiffio.h>

#include <fstream>
#include <map>

#include "tests/native/expect.h"
#include "tests/native/tiff-entries.h"

namespace imwrite::testing {
namespace {

constexpr uint16_t kCompression = 259, kRowsPerStrip = 278, kPredictor = 317, kExtraSamples = 338,
                   kSampleFormat = 339;

// The first directory of a little endian file: tag → first value, quotients rounded down.
std::map<uint16_t, uint32_t> Tags(const std::vector<uint8_t>& bytes) {
  const auto read = [&](size_t at, int size) {
    return static_cast<uint32_t>(LittleAt(bytes, at, size));
  };
  std::map<uint16_t, uint32_t> tags;
  for (const TiffEntry& entry : TiffEntries(bytes, FirstDirectory(bytes))) {
    tags[entry.tag] = read(entry.value_at, entry.type == 3 ? 2 : 4) /
                      (entry.type == 5 ? read(entry.value_at + 4, 4) : 1);
  }
  return tags;
}

TEST(Tiff, CompressionAndPredictor) {
  const Image image = MakeImage(64, 64, 3, SampleType::kU8);
  const std::tuple<const char*, uint32_t, uint32_t> cases[] = {
      {"none", 1, 0}, {"lzw", 5, 2}, {"deflate", 8, 2}, {"packbits", 32773, 0}};
  for (const auto& [name, scheme, predictor] : cases) {
    auto tags = Tags(MustEncode("tiff", image, {{"compression", std::string(name)}}));
    EXPECT_EQ(tags[kCompression], scheme);
    EXPECT_EQ(tags[kPredictor], predictor);
  }
  EXPECT_EQ(Tags(MustEncode("tiff", image, {{"predictor", "none"}})).count(kPredictor), 1u);
  EXPECT_EQ(Tags(MustEncode("tiff", image, {{"predictor", "none"}}))[kPredictor], 1u);
  EXPECT_EQ(Tags(MustEncode("tiff", MakeImage(8, 8, 1, SampleType::kF32)))[kPredictor], 1u);
  EXPECT_EQ(Tags(MustEncode("tiff", MakeImage(8, 8, 1, SampleType::kF32),
                            {{"predictor", "float"}}))[kPredictor],
            3u);
  EXPECT_EQ(Tags(MustEncode("tiff", MakeImage(8, 8, 1, SampleType::kF32),
                            {{"predictor", "horizontal"}}))[kPredictor],
            2u);
}

TEST(Tiff, OptionsThatDoNotGoTogetherAreNamed) {
  const std::tuple<Values, SampleType, const char*> cases[] = {
      {{{"compression", "none"}, {"predictor", "horizontal"}}, SampleType::kU8, "predictor"},
      {{{"predictor", "float"}}, SampleType::kU32, "predictor"},
      {{{"compressionLevel", 5.0}}, SampleType::kU8, "compressionLevel"},
      {{{"compression", "sgilog"}}, SampleType::kU8, "compression"},
  };
  for (const auto& [options, sample_type, name] : cases) {
    ExpectRefused("tiff", MakeImage(8, 8, 3, sample_type), options, name);
  }
}

TEST(Tiff, EveryCompressionIsExactForEveryLayout) {
  for (const char* compression : {"none", "lzw", "deflate", "packbits"}) {
    for (int sample_type = 0; sample_type < 8; ++sample_type) {
      for (int channels = 1; channels <= 4; ++channels) {
        const Image image = MakeImage(333, 97, channels, static_cast<SampleType>(sample_type));
        ExpectExact("tiff", image, {{"compression", compression}, {"rowsPerStrip", 10.0}});
      }
    }
  }
}

TEST(Tiff, LogLuvStaysCloseAtEveryBrightness) {
  Image image{{64, 32, 3, SampleType::kF32}, {}};
  std::vector<float> samples;
  for (int y = 0; y < 32; ++y) {
    for (int x = 0; x < 64; ++x) {
      const auto light = static_cast<float>(std::exp2(y - 16));
      samples.insert(samples.end(),
                     {light, light * (0.2f + static_cast<float>(x) / 80), light * 0.7f});
    }
  }
  image.bytes.resize(image.info.image_bytes());
  std::memcpy(image.bytes.data(), samples.data(), image.bytes.size());
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(MustEncode("tiff", image, {{"compression", "sgilog"}}), {}, decoded).ok());
  ASSERT_EQ(decoded.image.info, image.info);
  for (size_t i = 0; i < samples.size(); ++i) {
    float value;
    std::memcpy(&value, &decoded.image.bytes[4 * i], 4);
    EXPECT_NEAR(value, samples[i], samples[i - i % 3] * 0.02) << i;
  }
}

TEST(Tiff, StripsAlphaAndFloatsAreTagged) {
  auto tags =
      Tags(MustEncode("tiff", MakeImage(64, 64, 4, SampleType::kF32), {{"rowsPerStrip", 7.0}}));
  EXPECT_EQ(tags[kRowsPerStrip], 7u);
  EXPECT_EQ(tags[kExtraSamples], 2u);  // unassociated alpha
  EXPECT_EQ(tags[kSampleFormat], 3u);
}

// The pages' metadata, and the tags of the first, when `metadata` goes with two pages.
std::map<uint16_t, uint32_t> TagsWith(const Metadata& metadata, const Values& options,
                                      VectorImageSink* decoded) {
  VectorSink sink;
  const Status status = EncodePictures(
      "tiff", {MakeImage(8, 8, 3, SampleType::kU8), MakeImage(9, 9, 1, SampleType::kU8)}, metadata,
      options, &sink);
  EXPECT_TRUE(status.ok()) << status.message;
  EXPECT_TRUE(Decode(sink.bytes, {}, *decoded).ok());
  return Tags(sink.bytes);
}

TEST(Tiff, ResolutionHasAUnit) {
  constexpr uint16_t kX = 282, kUnit = 296;
  Metadata metadata;
  metadata.dpi_x = 254;
  metadata.dpi_y = 127;
  const std::tuple<const char*, uint32_t, uint32_t, double> cases[] = {
      {"inch", 2, 254, 254}, {"centimeter", 3, 100, 254}, {"none", 1, 254, 0}};
  for (const auto& [unit, tag, x, dpi] : cases) {
    VectorImageSink decoded;
    auto tags = TagsWith(metadata, {{"resolutionUnit", unit}}, &decoded);
    EXPECT_EQ(tags[kUnit], tag);
    EXPECT_EQ(tags[kX], x);
    EXPECT_NEAR(decoded.facts.metadata.dpi_x, dpi, 1e-4);
  }
  VectorImageSink decoded;
  EXPECT_EQ(TagsWith(metadata, {}, &decoded)[kUnit], 2u);
  EXPECT_EQ(TagsWith({}, {}, &decoded).count(kUnit), 0u);
  EXPECT_EQ(TagsWith({}, {{"resolutionUnit", "centimeter"}}, &decoded)[kUnit], 3u);
}

TEST(Tiff, DamagedExifIsRefused) {
  const auto good = ExifBlock();
  for (const size_t size : {size_t{1}, size_t{9}, size_t{40}, size_t{55}, good.size() - 1}) {
    Metadata metadata;
    metadata.exif.assign(good.begin(), good.begin() + static_cast<ptrdiff_t>(size));
    VectorSink sink;
    const Status status =
        EncodePictures("tiff", {MakeImage(8, 8, 3, SampleType::kU8)}, metadata, {}, &sink);
    EXPECT_EQ(status.code, Code::kInvalidOption) << size;
    EXPECT_EQ(status.option, "metadata");
    EXPECT_TRUE(sink.bytes.empty());
  }
}

TEST(Tiff, ExifKeepsTheOrientation) {
  Metadata metadata;
  metadata.exif = ExifBlock();
  metadata.exif[30] = 6;
  VectorImageSink decoded;
  EXPECT_EQ(TagsWith(metadata, {}, &decoded)[274], 6u);
  EXPECT_EQ(decoded.image.orientation, 6);
  EXPECT_EQ(decoded.facts.metadata.exif, metadata.exif);
}

// A 16 × 16 file of the given photometric and bits made by hand, uncompressed in one strip.
std::vector<uint8_t> HandMade(uint16_t photometric, uint16_t bits,
                              const std::vector<uint8_t>& pixels) {
  std::vector<uint8_t> bytes = {'I', 'I', 42, 0, 8, 0, 0, 0};
  const auto put = [&](uint32_t value, int size) { PutLittle(value, size, &bytes); };
  const std::pair<uint16_t, uint32_t> entries[] = {
      {256, 16}, {257, 16},          {258, bits},
      {259, 1},  {262, photometric}, {273, 122},
      {277, 1},  {278, 16},          {279, static_cast<uint32_t>(pixels.size())}};
  put(std::size(entries), 2);
  for (const auto& [tag, value] : entries) put(tag, 2), put(4, 2), put(1, 4), put(value, 4);
  put(0, 4);
  bytes.insert(bytes.end(), pixels.begin(), pixels.end());
  return bytes;
}

// The file that libtiff writes of these planes, in strips or tiles of 16 × 16.
std::vector<uint8_t> Planes(const Image& image, bool tiles) {
  const std::string path = ::testing::TempDir() + "imwrite-planes.tif";
  TIFF* tiff = TIFFOpen(path.c_str(), "w");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, image.info.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, image.info.height);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, static_cast<int>(image.info.channels));
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, static_cast<int>(Bits(image.info.sample_type)));
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_SEPARATE);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
  if (tiles) TIFFSetField(tiff, TIFFTAG_TILEWIDTH, 16), TIFFSetField(tiff, TIFFTAG_TILELENGTH, 16);
  const size_t bytes = image.info.sample_bytes();
  const auto [step_x, step_y] =
      tiles ? std::pair(16u, 16u) : std::pair(image.info.width, image.info.height);
  if (!tiles) TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, step_y);
  for (uint16_t s = 0; s < image.info.channels; ++s) {
    uint32_t segment = TIFFComputeStrip(tiff, 0, s);
    for (uint32_t top = 0; top < image.info.height; top += step_y) {
      for (uint32_t left = 0; left < image.info.width; left += step_x) {
        std::vector<uint8_t> plane(bytes * step_x * step_y);
        for (uint32_t y = top; y < std::min(top + step_y, image.info.height); ++y) {
          for (uint32_t x = left; x < std::min(left + step_x, image.info.width); ++x) {
            const size_t from =
                y * image.info.row_bytes() + x * image.info.pixel_bytes() + s * bytes;
            std::memcpy(&plane[((y - top) * step_x + x - left) * bytes], &image.bytes[from], bytes);
          }
        }
        if (tiles) TIFFWriteTile(tiff, plane.data(), left, top, 0, s);
        if (!tiles)
          TIFFWriteEncodedStrip(tiff, segment++, plane.data(), static_cast<tmsize_t>(plane.size()));
      }
    }
  }
  TIFFClose(tiff);
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Tiff, PlanesOfWideSamplesAreJoined) {
  for (const SampleType sample_type : {SampleType::kU16, SampleType::kU32}) {
    for (const bool tiles : {false, true}) {
      const Image image = MakeImage(37, 50, 3, sample_type);
      VectorImageSink decoded;
      const Status status = Decode(Planes(image, tiles), {}, decoded);
      ASSERT_TRUE(status.ok()) << status.message;
      EXPECT_EQ(decoded.image.info, image.info);
      EXPECT_EQ(decoded.image.bytes, image.bytes);
    }
  }
}

TEST(Tiff, WhiteIsZeroIsTurned) {
  std::vector<uint8_t> pixels(256);
  for (int i = 0; i < 256; ++i) pixels[i] = static_cast<uint8_t>(i);
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(HandMade(0, 8, pixels), {}, decoded).ok());
  for (int i = 0; i < 256; ++i) EXPECT_EQ(decoded.image.bytes[i], 255 - i);
}

TEST(Tiff, ATagThatClaimsTooManyValuesIsDamage) {
  std::vector<uint8_t> bytes = MustEncode("tiff", MakeImage(8, 8, 3, SampleType::kU8));
  const size_t directory = bytes[4] | bytes[5] << 8;
  for (uint16_t tag : {258, 339, 273, 279}) {
    std::vector<uint8_t> bad = bytes;
    for (size_t entry = directory + 2; entry + 12 <= bad.size(); entry += 12) {
      if ((bad[entry] | bad[entry + 1] << 8) == tag) bad[entry + 6] = bad[entry + 7] = 0x10;
    }
    VectorImageSink sink;
    const Status status = Decode(bad, Values{{"limits.pixels", 1e6}}, sink);
    EXPECT_EQ(status.code, Code::kCorruptData) << tag << ' ' << status.message;
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
