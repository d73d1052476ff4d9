#include "src/codecs/png/pixels/reader.h"

#include <algorithm>
#include <cstring>

namespace imwrite::png {
namespace {

// libpng's error callback, which jumps to its jump buffer.
[[noreturn]] void OnError(png_structp png, png_const_charp message) {
  const std::string_view text = message;
  const Code code =
      text.find("memory") == std::string_view::npos ? Code::kCorruptData : Code::kOutOfMemory;
  Status& status = static_cast<Report*>(png_get_error_ptr(png))->status;
  if (!Completes([&] { status = Error(code, "png: " + std::string(text)); }))
    status = {Code::kOutOfMemory};
  png_longjmp(png, 1);
}

void OnWarning(png_structp png, png_const_charp message) {
  static_cast<void>(Completes(
      [&] { static_cast<Report*>(png_get_error_ptr(png))->warnings.emplace_back(message); }));
}

void ReadData(png_structp png, png_bytep data, png_size_t size) {
  auto* input = static_cast<Input*>(png_get_io_ptr(png));
  if (size > input->left) png_error(png, "Too much image data");
  input->left -= size;
  while (size > 0) {
    const size_t count = std::min(size, input->piece.size());
    std::memcpy(data, input->piece.data(), count);
    input->piece = input->piece.subspan(count);
    data += count;
    size -= count;
    if (size == 0) return;
    if (input->next > input->stream.size()) png_error(png, "the file is truncated");
    input->piece =
        input->next < input->stream.size() ? input->stream[input->next] : Bytes(input->tail);
    ++input->next;
  }
}

void WriteColorChunks(std::string_view type, Bytes colors, std::vector<uint8_t>* to) {
  if (!colors.empty()) PutChunk(type, colors, to);
}

}  // namespace

// Frame chunks are not IDAT ones and their checksums have been verified already, so libpng gets one
// IDAT without.
Status MakeInput(const PngFile& file, const PngFrame& picture, Input* input) {
  uint64_t size = 0;
  for (const Bytes piece : picture.stream) size += piece.size();
  if (size > PNG_UINT_31_MAX)
    return Mismatch(Code::kUnsupportedData, "png picture", "at most 2^31 - 1 bytes",
                    std::to_string(size));
  std::vector<uint8_t> header;
  Put32(picture.placement.area.width, &header);
  Put32(picture.placement.area.height, &header);
  Put(file.header.subspan(8), &header);
  Put(Bytes(kSignature), &input->head);
  PutChunk("IHDR", header, &input->head);
  WriteColorChunks("PLTE", file.palette, &input->head);
  WriteColorChunks("tRNS", file.transparency, &input->head);
  Put32(static_cast<uint32_t>(size), &input->head);
  Put("IDAT", &input->head);
  input->stream = picture.stream;
  Put32(0, &input->tail);
  PutChunk("IEND", {}, &input->tail);
  input->piece = input->head;
  return Ok();
}

Status Report::Demote() {
  if (status.code == Code::kOutOfMemory) return status;
  warnings.push_back(std::move(status.message));
  status = Ok();
  return Ok();
}

Reader::Reader(Input* from) : input(*from) {
  png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &report, OnError, OnWarning);
  if (png) info = png_create_info_struct(png);
  if (info) png_set_read_fn(png, from, ReadData);
}

}  // namespace imwrite::png
