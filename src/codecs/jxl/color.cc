#include "src/codecs/jxl/color.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "src/codecs/jxl/format.h"
#include "src/options.h"

namespace imwrite::jxl {
namespace {

// H.273's numbers.
enum : uint8_t { kBt709 = 1, kSrgb = 13, kPq = 16, kHlg = 18 };
// The standard's own.
enum WhitePoint : uint32_t { kD65 = 1, kCustomWhite = 2, kDci = 11 };
enum OwnPrimaries : uint32_t { kSrgbPrimaries = 1, kCustomPrimaries = 2, k2100 = 9, kP3 = 11 };

constexpr Space kSpaces[] = {
    {kBt709, kD65, kSrgbPrimaries, {}, {}},
    {4,
     kCustomWhite,
     kCustomPrimaries,
     {310000, 316000},
     {670000, 330000, 210000, 710000, 140000, 80000}},
    {5, kD65, kCustomPrimaries, {}, {640000, 330000, 290000, 600000, 150000, 60000}},
    {6, kD65, kCustomPrimaries, {}, {630000, 340000, 310000, 595000, 155000, 70000}},
    {7, kD65, kCustomPrimaries, {}, {630000, 340000, 310000, 595000, 155000, 70000}},
    {9, kD65, k2100, {}, {}},
    {11, kDci, kP3, {}, {}},
    {12, kD65, kP3, {}, {}},
    {22, kD65, kCustomPrimaries, {}, {630000, 340000, 295000, 605000, 155000, 77000}},
};
void AddCoordinate(int32_t millionths, HeaderBits* bits) {
  const auto packed = static_cast<uint32_t>(millionths < 0 ? -2 * millionths - 1 : 2 * millionths);
  bits->AddU32(packed, {{0, 19}, {524288, 19}, {1048576, 20}, {2097152, 21}});
}

void AddTransfer(uint8_t transfer, HeaderBits* bits) {
  const auto [number, power] = TransferOf(transfer);
  bits->AddFlag(power > 0);
  if (power > 0) return bits->Add(power, 24);
  bits->AddEnum(number);
}

void AppendVarint(uint64_t value, std::vector<uint8_t>* to) {
  for (; value > 127; value >>= 7) to->push_back(static_cast<uint8_t>(value | 128));
  to->push_back(static_cast<uint8_t>(value));
}

// What readers expect of a profile's first 128 bytes.
uint8_t ExpectedHeaderByte(std::span<const uint8_t> icc, size_t i) {
  constexpr std::string_view kFixed("\0\0\0\0\0\0\0\0\4\0\0\0mntrRGB XYZ ", 24);
  constexpr std::string_view kSignature = "acsp";
  constexpr uint8_t kIlluminant[] = {0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d};
  const auto letter = [&](std::string_view text, size_t at) {
    return static_cast<uint8_t>(text[i - at]);
  };
  if (i < 4) return static_cast<uint8_t>(icc.size() >> (24 - 8 * i));
  if (i < kFixed.size()) return letter(kFixed, 0);
  if (i >= 36 && i < 40) return letter(kSignature, 36);
  if (i == 41 || i == 42 || i == 43) {
    if (icc[40] == 'A') return letter("APPL", 40);
    if (icc[40] == 'M') return letter("MSFT", 40);
    if (icc[40] == 'S' && i > 41 && icc[41] == 'G') return letter("SGI ", 40);
    if (icc[40] == 'S' && i > 41 && icc[41] == 'U') return letter("SUNW", 40);
  }
  if (i >= 68 && i < 80) return kIlluminant[i - 68];
  if (i >= 80 && i < 84) return icc[i - 76];
  return 0;
}

}  // namespace

const Space& SpaceOf(uint8_t cicp_primaries) {
  return *std::ranges::find(kSpaces, cicp_primaries, &Space::cicp_primaries);
}

Transfer TransferOf(uint8_t cicp_transfer) {
  switch (cicp_transfer) {
    case 4: return {0, 4545455};  // 1/2.2
    case 5: return {0, 3571429};  // 1/2.8
    case 6:
    case 14:
    case 15: return {kBt709, 0};
    default: return {cicp_transfer, 0};
  }
}

bool HasProfile(const Metadata& metadata) { return !metadata.cicp && !metadata.icc.empty(); }

int PeakOf(const Metadata& metadata) {
  if (!metadata.cicp) return 0;
  const uint8_t transfer = (*metadata.cicp)[1];
  return transfer == kPq ? 10000 : transfer == kHlg ? 1000 : 0;
}

void AddColor(const Metadata& metadata, bool gray, HeaderBits* bits) {
  const bool profile = HasProfile(metadata);
  const uint8_t primaries = metadata.cicp ? (*metadata.cicp)[0] : uint8_t{kBt709};
  const uint8_t transfer = metadata.cicp ? (*metadata.cicp)[1] : uint8_t{kSrgb};
  const bool srgb = !gray && !profile && primaries == kBt709 && transfer == kSrgb;
  bits->AddFlag(srgb);
  if (srgb) return;
  bits->AddFlag(profile);
  bits->AddEnum(gray ? 1 : 0);
  if (profile) return;
  const Space& space = SpaceOf(primaries);
  bits->AddEnum(space.white_point);
  if (space.white_point == kCustomWhite) {
    for (const int32_t value : space.white) AddCoordinate(value, bits);
  }
  if (!gray) {
    bits->AddEnum(space.primaries);
    if (space.primaries == kCustomPrimaries) {
      for (const int32_t value : space.colors) AddCoordinate(value, bits);
    }
  }
  AddTransfer(transfer, bits);
  bits->AddEnum(1);  // relative colorimetric, as sRGB by default
}

void AddProfile(std::span<const uint8_t> icc, HeaderBits* bits) {
  constexpr size_t kHeaderBytes = 128;
  constexpr uint8_t kNoTagList = 0, kInsert = 1;
  const size_t header = std::min(icc.size(), kHeaderBytes);
  std::vector<uint8_t> commands;
  if (icc.size() > kHeaderBytes) {
    commands = {kNoTagList, kInsert};
    AppendVarint(icc.size() - kHeaderBytes, &commands);
  }
  std::vector<uint8_t> stream;
  AppendVarint(icc.size(), &stream);
  AppendVarint(commands.size(), &stream);
  stream.insert(stream.end(), commands.begin(), commands.end());
  for (size_t i = 0; i < header; ++i)
    stream.push_back(static_cast<uint8_t>(icc[i] - ExpectedHeaderByte(icc, i)));
  stream.insert(stream.end(), icc.begin() + static_cast<ptrdiff_t>(header), icc.end());

  bits->AddU64(stream.size());
  bits->AddFlag(false);  // no LZ77
  bits->AddFlag(true);   // a simple map of contexts: one code for all
  bits->Add(0, 2);
  bits->AddFlag(true);  // a prefix code
  bits->Add(8, 4);      // the alphabet is bytes
  bits->Add(0, 4);
  bits->Add(0, 4);
  bits->AddFlag(true);  // of 256 letters: 1 + 128 + 127
  bits->Add(7, 4);
  bits->Add(127, 7);
  // Each letter has eight bits: eight is the one length that there is a code for, of no bits.
  constexpr int kLengths = 18, kPlaceOfEight = 10;
  bits->Add(0, 2);
  for (int i = 0; i < kLengths; ++i) {
    if (i == kPlaceOfEight)
      bits->Add(7, 4);  // the length 1
    else
      bits->Add(0, 2);
  }
  for (const uint8_t byte : stream) {
    for (int bit = 7; bit >= 0; --bit) bits->Add(byte >> bit & 1, 1);
  }
}

}  // namespace imwrite::jxl
