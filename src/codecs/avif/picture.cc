#include "src/codecs/avif/picture.h"

#include <cstring>

namespace imwrite::avif {

Status PictureReader::BytesOfTile(size_t index, Budget* budget, Bytes* bytes) {
  const Item& item = *picture_.tiles[index];
  if (Status status = BytesOf(file_.meta, item, file_.bytes, budget, &gathered_, bytes);
      !status.ok())
    return status;
  return bytes->empty() ? Damaged("the file is truncated") : Ok();
}

Status PictureReader::ReadLayout(Budget* budget, SampleLayout* layout) {
  Bytes bytes;
  if (Status status = BytesOfTile(0, budget, &bytes); !status.ok()) return status;
  if (Status status = ReadSampleLayout(bytes, &layout_); !status.ok()) return status;
  const Properties& tile = picture_.tiles[0]->properties;
  tile_width_ = tile.width > 0 ? tile.width : layout_.width;
  tile_height_ = tile.height > 0 ? tile.height : layout_.height;
  const bool in_tiles = picture_.tiles.size() > 1;
  layout_.width = in_tiles || picture_.width > 0 ? picture_.width : tile_width_;
  layout_.height = in_tiles || picture_.height > 0 ? picture_.height : tile_height_;
  // Only the last column and row may have pixels that are not shown.
  const auto covers = [](uint32_t size, uint32_t count, uint32_t tile_size) {
    return uint64_t{tile_size} * count >= size && uint64_t{tile_size} * (count - 1) < size;
  };
  if (!covers(layout_.width, picture_.columns, tile_width_) ||
      !covers(layout_.height, picture_.rows, tile_height_))
    return Damaged("the tiles of a grid do not make up its picture");
  if (in_tiles && ((picture_.columns > 1 && layout_.shift_x && tile_width_ % 2 != 0) ||
                   (picture_.rows > 1 && layout_.shift_y && tile_height_ % 2 != 0)))
    return Damaged("the tiles of a grid share samples of chroma");
  *layout = layout_;
  return Ok();
}

uint64_t PictureReader::HeldBytes() const {
  // dav1d's planes end at multiples of 128 samples.
  const auto wide = [](uint32_t size) { return uint64_t{size} + 127; };
  const uint64_t pixels = wide(tile_width_) * wide(tile_height_);
  const uint64_t samples = layout_.gray ? pixels : layout_.shift_y ? pixels * 3 / 2 : pixels * 3;
  const uint64_t tiles = picture_.tiles.size() > 1 ? layout_.bytes() : 0;
  return samples * layout_.sample_bytes() + pixels / 2 + tiles;
}

Status PictureReader::Read(Budget* budget, Planes8Or16* planes) {
  const uint64_t tile_pixels = uint64_t{tile_width_} * tile_height_;
  if (Status status = decoder_.Open(tile_pixels, picture_.tiles[0]->properties); !status.ok())
    return status;
  if (picture_.tiles.size() > 1) return ReadTiles(budget, planes);
  Bytes bytes;
  if (Status status = BytesOfTile(0, budget, &bytes); !status.ok()) return status;
  if (Status status = decoder_.Decode(bytes, planes); !status.ok()) return status;
  if (planes->layout.IsLike(layout_)) return Ok();
  // A grid of one tile may show a part of it.
  const bool covers =
      planes->layout.width >= layout_.width && planes->layout.height >= layout_.height;
  planes->layout.width = layout_.width;
  planes->layout.height = layout_.height;
  return covers && planes->layout.IsLike(layout_)
             ? Ok()
             : Damaged("the picture is not of the size or kind that the file says");
}

Status PictureReader::ReadTiles(Budget* budget, Planes8Or16* planes) {
  if (!memory_.Resize(layout_.bytes())) return OutOfMemory(static_cast<size_t>(layout_.bytes()));
  planes->layout = layout_;
  uint8_t* at = memory_.data();
  for (int plane = 0; plane < layout_.planes(); ++plane) {
    planes->stride[plane] = static_cast<ptrdiff_t>(layout_.WidthOf(plane) * layout_.sample_bytes());
    planes->data[plane] = planes_[plane] = at;
    at += planes->stride[plane] * static_cast<ptrdiff_t>(layout_.HeightOf(plane));
  }
  SampleLayout expected = layout_;
  expected.width = tile_width_;
  expected.height = tile_height_;
  for (size_t i = 0; i < picture_.tiles.size(); ++i) {
    Bytes bytes;
    Planes8Or16 tile;
    if (Status status = BytesOfTile(i, budget, &bytes); !status.ok()) return status;
    if (Status status = decoder_.Decode(bytes, &tile); !status.ok()) return status;
    if (!tile.layout.IsLike(expected)) return Damaged("the tiles of a grid are not alike");
    PlaceTile(i, tile);
  }
  return Ok();
}

void PictureReader::PlaceTile(size_t index, const Planes8Or16& tile) {
  const auto column = static_cast<uint32_t>(index % picture_.columns);
  const auto row = static_cast<uint32_t>(index / picture_.columns);
  for (int plane = 0; plane < layout_.planes(); ++plane) {
    // Whole samples of chroma: the size of a tile is even where there are fewer of them.
    const uint32_t x = column * tile.layout.WidthOf(plane);
    const uint32_t y = row * tile.layout.HeightOf(plane);
    const uint32_t width = std::min(tile.layout.WidthOf(plane), layout_.WidthOf(plane) - x);
    const uint32_t height = std::min(tile.layout.HeightOf(plane), layout_.HeightOf(plane) - y);
    const size_t bytes = layout_.sample_bytes();
    const size_t stride = layout_.WidthOf(plane) * bytes;
    for (uint32_t i = 0; i < height; ++i)
      std::memcpy(planes_[plane] + (y + i) * stride + x * bytes, tile.Row<uint8_t>(plane, i),
                  width * bytes);
  }
}

}  // namespace imwrite::avif
