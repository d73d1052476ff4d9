// The PNG decoder: palettes become RGB unless their indices are asked for, fewer than 8 bits become
// 8, a color key becomes alpha; 16 bits stay. The frames of an animation come as whole canvases.
#include <png.h>
#include <zlib.h>

#include <bit>
#include <cstring>

#include "src/codecs/png/container/parse.h"
#include "src/codecs/png/format.h"
#include "src/codecs/png/pixels/reader.h"
#include "src/exif.h"

namespace imwrite::png {
namespace {

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libpng", PNG_LIBPNG_VER_STRING}, {"zlib", ZLIB_VERSION}};
  return kLibraries;
}

void Start(Reader* reader, const ImageInfo& info) {
  png_set_user_limits(reader->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_crc_action(reader->png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
  png_read_info(reader->png, reader->info);
  if (png_get_color_type(reader->png, reader->info) == PNG_COLOR_TYPE_PALETTE &&
      info.channels == 1) {
    png_set_packing(reader->png);
  } else {
    png_set_expand(reader->png);
  }
  if (std::endian::native == std::endian::little) png_set_swap(reader->png);
  if (info.has_alpha()) png_set_add_alpha(reader->png, 0xffff, PNG_FILLER_AFTER);
  png_set_interlace_handling(reader->png);
  png_read_update_info(reader->png, reader->info);
  if (png_get_rowbytes(reader->png, reader->info) != info.row_bytes())
    png_error(reader->png, "the colors are damaged");
}

// How many rows have all their pixels.
uint32_t WholeRows(const Reader& reader, int passes, uint32_t height) {
  const uint32_t row = png_get_current_row_number(reader.png);
  const int pass = png_get_current_pass_number(reader.png);
  if (passes == 1) return row;
  return pass == passes ? height : pass == passes - 1 ? row : 0;
}

// What libpng says of the stream's end, in plain words.
std::string_view Plain(std::string_view warning) {
  const auto says = [&](std::string_view words) { return warning.find(words) != warning.npos; };
  if (says("Extra compressed data") || says("Too much image data"))
    return "there are more bytes of pixels than the picture has pixels";
  if (says("incorrect data check")) return "the checksum of the pixels is wrong";
  if (says("Not enough image data")) return "the bytes of pixels have no end";
  return warning;
}

Status WarnOf(const DecodeJob& job, const Reader& reader) {
  for (const std::string& warning : reader.report.warnings) {
    if (Status status = Warn(job, "png: " + std::string(Plain(warning))); !status.ok())
      return status;
  }
  return Ok();
}

// The most that is read behind the last row, beside what that may take: with it libpng reads on as
// long as the stream goes on, which may be for gigabytes.
constexpr size_t kTail = size_t{1} << 16;

// Adam7 completes no row before its last pass, so it needs the whole picture; else a band is
// enough.
template <class Band>
Status ReadRows(const DecodeJob& job, Reader* reader, const ImageInfo& info, Band&& band) {
  const int passes =
      png_get_interlace_type(reader->png, reader->info) == PNG_INTERLACE_NONE ? 1 : 7;
  const uint32_t band_rows = passes == 1 ? BandRows(info) : info.height;
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  Buffer rows;
  if (!rows.Resize(info.row_bytes() * band_rows)) return OutOfMemory(row_bytes * band_rows);
  bool goes_on = true;
  for (uint32_t y = 0; y < info.height;) {
    const uint32_t count = std::min(band_rows, info.height - y);
    if (job.options.truncated == Truncated::kFill) std::memset(rows.data(), 0, row_bytes * count);
    const bool read = goes_on && reader->CatchLongjmp([&] {
      for (int pass = 0; pass < passes; ++pass) {
        for (uint32_t i = 0; i < count; ++i) {
          if (pass == passes - 1 && y + i == info.height - 1)
            reader->input.left = row_bytes + row_bytes / 64 + kTail;
          png_read_row(reader->png, rows.data() + i * row_bytes, nullptr);
        }
      }
    });
    if (goes_on && !read) {
      if (reader->report.status.code == Code::kOutOfMemory) return reader->report.status;
      const uint32_t whole = WholeRows(*reader, passes, info.height);
      Status status = whole < info.height ? LackRows(job, kFormat, whole, info.height)
                                          : reader->report.Demote();
      if (!status.ok()) return status;
      goes_on = false;
    }
    if (!band(y, count, rows.data())) return Aborted();
    y += count;
  }
  // The end is read too: the stream's checksum stands there.
  if (goes_on && !reader->CatchLongjmp([&] { png_read_end(reader->png, nullptr); })) {
    if (Status status = reader->report.Demote(); !status.ok()) return status;
  }
  return WarnOf(job, *reader);
}

// Calls band(y, count, rows) over an image; its rows have the channels and sample type of `info`.
template <class Band>
Status ReadImage(const DecodeJob& job, const PngFile& file, const PngFrame& picture, ImageInfo info,
                 Band&& band) {
  info.width = picture.placement.area.width;
  info.height = picture.placement.area.height;
  Input input;
  if (Status status = MakeInput(file, picture, &input); !status.ok()) return status;
  Reader reader(&input);
  if (!reader.info) return OutOfMemory(0);
  if (!reader.CatchLongjmp([&] { Start(&reader, info); })) return reader.report.status;
  return ReadRows(job, &reader, info, band);
}

// The colors that samples are the indices of; those that transparency does not name are opaque.
ColorTable ColorsOf(const PngFile& file) {
  ColorTable table(file.palette.size() / 3);
  for (size_t i = 0; i < table.size(); ++i) {
    std::copy_n(file.palette.data() + 3 * i, 3, table[i].begin());
    table[i][3] = i < file.transparency.size() ? file.transparency[i] : 255;
  }
  return table;
}

// What is held of a picture while it is read.
uint64_t HeldBytes(const PngFile& file, const ImageInfo& info) {
  const bool interlaced = file.header[12] != 0;
  return interlaced ? ImageBytes(info) : info.row_bytes();
}

Status DecodeAnimation(const DecodeJob& job, const PngFile& file, uint32_t begin, uint32_t end,
                       Budget* budget) {
  std::vector<Placement> placements;
  for (const PngFrame& picture : file.frames) placements.push_back(picture.placement);
  ImageInfo info = file.info;
  if (!info.has_alpha() && LeaveGaps(placements, info.width, info.height)) ++info.channels;
  // The canvas, a frame, and what is below a frame that goes again.
  const bool goes = std::ranges::any_of(
      placements, [](const Placement& frame) { return frame.dispose == Dispose::kPrevious; });
  const uint64_t held = Sum(Product(ImageBytes(info), goes ? 2 : 1), HeldBytes(file, info));
  if (Status status = budget->TakeMemory(Sum(Product(ImageBytes(info), end - begin), held));
      !status.ok())
    return status;
  Canvas canvas;
  if (Status status = canvas.Start(info); !status.ok()) return status;
  for (uint32_t i = 0; i < end; ++i) {
    const PngFrame& picture = file.frames[i];
    if (Status status = canvas.Begin(picture.placement); !status.ok()) return status;
    Status status =
        ReadImage(job, file, picture, info, [&](uint32_t y, uint32_t count, const uint8_t* rows) {
          canvas.Paint(y, count, rows);
          return true;
        });
    if (!status.ok()) return status;
    if (i < begin) continue;
    if (status =
            job.sink.Begin(info, ExifOrientation(file.metadata.exif), picture.placement.duration);
        !status.ok())
      return status;
    if (!job.sink.Rows(0, info.height, canvas.pixels())) return Aborted();
  }
  return Ok();
}

Status DecodePng(const DecodeJob& job) {
  Budget budget(job.options.limits, kFormat);
  if (Status status = budget.TakeMemory(job.bytes.size()); !status.ok()) return status;
  PngFile file;
  if (Status status = ParsePng(job.bytes, &budget, &file); !status.ok()) return status;
  for (const std::string& fault : file.faults) {
    if (Status status = Warn(job, "png: " + fault); !status.ok()) return status;
  }
  FileFacts facts{static_cast<uint32_t>(file.frames.size()), file.animation, file.metadata,
                  file.colorimetry};
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, facts.frame_count, &begin, &end); !status.ok())
    return status;
  if (Status status = budget.TakeFrames(end - begin); !status.ok()) return status;
  if (Status status = budget.TakePixels(file.info.width, file.info.height, end - begin);
      !status.ok())
    return status;
  const PngFrame* still = file.animation ? nullptr : &file.frames[0];
  if (job.options.still && begin == 0 && file.default_image) still = &*file.default_image;
  if (still && job.options.indexed && file.color_type() == PNG_COLOR_TYPE_PALETTE) {
    file.info.channels = 1;
    facts.color_tables = {ColorsOf(file)};
  }
  if (Status status = job.sink.File(facts); !status.ok() || begin == end) return status;
  if (!still) return DecodeAnimation(job, file, begin, end, &budget);
  if (Status status = budget.TakeMemory(Sum(ImageBytes(file.info), HeldBytes(file, file.info)));
      !status.ok())
    return status;
  if (Status status = job.sink.Begin(file.info, ExifOrientation(file.metadata.exif), 0);
      !status.ok())
    return status;
  return ReadImage(job, file, *still, file.info,
                   [&](uint32_t y, uint32_t count, const uint8_t* rows) {
                     return job.sink.Rows(y, count, rows);
                   });
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .libraries = Libraries, .decode = DecodePng};

}  // namespace imwrite::png
