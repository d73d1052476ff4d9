#include "src/codecs/jp2/container.h"

#include <cmath>

#include "src/box-writer.h"

namespace imwrite::jp2 {
namespace {

constexpr uint8_t kEnumerated = 1, kProfile = 2;

Status Corrupt(std::string_view what) {
  return Error(Code::kCorruptData, "jp2: " + std::string(what));
}

struct Resolution {
  uint16_t number;
  int8_t power;
};
// dpi / 0.0254 is dpi × 10000 / 254: what is left to find are the digits of dpi that fit.
constexpr uint16_t kResolutionDenominator = 254;
Resolution ResolutionOf(double dpi) {
  int digits = 0;
  const auto scaled = [&](int more) { return std::round(dpi * std::pow(10, digits + more)); };
  while (scaled(1) <= 65535 && digits < 4) ++digits;
  while (scaled(0) > 65535) --digits;
  return {static_cast<uint16_t>(scaled(0)), static_cast<int8_t>(4 - digits)};
}

void PutResolution(const Metadata& metadata, BoxWriter* boxes) {
  boxes->Box("res ", [&] {
    boxes->Box("resc", [&] {
      const Resolution y = ResolutionOf(metadata.dpi_y), x = ResolutionOf(metadata.dpi_x);
      for (const Resolution& axis : {y, x}) {
        boxes->Put(axis.number, 2);
        boxes->Put(kResolutionDenominator, 2);
      }
      for (const Resolution& axis : {y, x}) boxes->Put(static_cast<uint8_t>(axis.power), 1);
    });
  });
}

void PutHeader(const ImageInfo& info, int depth, const Metadata& metadata, BoxWriter* boxes) {
  boxes->Box("jp2h", [&] {
    boxes->Box("ihdr", [&] {
      boxes->Put(info.height, 4);
      boxes->Put(info.width, 4);
      boxes->Put(info.channels, 2);
      boxes->Put(static_cast<uint64_t>(depth - 1), 1);
      boxes->Put(7, 1);  // the compression of this standard
      boxes->Put(0, 2);  // the color space is known; no rights are claimed
    });
    boxes->Box("colr", [&] {
      const bool profile = !metadata.icc.empty();
      boxes->Put(profile ? kProfile : kEnumerated, 1);
      boxes->Put(0, 2);
      if (profile) {
        boxes->Put(metadata.icc);
      } else {
        boxes->Put(info.has_colors() ? kSrgb : kGray, 4);
      }
    });
    if (info.has_alpha()) {
      boxes->Box("cdef", [&] {
        boxes->Put(info.channels, 2);
        for (uint16_t i = 0; i < info.channels; ++i) {
          const bool alpha = i == info.alpha_index();
          boxes->Put(i, 2);
          boxes->Put(alpha ? 1 : 0, 2);
          // The color it is, from 1 on; alpha is that of all.
          boxes->Put(alpha ? 0 : i + 1u, 2);
        }
      });
    }
    if (metadata.dpi_x > 0) PutResolution(metadata, boxes);
  });
}

// Number by number: 0 where there is none.
double PerInch(uint32_t number, uint32_t denominator, uint8_t power) {
  if (denominator == 0) return 0;
  // Pixels per meter × 254 / 10000, in the order in which nothing is rounded for ours.
  return number * std::pow(10, static_cast<int8_t>(power)) * 254 / (denominator * 10000.0);
}

void ReadResolution(Fields content, StoredFile* file) {
  for (Box box; TakeBox(&content, &box);) {
    // How it was captured, which wins, or how it is shown.
    if (box.type != "resc" && (box.type != "resd" || file->dpi_x > 0)) continue;
    uint32_t numbers[4];
    for (uint32_t& number : numbers) number = box.content.U16();
    const uint8_t power_y = box.content.U8(), power_x = box.content.U8();
    if (!box.content.ok()) continue;
    file->dpi_y = PerInch(numbers[0], numbers[1], power_y);
    file->dpi_x = PerInch(numbers[2], numbers[3], power_x);
  }
}

void ReadColor(Fields content, StoredFile* file) {
  const uint8_t method = content.U8();
  content.Take(2);
  // Others than the first are there for those who do not know it.
  if (file->color_space || !file->icc.empty()) return;
  if (method == kEnumerated) {
    file->color_space = content.U32();
  } else if (method == kProfile) {
    file->icc = content.rest();
  }
}

void ReadHeader(Fields content, StoredFile* file) {
  size_t mapped = 0;
  for (Box box; TakeBox(&content, &box);) {
    if (box.type == "colr") ReadColor(box.content, file);
    if (box.type == "res ") ReadResolution(box.content, file);
    if (box.type == "cmap") mapped = box.content.rest().size() / 4;
    if (box.type == "pclr" && file->palette.empty()) {
      box.content.Take(2);
      const uint8_t columns = box.content.U8();
      for (int i = 0; i < columns; ++i) file->palette.push_back((box.content.U8() & 0x7f) + 1);
    }
  }
  if (!file->palette.empty()) file->channels = mapped > 0 ? mapped : file->palette.size();
}

void ReadUuid(Fields content, StoredFile* file) {
  const Bytes id = content.Take(kExifId.size());
  const std::string_view name(reinterpret_cast<const char*>(id.data()), id.size());
  if (name == kExifId) file->exif = content.rest();
  if (name == kXmpId) file->xmp = content.rest();
  if (name == kIptcId) file->iptc = content.rest();
}

// The marker segment that a codestream begins with.
Status ReadSize(Bytes codestream, StoredFile* file) {
  constexpr uint32_t kStart = 0xff4fff51;
  Fields fields(codestream);
  if (fields.U32() != kStart) return Corrupt("there is no codestream");
  fields.Take(4);  // its length, and what readers must be able to do
  uint32_t numbers[8];
  for (uint32_t& number : numbers) number = fields.U32();
  const auto [x1, y1, x0, y0, tile_width, tile_height, tile_x0, tile_y0] = numbers;
  const uint16_t count = fields.U16();
  for (int i = 0; i < count && fields.ok(); ++i) {
    const uint8_t depth = fields.U8();
    const uint8_t step_x = fields.U8(), step_y = fields.U8();
    file->components.push_back({(depth & 0x7f) + 1, (depth & 0x80) != 0, step_x, step_y});
  }
  if (!fields.ok()) return Corrupt("the codestream's header is cut off");
  if (count == 0 || x1 <= x0 || y1 <= y0) return Corrupt("the picture has no pixels");
  if (tile_width == 0 || tile_height == 0 || tile_x0 > x0 || tile_y0 > y0)
    return Corrupt("the codestream's header is damaged");
  file->x0 = x0;
  file->y0 = y0;
  file->width = x1 - x0;
  file->height = y1 - y0;
  const auto tiles = [](uint32_t end, uint32_t start, uint32_t size) {
    return (uint64_t{end} - start + size - 1) / size;
  };
  file->tiles = Product(tiles(x1, tile_x0, tile_width), tiles(y1, tile_y0, tile_height));
  file->tile_pixels =
      Product(std::min(tile_width, file->width), std::min(tile_height, file->height));
  if (file->palette.empty()) file->channels = count;
  return Ok();
}

}  // namespace

std::vector<uint8_t> MakeBoxes(const ImageInfo& info, int depth, const Metadata& metadata) {
  BoxWriter boxes;
  boxes.Box("jP  ", [&] { boxes.Put(0x0d0a870a, 4); });
  boxes.Box("ftyp", [&] {
    boxes.Put("jp2 ");
    boxes.Put(0, 4);
    boxes.Put("jp2 ");
  });
  PutHeader(info, depth, metadata, &boxes);
  const auto put_uuid = [&](std::string_view id, const std::vector<uint8_t>& content) {
    if (content.empty()) return;
    boxes.Box("uuid", [&] {
      boxes.Put(id);
      boxes.Put(content);
    });
  };
  put_uuid(kExifId, metadata.exif);
  put_uuid(kXmpId, metadata.xmp);
  put_uuid(kIptcId, metadata.iptc);
  boxes.Put(0, 4);
  boxes.Put("jp2c");
  return boxes.bytes();
}

Status ParseFile(Bytes bytes, StoredFile* file) {
  file->has_boxes = bytes.size() >= 4 && bytes[0] == 0;
  if (!file->has_boxes) return ReadSize(bytes, file);
  Fields fields(bytes);
  Bytes codestream;
  for (Box box; TakeBox(&fields, &box);) {
    if (box.type == "jp2h") ReadHeader(box.content, file);
    if (box.type == "uuid") ReadUuid(box.content, file);
    if (box.type == "jp2c" && codestream.empty()) codestream = box.content.rest();
  }
  return ReadSize(codestream, file);
}

}  // namespace imwrite::jp2
