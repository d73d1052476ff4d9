// QOI, the "Quite OK Image Format" (qoiformat.org, specification 1.0): what encoder and decoder
// share.
#pragma once

#include <array>

#include "src/codec.h"

namespace imwrite::qoi {

inline constexpr std::string_view kExtensions[] = {"qoi"};
inline constexpr std::string_view kSignatures[] = {"71 6f 69 66"};
inline constexpr Format kFormat = {.name = "qoi",
                                   .title = "QOI",
                                   .mime_type = "image/qoi",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 0x7fffffff,
                                   .max_height = 0x7fffffff,
                                   .encode_ns = 6,
                                   .decode_ns = 6};

inline constexpr size_t kHeaderBytes = 14;
inline constexpr std::array<uint8_t, 8> kEnd = {0, 0, 0, 0, 0, 0, 0, 1};

// The first bits of a chunk, or all of its first byte.
enum Tag : uint8_t {
  kIndex = 0x00,
  kDiff = 0x40,
  kLuma = 0x80,
  kRun = 0xc0,
  kRgb = 0xfe,
  kRgba = 0xff
};
inline constexpr uint8_t kTagBits = 0xc0;
// Longer runs would have the tags of kRgb and kRgba.
inline constexpr uint32_t kMaxRun = 62;

struct Pixel {
  uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Pixel&) const = default;
  // Its place among the pixels seen before.
  size_t Hash() const { return (r * 3 + g * 5 + b * 7 + a * 11) % 64; }
};

// What encoder and decoder know of the pixels so far.
struct State {
  State() { seen.fill({0, 0, 0, 0}); }
  Pixel previous;
  std::array<Pixel, 64> seen;
};

}  // namespace imwrite::qoi
