// The PAM encoder: gray and RGB, with and without alpha, of 8 and 16 bits.
#include "src/codecs/pam/format.h"
#include "src/netpbm.h"
#include "src/option-table.h"

namespace imwrite::pam {
namespace {

struct Options {
  bool tuple_type = true;
};

constexpr DescribedOption kTable[] = {
    Boolean<&Options::tuple_type>(
        "tupleType",
        "Says in the header what the samples of a pixel are; without, readers go by their number."),
};
constexpr auto kOptions = WithoutHelp(kTable);

constexpr SampleType kSampleTypes[] = {SampleType::kU8, SampleType::kU16};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};
constexpr std::string_view kOpenCvExtensions[] = {"pam"};

std::string MakeHeader(const ImageInfo& info, const Options& options) {
  std::string header = "P7\n";
  const auto add = [&](std::string_view name, uint32_t number) {
    header += std::string(name) + ' ' + std::to_string(number) + '\n';
  };
  add("WIDTH", info.width);
  add("HEIGHT", info.height);
  add("DEPTH", info.channels);
  add("MAXVAL", netpbm::MaxOf(info));
  if (options.tuple_type)
    header += "TUPLTYPE " + std::string(kTupleTypes[info.channels - 1]) + '\n';
  return header + "ENDHDR\n";
}

Status EncodePam(const EncodeJob& job) {
  const ImageInfo& info = job.info;
  const std::string header = MakeHeader(info, *static_cast<const Options*>(job.options));
  if (!WriteText(header, job.sink)) return Aborted();
  return WriteBands(job, info.row_bytes(), [&](const uint8_t* rows, uint32_t count, uint8_t* to) {
    const size_t samples = size_t{info.width} * info.channels * count;
    netpbm::WriteSamples(rows, samples, info.sample_bytes(), to);
    return to + samples * info.sample_bytes();
  });
}

// The header says the largest sample.
uint8_t PrecisionTaken(const ImageInfo& info, const void*) { return info.precision; }

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kNone,
    .options = kOptions,
    .make_options = MakeOptions<Options>,
    .encode = EncodePam,
    .stores_opaque_alpha = true,
    .opencv_extensions = kOpenCvExtensions,
    .precision = PrecisionTaken,
};
extern const OptionTable kEncoderTable = kTable;

}  // namespace imwrite::pam
