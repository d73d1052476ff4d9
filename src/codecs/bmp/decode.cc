// The BMP decoder: every number of bits, palettes (which come as gray where all their colors are),
// RLE, both orders of rows. Samples of fewer bits come in the range of 8.
#include <algorithm>
#include <cstring>

#include "src/codecs/bmp/header.h"
#include "src/codecs/bmp/rle.h"

namespace imwrite::bmp {
namespace {

struct StoredImage {
  Header header;
  ImageInfo info;
  bool indexed = false;
  // Of each value that an index may have, black beyond the palette; none: indices are requested.
  ColorTable colors;
};

// Where rows stand, and how many of them there are from the file's first one on.
struct StoredRows {
  const uint8_t* first = nullptr;
  size_t stride = 0;
  uint32_t bits = 8;
  bool top_down = true;
  uint32_t count = 0;
};

void ChooseLayout(bool indexed, StoredImage* picture) {
  const Header& header = picture->header;
  picture->indexed = indexed && header.is_indexed();
  picture->info = {header.width, header.height, 3, SampleType::kU8};
  if (!header.is_indexed()) {
    if (!header.masks[3].empty()) picture->info.channels = 4;
    return;
  }
  if (indexed || IsGray(header.palette)) picture->info.channels = 1;
  if (indexed) return;
  picture->colors = header.palette;
  picture->colors.resize(size_t{1} << header.bits, {0, 0, 0, 255});
}

void FromMasks(const StoredImage& picture, const uint8_t* stored, uint8_t* out) {
  const Header& header = picture.header;
  for (uint32_t x = 0; x < header.width; ++x, stored += header.bits / 8) {
    uint32_t value = stored[0] | uint32_t{stored[1]} << 8;
    if (header.bits == 32) value |= uint32_t{stored[2]} << 16 | uint32_t{stored[3]} << 24;
    for (size_t c = 0; c < picture.info.channels; ++c) *out++ = header.masks[c].Sample(value);
  }
}

void ConvertRow(const StoredImage& picture, const uint8_t* stored, uint32_t bits, uint8_t* out) {
  if (picture.header.is_indexed())
    return ExpandIndices(picture.info, stored, bits, picture.colors, out);
  if (bits != 24) return FromMasks(picture, stored, out);
  SwapRedAndBlue(stored, picture.info.width, 3, out);
}

StoredRows PlainRows(const Header& header, std::span<const uint8_t> pixels) {
  const auto stride = static_cast<size_t>(RowBytes(header.width, header.bits));
  // The last one may do without its padding.
  const uint64_t needed = (uint64_t{header.width} * header.bits + 7) / 8;
  const uint64_t count = pixels.size() < needed ? 0 : 1 + (pixels.size() - needed) / stride;
  return {pixels.data(), stride, header.bits, header.top_down,
          static_cast<uint32_t>(std::min<uint64_t>(count, header.height))};
}

Status SendRows(const DecodeJob& job, const StoredImage& picture, const StoredRows& stored) {
  const ImageInfo& info = picture.info;
  if (stored.count < info.height) {
    if (Status status = LackRows(job, kFormat, stored.count, info.height); !status.ok())
      return status;
  }
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  return SendBands(job, kFormat, info, [&](uint32_t y, uint32_t count, uint8_t* out) {
    for (uint32_t i = 0; i < count; ++i, out += row_bytes) {
      // In the order of the file.
      const uint32_t row = picture.header.top_down ? y + i : info.height - 1 - y - i;
      if (row >= stored.count) {
        std::memset(out, 0, row_bytes);
      } else {
        ConvertRow(picture,
                   stored.first +
                       (stored.top_down == picture.header.top_down ? row : y + i) * stored.stride,
                   stored.bits, out);
      }
    }
    return row_bytes * count;
  });
}

Status DecodeBmp(const DecodeJob& job) {
  Budget budget(job.options.limits, kFormat);
  StoredImage picture;
  const Header& header = picture.header;
  if (Status status = picture.header.Read(job.bytes); !status.ok()) return status;
  ChooseLayout(job.options.indexed, &picture);
  const uint64_t run_bytes = header.is_rle() ? uint64_t{header.width} * header.height : 0;
  if (Status status = budget.TakeMetadata(header.icc.size()); !status.ok()) return status;
  FileFacts facts;
  facts.metadata.icc.assign(header.icc.begin(), header.icc.end());
  if (header.dpi_x > 0 && header.dpi_y > 0) {
    facts.metadata.dpi_x = header.dpi_x;
    facts.metadata.dpi_y = header.dpi_y;
  }
  if (picture.indexed) facts.color_tables = {header.palette};
  bool wanted = false;
  if (Status status = BeginSingle(job, kFormat, facts, picture.info, run_bytes, &wanted);
      !status.ok() || !wanted)
    return status;
  const auto pixels = job.bytes.subspan(header.offset);
  StoredRows rows = PlainRows(header, pixels);
  Buffer indices;
  if (header.is_rle()) {
    if (!indices.Resize(run_bytes)) return OutOfMemory(static_cast<size_t>(run_bytes));
    rows = {indices.data(), header.width, 8, true, DecodeRuns(header, pixels, indices.data())};
  }
  return SendRows(job, picture, rows);
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .decode = DecodeBmp};

}  // namespace imwrite::bmp
