#include "src/codecs/avif/file.h"

#include "src/exif.h"

namespace imwrite::avif {
namespace {

// The alpha of an item; null: it has none.
const Item* AlphaOf(const Meta& meta, uint32_t id, uint32_t* alpha_id) {
  for (const auto& [other, item] : meta.items) {
    if (item.properties.is_alpha() &&
        std::ranges::find(item.auxiliary_to, id) != item.auxiliary_to.end()) {
      *alpha_id = other;
      return &item;
    }
  }
  return nullptr;
}

Status Unsupported(std::string_view what) {
  return Error(Code::kUnsupportedData, "avif: " + std::string(what) + " is not supported");
}

Status CheckItem(const Item* item) {
  if (!item) return Damaged("an image is missing");
  if (!item->properties.unknown.empty())
    return Unsupported("the property '" + std::string(item->properties.unknown) + "'");
  if (item->hidden_by_encryption) return Unsupported("encryption");
  return Ok();
}

class FileParser {
 public:
  FileParser(Budget* budget, AvifFile* file) : budget_(budget), file_(*file) {}

  Status Parse() {
    Fields fields(file_.bytes);
    bool is_animation = false;
    std::optional<Fields> meta;
    std::optional<Fields> movie;
    for (Box box; TakeBox(&fields, &box);) {
      if (box.type == "ftyp") is_animation = box.content.Type() == "avis";
      const bool wanted = box.type == "meta" || (box.type == "moov" && is_animation);
      if (wanted && box.cut) return Damaged("the file is truncated");
      if (box.type == "meta" && !meta) meta = box.content;
      if (box.type == "moov" && is_animation) movie = box.content;
    }
    if (!meta && !movie) return Damaged("the file is truncated, or has no image");
    if (meta) {
      if (Status status = ParseMeta(*meta, budget_, &file_.meta); !status.ok()) return status;
    }
    if (Status status = movie ? ResolveMovie(*movie) : ResolveStill(); !status.ok()) return status;
    return TakeMetadata();
  }

  Status TakeMetadata() {
    for (const auto& [id, item] : file_.meta.items) {
      if (std::ranges::find(item.describes, file_.meta.primary) == item.describes.end()) continue;
      const bool is_exif = item.type == "Exif";
      const bool is_xmp = item.type == "mime" && item.content_type == "application/rdf+xml";
      if (!is_exif && !is_xmp) continue;
      std::vector<uint8_t>& to = is_exif ? file_.metadata.exif : file_.metadata.xmp;
      Bytes bytes;
      std::vector<uint8_t> memory;
      if (Status status = BytesOf(file_.meta, item, file_.bytes, budget_, &memory, &bytes);
          !status.ok() && status.code != Code::kUnsupportedData)
        return status;
      if (is_exif) bytes = ExifIn(bytes);
      if (bytes.empty()) {
        file_.faults.emplace_back(is_exif ? "its EXIF block is damaged" : "its XMP is damaged");
        continue;
      }
      if (Status status = Copy(bytes, &to); !status.ok()) return status;
    }
    // Viewers turn the picture as its properties say, whatever EXIF says: so does what is written
    // from it.
    std::vector<uint8_t>& exif = file_.metadata.exif;
    if (ExifOrientation(exif) != file_.properties.orientation()) SetExifUpright(exif);
    return Copy(file_.properties.icc, &file_.metadata.icc);
  }

 private:
  Status Copy(Bytes from, std::vector<uint8_t>* to) {
    if (Status status = budget_->TakeMetadata(from.size()); !status.ok()) return status;
    to->assign(from.begin(), from.end());
    return Ok();
  }

  // The TIFF block begins where a number in front says.
  static Bytes ExifIn(Bytes bytes) {
    Fields fields(bytes);
    const uint32_t offset = fields.U32();
    fields.Take(offset);
    const Bytes rest = fields.rest();
    const bool is_tiff =
        rest.size() >= 8 && rest[0] == rest[1] && (rest[0] == 'I' || rest[0] == 'M');
    return is_tiff ? rest : Bytes();
  }

  Status ResolveMovie(Fields content) {
    file_.movie.emplace();
    Movie& movie = *file_.movie;
    if (Status status = ParseMovie(content, file_.bytes.size(), budget_, &movie); !status.ok())
      return status;
    file_.properties = movie.color.properties;
    return Ok();
  }

  Status ResolveStill() {
    const Meta& meta = file_.meta;
    const Item* const item = meta.Find(meta.primary);
    if (Status status = CheckItem(item); !status.ok()) return status;
    file_.properties = item->properties;
    if (Status status = Resolve(*item, &file_.color); !status.ok()) return status;
    // Profiles may be those of the tiles alone.
    const Properties& first = file_.color.tiles[0]->properties;
    if (!file_.properties.nclx) file_.properties.nclx = first.nclx;
    if (file_.properties.icc.empty()) file_.properties.icc = first.icc;
    uint32_t alpha_id = 0;
    if (const Item* const alpha = AlphaOf(meta, meta.primary, &alpha_id)) {
      if (Status status = CheckItem(alpha); !status.ok()) return status;
      file_.is_premultiplied = item->premultiplied_by == alpha_id;
      return Resolve(*alpha, &file_.alpha);
    }
    return item->type == "grid" ? ResolveAlphaOfTiles(*item) : Ok();
  }

  // Each tile may have an alpha of its own.
  Status ResolveAlphaOfTiles(const Item& grid) {
    CodedPicture alpha = file_.color;
    alpha.tiles.clear();
    for (const uint32_t id : grid.parts) {
      uint32_t alpha_id = 0;
      const Item* const item = AlphaOf(file_.meta, id, &alpha_id);
      if (!item) return Ok();
      if (Status status = CheckItem(item); !status.ok()) return status;
      if (item->type != "av01") return Unsupported("an alpha of tiles");
      alpha.tiles.push_back(item);
    }
    file_.alpha = std::move(alpha);
    return Ok();
  }

  Status Resolve(const Item& item, CodedPicture* picture) {
    picture->width = item.properties.width;
    picture->height = item.properties.height;
    picture->tiles = {&item};
    if (item.type == "av01") return Ok();
    if (item.type != "grid")
      return Unsupported("an image of type '" + std::string(item.type) + "'");
    std::vector<uint8_t> memory;
    Bytes bytes;
    if (Status status = BytesOf(file_.meta, item, file_.bytes, budget_, &memory, &bytes);
        !status.ok())
      return status;
    Fields fields(bytes);
    const uint8_t version = fields.U8();
    const size_t size_bytes = fields.U8() & 1 ? 4 : 2;
    picture->rows = fields.U8() + 1u;
    picture->columns = fields.U8() + 1u;
    picture->width = static_cast<uint32_t>(fields.Number(size_bytes));
    picture->height = static_cast<uint32_t>(fields.Number(size_bytes));
    if (!fields.ok() || version != 0 || picture->width == 0 || picture->height == 0 ||
        item.parts.size() != size_t{picture->rows} * picture->columns)
      return Damaged("a grid is damaged");
    picture->tiles.clear();
    for (const uint32_t id : item.parts) {
      const Item* const tile = file_.meta.Find(id);
      if (Status status = CheckItem(tile); !status.ok()) return status;
      if (tile->type != "av01")
        return Unsupported("a tile of type '" + std::string(tile->type) + "'");
      picture->tiles.push_back(tile);
    }
    return Ok();
  }

  Budget* const budget_;
  AvifFile& file_;
};

// Twice the distance from the edge to the area, whose middle is moved by the quotient.
bool Place(uint32_t size, uint32_t numerator, uint32_t denominator, uint32_t offset_numerator,
           uint32_t offset_denominator, uint32_t* at, uint32_t* length) {
  if (denominator == 0 || offset_denominator == 0 || numerator % denominator != 0) return false;
  *length = numerator / denominator;
  const auto twice = 2 * int64_t{static_cast<int32_t>(offset_numerator)};
  const auto divisor = int64_t{offset_denominator};
  if (twice % divisor != 0) return false;
  const int64_t both = int64_t{size} + twice / divisor - *length;
  if (both < 0 || both % 2 != 0 || *length == 0 || both / 2 + *length > size) return false;
  *at = static_cast<uint32_t>(both / 2);
  return true;
}

}  // namespace

Status ParseFile(Bytes bytes, Budget* budget, AvifFile* file) {
  file->bytes = bytes;
  return FileParser(budget, file).Parse();
}

bool AreaOf(const CleanAperture& aperture, uint32_t width, uint32_t height, Rect* area) {
  *area = {0, 0, width, height};
  Rect inner;
  if (!Place(width, aperture[0], aperture[1], aperture[4], aperture[5], &inner.x, &inner.width) ||
      !Place(height, aperture[2], aperture[3], aperture[6], aperture[7], &inner.y, &inner.height))
    return false;
  *area = inner;
  return true;
}

std::optional<std::array<uint8_t, 4>> CicpOf(const Nclx& codes, bool has_profile) {
  constexpr uint16_t kUnspecified = 2, kBt709 = 1, kSrgb = 13;
  const bool says_nothing = codes.primaries == kUnspecified && codes.transfer == kUnspecified;
  // What is assumed of pictures that say nothing.
  const bool is_srgb = codes.primaries == kBt709 && codes.transfer == kSrgb && !has_profile;
  if (says_nothing || is_srgb || codes.primaries > 255 || codes.transfer > 255) return std::nullopt;
  // The samples that are given are full range red, green and blue.
  return std::array<uint8_t, 4>{static_cast<uint8_t>(codes.primaries),
                                static_cast<uint8_t>(codes.transfer), 0, 1};
}

}  // namespace imwrite::avif
