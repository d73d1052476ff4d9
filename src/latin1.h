// ISO 8859-1, in which older formats keep their texts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imwrite {

std::string Utf8FromLatin1(std::string_view latin1);

// Empty if a character is not in ISO 8859-1, or the text is not UTF-8.
std::optional<std::string> Latin1FromUtf8(std::string_view utf8);

bool IsUtf8(std::string_view text);

}  // namespace imwrite
