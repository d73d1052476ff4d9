// The PNM encoder: gray as PGM or, of one bit, PBM; RGB as PPM; in bytes, or in text that is laid
// out as OpenCV does it.
#include <charconv>
#include <cstring>

#include "src/codecs/pnm/format.h"
#include "src/netpbm.h"
#include "src/option-table.h"

namespace imwrite::pnm {
namespace {

struct Options {
  bool plain = false;
  bool bilevel = false;
};

constexpr DescribedOption kTable[] = {
    Boolean<&Options::plain>("plain", "Writes samples as decimal text instead of bytes.").Common(),
    Boolean<&Options::bilevel>("bilevel",
                               "A bitmap (PBM): one bit a pixel, in which all but black is white.")
        .Common()
        .Needs(Pixels("gray"))
        .Needs(HasSampleType("uint8")),
};
constexpr auto kOptions = WithoutHelp(kTable);
constexpr auto kRules = RulesOf<kTable>();

constexpr SampleType kSampleTypes[] = {SampleType::kU8, SampleType::kU16};
constexpr uint8_t kChannels[] = {1, 3};
constexpr std::string_view kOpenCvExtensions[] = {"pbm", "pgm", "ppm", "pxm", "pnm"};

// Of one row: as many bytes of the file as it takes.
class RowWriter {
 public:
  RowWriter(const ImageInfo& info, const Options& options)
      : info_(info), options_(options), samples_(size_t{info.width} * info.channels) {}

  uint64_t MaxBytes() const {
    if (options_.bilevel) return options_.plain ? uint64_t{info_.width} + 1 : (info_.width + 7) / 8;
    if (!options_.plain) return info_.row_bytes();
    return uint64_t{samples_} * Digits() + 2 * uint64_t{info_.width} + 1;
  }

  uint8_t* Write(const uint8_t* row, uint8_t* to) const {
    if (options_.bilevel) return options_.plain ? WriteBitText(row, to) : WriteBits(row, to);
    if (options_.plain) return WriteText(row, to);
    netpbm::WriteSamples(row, samples_, info_.sample_bytes(), to);
    return to + info_.row_bytes();
  }

 private:
  size_t Digits() const { return info_.sample_type == SampleType::kU8 ? 4 : 6; }

  // Black is 1.
  uint8_t* WriteBits(const uint8_t* row, uint8_t* to) const {
    for (uint32_t x = 0; x < info_.width; x += 8) {
      uint8_t bits = 0;
      for (uint32_t i = x; i < std::min(x + 8, info_.width); ++i)
        bits |= static_cast<uint8_t>((row[i] == 0) << (7 - i % 8));
      *to++ = bits;
    }
    return to;
  }

  uint8_t* WriteBitText(const uint8_t* row, uint8_t* to) const {
    for (uint32_t x = 0; x < info_.width; ++x) *to++ = row[x] == 0 ? '1' : '0';
    *to++ = '\n';
    return to;
  }

  // Numbers at the right of their columns, and two spaces behind a pixel of several.
  uint8_t* WriteText(const uint8_t* row, uint8_t* to) const {
    const size_t digits = Digits();
    for (size_t i = 0; i < samples_; ++i) {
      uint16_t sample = row[i];
      if (info_.sample_type == SampleType::kU16) std::memcpy(&sample, row + 2 * i, 2);
      char text[8];
      const auto length =
          static_cast<size_t>(std::to_chars(text, std::end(text), sample).ptr - text);
      to = std::fill_n(to, digits - length, uint8_t{' '});
      to = std::copy_n(text, length, to);
      if (info_.channels > 1 && (i + 1) % info_.channels == 0)
        to = std::fill_n(to, 2, uint8_t{' '});
    }
    *to++ = '\n';
    return to;
  }

  ImageInfo info_;
  Options options_;
  size_t samples_;
};

std::string MakeHeader(const ImageInfo& info, const Options& options) {
  const int kind = (options.bilevel ? 1 : info.channels == 1 ? 2 : 3) + (options.plain ? 0 : 3);
  std::string header = "P" + std::to_string(kind) + '\n' + std::to_string(info.width) + ' ' +
                       std::to_string(info.height) + '\n';
  if (!options.bilevel) header += std::to_string(netpbm::MaxOf(info)) + '\n';
  return header;
}

Status EncodePnm(const EncodeJob& job) {
  const auto& options = *static_cast<const Options*>(job.options);
  const std::string header = MakeHeader(job.info, options);
  if (!WriteText(header, job.sink)) return Aborted();
  const RowWriter writer(job.info, options);
  const auto row_bytes = static_cast<size_t>(job.info.row_bytes());
  return WriteBands(job, writer.MaxBytes(), [&](const uint8_t* rows, uint32_t count, uint8_t* to) {
    for (uint32_t i = 0; i < count; ++i) to = writer.Write(rows + i * row_bytes, to);
    return to;
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
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .encode = EncodePnm,
    .opencv_extensions = kOpenCvExtensions,
    .precision = PrecisionTaken,
};
extern const OptionTable kEncoderTable = kTable;

}  // namespace imwrite::pnm
