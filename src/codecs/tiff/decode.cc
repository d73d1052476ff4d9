// The TIFF decoder, first page: 8-bit, 16-bit and float gray, gray + alpha, RGB and RGBA come as they are; every other
// kind that fits 8 bits a sample (bilevel, palette, CMYK, YCbCr …) comes as 8-bit gray, RGB or RGBA by libtiff's conversion.
#include <cstring>
#include <limits>
#include <type_traits>

#include "src/codecs/tiff/format.h"

namespace imwrite::tiff {
namespace {

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

bool Matches(std::span<const uint8_t> bytes) {
  if (bytes.size() < 4) return false;
  const bool little = bytes[0] == 'I' && bytes[1] == 'I' && (bytes[2] == 42 || bytes[2] == 43) && bytes[3] == 0;
  const bool big = bytes[0] == 'M' && bytes[1] == 'M' && bytes[2] == 0 && (bytes[3] == 42 || bytes[3] == 43);
  return little || big;
}

// The tags that decide how pixels are stored.
struct Layout {
  explicit Layout(TIFF* tiff) {
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &sample_format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
    if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric)) photometric = PHOTOMETRIC_MINISBLACK;
    uint16_t* kinds = nullptr;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
    premultiplied = extras > 0 && kinds[0] == EXTRASAMPLE_ASSOCALPHA;
    tiled = TIFFIsTiled(tiff);
  }

  bool gray() const { return photometric == PHOTOMETRIC_MINISBLACK || min_is_white(); }
  bool min_is_white() const { return photometric == PHOTOMETRIC_MINISWHITE; }

  // Whether the samples are ours as they stand, but for planes and white-is-zero.
  bool direct() const {
    const bool integers = sample_format == SAMPLEFORMAT_UINT && (bits == 8 || bits == 16);
    const bool floats = sample_format == SAMPLEFORMAT_IEEEFP && bits == 32;
    const bool known = gray() ? samples == 1 || samples == 2 : photometric == PHOTOMETRIC_RGB && (samples == 3 || samples == 4);
    return (integers || floats) && known && !(tiled && planar == PLANARCONFIG_SEPARATE);
  }

  // Of samples that are direct().
  Depth depth() const { return sample_format == SAMPLEFORMAT_IEEEFP ? Depth::kF32 : bits == 16 ? Depth::kU16 : Depth::kU8; }

  // Whether libtiff's conversion to 8-bit RGBA loses nothing.
  bool fits_rgba() const { return bits <= 8 && sample_format == SAMPLEFORMAT_UINT; }

  std::string Text() const {
    return std::to_string(bits) + "-bit samples of format " + std::to_string(sample_format) + ", " + std::to_string(samples) +
           " a pixel, photometric " + std::to_string(photometric) + (tiled ? ", tiles" : "") +
           (planar == PLANARCONFIG_SEPARATE ? ", planes" : "");
  }

  uint32_t width = 0;
  uint32_t height = 0;
  uint16_t samples = 1;
  uint16_t bits = 1;
  uint16_t sample_format = SAMPLEFORMAT_UINT;
  uint16_t planar = PLANARCONFIG_CONTIG;
  uint16_t orientation = 1;
  uint16_t photometric = 0;
  uint16_t extras = 0;
  bool premultiplied = false;
  bool tiled = false;
};

template <class Sample>
void Normalise(Sample* row, uint32_t width, int channels, bool invert, bool premultiplied) {
  constexpr Sample full = std::is_floating_point_v<Sample> ? Sample{1} : std::numeric_limits<Sample>::max();
  const int colors = channels - (channels % 2 == 0);
  for (uint32_t x = 0; x < width; ++x, row += channels) {
    for (int c = 0; invert && c < colors; ++c) row[c] = full - row[c];
    if (!premultiplied || row[colors] <= 0) continue;
    for (int c = 0; c < colors; ++c) {
      if constexpr (std::is_floating_point_v<Sample>) {
        row[c] /= row[colors];
      } else {
        const uint64_t straight = (uint64_t{row[c]} * full + row[colors] / 2) / row[colors];
        row[c] = static_cast<Sample>(std::min<uint64_t>(straight, full));
      }
    }
  }
}

void NormaliseRows(uint8_t* rows, uint32_t count, const ImageInfo& info, const Layout& layout) {
  const bool invert = layout.min_is_white();
  const bool premultiplied = layout.premultiplied && info.has_alpha();
  if (!invert && !premultiplied) return;
  for (uint32_t i = 0; i < count; ++i, rows += info.row_bytes()) {
    switch (info.depth) {
      case Depth::kU8: Normalise(rows, info.width, info.channels, invert, premultiplied); break;
      case Depth::kU16: Normalise(reinterpret_cast<uint16_t*>(rows), info.width, info.channels, invert, premultiplied); break;
      case Depth::kF32: Normalise(reinterpret_cast<float*>(rows), info.width, info.channels, invert, premultiplied); break;
      default: break;
    }
  }
}

// Copies `count` rows of tiles or strips into `band`, which starts at row y.
bool ReadStripRows(TIFF* tiff, const Layout& layout, const ImageInfo& info, uint32_t y, uint32_t count, uint8_t* band, uint8_t* scratch) {
  const size_t sample_bytes = info.sample_bytes();
  for (uint32_t i = 0; i < count; ++i) {
    uint8_t* row = band + i * info.row_bytes();
    if (layout.planar == PLANARCONFIG_CONTIG) {
      if (TIFFReadScanline(tiff, row, y + i, 0) < 0) return false;
      continue;
    }
    for (uint16_t s = 0; s < layout.samples; ++s) {
      if (TIFFReadScanline(tiff, scratch, y + i, s) < 0) return false;
      for (uint32_t x = 0; x < info.width; ++x) {
        std::memcpy(row + (size_t{x} * info.channels + s) * sample_bytes, scratch + x * sample_bytes, sample_bytes);
      }
    }
  }
  return true;
}

bool ReadTileRows(TIFF* tiff, const ImageInfo& info, uint32_t tile_width, uint32_t y, uint32_t count, uint8_t* band, uint8_t* scratch) {
  const size_t tile_row_bytes = size_t{tile_width} * info.pixel_bytes();
  for (uint32_t x = 0; x < info.width; x += tile_width) {
    if (TIFFReadTile(tiff, scratch, x, y, 0, 0) < 0) return false;
    const size_t bytes = std::min(tile_width, info.width - x) * info.pixel_bytes();
    for (uint32_t i = 0; i < count; ++i) {
      std::memcpy(band + i * info.row_bytes() + x * info.pixel_bytes(), scratch + i * tile_row_bytes, bytes);
    }
    if (tile_width > info.width - x) break;
  }
  return true;
}

Status DecodeDirect(const DecodeJob& job, const Layout& layout, Handle* handle) {
  TIFF* tiff = handle->get();
  const ImageInfo info{layout.width, layout.height, static_cast<uint8_t>(layout.samples), layout.depth()};
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
  const bool consistent = layout.tiled ? scratch_bytes == uint64_t{tile_width} * band_rows * info.pixel_bytes()
                                       : TIFFScanlineSize64(tiff) ==
                                             (layout.planar == PLANARCONFIG_CONTIG ? info.row_bytes() : info.row_bytes() / info.channels);
  if (!consistent) return Error(Code::kCorruptData, "tiff: the size of its rows contradicts its tags");
  if (Status status = job.sink.Begin(info, layout.orientation, 0); !status.ok()) return status;

  for (uint32_t y = 0; y < info.height;) {
    const uint32_t count = std::min(band_rows, info.height - y);
    const bool read = layout.tiled ? ReadTileRows(tiff, info, tile_width, y, count, band.data(), scratch.data())
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
    Normalise(row, info.width, 4, false, true);
    for (uint32_t x = 0; x < info.width; ++x, row += 4, kept += info.channels) std::memmove(kept, row, info.channels);
  }
  return job.sink.Rows(0, info.height, pixels.data()) ? Ok() : Aborted();
}

Status DecodeTiff(const DecodeJob& job) {
  Input input{job.bytes};
  // One allocation never needs more than the picture itself, at 16 bytes a pixel, or libtiff's own tables.
  constexpr uint64_t kTables = 1 << 20;
  const uint64_t limit = std::min<uint64_t>(kTables + job.options.max_pixels * 16, std::numeric_limits<tmsize_t>::max());
  Handle handle("rm", &input, ReadProc, WriteProc, SeekProc, SizeProc, Code::kCorruptData, static_cast<tmsize_t>(limit));
  if (!handle.get()) return handle.TakeError();
  Layout layout(handle.get());
  if (layout.orientation < 1 || layout.orientation > 8) layout.orientation = 1;
  if (Status status = CheckPixels(job, kFormat, layout.width, layout.height); !status.ok()) return status;
  bool wanted = false;
  if (Status status = StartSingle(job, kFormat, {}, &wanted); !status.ok() || !wanted) return status;
  if (layout.direct()) return DecodeDirect(job, layout, &handle);
  if (layout.fits_rgba()) return DecodeRgba(job, layout, &handle);
  return Mismatch(Code::kUnsupportedData, "tiff file", "gray or RGB with 8-bit, 16-bit or float samples", layout.Text());
}

}  // namespace

extern const Decoder kDecoder = {kFormat, Matches, Libraries, DecodeTiff};

}  // namespace imwrite::tiff
