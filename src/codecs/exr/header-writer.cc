#include "src/codecs/exr/header-writer.h"

#include <bit>

#include "src/little-endian.h"

namespace imwrite::exr {

HeaderWriter::HeaderWriter(uint32_t flags) {
  Number(kMagic);
  Number(kVersion | flags);
}

void HeaderWriter::Channels(std::span<const Channel> channels) {
  constexpr size_t kNumbers = 4;
  size_t size = 1;
  for (const Channel& channel : channels) size += channel.name.size() + 1 + 4 * kNumbers;
  Attribute("channels", "chlist", size);
  for (const Channel& channel : channels) {
    Name(channel.name);
    const uint32_t numbers[kNumbers] = {static_cast<uint32_t>(channel.kind), channel.is_perceptual,
                                        channel.x_sampling, channel.y_sampling};
    for (const uint32_t number : numbers) Number(number);
  }
  bytes_.push_back(0);
}

void HeaderWriter::Byte(std::string_view name, std::string_view type, uint8_t value) {
  Attribute(name, type, 1);
  bytes_.push_back(value);
}

void HeaderWriter::Window(std::string_view name, const ImageInfo& info) {
  Attribute(name, "box2i", 16);
  for (const uint32_t number : {0u, 0u, info.width - 1, info.height - 1}) Number(number);
}

void HeaderWriter::Floats(std::string_view name, std::string_view type,
                          std::span<const float> values) {
  Attribute(name, type, values.size_bytes());
  for (const float value : values) Number(std::bit_cast<uint32_t>(value));
}

void HeaderWriter::String(std::string_view name, std::string_view text) {
  Attribute(name, "string", text.size());
  bytes_.insert(bytes_.end(), text.begin(), text.end());
}

std::span<const uint8_t> HeaderWriter::End() {
  bytes_.push_back(0);
  return bytes_;
}

void HeaderWriter::Attribute(std::string_view name, std::string_view type, size_t size) {
  Name(name);
  Name(type);
  Number(static_cast<uint32_t>(size));
}

void HeaderWriter::Name(std::string_view name) {
  bytes_.insert(bytes_.end(), name.begin(), name.end());
  bytes_.push_back(0);
}

void HeaderWriter::Number(uint32_t value) { PutLittle(value, 4, &bytes_); }

}  // namespace imwrite::exr
