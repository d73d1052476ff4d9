#include "src/codecs/jxl/container.h"

#include "src/box-writer.h"

namespace imwrite::jxl {
namespace {

constexpr std::string_view kSignature = "\r\n\x87\n";
constexpr std::string_view kBrand = "jxl ";

void Assign(Bytes content, Bytes* place) {
  if (place->empty()) *place = content;
}

}  // namespace

Bytes ExifOf(Bytes content) {
  Fields fields(content);
  fields.Take(fields.U32());
  return fields.ok() ? fields.rest() : Bytes();
}

Container ReadContainer(Bytes file) {
  Container container;
  if (file.size() < 2 || file[0] == 0xff) {
    container.codestream.push_back(file);
    return container;
  }
  Fields fields(file);
  for (Box box; TakeBox(&fields, &box);) {
    if (box.type == "jxlc" || box.type == "jxlp") {
      if (box.type == "jxlp") box.content.U32();  // its number
      container.codestream.push_back(box.content.rest());
    } else if (box.cut) {
      break;
    } else if (box.type == "Exif") {
      Assign(ExifOf(box.content.rest()), &container.exif);
    } else if (box.type == "xml ") {
      Assign(box.content.rest(), &container.xmp);
    } else if (box.type == "jbrd") {
      Assign(box.content.rest(), &container.restoration);
    } else if (box.type == "brob") {
      const std::string_view type = box.content.Type();
      if (type == "Exif") Assign(box.content.rest(), &container.compressed_exif);
      if (type == "xml ") Assign(box.content.rest(), &container.compressed_xmp);
    }
  }
  return container;
}

std::vector<uint8_t> StartContainer(const Container& container, bool level10) {
  BoxWriter file;
  const auto put = [&](std::string_view type, Bytes content) {
    if (!content.empty()) file.Box(type, [&] { file.Put(content); });
  };
  file.Box("JXL ", [&] { file.Put(kSignature); });
  file.Box("ftyp", [&] {
    file.Put(kBrand);
    file.Put(0, 4);
    file.Put(kBrand);
  });
  if (level10) file.Box("jxll", [&] { file.Put(10, 1); });
  // Decoders that restore the JPEG have to see this first.
  put("jbrd", container.restoration);
  if (!container.exif.empty()) {
    file.Box("Exif", [&] {
      file.Put(0, 4);  // the block begins right behind
      file.Put(container.exif);
    });
  }
  put("xml ", container.xmp);
  // To the end of the file, so that its size need not be known.
  file.Put(0, 4);
  file.Put("jxlc");
  return file.bytes();
}

}  // namespace imwrite::jxl
