// The Radiance HDR decoder: the runs of today and of before 1991, rows from the top.
#include <bit>
#include <charconv>
#include <cmath>

#include "src/codecs/hdr/format.h"

namespace imwrite::hdr {
namespace {

struct Header {
  uint32_t width = 0;
  uint32_t height = 0;
  // The samples are light times this.
  double exposure = 1;
  // CIE x and y of white, red, green and blue.
  std::optional<std::array<double, 8>> primaries;
  // Where the pixels begin.
  size_t size = 0;
};

// The lines of the header; none behind its end.
class Lines {
 public:
  explicit Lines(std::span<const uint8_t> bytes)
      : text_(reinterpret_cast<const char*>(bytes.data()), bytes.size()) {}

  std::optional<std::string_view> Next() {
    const size_t end = text_.find('\n', at_);
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view line = text_.substr(at_, end - at_);
    at_ = end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
  size_t at() const { return at_; }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

// Takes the word and the spaces behind it from the front; false: something else is there.
bool Take(std::string_view* text, std::string_view word) {
  if (!text->starts_with(word)) return false;
  text->remove_prefix(word.size());
  text->remove_prefix(std::min(text->find_first_not_of(' '), text->size()));
  return true;
}

bool TakeNumber(std::string_view* text, uint32_t* number) {
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), *number);
  if (error != std::errc() || *number > 0x7fffffff) return false;
  text->remove_prefix(static_cast<size_t>(end - text->data()));
  Take(text, "");
  return true;
}

// Red, green, blue and white; none: they are no colors.
std::optional<std::array<double, 8>> ToPrimaries(const std::string& text) {
  std::array<double, 8> numbers;
  const char* next = text.c_str();
  for (double& number : numbers) {
    char* end = nullptr;
    number = std::strtod(next, &end);
    if (end == next || !(std::abs(number) < 100)) return std::nullopt;
    next = end;
  }
  const auto& [rx, ry, gx, gy, bx, by, wx, wy] = numbers;
  return std::array{wx, wy, rx, ry, gx, gy, bx, by};
}

Status Damaged() { return Error(Code::kCorruptData, "hdr: the header is cut off or damaged"); }

Status ReadHeader(std::span<const uint8_t> bytes, Header* header) {
  Lines lines(bytes);
  for (std::optional<std::string_view> line = lines.Next(); line != ""; line = lines.Next()) {
    if (!line) return Damaged();
    std::string_view text = *line;
    if (Take(&text, "FORMAT=") && text != "32-bit_rle_rgbe")
      return Mismatch(Code::kUnsupportedData, "hdr pixels", "32-bit_rle_rgbe", std::string(text));
    if (Take(&text, "EXPOSURE=")) {
      // strtod() knows no length.
      const double exposure = std::strtod(std::string(text).c_str(), nullptr);
      if (exposure > 0) header->exposure *= exposure;
    }
    if (Take(&text, "PRIMARIES=")) header->primaries = ToPrimaries(std::string(text));
  }
  const std::optional<std::string_view> size = lines.Next();
  if (!size) return Damaged();
  std::string_view text = *size;
  if (!text.starts_with("-Y"))
    return Mismatch(Code::kUnsupportedData, "hdr rows", "-Y, from the top",
                    std::string(text.substr(0, 40)));
  if (!Take(&text, "-Y") || !TakeNumber(&text, &header->height)) return Damaged();
  if (text.starts_with("-X"))
    return Mismatch(Code::kUnsupportedData, "hdr pixels", "+X, from the left",
                    std::string(text.substr(0, 40)));
  if (!Take(&text, "+X") || !TakeNumber(&text, &header->width) || !text.empty()) return Damaged();
  if (header->width == 0 || header->height == 0)
    return Error(Code::kCorruptData, "hdr: the picture has no pixels");
  header->size = lines.at();
  return Ok();
}

class RowReader {
 public:
  RowReader(std::span<const uint8_t> bytes, uint32_t width) : bytes_(bytes), width_(width) {}

  // Puts the pixels of the next row one plane after the other; false: they are not there.
  bool Read(uint8_t* planes) {
    const bool apart = width_ >= kMinRunWidth && width_ <= kMaxRunWidth && Left() >= 4 &&
                       bytes_[at_] == 2 && bytes_[at_ + 1] == 2 && bytes_[at_ + 2] < 128;
    if (!apart) return ReadPixels(planes);
    if (bytes_[at_ + 2] * 256U + bytes_[at_ + 3] != width_) return false;
    at_ += 4;
    for (size_t plane = 0; plane < kPixelBytes; ++plane) {
      if (!ReadPlane(planes + plane * width_)) return false;
    }
    return true;
  }

 private:
  size_t Left() const { return bytes_.size() - at_; }

  bool ReadPlane(uint8_t* to) {
    for (size_t x = 0; x < width_;) {
      if (Left() < 2) return false;
      const uint8_t code = bytes_[at_++];
      const size_t count = code > 128 ? code - 128U : code;
      if (count == 0 || count > width_ - x) return false;
      if (code > 128) {
        std::fill_n(to + x, count, bytes_[at_++]);
      } else {
        if (Left() < count) return false;
        std::copy_n(&bytes_[at_], count, to + x);
        at_ += count;
      }
      x += count;
    }
    return true;
  }

  // Whole pixels. One whose light is 1, 1, 1, which is not what a pixel's can be, repeats the one
  // before it.
  bool ReadPixels(uint8_t* planes) {
    unsigned shift = 0;
    for (size_t x = 0; x < width_;) {
      if (Left() < kPixelBytes) return false;
      const uint8_t* pixel = &bytes_[at_];
      at_ += kPixelBytes;
      if (pixel[0] == 1 && pixel[1] == 1 && pixel[2] == 1) {
        const uint64_t count = uint64_t{pixel[3]} << shift;
        if (x == 0 || count > width_ - x) return false;
        for (size_t plane = 0; plane < kPixelBytes; ++plane) {
          uint8_t* to = planes + plane * width_ + x;
          std::fill_n(to, count, to[-1]);
        }
        x += static_cast<size_t>(count);
        shift = std::min(shift + 8, 32U);
      } else {
        for (size_t plane = 0; plane < kPixelBytes; ++plane)
          planes[plane * width_ + x] = pixel[plane];
        ++x;
        shift = 0;
      }
    }
    return true;
  }

  std::span<const uint8_t> bytes_;
  size_t at_ = 0;
  size_t width_;
};

// 2 to the power of it; floats have no exponents below -149.
float PowerOf2(int exponent) {
  if (exponent >= -126) return std::bit_cast<float>(static_cast<uint32_t>(exponent + 127) << 23);
  return exponent < -149 ? 0 : std::bit_cast<float>(1U << (exponent + 149));
}

void ToFloats(const uint8_t* planes, size_t width, float* to) {
  for (size_t x = 0; x < width; ++x, to += 3) {
    const uint8_t exponent = planes[3 * width + x];
    const float scale = exponent == 0 ? 0 : PowerOf2(exponent - kExponentOfOne);
    for (size_t plane = 0; plane < 3; ++plane) to[plane] = planes[plane * width + x] * scale;
  }
}

Status DecodeHdr(const DecodeJob& job) {
  Header header;
  if (Status status = ReadHeader(job.bytes, &header); !status.ok()) return status;
  const ImageInfo info{header.width, header.height, 3, SampleType::kF32};
  const uint64_t held = uint64_t{kPixelBytes} * info.width;
  // Light of BT.709's colors, unless the file says otherwise.
  FileFacts facts;
  facts.colorimetry = Colorimetry{1, header.primaries};
  if (!header.primaries) facts.metadata.cicp = {kCicpPrimaries[0], kCicpTransfers[0], 0, 1};
  bool wanted = false;
  if (Status status = BeginSingle(job, kFormat, facts, info, held, &wanted);
      !status.ok() || !wanted)
    return status;
  if (header.exposure != 1) {
    if (Status status = Warn(
            job, "hdr: the samples come as they are: the exposure of the file was not applied");
        !status.ok())
      return status;
  }
  Buffer planes;
  if (!planes.Resize(held)) return OutOfMemory(held);
  RowReader reader(job.bytes.subspan(header.size), info.width);
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  return SendBands(job, kFormat, info, [&](uint32_t, uint32_t count, uint8_t* to) {
    for (uint32_t i = 0; i < count; ++i) {
      if (!reader.Read(planes.data())) return i * row_bytes;
      ToFloats(planes.data(), info.width, reinterpret_cast<float*>(to + i * row_bytes));
    }
    return count * row_bytes;
  });
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .decode = DecodeHdr};

}  // namespace imwrite::hdr
