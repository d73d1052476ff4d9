// Writes seeds for the fuzz targets: imwrite-fuzz-seeds <folder>. Files of every format, small, of
// many kinds; for the targets that draw calls out of their bytes, some bytes.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "src/transcode.h"
#include "tests/fuzz/draw.h"

namespace {

using namespace imwrite;
using fuzz::Image;
using fuzz::Values;

void Write(const std::filesystem::path& folder, int number, std::span<const uint8_t> bytes) {
  std::filesystem::create_directories(folder);
  std::ofstream file(folder / std::to_string(number), std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

Metadata MetadataFor(const Encoder& encoder) {
  Metadata metadata;
  const auto carries = [&](std::string_view kind) {
    return std::ranges::find(encoder.metadata.kinds, kind) != encoder.metadata.kinds.end();
  };
  if (carries("exif")) metadata.exif = testing::ExifBlock();
  if (carries("icc")) metadata.icc = testing::Noise(200);
  if (carries("xmp")) metadata.xmp = testing::Noise(40);
  if (carries("dpi")) metadata.dpi_x = metadata.dpi_y = 300;
  if (carries("text")) metadata.texts = {{testing::AnyKeyword(encoder), "words"}};
  if (carries("cicp")) metadata.cicp = testing::AnyCicp(encoder);
  return metadata;
}

// A file of each drawn call that succeeds, and of several frames and metadata.
std::vector<std::vector<uint8_t>> MakeFiles(const Encoder& encoder) {
  constexpr int kDrawn = 300;
  std::vector<std::vector<uint8_t>> files;
  for (int i = 0; i < kDrawn; ++i) {
    const std::vector<uint8_t> noise = testing::Noise(200, static_cast<uint32_t>(i));
    fuzz::Draw draw(noise.data(), noise.size());
    const Values options = fuzz::DrawOptions(encoder.options, &draw);
    const SampleType sample_type = encoder.sample_types[draw.Byte() % encoder.sample_types.size()];
    Image image = testing::MakeImage(1 + draw.Below(40), 1 + draw.Below(40), 1 + draw.Byte() % 4,
                                     sample_type);
    testing::VectorSink file;
    // Drawn options may be refused.
    if (testing::EncodeImage(encoder.format.name, image, options, &file).ok())
      files.push_back(file.bytes);
  }
  testing::VectorSink with_metadata;
  const std::vector<Image> images = {testing::MakeImage(9, 7, 3, SampleType::kU8),
                                     testing::MakeImage(9, 7, 3, SampleType::kU8, 5)};
  if (testing::EncodePictures(encoder.format.name, {images[0]}, MetadataFor(encoder), {},
                              &with_metadata)
          .ok())
    files.push_back(with_metadata.bytes);
  testing::VectorFrames frames(images);
  testing::VectorSink several;
  const Animation animation{2};
  const EncodeInput picture{frames, 2,
                            encoder.sequence == Sequence::kAnimation ? &animation : nullptr};
  if (Encode(encoder.format.name, picture, {}, several).ok()) files.push_back(several.bytes);
  return files;
}

void WriteAll(const std::filesystem::path& folder, const std::vector<std::vector<uint8_t>>& files) {
  for (size_t i = 0; i < files.size(); ++i) Write(folder, static_cast<int>(i), files[i]);
}

// For the transcoders that take the format's files: these, and what those that pack them make of
// them.
void WriteTranscoderFiles(std::string_view format, const std::vector<std::vector<uint8_t>>& files,
                          const std::filesystem::path& folder) {
  for (const Transcoder* transcoder : Transcoders()) {
    const std::string name(transcoder->format.name);
    const bool packs = !transcoder->packs.empty();
    if ((packs ? transcoder->packs : name) != format) continue;
    std::vector<std::vector<uint8_t>> all = files;
    for (const std::vector<uint8_t>& file : files) {
      testing::VectorSink packed;
      if (packs && Transcode(name, file, {}, true, {}, packed).ok()) all.push_back(packed.bytes);
    }
    WriteAll(folder / (name + "-transcode"), all);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  for (const Encoder* encoder : Encoders()) {
    const std::string format(encoder->format.name);
    const std::vector<std::vector<uint8_t>> files = MakeFiles(*encoder);
    if (testing::HasDecoder(*encoder)) WriteAll(folder / (format + "-decode"), files);
    WriteTranscoderFiles(format, files, folder);
    for (uint32_t i = 0; i < 40; ++i)
      Write(folder / (format + "-encode"), static_cast<int>(i), testing::Noise(20 + 15 * i, i));
  }
  for (const char* target : {"frames", "metadata", "options"}) {
    for (uint32_t i = 0; i < 60; ++i)
      Write(folder / target, static_cast<int>(i), testing::Noise(20 + 10 * i, i));
  }
}
