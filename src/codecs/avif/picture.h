// Decodes the pictures of an AVIF file, those in tiles too.
#pragma once

#include "src/codecs/avif/file.h"
#include "src/codecs/avif/frame.h"

namespace imwrite::avif {

class PictureReader {
 public:
  PictureReader(const AvifFile& file, const CodedPicture& picture)
      : file_(file), picture_(picture) {}

  // The size and the samples of the whole, out of the container and the first tile.
  Status ReadLayout(Budget* budget, SampleLayout* layout);
  // What decoding takes: dav1d's picture, what it notes of blocks, and the planes of tiles.
  uint64_t HeldBytes() const;
  // The planes are valid as long as the reader.
  Status Read(Budget* budget, Planes8Or16* planes);

 private:
  Status BytesOfTile(size_t index, Budget* budget, Bytes* bytes);
  Status ReadTiles(Budget* budget, Planes8Or16* planes);
  void PlaceTile(size_t index, const Planes8Or16& tile);

  const AvifFile& file_;
  const CodedPicture& picture_;
  SampleLayout layout_;
  Av1Decoder decoder_;
  std::vector<uint8_t> gathered_;
  // Of tiles.
  uint32_t tile_width_ = 0, tile_height_ = 0;
  Buffer memory_;
  uint8_t* planes_[3] = {};
};

}  // namespace imwrite::avif
