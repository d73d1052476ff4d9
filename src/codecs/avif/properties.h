// What a file says of an image beside its samples: ISO/IEC 23008-12 and MIAF's properties.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "src/box-reader.h"

namespace imwrite::avif {

// As numbered in ITU-T H.273.
struct Nclx {
  uint16_t primaries = 2;
  uint16_t transfer = 2;
  uint16_t matrix = 2;
  bool full_range = false;
};

// Quotients of numerator and denominator: width, height, and where the middle is moved to.
using CleanAperture = std::array<uint32_t, 8>;

struct Properties {
  uint32_t width = 0;
  uint32_t height = 0;
  // Whether there is a configuration of AV1.
  bool is_av1 = false;
  std::optional<Nclx> nclx;
  Bytes icc;
  int quarters_left = 0;
  // 0: top and bottom change places, 1: left and right; -1: none.
  int mirror = -1;
  std::optional<CleanAperture> aperture;
  std::string_view auxiliary;
  int operating_point = 0;
  // -1: the last one.
  int layer = -1;
  // A property that must be known to show the image, and is not.
  std::string_view unknown;

  bool is_alpha() const {
    return auxiliary == "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha" ||
           auxiliary == "urn:mpeg:hevc:2015:auxid:1";
  }
  // EXIF's word for the turn, and the mirror after it.
  int orientation() const;
};

// Adds what a box says. False: it is damaged.
bool AddProperty(Box box, bool essential, Properties* properties);

}  // namespace imwrite::avif
