// The Sun raster encoder: 8-bit gray and RGB, blue first. The bytes are those that OpenCV writes.
#include "src/codecs/sun/format.h"

namespace imwrite::sun {
namespace {

constexpr SampleType kSampleTypes[] = {SampleType::kU8};
constexpr uint8_t kChannels[] = {1, 3};
constexpr std::string_view kOpenCvExtensions[] = {"ras", "sr"};

Status EncodeSun(const EncodeJob& job) {
  const ImageInfo& info = job.info;
  const uint32_t bits = 8u * info.channels;
  const uint64_t row_bytes = RowBytes(info.width, bits);
  const uint64_t size = row_bytes * info.height;
  const uint32_t words[] = {kMagic, info.width, info.height, bits,
                            // Readers compute it, which the field has no room for in large files.
                            size > UINT32_MAX ? 0 : static_cast<uint32_t>(size), kStandard, kNoMap,
                            0};
  std::array<uint8_t, kHeaderBytes> header;
  for (size_t i = 0; i < header.size(); ++i)
    header[i] = static_cast<uint8_t>(words[i / 4] >> (24 - i % 4 * 8));
  if (!job.sink.Write(header.data(), header.size())) return Aborted();
  return WriteBands(job, row_bytes, [&](const uint8_t* rows, uint32_t count, uint8_t* to) {
    for (uint32_t y = 0; y < count; ++y, rows += info.row_bytes(), to += row_bytes) {
      to[row_bytes - 1] = 0;
      SwapRedAndBlue(rows, info.width, info.channels, to);
    }
    return to;
  });
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kNone,
    .encode = EncodeSun,
    .opencv_extensions = kOpenCvExtensions,
};
extern const OptionTable kEncoderTable = {};

}  // namespace imwrite::sun
