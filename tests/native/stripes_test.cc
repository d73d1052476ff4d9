// A picture's stripes, joined, are the file of one call: for every codec that splits, over layouts,
// sizes and options.
#include "tests/native/stripes.h"

#include <gtest/gtest.h>

namespace imwrite::testing {
namespace {

void ExpectTheSameFile(std::string_view format, const Image& image, const Values& options,
                       const Metadata& metadata = {}) {
  SCOPED_TRACE(std::string(format) + ' ' + std::to_string(image.info.width) + 'x' +
               std::to_string(image.info.height) + 'x' + std::to_string(image.info.channels) + ' ' +
               (options.empty() ? "" : options[0].name + '=' + ToText(options[0].value)));
  VectorSink whole;
  const Status status = EncodePictures(format, {image}, metadata, options, &whole);
  ASSERT_TRUE(status.ok()) << status.message;
  ASSERT_TRUE(EncodeStripes(format, image, metadata, options) == whole.bytes);
  VectorImageSink decoded;
  ASSERT_TRUE(Decode(whole.bytes, {}, decoded).ok());
  ASSERT_EQ(decoded.image.info.height, image.info.height);
  ASSERT_TRUE(format != "png" || !options.empty() || decoded.image.bytes == image.bytes);
}

Metadata SomeMetadata() {
  Metadata metadata;
  metadata.exif = ExifBlock();
  metadata.icc = Noise(100'000);
  metadata.dpi_x = metadata.dpi_y = 300;
  return metadata;
}

TEST(Stripes, JpegOfEverySampling) {
  const Image image = MakeImage(2001, 2101, 3, SampleType::kU8);
  for (const char* name : {"4:4:4", "4:2:2", "4:2:0", "4:4:0", "4:1:1"}) {
    ExpectTheSameFile("jpeg", image, {{"chromaSubsampling", std::string(name)}});
  }
  ExpectTheSameFile("jpeg", image, {{"quality", 20.0}}, SomeMetadata());
  for (const char* name : {"4:4:4", "4:2:0", "4:1:1"}) {
    ExpectTheSameFile("jpeg", image,
                      {{"optimizeCoding", true}, {"chromaSubsampling", std::string(name)}},
                      SomeMetadata());
  }
}

TEST(Stripes, JpegOfEveryLayout) {
  ExpectTheSameFile("jpeg", MakeImage(2001, 2101, 1, SampleType::kU8), {});
  ExpectTheSameFile("jpeg", MakeImage(2001, 2101, 4, SampleType::kU8), {});
  ExpectTheSameFile("jpeg", MakeImage(2001, 2101, 3, SampleType::kU16),
                    {{"depth", std::string("8")}});
}

TEST(Stripes, JpegOfEveryColorSpaceAndCoder) {
  const Image image = MakeImage(2001, 2101, 3, SampleType::kU8);
  for (const char* name : {"rgb", "gray"})
    ExpectTheSameFile("jpeg", image, {{"colorSpace", std::string(name)}});
  for (const char* name : {"rgb", "gray"})
    ExpectTheSameFile("jpeg", image, {{"colorSpace", std::string(name)}, {"optimizeCoding", true}});
  for (const char* name : {"cmyk", "ycck"}) {
    ExpectTheSameFile("jpeg", MakeCmyk(2001, 2101),
                      {{"colorSpace", std::string(name)}, {"optimizeCoding", true}});
  }
  ExpectTheSameFile("jpeg", image, {{"arithmeticCoding", true}});
  for (const char* name : {"cmyk", "ycck"})
    ExpectTheSameFile("jpeg", MakeCmyk(2001, 2101), {{"colorSpace", std::string(name)}});
  EXPECT_EQ(StripesOf("jpeg", image.info, Values{{"smoothing", 10.0}}).rows, 0u);
}

// A last stripe of one row; more markers than there are numbers; rows that are stripes of their
// own.
TEST(Stripes, JpegOfOddHeights) {
  const uint32_t rows = StripesOf("jpeg", {2000, 2100, 3, SampleType::kU8}, {}).rows;
  ASSERT_GT(rows, 0u);
  for (const uint32_t extra : {0u, 1u, 15u, 16u, 17u})
    ExpectTheSameFile("jpeg", MakeImage(2000, 5 * rows + extra, 3, SampleType::kU8), {});
  ExpectTheSameFile("jpeg", MakeImage(2000, 11 * rows, 1, SampleType::kU8), {});
  ExpectTheSameFile("jpeg", MakeImage(65500, 70, 3, SampleType::kU8), {});
}

TEST(Stripes, PngOfEveryLayout) {
  for (const SampleType sample_type : {SampleType::kU8, SampleType::kU16}) {
    for (int channels = 1; channels <= 4; ++channels) {
      ExpectTheSameFile("png", MakeImage(1003, 5003 / channels, channels, sample_type), {});
    }
  }
  ExpectTheSameFile("png", MakeImage(1500, 1100, 3, SampleType::kU8), {}, SomeMetadata());
}

TEST(Stripes, PngOfEveryOption) {
  const Image image = MakeImage(1201, 1251, 3, SampleType::kU8);
  for (const char* name : {"none", "sub", "up", "average", "paeth", "fast"})
    ExpectTheSameFile("png", image, {{"filter", std::string(name)}});
  for (const char* name : {"default", "rle", "huffman", "fixed"})
    ExpectTheSameFile("png", image, {{"strategy", std::string(name)}});
  for (const double level : {0.0, 1.0, 2.0, 9.0, 10.0})
    ExpectTheSameFile("png", image, {{"compressionLevel", level}});
  ExpectTheSameFile("png", MakeImage(7000, 6001, 1, SampleType::kU8), {{"bitDepth", 1.0}});
  ExpectTheSameFile("png", MakeImage(1201, 1251, 4, SampleType::kU8),
                    {{"alpha", std::string("drop")}});
}

TEST(Stripes, PngOfOddHeights) {
  const uint32_t rows = StripesOf("png", {1000, 2000, 3, SampleType::kU8}, {}).rows;
  ASSERT_GT(rows, 0u);
  for (const uint32_t extra : {0u, 1u})
    ExpectTheSameFile("png", MakeImage(1000, 5 * rows + extra, 3, SampleType::kU8), {});
  ExpectTheSameFile("png", MakeImage(400'000, 4, 3, SampleType::kU8), {});
}

TEST(Stripes, TiffOfEveryLayoutAndCompression) {
  for (const char* name : {"none", "lzw", "deflate", "packbits"}) {
    const Values options = {{"compression", std::string(name)}};
    ExpectTheSameFile("tiff", MakeImage(1003, 2503, 3, SampleType::kU8), options);
    ExpectTheSameFile("tiff", MakeImage(703, 2501, 4, SampleType::kU16), options, SomeMetadata());
  }
  ExpectTheSameFile("tiff", MakeImage(803, 2501, 3, SampleType::kF32), {});
  ExpectTheSameFile("tiff", MakeImage(803, 2501, 3, SampleType::kF32),
                    {{"compression", std::string("sgilog")}});
}

TEST(Stripes, TiffOfOddHeights) {
  for (const double strip : {1.0, 7.0, 100.0}) {
    const Values options = {{"rowsPerStrip", strip}};
    const uint32_t rows = StripesOf("tiff", {1000, 5000, 1, SampleType::kU8}, options).rows;
    ASSERT_GT(rows, 0u);
    for (const uint32_t extra : {0u, 1u, 101u})
      ExpectTheSameFile("tiff", MakeImage(1000, 3 * rows + extra, 1, SampleType::kU8), options);
  }
  ExpectTheSameFile("tiff", MakeImage(2'000'000, 3, 1, SampleType::kU8), {});
}

TEST(Stripes, OnlyOfLargePicturesWhoseOptionsAllowIt) {
  const ImageInfo large{4000, 3000, 3, SampleType::kU8};
  EXPECT_EQ(StripesOf("jpeg", large, Values{{"progressive", true}}).rows, 0u);
  EXPECT_GT(StripesOf("jpeg", large, Values{{"progressive", false}}).rows, 0u);
  EXPECT_TRUE(StripesOf("jpeg", large, Values{{"optimizeCoding", true}}).counted);
  EXPECT_FALSE(StripesOf("jpeg", large, {}).counted);
  for (const double interval : {0.0, 100.0})
    EXPECT_EQ(StripesOf("jpeg", large, Values{{"restartInterval", interval}}).rows, 0u);
  EXPECT_EQ(StripesOf("png", large, Values{{"interlaced", true}}).rows, 0u);
  EXPECT_EQ(StripesOf("jpeg", {1000, 1000, 3, SampleType::kU8}, {}).rows, 0u);
  EXPECT_EQ(StripesOf("png", {1000, 1000, 3, SampleType::kU8}, {}).rows, 0u);
  EXPECT_EQ(StripesOf("tiff", large, Values{{"rowsPerStrip", 3000.0}}).rows, 0u);
  EXPECT_EQ(StripesOf("tiff", {1000, 1000, 3, SampleType::kU8}, {}).rows, 0u);
  EXPECT_EQ(StripesOf("webp", large, {}).rows, 0u);
  // What is wrong is for the encode in one call to tell.
  EXPECT_EQ(StripesOf("jpeg", large, Values{{"quality", 101.0}}).rows, 0u);
  EXPECT_EQ(StripesOf("jpeg", {4000, 3000, 3, SampleType::kU16}, {}).rows, 0u);
  EXPECT_EQ(StripesOf("jpeg", {66000, 3000, 3, SampleType::kU8}, {}).rows, 0u);
}

TEST(Stripes, OtherRowsThanAStripesAreRefused) {
  const Image image = MakeImage(2000, 2100, 3, SampleType::kU8);
  const uint32_t rows = StripesOf("jpeg", image.info, {}).rows;
  VectorSink sink;
  for (const auto& [begin, end] :
       {std::pair(0u, 2100u), {0u, rows - 1}, {1u, rows + 1}, {rows, rows}, {2101u, 2101u}}) {
    Stripe stripe{begin, end};
    EXPECT_EQ(EncodeStripe("jpeg", image, {}, {}, &stripe, &sink).code, Code::kInternal)
        << begin << ' ' << end;
  }
  EXPECT_TRUE(sink.bytes.empty());
}

}  // namespace
}  // namespace imwrite::testing
