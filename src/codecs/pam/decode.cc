// The PAM decoder: tuples of one to four samples are gray, gray with alpha, RGB and RGBA; those of
// more have extra channels.
#include "src/codecs/pam/format.h"
#include "src/netpbm.h"

namespace imwrite::pam {
namespace {

struct Header {
  std::optional<uint32_t> width, height, sample_type, max;
  std::string tuple_type;
  // Where the samples begin.
  size_t end = 0;
};

// The next line without its end; *bytes goes behind it.
std::string_view TakeLine(std::span<const uint8_t>* bytes) {
  const auto end = std::ranges::find(*bytes, '\n');
  const auto length = static_cast<size_t>(end - bytes->begin());
  const std::string_view line(reinterpret_cast<const char*>(bytes->data()), length);
  *bytes = bytes->subspan(std::min(length + 1, bytes->size()));
  return line.ends_with('\r') ? line.substr(0, length - 1) : line;
}

// No header of any sense has more.
constexpr size_t kMaxHeader = 64 * 1024;

Status ReadHeader(std::span<const uint8_t> bytes, Header* header) {
  std::span<const uint8_t> rest = bytes.first(std::min(bytes.size(), kMaxHeader));
  TakeLine(&rest);
  while (!rest.empty()) {
    const std::string_view line = TakeLine(&rest);
    netpbm::WordReader words({reinterpret_cast<const uint8_t*>(line.data()), line.size()}, 0);
    const std::string_view name = words.Word();
    if (name == "WIDTH") header->width = words.Number();
    if (name == "HEIGHT") header->height = words.Number();
    if (name == "DEPTH") header->sample_type = words.Number();
    if (name == "MAXVAL") header->max = words.Number();
    // Several lines of it are one text.
    if (name == "TUPLTYPE")
      header->tuple_type += (header->tuple_type.empty() ? "" : " ") + std::string(words.Word());
    if (name != "ENDHDR") continue;
    header->end = std::min(bytes.size(), kMaxHeader) - rest.size();
    return Ok();
  }
  return Error(Code::kCorruptData, "pam: the header has no end");
}

Status InfoOf(const Header& header, const netpbm::Scale& scale, ImageInfo* info) {
  const uint32_t sample_type = *header.sample_type;
  *info = {*header.width, *header.height, static_cast<uint16_t>(sample_type), scale.sample_type};
  info->precision = scale.precision;
  const auto* known = std::ranges::find(kTupleTypes, std::string_view(header.tuple_type));
  const bool bitmap = header.tuple_type.starts_with("BLACKANDWHITE");
  // Tuples of other types mean what nobody can know.
  if (known == std::end(kTupleTypes) && !bitmap && !header.tuple_type.empty()) {
    return Mismatch(Code::kUnsupportedData, "pam tuple type",
                    "GRAYSCALE, RGB or BLACKANDWHITE, with or without _ALPHA",
                    header.tuple_type.substr(0, 40));
  }
  const uint32_t expected =
      known != std::end(kTupleTypes) ? static_cast<uint32_t>(known - kTupleTypes) + 1 : 0;
  if (sample_type > 4 || (expected > 0 && sample_type < expected)) {
    return Mismatch(Code::kUnsupportedData, "pam samples of a pixel",
                    expected > 0 ? std::to_string(expected) : "1 to 4",
                    std::to_string(sample_type));
  }
  if (expected > 0 && sample_type > expected)
    info->extra_channels = static_cast<uint16_t>(sample_type - expected);
  return Ok();
}

Status DecodePam(const DecodeJob& job) {
  Header header;
  if (Status status = ReadHeader(job.bytes, &header); !status.ok()) return status;
  if (!header.width || !header.height || !header.sample_type || !header.max || *header.width == 0 ||
      *header.height == 0 || *header.sample_type == 0) {
    return Error(Code::kCorruptData,
                 "pam: the header lacks a WIDTH, HEIGHT, DEPTH or MAXVAL above 0");
  }
  if (*header.max == 0 || *header.max > 65535) {
    return Mismatch(Code::kCorruptData, "pam MAXVAL", "1 to 65535", std::to_string(*header.max));
  }
  const netpbm::Scale scale(*header.max);
  ImageInfo info;
  if (Status status = InfoOf(header, scale, &info); !status.ok()) return status;
  bool wanted = false;
  if (Status status = BeginSingle(job, kFormat, {}, info, 0, &wanted); !status.ok() || !wanted)
    return status;
  std::span<const uint8_t> rest = job.bytes.subspan(header.end);
  return SendBands(job, kFormat, info, [&](uint32_t, uint32_t count, uint8_t* to) {
    const size_t samples =
        std::min(size_t{info.width} * info.channels * count, rest.size() / scale.file_bytes());
    netpbm::ReadSamples(scale, rest.data(), samples, to);
    rest = rest.subspan(samples * scale.file_bytes());
    return samples * info.sample_bytes();
  });
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .decode = DecodePam};

}  // namespace imwrite::pam
