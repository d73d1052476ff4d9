#include "src/iptc.h"

namespace imwrite {

std::span<const uint8_t> IptcRecords(std::span<const uint8_t> bytes) {
  // IIM 4.2, part II: a marker, the record, the data set, and 16 bits of length. With the highest
  // of those bits the others say how many bytes of length follow.
  constexpr size_t kHeader = 5;
  constexpr uint8_t kMarker = 0x1c;
  size_t end = 0;
  while (end + kHeader <= bytes.size() && bytes[end] == kMarker) {
    size_t length = bytes[end + 3] << 8 | bytes[end + 4];
    size_t begin = end + kHeader;
    if (length & 0x8000) {
      const size_t count = length & 0x7fff;
      if (count > 4 || begin + count > bytes.size()) break;
      length = 0;
      for (size_t i = 0; i < count; ++i) length = length << 8 | bytes[begin + i];
      begin += count;
    }
    if (length > bytes.size() - begin) break;
    end = begin + length;
  }
  return bytes.first(end);
}

}  // namespace imwrite
