#include "src/codecs/bmp/header.h"

#include <algorithm>
#include <bit>

namespace imwrite::bmp {
namespace {

// 0 beyond the end.
uint32_t Get(std::span<const uint8_t> bytes, size_t at, int count) {
  uint32_t value = 0;
  for (int i = 0; i < count; ++i)
    value |= (at + i < bytes.size() ? uint32_t{bytes[at + i]} : 0) << 8 * i;
  return value;
}

Status Corrupt(std::string_view what) {
  return Error(Code::kCorruptData, "bmp: " + std::string(what));
}

// Whether the mask's bits stand together.
bool IsContiguous(uint32_t mask) {
  return mask == 0 || std::has_single_bit((uint64_t{mask} >> std::countr_zero(mask)) + 1);
}

std::string_view CompressionName(uint32_t compression) {
  constexpr std::string_view kNames[] = {
      "none", "RLE of 8 bits", "RLE of 4 bits",        "bit fields",
      "JPEG", "PNG",           "bit fields with alpha"};
  return compression < std::size(kNames) ? kNames[compression] : "another";
}

}  // namespace

uint8_t Mask::Sample(uint32_t pixel) const {
  if (bits == 0) return 0;
  const int shift = std::countr_zero(bits);
  const uint64_t full = bits >> shift;
  return static_cast<uint8_t>((uint64_t{(pixel & bits) >> shift} * 255 + full / 2) / full);
}

Status Header::Read(std::span<const uint8_t> bytes) {
  if (bytes.size() < kFileHeaderBytes + kCoreHeader) return Corrupt("the header is cut off");
  const uint32_t size = Get(bytes, kFileHeaderBytes, 4);
  if (size > bytes.size() - kFileHeaderBytes) return Corrupt("the header is cut off");
  offset = Get(bytes, 10, 4);
  if (size == kCoreHeader) {
    width = Get(bytes, 18, 2);
    height = Get(bytes, 20, 2);
    bits = static_cast<uint16_t>(Get(bytes, 24, 2));
    if (Status status = Check(Get(bytes, 22, 2)); !status.ok()) return status;
    ReadPalette(bytes, kFileHeaderBytes + size, 0, 3);
  } else {
    if (Status status = ReadInfo(bytes, size); !status.ok()) return status;
  }
  // Where the file does not say it, the pixels follow at once.
  return offset > bytes.size() ? Corrupt("the pixels lie outside of the file") : Ok();
}

Status Header::ReadInfo(std::span<const uint8_t> bytes, uint32_t size) {
  if (size < 16 || (size > kOs2Header && size < kV4Header)) {
    return Mismatch(Code::kUnsupportedData, "bmp header",
                    "one of 12, 40, 52, 56, 64, 108 or 124 bytes", std::to_string(size) + " bytes");
  }
  // OS/2's header may end after the bits of a pixel.
  const auto field = [&](size_t at) {
    return at + 4 <= size ? Get(bytes, kFileHeaderBytes + at, 4) : 0;
  };
  width = field(4);
  const auto rows = static_cast<int32_t>(field(8));
  top_down = rows < 0;
  height = top_down ? uint32_t{0} - static_cast<uint32_t>(rows) : static_cast<uint32_t>(rows);
  bits = static_cast<uint16_t>(Get(bytes, kFileHeaderBytes + 14, 2));
  compression = field(16);
  dpi_x = static_cast<int32_t>(field(24)) * kMetersPerInch;
  dpi_y = static_cast<int32_t>(field(28)) * kMetersPerInch;
  if (Status status = Check(Get(bytes, kFileHeaderBytes + 12, 2)); !status.ok()) return status;
  ReadMasks(bytes, size);
  for (const Mask& mask : masks) {
    if (!IsContiguous(mask.bits)) return Corrupt("the bits of a sample do not stand together");
  }
  // Masks of the shortest header stand behind it.
  const uint32_t behind = size != kInfoHeader              ? 0
                          : compression == kBitfields      ? 12
                          : compression == kAlphaBitfields ? 16
                                                           : 0;
  ReadPalette(bytes, kFileHeaderBytes + size + behind, field(32), 4);
  if (size >= kV5Header) ReadProfile(bytes);
  return Ok();
}

Status Header::Check(uint32_t planes) const {
  if (width == 0 || height == 0 || width > 0x7fffffff) return Corrupt("the picture has no size");
  if (planes != 1) return Mismatch(Code::kCorruptData, "bmp planes", "1", std::to_string(planes));
  constexpr uint16_t kBits[] = {1, 2, 4, 8, 16, 24, 32};
  if (std::ranges::find(kBits, bits) == std::end(kBits)) {
    return Mismatch(Code::kUnsupportedData, "bmp bits of a pixel", "1, 2, 4, 8, 16, 24 or 32",
                    std::to_string(bits));
  }
  const bool fields =
      (compression == kBitfields || compression == kAlphaBitfields) && (bits == 16 || bits == 32);
  const bool runs = (compression == kRle8 && bits == 8) || (compression == kRle4 && bits == 4);
  if (compression == kRgb || fields || (runs && !top_down)) return Ok();
  const std::string actual =
      std::string(CompressionName(compression)) + " for " + std::to_string(bits) + " bits";
  return Mismatch(Code::kUnsupportedData, "bmp compression",
                  "none, bit fields for 16 or 32 bits, or RLE for 4 or 8, from the last row up",
                  actual);
}

void Header::ReadMasks(std::span<const uint8_t> bytes, uint32_t size) {
  if (bits != 16 && bits != 32) return;
  if (compression == kRgb) {
    // 32 bits: the fourth byte is nothing.
    masks = bits == 16 ? std::array<Mask, 4>{{{0x7c00}, {0x03e0}, {0x001f}, {0}}}
                       : std::array<Mask, 4>{{{0xff0000}, {0xff00}, {0xff}, {0}}};
    return;
  }
  const bool has_alpha = compression == kAlphaBitfields || size >= kV3Header;
  for (size_t i = 0; i < (has_alpha ? 4 : 3); ++i)
    masks[i] = {Get(bytes, kFileHeaderBytes + kInfoHeader + 4 * i, 4)};
}

void Header::ReadPalette(std::span<const uint8_t> bytes, uint32_t begin, uint32_t colors,
                         uint32_t entry_bytes) {
  if (!is_indexed()) return;
  const uint32_t most = uint32_t{1} << bits;
  // The palette ends where the pixels begin, whatever the header says.
  const size_t room = offset > begin ? (std::min(offset, bytes.size()) - begin) / entry_bytes : 0;
  const size_t count = std::min<size_t>(colors == 0 || colors > most ? most : colors, room);
  for (size_t i = 0; i < count; ++i) {
    const size_t at = begin + i * entry_bytes;
    palette.push_back({bytes[at + 2], bytes[at + 1], bytes[at], 255});
  }
}

void Header::ReadProfile(std::span<const uint8_t> bytes) {
  constexpr uint32_t kEmbedded = 0x4d424544;
  if (Get(bytes, kFileHeaderBytes + 56, 4) != kEmbedded) return;
  const uint64_t begin = uint64_t{kFileHeaderBytes} + Get(bytes, kFileHeaderBytes + 112, 4);
  const uint32_t size = Get(bytes, kFileHeaderBytes + 116, 4);
  if (begin + size <= bytes.size()) icc = bytes.subspan(static_cast<size_t>(begin), size);
}

}  // namespace imwrite::bmp
