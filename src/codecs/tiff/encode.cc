// The TIFF encoder: 8-bit, 16-bit and float gray, gray + alpha, RGB and RGBA, in strips, little endian.
#include <cstring>

#include "src/codecs/tiff/format.h"

namespace imwrite::tiff {
namespace {

enum class Compression { kNone, kLzw, kDeflate, kPackBits };
constexpr std::string_view kCompressions[] = {"none", "lzw", "deflate", "packbits"};
constexpr uint16_t kSchemes[] = {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS};

struct Options {
  Compression compression = Compression::kLzw;
  std::optional<bool> predictor;
  std::optional<uint32_t> rows_per_strip;
};

constexpr Option kOptions[] = {
    Choice<&Options::compression>("compression", kCompressions, "All are lossless."),
    Boolean<&Options::predictor>(
        "predictor", "Store differences between neighbours (floats: of their bytes), which compress better; lzw and deflate only.",
        "on for lzw and deflate"),
    Integer<&Options::rows_per_strip>("rowsPerStrip", 1, 4294967295.0, "Rows compressed together and held in memory.",
                                      "as many as fit in 256 KiB"),
};

constexpr Depth kDepths[] = {Depth::kU8, Depth::kU16, Depth::kF32};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};

// The sink as the file libtiff wants: it appends strips and directory, then goes back for the header's pointer.
struct Output {
  ByteSink& sink;
  uint64_t position = 0;
  uint64_t end = 0;
  bool stopped = false;
};

// libtiff aligns by seeking, and writes a directory's values before the directory in front of them.
bool FillGap(Output* output) {
  constexpr uint8_t kZeros[64] = {};
  for (; output->end < output->position; output->end += std::min<uint64_t>(sizeof kZeros, output->position - output->end)) {
    if (!output->sink.Write(kZeros, std::min<uint64_t>(sizeof kZeros, output->position - output->end))) return false;
  }
  return true;
}

tmsize_t WriteProc(thandle_t handle, void* data, tmsize_t size) {
  auto* output = static_cast<Output*>(handle);
  const auto* bytes = static_cast<const uint8_t*>(data);
  if (output->position < output->end && output->position + size > output->end) return 0;
  const bool inside = output->position < output->end;
  const bool written = inside ? output->sink.Patch(output->position, bytes, size) : FillGap(output) && output->sink.Write(bytes, size);
  if (!written) {
    output->stopped = true;
    return 0;
  }
  output->position += size;
  output->end = std::max(output->end, output->position);
  return size;
}

tmsize_t ReadProc(thandle_t, void*, tmsize_t) { return 0; }

toff_t SeekProc(thandle_t handle, toff_t offset, int whence) {
  auto* output = static_cast<Output*>(handle);
  if (whence == SEEK_SET) output->position = offset;
  if (whence == SEEK_CUR) output->position += offset;
  if (whence == SEEK_END) output->position = output->end + offset;
  return output->position;
}

toff_t SizeProc(thandle_t handle) { return static_cast<Output*>(handle)->end; }

uint32_t RowsPerStrip(const EncodeJob& job, const Options& options) {
  return std::min(options.rows_per_strip.value_or(BandRows(job.info)), job.info.height);
}

Status Check(const EncodeJob& job, const Options& options) {
  const bool can_predict = options.compression == Compression::kLzw || options.compression == Compression::kDeflate;
  if (options.predictor.value_or(false) && !can_predict) {
    Status status = Mismatch(Code::kInvalidOption, "tiff option 'predictor'", "compression 'lzw' or 'deflate'",
                             "compression '" + std::string(kCompressions[static_cast<int>(options.compression)]) + "'");
    status.option = "predictor";
    return status;
  }
  const uint64_t strip_bytes = job.info.row_bytes() * RowsPerStrip(job, options);
  if (strip_bytes > 0x7fffffff) {
    Status status = Mismatch(Code::kInvalidOption, "tiff strip size", "at most 2147483647 bytes", std::to_string(strip_bytes) + " bytes");
    status.option = "rowsPerStrip";
    return status;
  }
  // Offsets have 32 bits. Compressed strips may be larger than the pixels, so the check comes again while writing.
  constexpr uint64_t kMaxBytes = 0xffffffff;
  if (options.compression == Compression::kNone && job.info.image_bytes() > kMaxBytes - (1 << 20)) {
    return Mismatch(Code::kImageTooLarge, "tiff file", "less than 4 GiB of pixels", std::to_string(job.info.image_bytes()) + " bytes");
  }
  return Ok();
}

void SetTags(TIFF* tiff, const EncodeJob& job, const Options& options) {
  const ImageInfo& info = job.info;
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, info.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, info.height);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, static_cast<int>(info.channels));
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, static_cast<int>(Bits(info.depth)));
  TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, info.depth == Depth::kF32 ? SAMPLEFORMAT_IEEEFP : SAMPLEFORMAT_UINT);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, info.color_channels() == 1 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, RowsPerStrip(job, options));
  if (info.has_alpha()) {
    const uint16_t straight = EXTRASAMPLE_UNASSALPHA;
    TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &straight);
  }
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, kSchemes[static_cast<int>(options.compression)]);
  if (options.compression == Compression::kLzw || options.compression == Compression::kDeflate) {
    const int predictor = info.depth == Depth::kF32 ? PREDICTOR_FLOATINGPOINT : PREDICTOR_HORIZONTAL;
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, options.predictor.value_or(true) ? predictor : PREDICTOR_NONE);
  }
}

Status EncodeTiff(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  if (Status status = Check(job, options); !status.ok()) return status;
  Output output{job.sink};
  Handle handle("wl", &output, ReadProc, WriteProc, SeekProc, SizeProc, Code::kInternal, 0);
  const auto error = [&] { return output.stopped ? Aborted() : handle.TakeError(); };
  if (!handle.get()) return error();
  SetTags(handle.get(), job, options);
  uint32_t strip = 0;
  Status strips = ForEachBand(job, RowsPerStrip(job, options), 0, 1, [&](uint32_t, uint32_t count, const uint8_t* rows) {
    const auto bytes = static_cast<tmsize_t>(job.info.row_bytes() * count);
    const bool written = TIFFWriteEncodedStrip(handle.get(), strip++, const_cast<uint8_t*>(rows), bytes) == bytes;
    return written ? Ok() : error();
  });
  if (!strips.ok()) return strips;
  if (!TIFFWriteDirectory(handle.get())) return error();
  handle.Close();
  return output.stopped ? Aborted() : Ok();
}

}  // namespace

extern const Encoder kEncoder = {
    kFormat, kDepths, kChannels, false, Sequence::kNone, {}, kOptions, MakeOptions<Options>, Libraries, EncodeTiff,
};

}  // namespace imwrite::tiff
