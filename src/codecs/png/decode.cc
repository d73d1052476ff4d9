// The PNG decoder: palettes become RGB, fewer than 8 bits become 8, a colour key becomes alpha; 16 bits stay. The frames of
// an animation come as whole canvases.
#include <png.h>
#include <zlib.h>

#include <bit>
#include <cstring>

#include "src/codecs/png/file.h"
#include "src/codecs/png/format.h"
#include "src/exif.h"
#include "src/guarded.h"

namespace imwrite::png {
namespace {

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libpng", PNG_LIBPNG_VER_STRING}, {"zlib", ZLIB_VERSION}};
  return kLibraries;
}

// libpng's error callback, which jumps to its jump buffer.
[[noreturn]] void OnError(png_structp png, png_const_charp message) {
  const std::string_view text = message;
  const Code code = text.find("memory") == std::string_view::npos ? Code::kCorruptData : Code::kOutOfMemory;
  *static_cast<Status*>(png_get_error_ptr(png)) = Error(code, "png: " + std::string(text));
  png_longjmp(png, 1);
}

void OnWarning(png_structp, png_const_charp) {}

// One picture as a PNG file of its own, in pieces.
struct Input {
  std::vector<uint8_t> head;
  std::span<const Bytes> stream;
  // A checksum that nobody checks, and IEND.
  std::vector<uint8_t> tail;
  Bytes piece;
  size_t next = 0;
};

// Frame chunks are not IDAT ones and their checksums have been verified already, so libpng gets one IDAT without.
Status MakeInput(const File& file, const Picture& picture, Input* input) {
  uint64_t size = 0;
  for (const Bytes piece : picture.stream) size += piece.size();
  if (size > PNG_UINT_31_MAX) return Mismatch(Code::kUnsupportedData, "png picture", "at most 2^31 - 1 bytes", std::to_string(size));
  std::vector<uint8_t> header;
  Put32(picture.placement.area.width, &header);
  Put32(picture.placement.area.height, &header);
  Put(file.header.subspan(8), &header);
  Put(Bytes(kSignature), &input->head);
  PutChunk("IHDR", header, &input->head);
  Put(file.palette, &input->head);
  Put(file.transparency, &input->head);
  Put32(static_cast<uint32_t>(size), &input->head);
  Put("IDAT", &input->head);
  input->stream = picture.stream;
  Put32(0, &input->tail);
  PutChunk("IEND", {}, &input->tail);
  input->piece = input->head;
  return Ok();
}

void ReadData(png_structp png, png_bytep data, png_size_t size) {
  auto* input = static_cast<Input*>(png_get_io_ptr(png));
  while (size > 0) {
    const size_t count = std::min(size, input->piece.size());
    std::memcpy(data, input->piece.data(), count);
    input->piece = input->piece.subspan(count);
    data += count;
    size -= count;
    if (size == 0) return;
    if (input->next > input->stream.size()) png_error(png, "the file is truncated");
    input->piece = input->next < input->stream.size() ? input->stream[input->next] : Bytes(input->tail);
    ++input->next;
  }
}

struct Reader {
  Reader(Input* input, Status* status) {
    png = png_create_read_struct(PNG_LIBPNG_VER_STRING, status, OnError, OnWarning);
    if (png) info = png_create_info_struct(png);
    if (info) png_set_read_fn(png, input, ReadData);
  }
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }

  template <class Work>
  bool Guarded(Work&& work) {
    return imwrite::Guarded(png_jmpbuf(png), work);
  }

  png_structp png = nullptr;
  png_infop info = nullptr;
};

bool Matches(Bytes bytes) { return bytes.size() >= sizeof kSignature && std::memcmp(bytes.data(), kSignature, sizeof kSignature) == 0; }

void Start(Reader* reader, const ImageInfo& info) {
  png_set_user_limits(reader->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_crc_action(reader->png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
  png_read_info(reader->png, reader->info);
  png_set_expand(reader->png);
  if (std::endian::native == std::endian::little) png_set_swap(reader->png);
  if (info.has_alpha()) png_set_add_alpha(reader->png, 0xffff, PNG_FILLER_AFTER);
  png_set_interlace_handling(reader->png);
  png_read_update_info(reader->png, reader->info);
  if (png_get_rowbytes(reader->png, reader->info) != info.row_bytes()) png_error(reader->png, "the colours are damaged");
}

// Adam7 completes no row before its last pass, so it needs the whole picture; else a band is enough.
template <class Band>
Status ReadRows(Reader* reader, const ImageInfo& info, const Status& status, Band&& band) {
  const int passes = png_get_interlace_type(reader->png, reader->info) == PNG_INTERLACE_NONE ? 1 : 7;
  const uint32_t band_rows = passes == 1 ? BandRows(info) : info.height;
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  Buffer rows;
  if (!rows.Resize(info.row_bytes() * band_rows)) return OutOfMemory(row_bytes * band_rows);
  for (uint32_t y = 0; y < info.height;) {
    const uint32_t count = std::min(band_rows, info.height - y);
    const bool read = reader->Guarded([&] {
      for (int pass = 0; pass < passes; ++pass) {
        for (uint32_t i = 0; i < count; ++i) png_read_row(reader->png, rows.data() + i * row_bytes, nullptr);
      }
    });
    if (!read) return status;
    if (!band(y, count, rows.data())) return Aborted();
    y += count;
  }
  // The end is read too: the stream's checksum stands there.
  reader->Guarded([&] { png_read_end(reader->png, nullptr); });
  return status;
}

// Calls band(y, count, rows) over a picture; its rows have the channels and depth of `info`.
template <class Band>
Status ReadPicture(const File& file, const Picture& picture, ImageInfo info, Band&& band) {
  info.width = picture.placement.area.width;
  info.height = picture.placement.area.height;
  Input input;
  if (Status status = MakeInput(file, picture, &input); !status.ok()) return status;
  Status status;
  Reader reader(&input, &status);
  if (!reader.info) return OutOfMemory(0);
  if (!reader.Guarded([&] { Start(&reader, info); })) return status;
  return ReadRows(&reader, info, status, band);
}

Status DecodeAnimation(const DecodeJob& job, const File& file, uint32_t begin, uint32_t end) {
  std::vector<Placement> placements;
  for (const Picture& picture : file.pictures) placements.push_back(picture.placement);
  ImageInfo info = file.info;
  if (!info.has_alpha() && LeaveGaps(placements, info.width, info.height)) ++info.channels;
  Canvas canvas;
  if (Status status = canvas.Start(info); !status.ok()) return status;
  for (uint32_t i = 0; i < end; ++i) {
    const Picture& picture = file.pictures[i];
    if (Status status = canvas.Begin(picture.placement); !status.ok()) return status;
    Status status = ReadPicture(file, picture, info, [&](uint32_t y, uint32_t count, const uint8_t* rows) {
      canvas.Paint(y, count, rows);
      return true;
    });
    if (!status.ok()) return status;
    if (i < begin) continue;
    if (status = job.sink.Begin(info, ExifOrientation(file.metadata.exif), picture.placement.duration); !status.ok()) return status;
    if (!job.sink.Rows(0, info.height, canvas.pixels())) return Aborted();
  }
  return Ok();
}

Status DecodePng(const DecodeJob& job) {
  File file;
  if (Status status = TakeApart(job.bytes, &file); !status.ok()) return status;
  if (Status status = CheckPixels(job, kFormat, file.info.width, file.info.height); !status.ok()) return status;
  const FileFacts facts{static_cast<uint32_t>(file.pictures.size()), file.animation, file.metadata};
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, facts.frame_count, &begin, &end); !status.ok()) return status;
  if (Status status = job.sink.File(facts); !status.ok() || begin == end) return status;
  if (file.animation) return DecodeAnimation(job, file, begin, end);
  if (Status status = job.sink.Begin(file.info, ExifOrientation(file.metadata.exif), 0); !status.ok()) return status;
  return ReadPicture(file, file.pictures[0], file.info,
                     [&](uint32_t y, uint32_t count, const uint8_t* rows) { return job.sink.Rows(y, count, rows); });
}

}  // namespace

extern const Decoder kDecoder = {kFormat, Matches, Libraries, DecodePng};

}  // namespace imwrite::png
