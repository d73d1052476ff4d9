// The PFM encoder: floats of gray and RGB as they are, little endian, from the last row up.
#include "src/codecs/pfm/format.h"

namespace imwrite::pfm {
namespace {

constexpr SampleType kSampleTypes[] = {SampleType::kF32};
constexpr uint8_t kChannels[] = {1, 3};
constexpr std::string_view kOpenCvExtensions[] = {"pfm"};

Status EncodePfm(const EncodeJob& job) {
  const ImageInfo& info = job.info;
  const std::string header = std::string(info.channels == 1 ? "Pf" : "PF") + '\n' +
                             std::to_string(info.width) + ' ' + std::to_string(info.height) +
                             "\n-1\n";
  if (!WriteText(header, job.sink)) return Aborted();
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  return ForEachBandUp(job, [&](uint32_t count, const uint8_t* rows) {
    for (uint32_t i = count; i > 0; --i) {
      if (!job.sink.Write(rows + (i - 1) * row_bytes, row_bytes)) return Aborted();
    }
    return Ok();
  });
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kNone,
    .encode = EncodePfm,
    .opencv_extensions = kOpenCvExtensions,
};
extern const OptionTable kEncoderTable = {};

}  // namespace imwrite::pfm
