// The TIFF decoder: gray, gray + alpha, RGB and RGBA of integers with 8, 16 or 32 bits and floats with 32 or 64 come as they
// are, LogLuv as float RGB; every other kind that fits 8 bits a sample (bilevel, palette, CMYK, YCbCr …) comes as 8-bit gray,
// RGB or RGBA by libtiff's conversion. Every directory of the main chain is a page.
#include <libdeflate.h>
#include <zlib.h>

#include <cstring>
#include <limits>

#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/handle.h"
#include "src/codecs/tiff/jpeg-reader.h"
#include "src/codecs/tiff/layout.h"
#include "src/codecs/tiff/metadata.h"
#include "src/codecs/tiff/tags.h"

// Of libtiff's tiffiop.h, which is not for users.
extern "C" {
int TIFFInitCCITTFax3(TIFF*, int);
int TIFFInitCCITTFax4(TIFF*, int);
int TIFFInitCCITTRLE(TIFF*, int);
int TIFFInitCCITTRLEW(TIFF*, int);
}

namespace imwrite::tiff {
namespace {

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {
      {"libtiff", TIFFLIB_VERSION_STR_MAJ_MIN_MIC}, {"libdeflate", LIBDEFLATE_VERSION_STRING}, {"zlib", ZLIB_VERSION}};
  return kLibraries;
}

struct Input {
  std::span<const uint8_t> bytes;
  uint64_t position = 0;
};

tmsize_t ReadProc(thandle_t handle, void* data, tmsize_t size) {
  auto* input = static_cast<Input*>(handle);
  if (input->position >= input->bytes.size()) return 0;
  const size_t count = std::min(static_cast<size_t>(size), input->bytes.size() - static_cast<size_t>(input->position));
  std::memcpy(data, input->bytes.data() + input->position, count);
  input->position += count;
  return static_cast<tmsize_t>(count);
}

tmsize_t WriteProc(thandle_t, void*, tmsize_t) { return 0; }

toff_t SeekProc(thandle_t handle, toff_t offset, int whence) {
  auto* input = static_cast<Input*>(handle);
  if (whence == SEEK_SET) input->position = offset;
  if (whence == SEEK_CUR) input->position += offset;
  if (whence == SEEK_END) input->position = input->bytes.size() + offset;
  return input->position;
}

toff_t SizeProc(thandle_t handle) { return static_cast<Input*>(handle)->bytes.size(); }

// The file is in memory already. What libtiff reads into its own it takes for damaged when it is uncompressed and its size is no
// multiple of 1024.
int MapProc(thandle_t handle, void** base, toff_t* size) {
  const auto* input = static_cast<Input*>(handle);
  *base = const_cast<uint8_t*>(input->bytes.data());
  *size = input->bytes.size();
  return 1;
}

bool Matches(std::span<const uint8_t> bytes) {
  if (bytes.size() < 4) return false;
  const bool little = bytes[0] == 'I' && bytes[1] == 'I' && (bytes[2] == 42 || bytes[2] == 43) && bytes[3] == 0;
  const bool big = bytes[0] == 'M' && bytes[1] == 'M' && bytes[2] == 0 && (bytes[3] == 42 || bytes[3] == 43);
  return little || big;
}

// Puts `count` pixels' samples, which are all of them or the plane `s`, among the pixels.
void Place(const Layout& layout, const ImageInfo& info, uint16_t s, const uint8_t* samples, uint32_t count, uint8_t* pixels) {
  if (!layout.planes()) return void(std::memcpy(pixels, samples, count * info.pixel_bytes()));
  const size_t bytes = info.sample_bytes();
  for (uint32_t x = 0; x < count; ++x) std::memcpy(pixels + x * info.pixel_bytes() + s * bytes, samples + x * bytes, bytes);
}

// Copies `count` rows of strips into `band`, which starts at row y.
bool ReadStripRows(TIFF* tiff, const Layout& layout, const ImageInfo& info, uint32_t y, uint32_t count, uint8_t* band, uint8_t* scratch) {
  // Plane by plane: each change of plane decodes its strip from the start.
  for (uint16_t s = 0; s < layout.plane_count(); ++s) {
    for (uint32_t i = 0; i < count; ++i) {
      if (TIFFReadScanline(tiff, scratch, y + i, s) < 0) return false;
      Place(layout, info, s, scratch, info.width, band + i * info.row_bytes());
    }
  }
  return true;
}

// The same of tiles.
bool ReadTileRows(TIFF* tiff, const Layout& layout, const ImageInfo& info, uint32_t tile_width, uint32_t y, uint32_t count, uint8_t* band,
                  uint8_t* scratch) {
  const size_t tile_row_bytes = tile_width * info.pixel_bytes() / layout.plane_count();
  for (uint32_t x = 0; x < info.width; x += tile_width) {
    const uint32_t width = std::min(tile_width, info.width - x);
    for (uint16_t s = 0; s < layout.plane_count(); ++s) {
      if (TIFFReadTile(tiff, scratch, x, y, 0, s) < 0) return false;
      for (uint32_t i = 0; i < count; ++i) {
        Place(layout, info, s, scratch + i * tile_row_bytes, width, band + i * info.row_bytes() + x * info.pixel_bytes());
      }
    }
    if (tile_width > info.width - x) break;
  }
  return true;
}

Status DecodeDirect(const DecodeJob& job, const Layout& layout, Handle* handle) {
  TIFF* tiff = handle->get();
  const ImageInfo info = layout.info();
  uint32_t band_rows = BandRows(info);
  uint32_t tile_width = 0;
  if (layout.tiled) {
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &tile_width);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &band_rows);
    if (tile_width == 0 || band_rows == 0) return Error(Code::kCorruptData, "tiff: tiles without a size");
  }
  const uint64_t scratch_bytes = layout.tiled ? static_cast<uint64_t>(TIFFTileSize64(tiff)) : info.row_bytes();
  const uint64_t band_bytes = info.row_bytes() * std::min(band_rows, info.height);
  Buffer band;
  Buffer scratch;
  if (!band.Resize(band_bytes)) return OutOfMemory(static_cast<size_t>(band_bytes));
  if (!scratch.Resize(scratch_bytes)) return OutOfMemory(static_cast<size_t>(scratch_bytes));
  // A hostile file may name a scanline or tile that differs from what the other tags say.
  const uint64_t rows_bytes = layout.tiled ? uint64_t{tile_width} * band_rows * info.pixel_bytes() : info.row_bytes();
  const uint64_t claimed_bytes = static_cast<uint64_t>(layout.tiled ? TIFFTileSize64(tiff) : TIFFScanlineSize64(tiff));
  const bool consistent = claimed_bytes == rows_bytes / layout.plane_count();
  if (!consistent) return Error(Code::kCorruptData, "tiff: the size of its rows contradicts its tags");
  if (Status status = job.sink.Begin(info, layout.orientation, 0); !status.ok()) return status;

  for (uint32_t y = 0; y < info.height;) {
    const uint32_t count = std::min(band_rows, info.height - y);
    const bool read = layout.tiled ? ReadTileRows(tiff, layout, info, tile_width, y, count, band.data(), scratch.data())
                                   : ReadStripRows(tiff, layout, info, y, count, band.data(), scratch.data());
    if (!read) return handle->TakeError();
    NormaliseRows(band.data(), count, info, layout);
    if (!job.sink.Rows(y, count, band.data())) return Aborted();
    y += count;
  }
  return Ok();
}

// By libtiff's conversion to 8-bit RGBA, of which the channels that the file has are kept.
Status DecodeRgba(const DecodeJob& job, const Layout& layout, Handle* handle) {
  const ImageInfo rgba{layout.width, layout.height, 4, Depth::kU8};
  ImageInfo info = rgba;
  if (layout.extras == 0) info.channels = layout.gray() ? 1 : 3;
  Buffer pixels;
  if (!pixels.Resize(rgba.image_bytes())) return OutOfMemory(static_cast<size_t>(rgba.image_bytes()));
  // The rows are asked for as they are stored, so that the orientation is applied once, by the caller.
  auto* raster = reinterpret_cast<uint32_t*>(pixels.data());
  if (!TIFFReadRGBAImageOriented(handle->get(), info.width, info.height, raster, layout.orientation, 1)) return handle->TakeError();
  if (Status status = job.sink.Begin(info, layout.orientation, 0); !status.ok()) return status;
  uint8_t* kept = pixels.data();
  for (uint32_t y = 0; y < info.height; ++y) {
    uint8_t* row = pixels.data() + y * rgba.row_bytes();
    Unpremultiply(row, info.width);
    for (uint32_t x = 0; x < info.width; ++x, row += 4, kept += info.channels) std::memmove(kept, row, info.channels);
  }
  return job.sink.Rows(0, info.height, pixels.data()) ? Ok() : Aborted();
}

Status DecodePage(const DecodeJob& job, Handle* handle) {
  const Layout layout(handle->get());
  if (Status status = CheckPixels(job, kFormat, layout.width, layout.height); !status.ok()) return status;
  if (layout.jpeg && !ReadsJpeg()) {
    return Error(Code::kNotLoaded,
                 "tiff: JPEG inside needs another decoder: call `await load('tiff-extended-decode')` before the synchronous API");
  }
  const bool tone_map = layout.xyz() && job.options.tone_map && TIFFSetField(handle->get(), TIFFTAG_SGILOGDATAFMT, SGILOGDATAFMT_8BIT);
  if (layout.direct() && !tone_map) return DecodeDirect(job, layout, handle);
  if (layout.fits_rgba() || tone_map) return DecodeRgba(job, layout, handle);
  return Mismatch(Code::kUnsupportedData, "tiff file", "gray or RGB with integers of 8, 16 or 32 bits or floats of 32 or 64",
                  layout.Text());
}

// False when there is no memory for it.
bool RegisterFaxes() {
  const TIFFCodec* group3 = TIFFRegisterCODEC(COMPRESSION_CCITTFAX3, "CCITT Group 3", TIFFInitCCITTFax3);
  const TIFFCodec* group4 = TIFFRegisterCODEC(COMPRESSION_CCITTFAX4, "CCITT Group 4", TIFFInitCCITTFax4);
  const TIFFCodec* rle = TIFFRegisterCODEC(COMPRESSION_CCITTRLE, "CCITT RLE", TIFFInitCCITTRLE);
  const TIFFCodec* rle_words = TIFFRegisterCODEC(COMPRESSION_CCITTRLEW, "CCITT RLE/W", TIFFInitCCITTRLEW);
  return group3 && group4 && rle && rle_words;
}

Status DecodeTiff(const DecodeJob& job) {
  static const bool faxes = RegisterFaxes();
  if (!faxes) return OutOfMemory(4 * sizeof(TIFFCodec));
  Input input{job.bytes};
  // One allocation never needs more than the picture itself, at 32 bytes a pixel, a tag's value or libtiff's own tables.
  constexpr uint64_t kTables = 1 << 20;
  const uint64_t limit = std::min<uint64_t>(kTables + job.bytes.size() + job.options.max_pixels * 32, std::numeric_limits<tmsize_t>::max());
  Handle handle("r", &input, ReadProc, WriteProc, SeekProc, SizeProc, MapProc, static_cast<tmsize_t>(limit));
  if (!handle.get()) return handle.TakeError();
  FileFacts facts;
  facts.metadata = ReadMetadata(handle.get(), job.bytes);
  facts.frame_count = TIFFNumberOfDirectories(handle.get());
  // A chain that breaks later does no harm to the pages before.
  const Status broken = handle.failed() ? handle.TakeError() : Ok();
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, facts.frame_count, &begin, &end); !status.ok()) return broken.ok() ? status : broken;
  if (!broken.ok() && end - begin < job.options.frame_count) return broken;
  facts.metadata.tags = ReadTags(job.bytes, begin, end);
  if (Status status = job.sink.File(facts); !status.ok()) return status;
  for (uint32_t page = begin; page < end; ++page) {
    if (!TIFFSetDirectory(handle.get(), page)) return handle.TakeError();
    if (Status status = DecodePage(job, &handle); !status.ok()) return status;
  }
  return Ok();
}

}  // namespace

extern const Decoder kDecoder = {kFormat, Matches, Libraries, DecodeTiff};

}  // namespace imwrite::tiff
