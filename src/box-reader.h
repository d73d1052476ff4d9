// Reads boxes of ISO base media files and JPEG 2000, within the bytes that are there.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

namespace imwrite {

using Bytes = std::span<const uint8_t>;

// Big-endian numbers and parts, one after the other. Behind the end all is 0 or empty, and ok() is
// false.
class Fields {
 public:
  Fields() = default;
  explicit Fields(Bytes bytes) : rest_(bytes) {}

  // At most 8 bytes.
  uint64_t Number(size_t bytes) {
    uint64_t value = 0;
    for (const uint8_t byte : Take(bytes)) value = value << 8 | byte;
    return value;
  }
  uint8_t U8() { return static_cast<uint8_t>(Number(1)); }
  uint16_t U16() { return static_cast<uint16_t>(Number(2)); }
  uint32_t U32() { return static_cast<uint32_t>(Number(4)); }

  Bytes Take(uint64_t bytes) {
    if (bytes > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const Bytes taken = rest_.first(static_cast<size_t>(bytes));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  std::string_view Type() { return Text(Take(4)); }
  // Up to a zero, or the end.
  std::string_view String() {
    const auto end = std::find(rest_.begin(), rest_.end(), uint8_t{0});
    const std::string_view text =
        Text(rest_.first(static_cast<size_t>(std::distance(rest_.begin(), end))));
    rest_ = rest_.subspan(text.size() + (end == rest_.end() ? 0 : 1));
    return text;
  }
  Bytes rest() const { return rest_; }
  bool ok() const { return ok_; }

 private:
  static std::string_view Text(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  Bytes rest_;
  bool ok_ = true;
};

struct Box {
  std::string_view type;
  Fields content;
  // The file ends before the box does.
  bool cut = false;
};

// Takes the next box off `fields`; false at the end, and where no box can be.
inline bool TakeBox(Fields* fields, Box* box) {
  constexpr uint64_t kHeaderBytes = 8, kLongHeaderBytes = 16;
  if (fields->rest().size() < kHeaderBytes) return false;
  uint64_t size = fields->U32();
  box->type = fields->Type();
  uint64_t header = kHeaderBytes;
  if (size == 1) {
    size = fields->Number(8);
    header = kLongHeaderBytes;
  } else if (size == 0) {
    size = header + fields->rest().size();
  }
  if (!fields->ok() || size < header) return false;
  size -= header;
  box->cut = size > fields->rest().size();
  box->content = Fields(fields->Take(std::min<uint64_t>(size, fields->rest().size())));
  return true;
}

// The version and the flags that some boxes begin with.
struct FullHeader {
  uint8_t version;
  uint32_t flags;
};
inline FullHeader TakeFullHeader(Fields* fields) {
  const uint8_t version = fields->U8();
  return {version, static_cast<uint32_t>(fields->Number(3))};
}

}  // namespace imwrite
