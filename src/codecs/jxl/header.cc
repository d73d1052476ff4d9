#include "src/codecs/jxl/header.h"

#include "src/codecs/jxl/color.h"
#include "src/codecs/jxl/container.h"
#include "src/codecs/jxl/header-bits.h"
#include "src/exif.h"

namespace imwrite::jxl {
namespace {

// Pictures that a reader of level 5, to which a naked codestream belongs, has to know: up to this
// size, in buffers of 16 bits.
constexpr uint32_t kLevel5Side = 1 << 18;
constexpr uint64_t kLevel5Pixels = uint64_t{1} << 28;
constexpr size_t kLevel5Profile = 1 << 22;
// In words of 16 bits the coder's differences of colors fit up to here.
constexpr int kBitsInWords = 14;

void AddSize(uint32_t size, HeaderBits* bits) {
  bits->AddU32(size, {{1, 9}, {1, 13}, {1, 18}, {1, 30}});
}

void AddDepth(int depth, HeaderBits* bits) {
  bits->AddFlag(false);  // no floats
  bits->AddU32(static_cast<uint32_t>(depth), {{8, 0}, {10, 0}, {12, 0}, {1, 6}});
}

void AddAlpha(int depth, HeaderBits* bits) {
  bits->AddFlag(depth == 8);
  if (depth == 8) return;
  bits->AddEnum(0);  // alpha
  AddDepth(depth, bits);
  bits->Add(0, 2);       // of full size
  bits->Add(0, 2);       // without a name
  bits->AddFlag(false);  // straight
}

// As half floats: the light of the largest sample, and zeros.
void AddPeak(int peak, HeaderBits* bits) {
  bits->AddFlag(peak == 0);
  if (peak == 0) return;
  bits->Add(peak == 10000 ? 0x70e2 : 0x63d0, 16);
  bits->Add(0, 16);
  bits->AddFlag(false);
  bits->Add(0, 16);
}

std::vector<uint8_t> MakeCodestreamHeader(const ImageInfo& info, const Metadata& metadata) {
  const int depth = BitsOf(info);
  const int orientation = ExifOrientation(metadata.exif);
  const int peak = PeakOf(metadata);
  HeaderBits bits;
  bits.Add(0x0aff, 16);
  bits.AddFlag(false);  // sizes that are no multiples of 8, too
  AddSize(info.height, &bits);
  bits.Add(0, 3);  // the width follows
  AddSize(info.width, &bits);

  bits.AddFlag(false);
  const bool more = orientation > 1 || peak > 0;
  bits.AddFlag(more);
  if (more) {
    bits.Add(static_cast<uint64_t>(orientation - 1), 3);
    bits.Add(0, 3);  // no size of its own for viewers, no preview, no animation
  }
  AddDepth(depth, &bits);
  bits.AddFlag(depth <= kBitsInWords);
  bits.Add(info.has_alpha() ? 1 : 0, 2);
  if (info.has_alpha()) AddAlpha(depth, &bits);
  bits.AddFlag(false);  // not XYB
  AddColor(metadata, !info.has_colors(), &bits);
  if (more) AddPeak(peak, &bits);
  bits.AddU64(0);  // no extensions
  bits.AddFlag(true);
  if (HasProfile(metadata)) AddProfile(metadata.icc, &bits);
  return bits.bytes();
}

bool IsLevel5(const ImageInfo& info, const Metadata& metadata) {
  return BitsOf(info) <= kBitsInWords && std::max(info.width, info.height) <= kLevel5Side &&
         uint64_t{info.width} * info.height <= kLevel5Pixels &&
         (!HasProfile(metadata) || metadata.icc.size() <= kLevel5Profile);
}

}  // namespace

int BitsOf(const ImageInfo& info) {
  return info.precision > 0 ? info.precision : Bits(info.sample_type);
}

std::vector<uint8_t> MakeHeader(const ImageInfo& info, const Metadata& metadata) {
  std::vector<uint8_t> codestream = MakeCodestreamHeader(info, metadata);
  const bool level5 = IsLevel5(info, metadata);
  if (level5 && metadata.exif.empty() && metadata.xmp.empty()) return codestream;

  Container container;
  container.exif = metadata.exif;
  container.xmp = metadata.xmp;
  std::vector<uint8_t> header = StartContainer(container, /*level10=*/!level5);
  header.insert(header.end(), codestream.begin(), codestream.end());
  return header;
}

}  // namespace imwrite::jxl
