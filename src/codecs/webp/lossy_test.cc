// Lossy files are those that libwebp's own import of a whole picture leads to.
#include <gtest/gtest.h>
#include <webp/encode.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

std::vector<uint8_t> ByLibwebp(const Image& image, const WebPConfig& config) {
  WebPMemoryWriter writer;
  WebPMemoryWriterInit(&writer);
  WebPPicture picture;
  WebPPictureInit(&picture);
  picture.width = static_cast<int>(image.info.width);
  picture.height = static_cast<int>(image.info.height);
  // As cwebp decides.
  picture.use_argb = config.use_sharp_yuv || config.preprocessing > 0;
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &writer;
  const auto import = image.info.channels == 4 ? WebPPictureImportRGBA : WebPPictureImportRGB;
  EXPECT_TRUE(import(&picture, image.bytes.data(), static_cast<int>(image.info.row_bytes())));
  EXPECT_TRUE(WebPEncode(&config, &picture));
  std::vector<uint8_t> bytes(writer.mem, writer.mem + writer.size);
  WebPPictureFree(&picture);
  WebPMemoryWriterClear(&writer);
  return bytes;
}

// Sizes of one band and of several, of odd and even rows.
TEST(WebpLossy, IsWhatLibwebpWrites) {
  uint32_t seed = 7;
  const std::pair<uint32_t, uint32_t> sizes[] = {{1, 1},     {2, 3},     {17, 16},  {63, 65},
                                                 {400, 301}, {3001, 41}, {16383, 7}};
  for (const auto& [width, height] : sizes) {
    for (const int channels : {3, 4}) {
      for (const bool opaque : {true, false}) {
        if (channels == 3 && !opaque) continue;
        Image image = MakeImage(width, height, channels, SampleType::kU8, seed++);
        for (size_t i = 3; channels == 4 && i < image.bytes.size(); i += 4) {
          // Bands with alpha and bands without, fully transparent pixels among them.
          const bool clear = !opaque && i > image.bytes.size() / 3;
          image.bytes[i] = clear ? static_cast<uint8_t>(i / 64 % 3 * 127) : 255;
        }
        const int quality = static_cast<int>(Random(&seed) % 101);
        const int method = static_cast<int>(Random(&seed) % 7);
        const Values options = {{"quality", double{1} * quality}, {"method", double{1} * method}};
        WebPConfig config;
        WebPConfigInit(&config);
        config.quality = static_cast<float>(quality);
        config.method = method;
        EXPECT_TRUE(MustEncode("webp", image, options) == ByLibwebp(image, config))
            << width << " x " << height << " x " << channels << (opaque ? ", opaque" : "")
            << ", quality " << quality << ", method " << method;
      }
    }
  }
}

// An option and what it is in libwebp's configuration.
struct Setting {
  NamedValue option;
  void (*set)(WebPConfig* config);
};

const Setting kSettings[] = {
    {{"segments", 2.0}, [](WebPConfig* config) { config->segments = 2; }},
    {{"snsStrength", 90.0}, [](WebPConfig* config) { config->sns_strength = 90; }},
    {{"filterStrength", 77.0}, [](WebPConfig* config) { config->filter_strength = 77; }},
    {{"filterSharpness", 5.0}, [](WebPConfig* config) { config->filter_sharpness = 5; }},
    {{"filterType", "simple"}, [](WebPConfig* config) { config->filter_type = 0; }},
    {{"autofilter", true}, [](WebPConfig* config) { config->autofilter = 1; }},
    {{"alphaCompression", false}, [](WebPConfig* config) { config->alpha_compression = 0; }},
    {{"alphaFiltering", "best"}, [](WebPConfig* config) { config->alpha_filtering = 2; }},
    {{"pass", 3.0}, [](WebPConfig* config) { config->pass = 3; }},
    {{"preprocessing", 1.0}, [](WebPConfig* config) { config->preprocessing = 1; }},
    {{"preprocessing", 2.0}, [](WebPConfig* config) { config->preprocessing = 2; }},
    {{"partitions", 2.0},
     [](WebPConfig* config) { config->partitions = 2, config->low_memory = config->method >= 3; }},
    {{"partitionLimit", 60.0}, [](WebPConfig* config) { config->partition_limit = 60; }},
    {{"emulateJpegSize", true}, [](WebPConfig* config) { config->emulate_jpeg_size = 1; }},
    {{"lowMemory", true}, [](WebPConfig* config) { config->low_memory = 1; }},
    {{"useSharpYuv", true}, [](WebPConfig* config) { config->use_sharp_yuv = 1; }},
    {{"targetSize", 2000.0},
     [](WebPConfig* config) { config->target_size = 2000, config->pass = 6; }},
    {{"targetPsnr", 41.0}, [](WebPConfig* config) { config->target_PSNR = 41, config->pass = 6; }},
    {{"qmin", 70.0}, [](WebPConfig* config) { config->qmin = 70; }},
    {{"qmax", 20.0}, [](WebPConfig* config) { config->qmax = 20; }},
};

TEST(WebpLossy, EveryOptionIsLibwebps) {
  const Image images[] = {MakeImage(113, 75, 3, SampleType::kU8),
                          MakeImage(64, 49, 4, SampleType::kU8)};
  const char* presets[] = {"default", "picture", "photo", "drawing", "icon", "text"};
  uint32_t seed = 3;
  for (const Image& image : images) {
    for (int i = 0; i < 40; ++i) {
      const auto method = static_cast<int>(Random(&seed) % 7);
      Values options = {{"method", double{1} * method}, {"preset", presets[i % 6]}};
      WebPConfig config;
      ASSERT_TRUE(WebPConfigPreset(&config, static_cast<WebPPreset>(i % 6), 80));
      config.method = method;
      // One option, or the next but six with it.
      for (const int index : {i % 20, (i + 6) % 20}) {
        const Setting& setting = kSettings[index];
        options.push_back(setting.option);
        setting.set(&config);
        if (i < 20) break;
      }
      VectorSink sink;
      const Status status = EncodeImage("webp", image, options, &sink);
      if (i == 4 || i == 23) {
        // No filter of the preset 'icon' has a type, and none of a strength of 0 a sharpness.
        EXPECT_EQ(status.option, i == 4 ? "filterType" : "filterSharpness");
        continue;
      }
      ASSERT_TRUE(status.ok()) << status.message;
      EXPECT_TRUE(sink.bytes == ByLibwebp(image, config))
          << i << ": " << options.back().name << ", method " << method;
    }
  }
}

}  // namespace
}  // namespace imwrite::testing
