// The BMP encoder: 8-bit gray with a palette of grays, RGB in 24 bits, RGBA in 32 behind a header
// that says so; from the last row up, byte for byte as OpenCV writes them.
#include <cmath>
#include <cstring>

#include "src/codecs/bmp/format.h"
#include "src/little-endian.h"

namespace imwrite::bmp {
namespace {

constexpr SampleType kSampleTypes[] = {SampleType::kU8};
constexpr uint8_t kChannels[] = {1, 3, 4};
constexpr std::string_view kMetadata[] = {"dpi"};
constexpr std::string_view kOpenCvExtensions[] = {"bmp", "dib"};
constexpr uint32_t kGrays = 256;

uint32_t PerMeter(double dpi) { return static_cast<uint32_t>(std::lround(dpi / kMetersPerInch)); }

std::vector<uint8_t> MakeHeaders(const EncodeJob& job, uint64_t pixel_bytes) {
  const ImageInfo& info = job.info;
  const bool gray = info.channels == 1;
  const bool alpha = info.channels == 4;
  const uint32_t header_bytes = alpha ? kV5Header : kInfoHeader;
  const uint32_t offset = kFileHeaderBytes + header_bytes + (gray ? 4 * kGrays : 0);
  std::vector<uint8_t> headers = {'B', 'M'};
  const auto put32 = [&](uint32_t value) { PutLittle(value, 4, &headers); };
  put32(static_cast<uint32_t>(offset + pixel_bytes));
  put32(0);
  put32(offset);
  put32(header_bytes);
  put32(info.width);
  put32(info.height);
  PutLittle(1, 2, &headers);  // plane
  PutLittle(8u * info.channels, 2, &headers);
  put32(alpha ? kBitfields : kRgb);
  put32(0);  // the size of the pixels, which follows from theirs
  put32(PerMeter(job.metadata.dpi_x));
  put32(PerMeter(job.metadata.dpi_y));
  put32(0);  // colors in the palette: all
  put32(0);  // important ones: all
  if (alpha) {
    for (const uint32_t mask : {0x00ff0000u, 0x0000ff00u, 0x000000ffu, 0xff000000u}) put32(mask);
    put32(0x73524742);  // 'sRGB'
    constexpr int kEndpointsAndGammas = 9 + 3;
    for (int i = 0; i < kEndpointsAndGammas; ++i) put32(0);
    put32(4);                              // LCS_GM_IMAGES: perceptual
    for (int i = 0; i < 3; ++i) put32(0);  // no profile; reserved
  }
  for (uint32_t i = 0; gray && i < kGrays; ++i) put32(i * 0x010101);
  return headers;
}

Status WriteRows(const EncodeJob& job) {
  const ImageInfo& info = job.info;
  const auto in_bytes = static_cast<size_t>(info.row_bytes());
  const auto out_bytes = static_cast<size_t>(RowBytes(info.width, 8u * info.channels));
  const uint32_t band_rows = BandRows(info);
  Buffer band;
  if (!band.Resize(uint64_t{out_bytes} * band_rows)) return OutOfMemory(out_bytes * band_rows);
  std::memset(band.data(), 0, out_bytes * band_rows);
  return ForEachBandUp(job, [&](uint32_t count, const uint8_t* rows) {
    for (uint32_t i = 0; i < count; ++i)
      SwapRedAndBlue(rows + (count - 1 - i) * in_bytes, info.width, info.channels,
                     band.data() + i * out_bytes);
    return job.sink.Write(band.data(), out_bytes * count) ? Ok() : Aborted();
  });
}

Status EncodeBmp(const EncodeJob& job) {
  const uint64_t pixel_bytes = RowBytes(job.info.width, 8u * job.info.channels) * job.info.height;
  // The header's field for the size of the file.
  constexpr uint64_t kMaxBytes = UINT32_MAX - 2048;
  if (pixel_bytes > kMaxBytes) {
    return Mismatch(Code::kImageTooLarge, "bmp file", "at most 4 GiB",
                    std::to_string(pixel_bytes) + " bytes of pixels");
  }
  const std::vector<uint8_t> headers = MakeHeaders(job, pixel_bytes);
  if (!job.sink.Write(headers.data(), headers.size())) return Aborted();
  return WriteRows(job);
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kNone,
    .metadata = {.kinds = kMetadata, .min_dpi = 0.0128, .max_dpi = 54'545'053},
    .encode = EncodeBmp,
    .stores_opaque_alpha = true,
    .opencv_extensions = kOpenCvExtensions,
};
extern const OptionTable kEncoderTable = {};

}  // namespace imwrite::bmp
