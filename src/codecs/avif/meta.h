// The box "meta": items of a file, and what it says of each.
#pragma once

#include <map>

#include "src/codecs/avif/properties.h"
#include "src/limits.h"

namespace imwrite::avif {

struct Extent {
  uint64_t offset = 0;
  // 0: up to the end.
  uint64_t size = 0;
};

struct Item {
  std::string_view type;
  // Of an item of type mime.
  std::string_view content_type;
  bool hidden_by_encryption = false;
  // Where its bytes are: in the file (0), in the box "idat" (1), or elsewhere.
  int construction = 0;
  // Its bytes are in another file.
  bool elsewhere = false;
  std::vector<Extent> extents;
  Properties properties;
  // The items that it is made of, in order.
  std::vector<uint32_t> parts;
  // The items that it describes, or is auxiliary to.
  std::vector<uint32_t> describes;
  std::vector<uint32_t> auxiliary_to;
  // The item with the alpha that its colors are multiplied by; 0: none.
  uint32_t premultiplied_by = 0;
};

struct Meta {
  uint32_t primary = 0;
  std::map<uint32_t, Item> items;
  Bytes idat;

  Item* Find(uint32_t id) {
    const auto found = items.find(id);
    return found == items.end() ? nullptr : &found->second;
  }
  const Item* Find(uint32_t id) const { return const_cast<Meta*>(this)->Find(id); }
};

// The budget is for the items.
Status ParseMeta(Fields content, Budget* budget, Meta* meta);

// The bytes of an item: those of the file where they are in one piece, or gathered in `memory`,
// for which the budget is asked. Empty, if they are not all there.
Status BytesOf(const Meta& meta, const Item& item, Bytes file, Budget* budget,
               std::vector<uint8_t>* memory, Bytes* bytes);

// An error of a file that is damaged.
Status Damaged(std::string_view what);

}  // namespace imwrite::avif
