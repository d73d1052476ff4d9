#include "src/codecs/avif/properties.h"

namespace imwrite::avif {
namespace {

bool AddColor(Fields* content, Properties* properties) {
  const std::string_view type = content->Type();
  if (type == "nclx") {
    Nclx nclx;
    nclx.primaries = content->U16();
    nclx.transfer = content->U16();
    nclx.matrix = content->U16();
    nclx.full_range = (content->U8() & 0x80) != 0;
    if (content->ok() && !properties->nclx) properties->nclx = nclx;
  } else if ((type == "prof" || type == "rICC") && properties->icc.empty()) {
    properties->icc = content->rest();
  }
  return content->ok();
}

}  // namespace

int Properties::orientation() const {
  // By quarters to the left; none, top and bottom exchanged, left and right exchanged.
  constexpr int kOrientations[4][3] = {{1, 4, 2}, {8, 5, 7}, {3, 2, 4}, {6, 7, 5}};
  return kOrientations[quarters_left][mirror + 1];
}

bool AddProperty(Box box, bool essential, Properties* properties) {
  Fields& content = box.content;
  if (box.type == "ispe") {
    TakeFullHeader(&content);
    properties->width = content.U32();
    properties->height = content.U32();
  } else if (box.type == "av1C") {
    content.Take(4);
    properties->is_av1 = true;
  } else if (box.type == "colr") {
    return AddColor(&content, properties);
  } else if (box.type == "irot") {
    properties->quarters_left = content.U8() & 3;
  } else if (box.type == "imir") {
    properties->mirror = content.U8() & 1;
  } else if (box.type == "clap") {
    CleanAperture aperture;
    for (uint32_t& number : aperture) number = content.U32();
    properties->aperture = aperture;
  } else if (box.type == "auxC") {
    TakeFullHeader(&content);
    properties->auxiliary = content.String();
  } else if (box.type == "a1op") {
    properties->operating_point = content.U8() & 31;
  } else if (box.type == "lsel") {
    const uint16_t layer = content.U16();
    // 0xffff: all of them, that is the last.
    properties->layer = layer < 4 ? layer : -1;
  } else if (essential && box.type != "pixi" && box.type != "pasp" && box.type != "a1lx" &&
             box.type != "clli" && box.type != "mdcv") {
    properties->unknown = box.type;
  }
  return content.ok();
}

}  // namespace imwrite::avif
