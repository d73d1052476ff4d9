// The record of a format, and the libraries behind its code.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace imwrite {

// A boolean option that is on by default for files with this extension.
struct ExtensionOption {
  std::string_view extension;
  std::string_view option;
};

struct Format {
  // The name in the API.
  std::string_view name;
  // The name for people.
  std::string_view title;
  std::string_view mime_type;
  // Without the dot; the first is the preferred one.
  std::span<const std::string_view> extensions;
  // Signatures, each in hexadecimal digits; ".." matches any byte.
  std::span<const std::string_view> signatures;
  // The largest width and height the encoder writes.
  uint32_t max_width;
  uint32_t max_height;
  // Nanoseconds per pixel of 8-bit RGB with default options, on one thread of a desktop. Decides
  // where work runs, nothing else.
  double encode_ns;
  double decode_ns;
  std::span<const ExtensionOption> extension_options;
};

struct Library {
  std::string_view name;
  std::string version;
};

}  // namespace imwrite
