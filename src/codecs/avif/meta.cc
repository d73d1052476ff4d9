// ISO/IEC 14496-12, 8.11, and 23008-12, 9.3.
#include "src/codecs/avif/meta.h"

#include <algorithm>

namespace imwrite::avif {
namespace {

void ParseLocations(Fields fields, Meta* meta) {
  const FullHeader header = TakeFullHeader(&fields);
  if (header.version > 2) return;
  const uint16_t sizes = fields.U16();
  const auto size_at = [&](int shift) { return static_cast<size_t>(sizes >> shift & 15); };
  const size_t offset_bytes = size_at(12), length_bytes = size_at(8), base_bytes = size_at(4);
  const size_t index_bytes = header.version > 0 ? size_at(0) : 0;
  if (std::max({offset_bytes, length_bytes, base_bytes, index_bytes}) > 8) return;
  const size_t id_bytes = header.version < 2 ? 2 : 4;
  for (uint64_t count = fields.Number(id_bytes); count > 0 && fields.ok(); --count) {
    Item nowhere;
    Item* const known = meta->Find(static_cast<uint32_t>(fields.Number(id_bytes)));
    Item& item = known ? *known : nowhere;
    item.construction = header.version > 0 ? fields.U16() & 15 : 0;
    item.elsewhere = fields.U16() != 0;
    const uint64_t base = fields.Number(base_bytes);
    item.extents.clear();
    for (uint16_t extents = fields.U16(); extents > 0 && fields.ok(); --extents) {
      fields.Number(index_bytes);
      const uint64_t offset = Sum(base, fields.Number(offset_bytes));
      const uint64_t length = fields.Number(length_bytes);
      if (fields.ok()) item.extents.push_back({offset, length});
      // A loop that takes no bytes would not end with them.
      if (offset_bytes + length_bytes + index_bytes == 0) break;
    }
  }
}

// Each item takes more memory than the bytes that name it.
Status ParseInfos(Fields fields, Budget* budget, Meta* meta) {
  constexpr uint64_t kNodeBytes = 64;
  const FullHeader header = TakeFullHeader(&fields);
  fields.Number(header.version == 0 ? 2 : 4);
  for (Box box; TakeBox(&fields, &box);) {
    if (box.type != "infe") continue;
    Fields& info = box.content;
    const uint8_t version = TakeFullHeader(&info).version;
    // Older ones have no types.
    if (version < 2) continue;
    const auto id = static_cast<uint32_t>(info.Number(version == 2 ? 2 : 4));
    const bool is_protected = info.U16() != 0;
    const std::string_view type = info.Type();
    if (!info.ok()) continue;
    if (Status status = budget->TakeMemory(sizeof(Item) + kNodeBytes); !status.ok()) return status;
    Item& item = meta->items[id];
    item.type = type;
    item.hidden_by_encryption = is_protected;
    info.String();
    if (type == "mime") item.content_type = info.String();
  }
  return Ok();
}

void ParseReferences(Fields fields, Meta* meta) {
  const size_t id_bytes = TakeFullHeader(&fields).version == 0 ? 2 : 4;
  for (Box box; TakeBox(&fields, &box);) {
    Fields& content = box.content;
    Item* const item = meta->Find(static_cast<uint32_t>(content.Number(id_bytes)));
    if (!item) continue;
    for (uint16_t count = content.U16(); count > 0; --count) {
      const auto to = static_cast<uint32_t>(content.Number(id_bytes));
      if (!content.ok()) break;
      if (box.type == "dimg") item->parts.push_back(to);
      if (box.type == "cdsc") item->describes.push_back(to);
      if (box.type == "auxl") item->auxiliary_to.push_back(to);
      if (box.type == "prem") item->premultiplied_by = to;
    }
  }
}

Status ParseAssociations(Fields fields, const std::vector<Box>& properties, Meta* meta) {
  const FullHeader header = TakeFullHeader(&fields);
  const bool wide = (header.flags & 1) != 0;
  for (uint32_t count = fields.U32(); count > 0 && fields.ok(); --count) {
    Item* const item =
        meta->Find(static_cast<uint32_t>(fields.Number(header.version == 0 ? 2 : 4)));
    for (uint8_t of_item = fields.U8(); of_item > 0 && fields.ok(); --of_item) {
      const auto word = static_cast<uint32_t>(fields.Number(wide ? 2 : 1));
      const uint32_t essential = wide ? 0x8000 : 0x80;
      // One-based; 0: none.
      const uint32_t index = word & (essential - 1);
      if (index == 0 || !item) continue;
      if (index > properties.size()) return Damaged("an item has a property that is not there");
      if (!AddProperty(properties[index - 1], (word & essential) != 0, &item->properties))
        return Damaged("a property is damaged");
    }
  }
  return Ok();
}

Status ParseProperties(Fields fields, Meta* meta) {
  std::vector<Box> properties;
  for (Box box; TakeBox(&fields, &box);) {
    if (box.type == "ipco") {
      for (Box property; TakeBox(&box.content, &property);) properties.push_back(property);
    } else if (box.type == "ipma") {
      if (Status status = ParseAssociations(box.content, properties, meta); !status.ok())
        return status;
    }
  }
  return Ok();
}

}  // namespace

Status Damaged(std::string_view what) {
  return Error(Code::kCorruptData, "avif: " + std::string(what));
}

Status ParseMeta(Fields content, Budget* budget, Meta* meta) {
  TakeFullHeader(&content);
  std::vector<Box> boxes;
  for (Box box; TakeBox(&content, &box);) {
    if (box.cut) return Damaged("the file is truncated");
    boxes.push_back(box);
  }
  // The others are about these, but may come before them.
  for (const Box& box : boxes) {
    if (box.type != "iinf") continue;
    if (Status status = ParseInfos(box.content, budget, meta); !status.ok()) return status;
  }
  for (Box& box : boxes) {
    if (box.type == "pitm") {
      const uint8_t version = TakeFullHeader(&box.content).version;
      meta->primary = static_cast<uint32_t>(box.content.Number(version == 0 ? 2 : 4));
    } else if (box.type == "iloc") {
      ParseLocations(box.content, meta);
    } else if (box.type == "iref") {
      ParseReferences(box.content, meta);
    } else if (box.type == "iprp") {
      if (Status status = ParseProperties(box.content, meta); !status.ok()) return status;
    } else if (box.type == "idat") {
      meta->idat = box.content.rest();
    }
  }
  return Ok();
}

Status BytesOf(const Meta& meta, const Item& item, Bytes file, Budget* budget,
               std::vector<uint8_t>* memory, Bytes* bytes) {
  *bytes = {};
  if (item.elsewhere || item.construction > 1 || item.hidden_by_encryption)
    return Error(Code::kUnsupportedData, "avif: bytes of another file or item are not read");
  const Bytes whole = item.construction == 1 ? meta.idat : file;
  std::vector<Bytes> parts;
  uint64_t total = 0;
  for (const auto& [offset, size] : item.extents) {
    if (offset > whole.size() || size > whole.size() - offset) return Ok();
    const Bytes rest = whole.subspan(static_cast<size_t>(offset));
    parts.push_back(size == 0 ? rest : rest.first(static_cast<size_t>(size)));
    total += parts.back().size();
  }
  if (parts.size() == 1) *bytes = parts[0];
  if (parts.size() < 2) return Ok();
  if (Status status = budget->TakeMemory(total); !status.ok()) return status;
  memory->clear();
  for (const Bytes part : parts) memory->insert(memory->end(), part.begin(), part.end());
  *bytes = *memory;
  return Ok();
}

}  // namespace imwrite::avif
