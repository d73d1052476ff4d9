// MD5, by which XMP names the parts of a packet.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace imwrite {

// The digest as 32 hexadecimal digits, in capitals.
std::string Md5(std::span<const uint8_t> bytes);

}  // namespace imwrite
