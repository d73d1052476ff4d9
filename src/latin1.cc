#include "src/latin1.h"

#include <cstddef>
#include <cstdint>

namespace imwrite {
namespace {

uint8_t ByteAt(std::string_view text, size_t i) { return static_cast<uint8_t>(text[i]); }

// Takes a character off `text`: its number; -1 where there is none (Unicode Standard, table 3-7).
int32_t TakeCharacter(std::string_view* text) {
  const uint8_t first = ByteAt(*text, 0);
  const size_t length = first < 0x80                    ? 1
                        : first >= 0xc2 && first < 0xe0 ? 2
                        : (first & 0xf0) == 0xe0        ? 3
                        : first >= 0xf0 && first < 0xf5 ? 4
                                                        : 0;
  if (length == 0 || length > text->size()) return -1;
  int32_t character = length == 1 ? first : first & (0xff >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if ((ByteAt(*text, i) & 0xc0) != 0x80) return -1;
    character = character << 6 | (ByteAt(*text, i) & 0x3f);
  }
  constexpr int32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = character >= 0xd800 && character < 0xe000;
  if (character < kLeast[length] || character > 0x10ffff || surrogate) return -1;
  text->remove_prefix(length);
  return character;
}

}  // namespace

std::string Utf8FromLatin1(std::string_view latin1) {
  std::string utf8;
  for (const char c : latin1) {
    const auto byte = static_cast<uint8_t>(c);
    if (byte >= 0x80) utf8 += static_cast<char>(0xc0 | byte >> 6);
    utf8 += static_cast<char>(byte >= 0x80 ? 0x80 | (byte & 0x3f) : byte);
  }
  return utf8;
}

std::optional<std::string> Latin1FromUtf8(std::string_view utf8) {
  std::string latin1;
  while (!utf8.empty()) {
    const int32_t character = TakeCharacter(&utf8);
    if (character < 0 || character > 0xff) return {};
    latin1 += static_cast<char>(character);
  }
  return latin1;
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    if (TakeCharacter(&text) < 0) return false;
  }
  return true;
}

}  // namespace imwrite
