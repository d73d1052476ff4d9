// The header of an OpenEXR file, written.
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "src/codecs/exr/format.h"

namespace imwrite::exr {

class HeaderWriter {
 public:
  explicit HeaderWriter(uint32_t flags);

  void Channels(std::span<const Channel> channels);
  void Byte(std::string_view name, std::string_view type, uint8_t value);
  // All pixels, from 0, 0 on.
  void Window(std::string_view name, const ImageInfo& info);
  void Floats(std::string_view name, std::string_view type, std::span<const float> values);
  void String(std::string_view name, std::string_view text);
  std::span<const uint8_t> End();

 private:
  void Attribute(std::string_view name, std::string_view type, size_t size);
  void Name(std::string_view name);
  void Number(uint32_t value);

  std::vector<uint8_t> bytes_;
};

}  // namespace imwrite::exr
