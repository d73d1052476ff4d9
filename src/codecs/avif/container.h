// The container of AVIF: boxes around the frames that libaom made.
#pragma once

#include <span>
#include <vector>

#include "src/codecs/avif/av1.h"

namespace imwrite::avif {

// Color primaries, transfer function, matrix coefficients and range as numbered in ITU-T H.273.
struct ColorCodes {
  uint8_t primaries, transfer, matrix;
};

struct CodedImage {
  std::vector<uint8_t> frame;
  Av1Header header;
};

struct File {
  const ImageInfo& info;
  Layout layout;
  ColorCodes color;
  CodedImage picture;
  // No frame: there is no alpha.
  CodedImage alpha;
  const Metadata& metadata;
  int max_content_light = 0;
  int max_average_light = 0;
};

Status WriteFile(const File& file, ByteSink& sink);

}  // namespace imwrite::avif
