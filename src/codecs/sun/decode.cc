// The Sun raster decoder: 1, 8, 24 and 32 bits, color maps (which come as gray where all their
// colors are), run lengths.
#include <algorithm>
#include <utility>

#include "src/big-endian.h"
#include "src/codecs/sun/format.h"

namespace imwrite::sun {
namespace {

struct StoredImage {
  ImageInfo info;
  uint32_t bits = 0;
  uint32_t type = kStandard;
  bool indexed = false;
  // What an index stands for; none: samples are as they are.
  ColorTable colors;
  std::span<const uint8_t> pixels;
};

uint32_t Word(std::span<const uint8_t> bytes, size_t index) { return Get32(&bytes[4 * index]); }

Status Unsupported(std::string_view what, std::string_view expected, uint32_t actual) {
  return Mismatch(Code::kUnsupportedData, "sun " + std::string(what), std::string(expected),
                  std::to_string(actual));
}

// All red, all green, all blue.
ColorTable ReadMap(std::span<const uint8_t> map, uint32_t bits) {
  const size_t count = map.size() / 3;
  ColorTable colors(size_t{1} << bits, {0, 0, 0, 255});
  for (size_t i = 0; i < std::min(count, colors.size()); ++i)
    colors[i] = {map[i], map[count + i], map[2 * count + i], 255};
  return colors;
}

Status ReadHeader(const DecodeJob& job, StoredImage* picture) {
  const auto bytes = job.bytes;
  if (bytes.size() < kHeaderBytes) return Error(Code::kCorruptData, "sun: the header is cut off");
  picture->info = {Word(bytes, 1), Word(bytes, 2), 3, SampleType::kU8};
  picture->bits = Word(bytes, 3);
  picture->type = Word(bytes, 5);
  const uint32_t map_type = Word(bytes, 6), map_bytes = Word(bytes, 7), bits = picture->bits;
  if (picture->info.width == 0 || picture->info.height == 0)
    return Error(Code::kCorruptData, "sun: the picture has no pixels");
  if (picture->info.width > kFormat.max_width || picture->info.height > kFormat.max_height)
    return Error(Code::kCorruptData, "sun: the header is damaged");
  if (bits != 1 && bits != 8 && bits != 24 && bits != 32)
    return Unsupported("bits per pixel", "1, 8, 24 or 32", bits);
  if (picture->type > kRgb) return Unsupported("type", "0 to 3", picture->type);
  if (map_type > kRawMap) return Unsupported("color map type", "0 to 2", map_type);
  if (map_bytes > bytes.size() - kHeaderBytes)
    return Error(Code::kCorruptData, "sun: the color map is cut off");
  picture->pixels = bytes.subspan(kHeaderBytes + map_bytes);
  if (bits > 8) return Ok();
  picture->info.channels = 1;
  if (map_type == kRgbMap && map_bytes > 0) {
    picture->colors = ReadMap(bytes.subspan(kHeaderBytes, map_bytes), bits);
    picture->indexed = job.options.indexed;
    if (!picture->indexed && !IsGray(picture->colors)) picture->info.channels = 3;
  } else if (bits == 1) {
    // Ink on paper.
    picture->colors = {{255, 255, 255, 255}, {0, 0, 0, 255}};
  }
  return Ok();
}

// Bytes in runs: 128, one less than the length, the byte; 128 and 0 are a byte of 128. Others are
// as they are.
class RunReader {
 public:
  explicit RunReader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  // Fewer where the file ends.
  size_t Read(uint8_t* to, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      if (left_ == 0 && !Next()) return i;
      to[i] = byte_;
      --left_;
    }
    return count;
  }

 private:
  static constexpr uint8_t kEscape = 128;

  bool Next() {
    if (at_ >= bytes_.size()) return false;
    byte_ = bytes_[at_++];
    left_ = 1;
    if (byte_ != kEscape) return true;
    if (at_ >= bytes_.size()) return false;
    left_ = bytes_[at_++] + 1u;
    if (left_ == 1) return true;
    if (at_ >= bytes_.size()) return false;
    byte_ = bytes_[at_++];
    return true;
  }

  std::span<const uint8_t> bytes_;
  size_t at_ = 0;
  uint32_t left_ = 0;
  uint8_t byte_ = 0;
};

void ConvertRow(const StoredImage& picture, const uint8_t* stored, uint8_t* out) {
  const uint32_t width = picture.info.width;
  if (picture.bits > 8) {
    // A byte of 32 bits is not used.
    const size_t pixel = picture.bits / 8, first = pixel - 3;
    const bool red_first = picture.type == kRgb;
    for (uint32_t x = 0; x < width; ++x, stored += pixel) {
      for (size_t c = 0; c < 3; ++c) *out++ = stored[first + (red_first ? c : 2 - c)];
    }
    return;
  }
  ExpandIndices(picture.info, stored, picture.bits, picture.colors, out);
}

Status DecodeSun(const DecodeJob& job) {
  StoredImage picture;
  if (Status status = ReadHeader(job, &picture); !status.ok()) return status;
  FileFacts facts;
  // Without its colors, the image comes as indices.
  if (picture.indexed) facts.color_tables = {std::exchange(picture.colors, {})};
  const ImageInfo& info = picture.info;
  const uint64_t stored_bytes = RowBytes(info.width, picture.bits);
  bool wanted = false;
  if (Status status = BeginSingle(job, kFormat, facts, info, stored_bytes, &wanted);
      !status.ok() || !wanted)
    return status;
  Buffer stored;
  if (!stored.Resize(stored_bytes)) return OutOfMemory(static_cast<size_t>(stored_bytes));
  // The last row may do without its padding.
  const auto needed = static_cast<size_t>((uint64_t{info.width} * picture.bits + 7) / 8);
  RunReader runs(picture.pixels);
  size_t at = 0;
  const auto read = [&](uint8_t* to) {
    if (picture.type == kRle) return runs.Read(to, static_cast<size_t>(stored_bytes));
    const size_t there = std::min(picture.pixels.size() - at, static_cast<size_t>(stored_bytes));
    std::copy_n(picture.pixels.data() + at, there, to);
    at += there;
    return there;
  };
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  return SendBands(job, kFormat, info, [&](uint32_t, uint32_t count, uint8_t* to) {
    for (uint32_t i = 0; i < count; ++i) {
      if (read(stored.data()) < needed) return i * row_bytes;
      ConvertRow(picture, stored.data(), to + i * row_bytes);
    }
    return count * row_bytes;
  });
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .decode = DecodeSun};

}  // namespace imwrite::sun
