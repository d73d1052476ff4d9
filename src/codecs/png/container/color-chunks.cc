#include "src/codecs/png/container/color-chunks.h"

namespace imwrite::png {
namespace {

Status ChoosePalette(Bytes palette, PngFile* file) {
  const bool whole = palette.size() % 3 == 0 && palette.size() <= size_t{3} * 256;
  if (file->color_type() == kPalette && !whole)
    return Error(Code::kCorruptData, "png: the palette is damaged");
  if (file->color_type() == kGray || file->color_type() == kGrayAlpha) {
    file->AddFault("the palette of a gray picture is left out");
  } else if (whole) {
    file->palette = palette;
  } else {
    file->AddFault("a suggested palette of " + std::to_string(palette.size()) +
                   " bytes, which is no palette, is left out");
  }
  return Ok();
}

void ChooseTransparency(Bytes transparency, PngFile* file) {
  const size_t size = transparency.size();
  const size_t colors =
      std::min<size_t>(file->palette.size() / 3, size_t{1} << (file->header[8] & 15));
  const bool fits = file->color_type() == kPalette
                        ? size > 0 && size <= colors
                        : size == (file->color_type() == kGray ? 2u : 6u);
  if (file->color_type() == kGrayAlpha || file->color_type() == kRgba) {
    file->AddFault("the transparent color of a picture that has alpha is left out");
  } else if (fits) {
    file->transparency = transparency;
  } else {
    file->AddFault("transparent colors of " + std::to_string(size) +
                   " bytes, which do not fit the picture, are left out");
  }
}

}  // namespace

Status KeepColorChunks(const ColorChunks& chunks, PngFile* file) {
  if (chunks.palette) {
    if (Status status = ChoosePalette(*chunks.palette, file); !status.ok()) return status;
  }
  if (chunks.transparency) ChooseTransparency(*chunks.transparency, file);
  return Ok();
}

}  // namespace imwrite::png
