// The Radiance HDR encoder: floats of RGB, the four bytes of a row's pixels apart and in runs. The
// bytes are those that OpenCV writes.
#include <bit>
#include <cmath>

#include "src/cicp.h"
#include "src/codecs/hdr/format.h"
#include "src/option-table.h"

namespace imwrite::hdr {
namespace {

enum class Compression : uint8_t { kNone, kRle };
constexpr std::string_view kCompressions[] = {"none", "rle"};

struct Options {
  Compression compression = Compression::kRle;
};

constexpr DescribedOption kTable[] = {
    Choice<&Options::compression>("compression", kCompressions,
                                  "How rows are compressed; rle finds runs of equal bytes.")
        .Common(),
};
constexpr auto kOptions = WithoutHelp(kTable);
constexpr auto kRules = RulesOf<kTable>();

constexpr SampleType kSampleTypes[] = {SampleType::kF32};
constexpr uint8_t kChannels[] = {3};
constexpr std::string_view kMetadata[] = {"cicp"};
constexpr std::string_view kOpenCvExtensions[] = {"hdr", "pic"};

// Less is black.
constexpr float kLeast = 1e-32F;
// The largest exponent is 127.
constexpr float kMost = 0x1.fep+126F;
constexpr size_t kMinRun = 4;
constexpr size_t kMaxRun = 127;
constexpr size_t kMaxLiteral = 128;

// There is no light below 0, nor of NaN.
float Light(float sample) { return sample > 0 ? std::min(sample, kMost) : 0; }

void ToRgbe(const float* pixel, uint8_t* to, size_t plane) {
  const float red = Light(pixel[0]), green = Light(pixel[1]), blue = Light(pixel[2]);
  const float brightest = std::max({red, green, blue});
  if (brightest < kLeast) {
    to[0] = to[plane] = to[2 * plane] = to[3 * plane] = 0;
    return;
  }
  // frexp()'s: the brightest is less than 2 to the power of it.
  const int exponent = static_cast<int>(std::bit_cast<uint32_t>(brightest) >> 23) - 126;
  const float scale = std::bit_cast<float>(static_cast<uint32_t>(8 - exponent + 127) << 23);
  to[0] = static_cast<uint8_t>(red * scale);
  to[plane] = static_cast<uint8_t>(green * scale);
  to[2 * plane] = static_cast<uint8_t>(blue * scale);
  to[3 * plane] = static_cast<uint8_t>(exponent + 128);
}

// How many bytes from `from` on are equal, up to the longest run.
size_t RunAt(const uint8_t* bytes, size_t from, size_t count) {
  const size_t end = std::min(count, from + kMaxRun);
  size_t at = from + 1;
  while (at < end && bytes[at] == bytes[from]) ++at;
  return at - from;
}

// Runs of equal bytes, and the others as they are.
uint8_t* WriteRuns(const uint8_t* bytes, size_t count, uint8_t* to) {
  const auto put_run = [&](size_t run, uint8_t byte) {
    *to++ = static_cast<uint8_t>(128 + run);
    *to++ = byte;
  };
  for (size_t at = 0; at < count;) {
    // The next run that is long enough, and the one before it.
    size_t begin = at, run = 0, before = 0;
    while (run < kMinRun && begin < count) {
      begin += run;
      before = run;
      if (begin == count) break;
      run = RunAt(bytes, begin, count);
    }
    if (before > 1 && before == begin - at) {
      put_run(before, bytes[at]);
      at = begin;
    }
    while (at < begin) {
      const size_t literal = std::min(begin - at, kMaxLiteral);
      *to++ = static_cast<uint8_t>(literal);
      to = std::copy_n(bytes + at, literal, to);
      at += literal;
    }
    if (begin < count) {
      put_run(run, bytes[begin]);
      at += run;
    }
  }
  return to;
}

Status EncodeHdr(const EncodeJob& job) {
  if (Status status = CheckCicp(kFormat, job.metadata, kCicpPrimaries, kCicpTransfers);
      !status.ok())
    return status;
  const ImageInfo& info = job.info;
  const std::string header = "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y " +
                             std::to_string(info.height) + " +X " + std::to_string(info.width) +
                             '\n';
  if (!WriteText(header, job.sink)) return Aborted();
  const size_t width = info.width;
  const bool compressed =
      static_cast<const Options*>(job.options)->compression == Compression::kRle &&
      width >= kMinRunWidth && width <= kMaxRunWidth;
  const uint64_t row_bytes = uint64_t{kPixelBytes} * width;
  if (!compressed) {
    return WriteBands(job, row_bytes, [&](const uint8_t* rows, uint32_t count, uint8_t* to) {
      auto pixel = reinterpret_cast<const float*>(rows);
      for (size_t i = 0; i < width * count; ++i, pixel += 3, to += kPixelBytes)
        ToRgbe(pixel, to, 1);
      return to;
    });
  }
  Buffer planes;
  if (!planes.Resize(row_bytes)) return OutOfMemory(row_bytes);
  // Each literal takes one more byte.
  const uint64_t max_row_bytes = 4 + row_bytes + row_bytes / 2;
  return WriteBands(job, max_row_bytes, [&](const uint8_t* rows, uint32_t count, uint8_t* to) {
    auto pixel = reinterpret_cast<const float*>(rows);
    for (uint32_t y = 0; y < count; ++y) {
      for (size_t x = 0; x < width; ++x, pixel += 3) ToRgbe(pixel, planes.data() + x, width);
      for (const size_t byte : {size_t{2}, size_t{2}, width >> 8, width & 255})
        *to++ = static_cast<uint8_t>(byte);
      for (size_t plane = 0; plane < kPixelBytes; ++plane)
        to = WriteRuns(planes.data() + plane * width, width, to);
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
    .metadata = {.kinds = kMetadata,
                 .cicp_primaries = kCicpPrimaries,
                 .cicp_transfers = kCicpTransfers},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .encode = EncodeHdr,
    .opencv_extensions = kOpenCvExtensions,
};
extern const OptionTable kEncoderTable = kTable;

}  // namespace imwrite::hdr
