#include "src/codecs/exr/blocks.h"

#include "src/little-endian.h"

namespace imwrite::exr {

bool Blocks::ReadHead(uint64_t at, Head* head, uint64_t* next) const {
  if (at > bytes_.size()) return false;
  std::span<const uint8_t> rest = bytes_.subspan(static_cast<size_t>(at));
  bool is_cut = false;
  const auto number = [&] {
    is_cut = is_cut || rest.size() < 4;
    if (is_cut) return uint32_t{0};
    const uint32_t value = GetLittle(rest.data(), 4);
    rest = rest.subspan(4);
    return value;
  };
  head->part = file_.has_several_parts ? number() : 0;
  if (is_cut || head->part >= file_.parts.size()) return false;
  const Part& part = file_.parts[head->part];
  if (part.is_deep) return false;
  if (part.is_tiled) {
    head->column = number();
    head->row = number();
    const uint32_t level_x = number(), level_y = number();
    head->at_full_size = level_x == 0 && level_y == 0;
  } else {
    // The row of the picture that it begins with.
    const uint32_t y = number() - static_cast<uint32_t>(part.data.y0);
    head->column = 0;
    head->row = y / part.block_rows();
    head->at_full_size = y % part.block_rows() == 0;
  }
  const uint32_t size = number();
  if (is_cut || size > rest.size()) return false;
  head->bytes = rest.first(size);
  *next = bytes_.size() - rest.size() + size;
  return true;
}

bool Blocks::IsOurs(const Head& head) const {
  return head.part == number_ && head.at_full_size && head.column < part_.columns() &&
         head.row < part_.rows();
}

void Blocks::Look() {
  looked_ = true;
  found_.assign(size_t{part_.columns()} * part_.rows(), 0);
  Head head;
  for (uint64_t at = file_.blocks_at, next = 0; ReadHead(at, &head, &next); at = next) {
    if (IsOurs(head)) found_[size_t{head.row} * part_.columns() + head.column] = at;
  }
}

std::optional<std::span<const uint8_t>> Blocks::Find(uint32_t column, uint32_t row) {
  const size_t index = size_t{row} * part_.columns() + column;
  const auto at = [&](uint64_t offset) -> std::optional<std::span<const uint8_t>> {
    Head head;
    uint64_t next = 0;
    const bool found = offset >= file_.blocks_at && ReadHead(offset, &head, &next) &&
                       IsOurs(head) && head.column == column && head.row == row;
    return found ? std::optional(head.bytes) : std::nullopt;
  };
  if (!looked_) {
    const uint8_t* entry = &bytes_[part_.table_at + 8 * index];
    const uint64_t offset = GetLittle(entry, 4) | uint64_t{GetLittle(entry + 4, 4)} << 32;
    if (const auto bytes = at(offset)) return bytes;
    Look();
  }
  return at(found_[index]);
}

}  // namespace imwrite::exr
