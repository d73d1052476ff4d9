// What a format is, and the libraries that its code comes from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace imwrite {

// Files of the extension are written with the option, where the caller does not say otherwise: one
// that is true or false.
struct ExtensionOption {
  std::string_view extension;
  std::string_view option;
};

struct Format {
  // What programs call it.
  std::string_view name;
  // What people call it.
  std::string_view title;
  std::string_view mime_type;
  // Without the dot; the first is the one to write.
  std::span<const std::string_view> extensions;
  // How its files begin, any of them: bytes in hexadecimal digits, ".." for one that may be
  // anything.
  std::span<const std::string_view> signatures;
  // The largest width and height the encoder writes.
  uint32_t max_width;
  uint32_t max_height;
  // What a pixel of 8-bit RGB takes with the default options, in nanoseconds, on one thread of a
  // desktop: for deciding where work is done, not for more.
  double encode_ns;
  double decode_ns;
  std::span<const ExtensionOption> extension_options;
};

struct Library {
  std::string_view name;
  std::string version;
};

}  // namespace imwrite
