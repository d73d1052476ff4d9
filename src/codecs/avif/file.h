// An AVIF file: which pictures it holds, where their bytes are, and its metadata.
#pragma once

#include "src/canvas.h"
#include "src/codecs/avif/tracks.h"
#include "src/metadata.h"

namespace imwrite::avif {

// A picture that is coded in one piece, or in tiles of one size, row by row.
struct CodedPicture {
  // 0: what the bitstream says.
  uint32_t width = 0;
  uint32_t height = 0;
  uint32_t columns = 1;
  uint32_t rows = 1;
  std::vector<const Item*> tiles;
};

struct AvifFile {
  Bytes bytes;
  Meta meta;
  // The picture of a file without an animation.
  CodedPicture color;
  // Without tiles: there is none.
  CodedPicture alpha;
  bool is_premultiplied = false;
  // Of the picture as a whole.
  Properties properties;
  // Of animations only, which have no other pictures here.
  std::optional<Movie> movie;
  Metadata metadata;
  // What could not be read, beside pictures.
  std::vector<std::string> faults;
};

// The budget is for items and metadata.
Status ParseFile(Bytes bytes, Budget* budget, AvifFile* file);

// The part of a picture that is to be shown; all of it, if the aperture does not fit.
bool AreaOf(const CleanAperture& aperture, uint32_t width, uint32_t height, Rect* area);

// Color of the whole picture: the container's word comes before the bitstream's.
std::optional<std::array<uint8_t, 4>> CicpOf(const Nclx& codes, bool has_profile);

}  // namespace imwrite::avif
