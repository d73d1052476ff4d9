// Lossy files are those that libwebp's own import of a whole picture leads to.
#include <gtest/gtest.h>
#include <webp/encode.h>

#include "tests/native/images.h"

namespace imwrite::testing {
namespace {

std::vector<uint8_t> ByLibwebp(const Image& image, int quality, int method) {
  WebPConfig config;
  WebPConfigInit(&config);
  config.quality = static_cast<float>(quality);
  config.method = method;
  WebPMemoryWriter writer;
  WebPMemoryWriterInit(&writer);
  WebPPicture picture;
  WebPPictureInit(&picture);
  picture.width = static_cast<int>(image.info.width);
  picture.height = static_cast<int>(image.info.height);
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
  const std::pair<uint32_t, uint32_t> sizes[] = {{1, 1}, {2, 3}, {17, 16}, {63, 65}, {400, 301}, {3001, 41}, {16383, 7}};
  for (const auto& [width, height] : sizes) {
    for (const int channels : {3, 4}) {
      for (const bool opaque : {true, false}) {
        if (channels == 3 && !opaque) continue;
        Image image = MakeImage(width, height, channels, Depth::kU8, seed++);
        for (size_t i = 3; channels == 4 && i < image.bytes.size(); i += 4) {
          // Bands with alpha and bands without, fully transparent pixels among them.
          const bool clear = !opaque && i > image.bytes.size() / 3;
          image.bytes[i] = clear ? static_cast<uint8_t>(i / 64 % 3 * 127) : 255;
        }
        const int quality = static_cast<int>(Random(&seed) % 101);
        const int method = static_cast<int>(Random(&seed) % 7);
        const Values options = {{"quality", double{1} * quality}, {"method", double{1} * method}};
        EXPECT_TRUE(MustEncode("webp", image, options) == ByLibwebp(image, quality, method))
            << width << " x " << height << " x " << channels << (opaque ? ", opaque" : "") << ", quality " << quality << ", method "
            << method;
      }
    }
  }
}

}  // namespace
}  // namespace imwrite::testing
