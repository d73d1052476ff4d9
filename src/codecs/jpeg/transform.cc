#include "src/codecs/jpeg/transform.h"

namespace imwrite::jpeg {
namespace {

std::string SizeText(uint32_t width, uint32_t height) {
  return std::to_string(width) + " × " + std::to_string(height);
}

// A picture's size and that of its MCUs, in pixels.
struct Grid {
  uint32_t width;
  uint32_t height;
  uint32_t mcu_width;
  uint32_t mcu_height;
};

// Of the turned picture.
Grid TurnedGrid(const jpeg_decompress_struct& source, const Orientation& turn, bool grayscale) {
  const bool single = grayscale || source.num_components == 1;
  const uint32_t mcu_width =
      single ? DCTSIZE : static_cast<uint32_t>(source.max_h_samp_factor * DCTSIZE);
  const uint32_t mcu_height =
      single ? DCTSIZE : static_cast<uint32_t>(source.max_v_samp_factor * DCTSIZE);
  if (turn.transposes()) return {source.image_height, source.image_width, mcu_height, mcu_width};
  return {source.image_width, source.image_height, mcu_width, mcu_height};
}

// Padding is possible at the right and bottom only: an MCU that holds some cannot go to the left or
// top.
Status CheckEdges(const Orientation& turn, Edges edges, Grid* grid) {
  const uint32_t right = turn.flips_x() ? grid->width % grid->mcu_width : 0;
  const uint32_t bottom = turn.flips_y() ? grid->height % grid->mcu_height : 0;
  if ((right == 0 && bottom == 0) || edges == Edges::kKeep) return Ok();
  const std::string mcu = SizeText(grid->mcu_width, grid->mcu_height);
  const std::string turned = SizeText(grid->width, grid->height) + " after the turn";
  if (edges == Edges::kError) {
    return InvalidOption(
        kFormat.name, "edges",
        "whole MCUs of " + mcu + " pixels at the edges that are turned, or 'trim' or 'keep'",
        turned);
  }
  if (right == grid->width || bottom == grid->height)
    return InvalidOption(kFormat.name, "edges", "a whole MCU of " + mcu + " pixels to stay",
                         turned);
  grid->width -= right;
  grid->height -= bottom;
  return Ok();
}

// One direction of a crop: [*offset, *offset + *length) of a picture of `size` pixels.
Status CheckCrop(const char* offset_name, const char* length_name, std::optional<uint32_t> offset,
                 std::optional<uint32_t> length, uint32_t size, uint32_t mcu, bool grows,
                 JDIMENSION* out_offset, JDIMENSION* out_length) {
  *out_offset = offset.value_or(0);
  if (*out_offset >= size)
    return InvalidOption(kFormat.name, offset_name, "at most " + std::to_string(size - 1),
                         std::to_string(*out_offset));
  if (*out_offset % mcu != 0 && !grows) {
    return InvalidOption(
        kFormat.name, offset_name,
        "a multiple of " + std::to_string(mcu) + ", as the MCUs are, or the option 'crop.grow'",
        std::to_string(*out_offset));
  }
  const uint32_t left = size - *out_offset;
  *out_length = length.value_or(left);
  if (*out_length <= left) return Ok();
  return InvalidOption(kFormat.name, length_name, "at most " + std::to_string(left),
                       std::to_string(*out_length));
}

}  // namespace

Orientation Orientation::Upright(int orientation) {
  // Exif 2.32, tag 0x0112.
  constexpr bool kTransposes[] = {false, false, false, false, true, true, true, true};
  constexpr bool kFlipsX[] = {false, true, true, false, false, true, true, false};
  constexpr bool kFlipsY[] = {false, false, true, true, false, false, true, true};
  Orientation turn;
  turn.transposes_ = kTransposes[orientation - 1];
  turn.flips_x_ = kFlipsX[orientation - 1];
  turn.flips_y_ = kFlipsY[orientation - 1];
  return turn;
}

Orientation& Orientation::Rotate(Rotation clockwise) {
  for (int quarter = 0; quarter < static_cast<int>(clockwise); ++quarter) {
    // A quarter is a transposition, after which x's flip is y's, and then a flip in x.
    transposes_ = !transposes_;
    std::swap(flips_x_, flips_y_);
    flips_x_ = !flips_x_;
  }
  return *this;
}

Orientation& Orientation::Then(Flip flip) {
  bool& flips = flip == Flip::kHorizontal ? flips_x_ : flips_y_;
  flips = !flips;
  return *this;
}

JXFORM_CODE Orientation::code() const {
  constexpr JXFORM_CODE kCodes[] = {JXFORM_NONE,    JXFORM_FLIP_H,    JXFORM_FLIP_V,
                                    JXFORM_ROT_180, JXFORM_TRANSPOSE, JXFORM_ROT_90,
                                    JXFORM_ROT_270, JXFORM_TRANSVERSE};
  return kCodes[transposes_ * 4 + flips_y_ * 2 + flips_x_];
}

Status PlanTransform(const jpeg_decompress_struct& source, const Orientation& turn, Edges edges,
                     const Crop& crop, bool grayscale, jpeg_transform_info* info) {
  *info = {};
  info->transform = turn.code();
  info->trim = edges == Edges::kTrim;
  info->force_grayscale = grayscale;
  Grid grid = TurnedGrid(source, turn, grayscale);
  if (Status status = CheckEdges(turn, edges, &grid); !status.ok()) return status;
  if (!crop.any()) return Ok();
  info->crop = TRUE;
  info->crop_xoffset_set = info->crop_yoffset_set = info->crop_width_set = info->crop_height_set =
      JCROP_POS;
  if (Status status = CheckCrop("crop.x", "crop.width", crop.x, crop.width, grid.width,
                                grid.mcu_width, crop.grows, &info->crop_xoffset, &info->crop_width);
      !status.ok()) {
    return status;
  }
  return CheckCrop("crop.y", "crop.height", crop.y, crop.height, grid.height, grid.mcu_height,
                   crop.grows, &info->crop_yoffset, &info->crop_height);
}

}  // namespace imwrite::jpeg
