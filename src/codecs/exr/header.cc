#include "src/codecs/exr/header.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "src/latin1.h"
#include "src/limits.h"
#include "src/little-endian.h"

namespace imwrite::exr {
namespace {

Status Damaged(std::string what) { return Error(Code::kCorruptData, "exr: " + std::move(what)); }
Status CutOff() { return Damaged("the header is cut off or damaged"); }

// Reads on from the start of some bytes; what is beyond their end is empty, and `failed`.
class Fields {
 public:
  explicit Fields(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  uint32_t Number() {
    const auto bytes = Take(4);
    return bytes.empty() ? 0 : GetLittle(bytes.data(), 4);
  }
  int32_t Integer() { return static_cast<int32_t>(Number()); }
  double Float() { return std::bit_cast<float>(Number()); }
  uint8_t Byte() {
    const auto bytes = Take(1);
    return bytes.empty() ? 0 : bytes[0];
  }
  // Up to a zero, which is taken too.
  std::string_view Name() {
    const auto end = std::find(bytes_.begin(), bytes_.end(), 0);
    const auto length = static_cast<size_t>(end - bytes_.begin());
    const auto bytes = Take(length + 1);
    return bytes.empty() ? std::string_view() : AsText(bytes.first(length));
  }
  std::span<const uint8_t> Take(size_t count) {
    failed_ = failed_ || bytes_.size() < count;
    if (failed_) return {};
    const auto taken = bytes_.first(count);
    bytes_ = bytes_.subspan(count);
    return taken;
  }
  static std::string_view AsText(std::span<const uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  bool failed() const { return failed_; }
  size_t left() const { return bytes_.size(); }

 private:
  std::span<const uint8_t> bytes_;
  bool failed_ = false;
};

struct Attribute {
  std::string_view name;
  std::string_view type;
  std::span<const uint8_t> value;
};

class PartReader {
 public:
  explicit PartReader(Part* part) : part_(*part) {}

  Status Read(const Attribute& attribute) {
    const auto& [name, type, value] = attribute;
    Fields fields(value);
    if (name == "channels" && type == "chlist") return ReadChannels(fields);
    if (name == "compression" && type == "compression") {
      const uint8_t number = fields.Byte();
      if (number > static_cast<uint8_t>(Compression::kDwab))
        return Mismatch(Code::kUnsupportedData, "exr compression", "0 to 9",
                        std::to_string(number));
      part_.compression = static_cast<Compression>(number);
      has_compression_ = true;
    } else if (name == "dataWindow" && type == "box2i") {
      part_.data = ReadWindow(fields);
    } else if (name == "displayWindow" && type == "box2i") {
      part_.display = ReadWindow(fields);
    } else if (name == "tiles" && type == "tiledesc") {
      part_.tile_width = fields.Number();
      part_.tile_height = fields.Number();
      mode_ = fields.Byte();
    } else if (name == "chromaticities" && type == "chromaticities") {
      Chromaticities numbers;
      for (double& number : numbers) number = fields.Float();
      const bool finite =
          std::ranges::all_of(numbers, [](double number) { return std::abs(number) < 100; });
      if (finite && !fields.failed()) part_.chromaticities = numbers;
    } else if (name == "xDensity" && type == "float") {
      part_.density = fields.Float();
    } else if (name == "pixelAspectRatio" && type == "float") {
      part_.aspect = fields.Float();
    } else if (name == "chunkCount" && type == "int") {
      stated_blocks_ = fields.Number();
    } else if (name == "type" && type == "string") {
      type_ = Fields::AsText(value);
    } else if (type == "string" && name != "name" && name != "view") {
      part_.texts.push_back({Utf8(KeywordOf(name)), Utf8(Fields::AsText(value))});
    }
    return fields.failed() ? CutOff() : Ok();
  }

  Status Finish(uint32_t flags) {
    part_.is_deep = type_.starts_with("deep");
    part_.is_tiled =
        type_.empty() ? (flags & kOneTiledPart) != 0 : type_.find("tile") != std::string_view::npos;
    // Its blocks are not read, but their offsets stand among the others'.
    part_.block_count = stated_blocks_;
    if (part_.is_deep) return Ok();
    const Window& data = part_.data;
    if (part_.channels.empty() || !has_compression_)
      return Damaged("the header does not say what the pixels are");
    if (data.x0 > data.x1 || data.y0 > data.y1) return Damaged("the picture has no pixels");
    const auto in_range = [](int32_t coordinate) {
      return std::abs(int64_t{coordinate}) <= int64_t{kMaxSide};
    };
    if (!in_range(data.x0) || !in_range(data.y0) || !in_range(data.x1) || !in_range(data.y1))
      return Damaged("the data window is out of range");
    return part_.is_tiled ? CheckTiles() : CheckSampling();
  }

 private:
  static Window ReadWindow(Fields& fields) {
    Window window;
    for (int32_t* number : {&window.x0, &window.y0, &window.x1, &window.y1})
      *number = fields.Integer();
    return window;
  }

  static std::string Utf8(std::string_view text) {
    return IsUtf8(text) ? std::string(text) : Utf8FromLatin1(text);
  }

  Status ReadChannels(Fields fields) {
    part_.channels.clear();
    for (std::string_view name = fields.Name(); !name.empty(); name = fields.Name()) {
      Channel channel{std::string(name)};
      const uint32_t kind = fields.Number();
      channel.is_perceptual = (fields.Number() & 1) != 0;
      channel.x_sampling = fields.Number();
      channel.y_sampling = fields.Number();
      if (fields.failed()) return CutOff();
      if (kind > static_cast<uint32_t>(SampleKind::kFloat))
        return Mismatch(Code::kUnsupportedData, "exr samples", "uint, half or float",
                        "kind " + std::to_string(kind));
      channel.kind = static_cast<SampleKind>(kind);
      const auto is_sampling = [](uint32_t sampling) {
        return sampling > 0 && sampling <= kMaxSide;
      };
      if (!is_sampling(channel.x_sampling) || !is_sampling(channel.y_sampling))
        return Damaged("a channel has samples nowhere");
      part_.channels.push_back(std::move(channel));
    }
    return fields.failed() ? CutOff() : Ok();
  }

  Status CheckSampling() {
    for (const Channel& channel : part_.channels) {
      if (part_.data.x0 % static_cast<int64_t>(channel.x_sampling) != 0 ||
          part_.data.y0 % static_cast<int64_t>(channel.y_sampling) != 0)
        return Damaged("a channel has no sample at the first pixel");
    }
    part_.block_count = part_.rows();
    return Ok();
  }

  Status CheckTiles() {
    if (part_.tile_width == 0 || part_.tile_height == 0 || part_.tile_width > kMaxSide ||
        part_.tile_height > kMaxSide)
      return Damaged("tiles without a size");
    for (const Channel& channel : part_.channels) {
      if (channel.x_sampling != 1 || channel.y_sampling != 1)
        return Damaged("tiles with a channel that has fewer samples");
    }
    return CountTiles();
  }

  // One size, each a half of the one before it, or these in both directions.
  Status CountTiles() {
    constexpr uint8_t kOne = 0, kRipmaps = 2;
    const uint8_t levels = mode_ & 15;
    const bool rounds_up = mode_ >> 4 != 0;
    if (levels > kRipmaps) return Damaged("tiles of an unknown mode");
    const auto tiles = [](uint32_t size, uint32_t tile) { return uint64_t{(size - 1) / tile + 1}; };
    const auto halved = [&](uint32_t size) {
      return std::max<uint32_t>(1, (size + (rounds_up ? 1 : 0)) / 2);
    };
    const uint32_t width = part_.data.width(), height = part_.data.height();
    uint64_t across = 0, down = 0, both = 0;
    uint32_t w = width, h = height;
    for (bool last = false; !last;) {
      last = levels == kOne || (w == 1 && h == 1);
      both += tiles(w, part_.tile_width) * tiles(h, part_.tile_height);
      w = halved(w);
      h = halved(h);
    }
    if (levels != kRipmaps) {
      part_.block_count = both;
      return Ok();
    }
    for (w = width;; w = halved(w)) {
      across += tiles(w, part_.tile_width);
      if (w == 1) break;
    }
    for (h = height;; h = halved(h)) {
      down += tiles(h, part_.tile_height);
      if (h == 1) break;
    }
    part_.block_count = across * down;
    return Ok();
  }

  Part& part_;
  std::string_view type_;
  uint32_t stated_blocks_ = 0;
  uint8_t mode_ = 0;
  bool has_compression_ = false;
};

// Null name: the end of a header.
Status ReadAttribute(Fields* fields, Attribute* attribute) {
  attribute->name = fields->Name();
  if (fields->failed()) return CutOff();
  if (attribute->name.empty()) return Ok();
  attribute->type = fields->Name();
  attribute->value = fields->Take(fields->Number());
  return fields->failed() ? CutOff() : Ok();
}

// `is_end`: there are no attributes, which ends the headers of several parts.
Status ReadPart(Fields* fields, uint32_t flags, Part* part, bool* is_end) {
  PartReader reader(part);
  *is_end = true;
  for (;;) {
    Attribute attribute;
    if (Status status = ReadAttribute(fields, &attribute); !status.ok()) return status;
    if (attribute.name.empty()) break;
    *is_end = false;
    if (Status status = reader.Read(attribute); !status.ok()) return status;
  }
  return *is_end ? Ok() : reader.Finish(flags);
}

// One part's offsets come after the other's.
Status PlaceTables(size_t at, size_t file_bytes, File* file) {
  for (Part& part : file->parts) {
    part.table_at = at;
    if (Product(part.block_count, 8) > file_bytes - at) return CutOff();
    at += static_cast<size_t>(8 * part.block_count);
  }
  file->blocks_at = at;
  return Ok();
}

}  // namespace

Status ReadHeaders(std::span<const uint8_t> bytes, File* file) {
  Fields fields(bytes);
  fields.Number();
  const uint32_t version = fields.Number();
  if (fields.failed()) return CutOff();
  if ((version & 255) != kVersion)
    return Mismatch(Code::kUnsupportedData, "exr version", std::to_string(kVersion),
                    std::to_string(version & 255));
  file->has_several_parts = (version & kSeveralParts) != 0;
  for (bool more = true; more;) {
    Part part;
    bool is_end = false;
    if (Status status = ReadPart(&fields, version, &part, &is_end); !status.ok()) return status;
    more = file->has_several_parts && !is_end;
    if (!is_end) file->parts.push_back(std::move(part));
  }
  if (file->parts.empty()) return CutOff();
  if ((version & kDeep) != 0 && !file->has_several_parts) file->parts.front().is_deep = true;
  return PlaceTables(bytes.size() - fields.left(), bytes.size(), file);
}

}  // namespace imwrite::exr
