// The TIFF decoder: samples of gray and RGB come as they are, however many a pixel has, those of
// less than 8 bits in the range of 8; palettes (unless their indices are asked for), CMYK and
// LogLuv come as RGB; 8-bit YCbCr and CIE L*a*b* by libtiff's conversion. Every directory of the
// main chain is a page.
#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/jpeg-reader.h"
#include "src/codecs/tiff/metadata.h"
#include "src/codecs/tiff/picture-rows.h"
#include "src/codecs/tiff/read-directory.h"
#include "src/codecs/tiff/sample-rows.h"
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
  static const Library kLibraries[] = {{"libtiff", TIFFLIB_VERSION_STR_MAJ_MIN_MIC},
                                       {"libdeflate", LIBDEFLATE_VERSION_STRING},
                                       {"zlib", ZLIB_VERSION}};
  return kLibraries;
}

struct Input {
  std::span<const uint8_t> bytes;
  uint64_t position = 0;
};

tmsize_t ReadProc(thandle_t handle, void* data, tmsize_t size) {
  auto* input = static_cast<Input*>(handle);
  if (input->position >= input->bytes.size()) return 0;
  const size_t count = std::min(static_cast<size_t>(size),
                                input->bytes.size() - static_cast<size_t>(input->position));
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

// The file is in memory already. What libtiff reads into its own it takes for damaged when it is
// uncompressed and its size is no multiple of 1024.
int MapProc(thandle_t handle, void** base, toff_t* size) {
  const auto* input = static_cast<Input*>(handle);
  *base = const_cast<uint8_t*>(input->bytes.data());
  *size = input->bytes.size();
  return 1;
}

Status DecodeDirect(const DecodeJob& job, const Layout& layout, const Budget& budget,
                    ScopedTiff* handle) {
  const ImageInfo info = layout.info();
  SampleRows rows(handle, layout);
  PictureRows picture(layout);
  if (Status status = rows.Start(budget); !status.ok()) return status;
  if (Status status = picture.Start(handle->get()); !status.ok()) return status;
  const uint32_t band_rows = std::min(rows.band_rows(), info.height);
  Buffer stored;
  Buffer converted;
  if (!stored.Resize(rows.row_bytes() * band_rows))
    return OutOfMemory(static_cast<size_t>(rows.row_bytes() * band_rows));
  const uint64_t converted_bytes = picture.moves() ? info.row_bytes() * band_rows : 0;
  if (!converted.Resize(converted_bytes)) return OutOfMemory(static_cast<size_t>(converted_bytes));
  if (Status status = job.sink.Begin(info, layout.orientation, 0); !status.ok()) return status;
  for (uint32_t y = 0; y < info.height;) {
    const uint32_t count = std::min(band_rows, info.height - y);
    if (Status status = rows.Read(y, count, stored.data()); !status.ok()) return status;
    picture.Convert(stored.data(), size_t{info.width} * count, converted.data());
    if (!job.sink.Rows(y, count, picture.moves() ? converted.data() : stored.data()))
      return Aborted();
    y += count;
  }
  return Ok();
}

// By libtiff's conversion to 8-bit RGBA.
Status DecodeRgba(const DecodeJob& job, const Layout& layout, const Budget& budget,
                  ScopedTiff* handle) {
  const ImageInfo rgba{layout.width, layout.height, 4, SampleType::kU8};
  const ImageInfo info{layout.width, layout.height, 3, SampleType::kU8};
  if (Status status = budget.CheckMemory(ImageBytes(rgba)); !status.ok()) return status;
  Buffer pixels;
  if (!pixels.Resize(rgba.image_bytes()))
    return OutOfMemory(static_cast<size_t>(rgba.image_bytes()));
  // The rows are asked for as they are stored, so that the orientation is applied once, by the
  // caller.
  auto* raster = reinterpret_cast<uint32_t*>(pixels.data());
  if (!TIFFReadRGBAImageOriented(handle->get(), info.width, info.height, raster, layout.orientation,
                                 1))
    return handle->TakeError();
  if (Status status = job.sink.Begin(info, layout.orientation, 0); !status.ok()) return status;
  uint8_t* kept = pixels.data();
  const uint64_t count = uint64_t{info.width} * info.height;
  for (uint64_t i = 0; i < count; ++i, kept += 3) std::memmove(kept, pixels.data() + 4 * i, 3);
  return job.sink.Rows(0, info.height, pixels.data()) ? Ok() : Aborted();
}

// Empty when libtiff has it.
std::string MissingCompression(uint16_t compression) {
  if (TIFFIsCODECConfigured(compression)) return {};
  constexpr std::pair<uint16_t, std::string_view> kNames[] = {
      {COMPRESSION_OJPEG, "old-style JPEG"},
      {COMPRESSION_NEXT, "NeXT"},
      {COMPRESSION_THUNDERSCAN, "ThunderScan"},
      {COMPRESSION_PIXARFILM, "PixarFilm"},
      {COMPRESSION_PIXARLOG, "PixarLog"},
      {COMPRESSION_JBIG, "JBIG"},
      {COMPRESSION_JP2000, "JPEG 2000"},
      {COMPRESSION_LERC, "LERC"},
      {COMPRESSION_LZMA, "LZMA"},
      {COMPRESSION_ZSTD, "Zstandard"},
      {COMPRESSION_WEBP, "WebP"},
      {COMPRESSION_JXL, "JPEG XL"}};
  const auto* found =
      std::ranges::find(kNames, compression, &std::pair<uint16_t, std::string_view>::first);
  return found == std::end(kNames) ? "number " + std::to_string(compression)
                                   : std::string(found->second);
}

Status DecodePage(const DecodeJob& job, const Budget& budget, ScopedTiff* handle) {
  // libtiff takes an entry that it had no memory for as there: tables of JPEG at a null pointer.
  if (FailedAllocation() > 0) return OutOfMemory(FailedAllocation());
  const Layout layout(handle->get(), job.options.indexed);
  if (const std::string missing = MissingCompression(layout.compression); !missing.empty()) {
    return Mismatch(Code::kUnsupportedData, "tiff file", "a compression that is read", missing);
  }
  if (layout.compression == COMPRESSION_JPEG && !ReadsJpeg()) {
    return Error(Code::kNotLoaded,
                 "tiff: JPEG inside needs another decoder: call `await "
                 "load('tiff-jpeg-decode')` before the synchronous API");
  }
  const bool tone_map = layout.colors == Colors::kXyz && job.options.tone_map &&
                        TIFFSetField(handle->get(), TIFFTAG_SGILOGDATAFMT, SGILOGDATAFMT_8BIT);
  if (layout.direct() && !tone_map) return DecodeDirect(job, layout, budget, handle);
  if (layout.fits_rgba() || tone_map) return DecodeRgba(job, layout, budget, handle);
  return Mismatch(Code::kUnsupportedData, "tiff file",
                  "gray, RGB, CMYK, a palette or 8-bit YCbCr of integers or floats", layout.Text());
}

// Adds up what the pages are, before the first of them is decoded, and takes their profiles and the
// tables of those that come as indices.
Status TakePages(const DecodeJob& job, uint32_t begin, uint32_t end, ScopedTiff* handle,
                 Budget* budget, FileFacts* facts) {
  std::vector<uint8_t> last = facts->metadata.icc;
  for (uint32_t page = begin; page < end; ++page) {
    if (!TIFFSetDirectory(handle->get(), page)) return handle->TakeError();
    const Layout layout(handle->get(), job.options.indexed);
    if (Status status = budget->TakePixels(layout.width, layout.height); !status.ok())
      return status;
    if (Status status = budget->TakeMemory(ImageBytes(layout.info())); !status.ok()) return status;
    std::vector<uint8_t> profile = ReadProfile(handle->get());
    facts->profiles.push_back(profile == last ? std::nullopt : std::optional(profile));
    last = std::move(profile);
    if (!job.options.indexed) continue;
    ColorTable& table = facts->color_tables.emplace_back();
    if (layout.colors != Colors::kIndices) continue;
    if (Status status = ReadColorMap(handle->get(), layout.full(), &table); !status.ok())
      return status;
  }
  return Ok();
}

Status TakeTags(const DecodeJob& job, uint32_t begin, uint32_t end, Budget* budget) {
  return budget->TakeMetadata(MeasureTags(job.bytes, begin, end, budget->metadata_left()));
}

// Registered once in a process; false when there is no memory for it, which the next call may have.
bool RegisterFaxes() {
  static const TIFFCodec* group3 = nullptr;
  static const TIFFCodec* group4 = nullptr;
  static const TIFFCodec* rle = nullptr;
  static const TIFFCodec* rle_words = nullptr;
  if (!group3)
    group3 = TIFFRegisterCODEC(COMPRESSION_CCITTFAX3, "CCITT Group 3", TIFFInitCCITTFax3);
  if (!group4)
    group4 = TIFFRegisterCODEC(COMPRESSION_CCITTFAX4, "CCITT Group 4", TIFFInitCCITTFax4);
  if (!rle) rle = TIFFRegisterCODEC(COMPRESSION_CCITTRLE, "CCITT RLE", TIFFInitCCITTRLE);
  if (!rle_words)
    rle_words = TIFFRegisterCODEC(COMPRESSION_CCITTRLEW, "CCITT RLE/W", TIFFInitCCITTRLEW);
  return group3 && group4 && rle && rle_words;
}

Status DecodeTiff(const DecodeJob& job) {
  // It would print.
  TIFFSetErrorHandler(nullptr);
  if (!RegisterFaxes()) return OutOfMemory(4 * sizeof(TIFFCodec));
  Budget budget(job.options.limits, kFormat);
  if (Status status = budget.TakeMemory(job.bytes.size()); !status.ok()) return status;
  // libtiff reads the first directory when it opens the file.
  if (Status status = TakeTags(job, 0, 1, &budget); !status.ok()) return status;
  Input input{job.bytes};
  ScopedTiff handle("r", &input, ReadProc, WriteProc, SeekProc, SizeProc, MapProc,
                    job.options.limits.memory_bytes);
  if (!handle.get()) return handle.TakeError();
  FileFacts facts;
  facts.metadata = ReadMetadata(handle.get(), job.bytes);
  facts.frame_count = TIFFNumberOfDirectories(handle.get());
  if (handle.failed()) {
    bool lacks_link = false;
    const uint32_t count = CountDirectories(job.bytes, &lacks_link);
    if (lacks_link) {
      facts.frame_count = count;
      static_cast<void>(handle.TakeError());
      if (Status status = Warn(job, "tiff: the last directory does not say that it is the last");
          !status.ok())
        return status;
    }
  }
  // A chain that breaks later does no harm to the pages before.
  Status broken = handle.failed() ? handle.TakeError() : Ok();
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, facts.frame_count, &begin, &end); !status.ok())
    return broken.ok() ? status : broken;
  if (!broken.ok() && end - begin < job.options.frame_count) return broken;
  if (Status status = budget.TakeFrames(end - begin); !status.ok()) return status;
  if (Status status = TakeTags(job, std::max(begin, 1u), end, &budget); !status.ok()) return status;
  if (Status status = TakePages(job, begin, end, &handle, &budget, &facts); !status.ok())
    return status;
  facts.metadata.tags = ReadTags(job.bytes, begin, end);
  if (Status status = job.sink.File(facts); !status.ok()) return status;
  for (uint32_t page = begin; page < end; ++page) {
    if (!TIFFSetDirectory(handle.get(), page)) return handle.TakeError();
    if (Status status = DecodePage(job, budget, &handle); !status.ok()) return status;
  }
  return Ok();
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .libraries = Libraries, .decode = DecodeTiff};

}  // namespace imwrite::tiff
