// The PNM decoder: P1 to P6. Bitmaps come as gray of 8 bits; samples of less than 8 bits in the
// range of 8.
#include "src/codecs/pnm/format.h"
#include "src/netpbm.h"

namespace imwrite::pnm {
namespace {

struct Header {
  ImageInfo info;
  netpbm::Scale scale{255};
  bool bitmap = false;
  bool plain = false;
};

Status ReadHeader(std::span<const uint8_t> bytes, netpbm::WordReader* words, Header* header) {
  const std::string_view magic = words->Word();
  if (magic.size() != 2)
    return Mismatch(Code::kCorruptData, "pnm header", "P1 to P6", std::string(magic.substr(0, 8)));
  const int kind = bytes[1] - '0';
  header->bitmap = kind % 3 == 1;
  header->plain = kind <= 3;
  const auto width = words->Number();
  const auto height = words->Number();
  const auto max = header->bitmap ? std::optional<uint32_t>(1) : words->Number();
  if (!width || !height || !max)
    return Error(Code::kCorruptData, "pnm: the header is cut off or damaged");
  if (*width == 0 || *height == 0)
    return Error(Code::kCorruptData, "pnm: the picture has no pixels");
  if (*max == 0 || *max > 65535)
    return Mismatch(Code::kCorruptData, "pnm largest sample", "1 to 65535", std::to_string(*max));
  header->scale = netpbm::Scale(*max);
  header->info = {*width, *height, static_cast<uint16_t>(kind % 3 == 0 ? 3 : 1),
                  header->scale.sample_type};
  header->info.precision = header->scale.precision;
  return Ok();
}

// Fills rows with what the file has; returns how many bytes that is.
class Source {
 public:
  Source(const Header& header, netpbm::WordReader words)
      : header_(header), words_(words), rest_(words.Rest()) {}

  size_t Read(uint32_t count, uint8_t* to) {
    const ImageInfo& info = header_.info;
    if (header_.plain) return ReadText(size_t{info.width} * info.channels * count, to);
    if (header_.bitmap) return ReadBits(count, to);
    const size_t stored = header_.scale.file_bytes();
    const size_t samples =
        std::min(size_t{info.width} * info.channels * count, rest_.size() / stored);
    netpbm::ReadSamples(header_.scale, rest_.data(), samples, to);
    rest_ = rest_.subspan(samples * stored);
    return samples * info.sample_bytes();
  }

 private:
  size_t ReadText(size_t samples, uint8_t* to) {
    for (size_t i = 0; i < samples; ++i) {
      uint16_t sample = 0;
      if (header_.bitmap) {
        const uint8_t digit = words_.Digit();
        if (digit != '0' && digit != '1') return i;
        sample = digit == '0' ? 255 : 0;
      } else {
        const auto number = words_.Number();
        if (!number) return i * header_.info.sample_bytes();
        sample = header_.scale.Of(*number);
      }
      if (header_.info.sample_bytes() == 1) {
        to[i] = static_cast<uint8_t>(sample);
      } else {
        std::copy_n(reinterpret_cast<const uint8_t*>(&sample), 2, to + 2 * i);
      }
    }
    return samples * header_.info.sample_bytes();
  }

  size_t ReadBits(uint32_t count, uint8_t* to) {
    const uint32_t width = header_.info.width;
    const size_t stored = (size_t{width} + 7) / 8;
    uint8_t* out = to;
    for (uint32_t i = 0; i < count && rest_.size() >= stored; ++i, rest_ = rest_.subspan(stored)) {
      for (uint32_t x = 0; x < width; ++x) *out++ = rest_[x / 8] >> (7 - x % 8) & 1 ? 0 : 255;
    }
    return static_cast<size_t>(out - to);
  }

  const Header& header_;
  netpbm::WordReader words_;
  std::span<const uint8_t> rest_;
};

Status DecodePnm(const DecodeJob& job) {
  Header header;
  netpbm::WordReader words(job.bytes, 0);
  if (Status status = ReadHeader(job.bytes, &words, &header); !status.ok()) return status;
  const ImageInfo& info = header.info;
  bool wanted = false;
  if (Status status = BeginSingle(job, kFormat, {}, info, 0, &wanted); !status.ok() || !wanted)
    return status;
  Source source(header, words);
  return SendBands(job, kFormat, info,
                   [&](uint32_t, uint32_t count, uint8_t* to) { return source.Read(count, to); });
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .decode = DecodePnm};

}  // namespace imwrite::pnm
