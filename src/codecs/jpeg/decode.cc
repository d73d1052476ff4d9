// The JPEG decoder: gray stays gray, YCbCr becomes RGB, or gray when asked for, CMYK and YCCK become RGB.
#include "src/codecs/jpeg/decompressor.h"
#include "src/codecs/jpeg/metadata.h"
#include "src/exif.h"

namespace imwrite::jpeg {
namespace {

bool Matches(std::span<const uint8_t> bytes) { return bytes.size() >= 3 && bytes[0] == 0xff && bytes[1] == 0xd8 && bytes[2] == 0xff; }

// In place, 4 samples a pixel to 3. Adobe's files, which are nearly all there are, store CMYK inverted.
void CmykToRgb(uint8_t* row, uint32_t width, bool inverted) {
  const uint8_t* in = row;
  for (uint32_t x = 0; x < width; ++x, in += 4, row += 3) {
    const int key = inverted ? in[3] : 255 - in[3];
    for (int c = 0; c < 3; ++c) {
      const int light = inverted ? in[c] : 255 - in[c];
      row[c] = static_cast<uint8_t>((light * key + 127) / 255);
    }
  }
}

Status DecodeRows(const DecodeJob& job, const ImageInfo& info, Decompressor* decompressor, const Status& status) {
  jpeg_decompress_struct* cinfo = &decompressor->cinfo;
  const size_t decoded_bytes = size_t{cinfo->output_width} * cinfo->output_components;
  const uint32_t band_rows = BandRows(info);
  Buffer band;
  if (!band.Resize(uint64_t{decoded_bytes} * band_rows)) return OutOfMemory(decoded_bytes * band_rows);
  for (uint32_t y = 0; y < info.height;) {
    const uint32_t count = std::min(band_rows, info.height - y);
    const bool read = decompressor->Guarded([&] {
      uint8_t* out = band.data();
      for (uint32_t i = 0; i < count; ++i, out += info.row_bytes()) {
        JSAMPROW row = out;
        jpeg_read_scanlines(cinfo, &row, 1);
        if (cinfo->out_color_space == JCS_CMYK) CmykToRgb(out, info.width, cinfo->saw_Adobe_marker);
      }
    });
    if (!read) return status;
    if (decompressor->errors.damaged) {
      return Error(Code::kCorruptData, "jpeg: the file is truncated or damaged near row " + std::to_string(y));
    }
    if (!job.sink.Rows(y, count, band.data())) return Aborted();
    y += count;
  }
  return Ok();
}

Status DecodeJpeg(const DecodeJob& job) {
  Status status;
  Decompressor decompressor(&status);
  jpeg_decompress_struct* cinfo = &decompressor.cinfo;
  const bool started = decompressor.Guarded([&] {
    jpeg_create_decompress(cinfo);
    jpeg_mem_src(cinfo, job.bytes.data(), static_cast<unsigned long>(job.bytes.size()));
    KeepMarkers(cinfo);
    jpeg_read_header(cinfo, TRUE);
  });
  if (!started) return status;
  if (cinfo->data_precision != 8) {
    return Mismatch(Code::kUnsupportedData, "jpeg file", "8-bit samples", std::to_string(cinfo->data_precision) + "-bit samples");
  }
  if (status = CheckPixels(job, kFormat, cinfo->image_width, cinfo->image_height); !status.ok()) return status;

  FileFacts facts;
  facts.metadata = ReadMetadata(*cinfo);
  bool wanted = false;
  if (status = StartSingle(job, kFormat, facts, &wanted); !status.ok() || !wanted) return status;

  const bool cmyk = cinfo->jpeg_color_space == JCS_CMYK || cinfo->jpeg_color_space == JCS_YCCK;
  const bool gray = cinfo->jpeg_color_space == JCS_GRAYSCALE || (job.options.gray && !cmyk);
  cinfo->out_color_space = gray ? JCS_GRAYSCALE : cmyk ? JCS_CMYK : JCS_RGB;
  cinfo->scale_num = 1;
  cinfo->scale_denom = 1U << static_cast<int>(job.options.reduction);
  if (!decompressor.Guarded([&] { jpeg_start_decompress(cinfo); })) return status;
  if (decompressor.errors.damaged) return Error(Code::kCorruptData, "jpeg: the file is truncated or damaged");

  const ImageInfo info{cinfo->output_width, cinfo->output_height, static_cast<uint8_t>(gray ? 1 : 3), Depth::kU8};
  if (status = job.sink.Begin(info, ExifOrientation(facts.metadata.exif), 0); !status.ok()) return status;
  return DecodeRows(job, info, &decompressor, status);
}

}  // namespace

extern const Decoder kDecoder = {kFormat, Matches, Libraries, DecodeJpeg};

}  // namespace imwrite::jpeg
