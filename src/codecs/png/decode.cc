// The PNG decoder: palettes become RGB, fewer than 8 bits become 8, a colour key becomes alpha; 16 bits stay.
#include <bit>
#include <cstring>

#include "src/codecs/png/format.h"
#include "src/exif.h"
#include "src/guarded.h"

namespace imwrite::png {
namespace {

constexpr uint8_t kSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

struct Input {
  std::span<const uint8_t> rest;
};

void ReadData(png_structp png, png_bytep data, png_size_t size) {
  auto* input = static_cast<Input*>(png_get_io_ptr(png));
  if (size > input->rest.size()) png_error(png, "the file is truncated");
  std::memcpy(data, input->rest.data(), size);
  input->rest = input->rest.subspan(size);
}

struct Reader {
  Reader(Input* input, Status* status) {
    png = png_create_read_struct(PNG_LIBPNG_VER_STRING, status, OnDecodeError, OnWarning);
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

bool Matches(std::span<const uint8_t> bytes) {
  return bytes.size() >= sizeof kSignature && std::memcmp(bytes.data(), kSignature, sizeof kSignature) == 0;
}

void ReadHeader(Reader* reader) {
  png_set_user_limits(reader->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_read_info(reader->png, reader->info);
}

void StartRows(Reader* reader) {
  png_set_expand(reader->png);
  if (std::endian::native == std::endian::little) png_set_swap(reader->png);
  png_set_interlace_handling(reader->png);
  png_read_update_info(reader->png, reader->info);
}

int Orientation(const Reader& reader) {
  png_uint_32 size = 0;
  png_bytep exif = nullptr;
  if (!png_get_eXIf_1(reader.png, reader.info, &size, &exif)) return 1;
  return ExifOrientation({exif, size});
}

// Adam7 completes no row before its last pass, so it needs the whole picture; else a band is enough.
Status DecodeRows(const DecodeJob& job, const ImageInfo& info, Reader* reader, const Status& status) {
  const int passes = png_get_interlace_type(reader->png, reader->info) == PNG_INTERLACE_NONE ? 1 : 7;
  const uint32_t band_rows = passes == 1 ? BandRows(info) : info.height;
  const size_t row_bytes = static_cast<size_t>(info.row_bytes());
  Buffer band;
  if (!band.Resize(info.row_bytes() * band_rows)) return OutOfMemory(row_bytes * band_rows);
  for (uint32_t y = 0; y < info.height;) {
    const uint32_t count = std::min(band_rows, info.height - y);
    const bool read = reader->Guarded([&] {
      for (int pass = 0; pass < passes; ++pass) {
        for (uint32_t i = 0; i < count; ++i) png_read_row(reader->png, band.data() + i * row_bytes, nullptr);
      }
    });
    if (!read) return status;
    if (!job.sink.Rows(y, count, band.data())) return Aborted();
    y += count;
  }
  return Ok();
}

Status DecodePng(const DecodeJob& job) {
  Status status;
  Input input{job.bytes};
  Reader reader(&input, &status);
  if (!reader.info) return OutOfMemory(0);
  if (!reader.Guarded([&] { ReadHeader(&reader); })) return status;
  const uint32_t width = png_get_image_width(reader.png, reader.info);
  const uint32_t height = png_get_image_height(reader.png, reader.info);
  if (status = CheckPixels(job, kFormat, width, height); !status.ok()) return status;
  if (!reader.Guarded([&] { StartRows(&reader); })) return status;

  const ImageInfo info{width, height, png_get_channels(reader.png, reader.info),
                       png_get_bit_depth(reader.png, reader.info) == 16 ? Depth::kU16 : Depth::kU8};
  bool wanted = false;
  if (status = StartSingle(job, kFormat, {}, &wanted); !status.ok() || !wanted) return status;
  if (status = job.sink.Begin(info, Orientation(reader), 0); !status.ok()) return status;
  if (Status rows = DecodeRows(job, info, &reader, status); !rows.ok()) return rows;
  // The end is read too: a file cut off after its last row is damaged.
  reader.Guarded([&] { png_read_end(reader.png, nullptr); });
  return status;
}

}  // namespace

extern const Decoder kDecoder = {kFormat, Matches, Libraries, DecodePng};

}  // namespace imwrite::png
