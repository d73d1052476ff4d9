#include "src/codecs/ico/entry-reader.h"

#include <cstring>

#include "src/little-endian.h"

namespace imwrite::ico {
namespace {

// Keeps the image that an entry's decoder gives.
class EntrySink : public ImageSink {
 public:
  EntrySink(ImageSink& warnings, EntryImage* image) : warnings_(warnings), image_(*image) {}
  Status File(const FileFacts&) override { return Ok(); }
  Status Begin(const ImageInfo& info, int, uint32_t) override {
    image_.info = info;
    const uint64_t bytes = ImageBytes(info);
    return image_.pixels.Resize(bytes) ? Ok() : OutOfMemory(static_cast<size_t>(bytes));
  }
  bool Rows(uint32_t y, uint32_t count, const uint8_t* rows) override {
    const auto row_bytes = static_cast<size_t>(image_.info.row_bytes());
    std::memcpy(image_.pixels.data() + y * row_bytes, rows, count * row_bytes);
    return true;
  }
  void Warn(const std::string& warning) override { warnings_.Warn(warning); }

 private:
  ImageSink& warnings_;
  EntryImage& image_;
};

// Keeps what a file says of itself.
class FactsSink : public ImageSink {
 public:
  Status File(const FileFacts& file) override {
    facts = file;
    return Ok();
  }
  Status Begin(const ImageInfo&, int, uint32_t) override { return Ok(); }
  bool Rows(uint32_t, uint32_t, const uint8_t*) override { return true; }
  void Warn(const std::string&) override {}
  FileFacts facts;
};

// An entry is one picture, in its colors.
DecodeOptions OptionsOfEntry(const DecodeJob& job) {
  DecodeOptions options = job.options;
  options.first_frame = 0;
  options.frame_count = 1;
  options.still = true;
  options.indexed = false;
  return options;
}

enum Compression : uint32_t { kRgb = 0, kBitfields = 3 };

// A BMP without its first header, and with a mask.
struct Bitmap {
  uint32_t width;
  uint32_t height;
  uint32_t bits;
  uint32_t compression;
  // Where the pixels begin, and the mask.
  uint64_t pixels;
  uint64_t mask;
  // Whether there are four samples of 8 bits.
  bool has_alpha;
};

Status ReadBitmap(std::span<const uint8_t> bytes, Bitmap* bitmap) {
  if (bytes.size() < kInfoHeaderBytes)
    return Error(Code::kCorruptData, "ico: a picture lies outside of the file");
  const auto field = [&](size_t at) { return GetLittle(&bytes[at], 4); };
  const uint32_t header = field(0);
  if (header < kInfoHeaderBytes || header > bytes.size())
    return Error(Code::kUnsupportedData, "ico: a picture is neither a PNG nor a BMP");
  const auto rows = static_cast<int32_t>(field(8));
  if (rows < 0)
    return Mismatch(Code::kUnsupportedData, "ico bitmap", "rows from the last one up",
                    "rows from the first one down");
  bitmap->width = field(4);
  // Of pixels and mask together.
  bitmap->height = static_cast<uint32_t>(rows) / 2;
  bitmap->bits = GetLittle(&bytes[14], 2);
  bitmap->compression = field(16);
  if (bitmap->compression != kRgb && bitmap->compression != kBitfields)
    return Mismatch(Code::kUnsupportedData, "ico bitmap's compression", "none",
                    "number " + std::to_string(bitmap->compression));
  const bool fields = header == kInfoHeaderBytes && bitmap->compression == kBitfields;
  const uint32_t most = bitmap->bits > 8 ? 0 : 1u << bitmap->bits;
  const uint32_t used = field(32);
  const uint32_t colors = used == 0 && bitmap->bits <= 8 ? most : used;
  bitmap->pixels = uint64_t{header} + (fields ? 12 : 0) + uint64_t{4} * colors;
  bitmap->mask =
      Sum(bitmap->pixels, Product(RowBytes(bitmap->width, bitmap->bits), bitmap->height));
  bitmap->has_alpha = bitmap->bits == 32 && bitmap->compression == kRgb;
  return Ok();
}

void Put32(uint32_t value, uint8_t* to) {
  for (int i = 0; i < 4; ++i) to[i] = static_cast<uint8_t>(value >> 8 * i);
}

// The same as a BMP file, without the mask.
std::vector<uint8_t> ToBmpFile(std::span<const uint8_t> bytes, const Bitmap& bitmap) {
  constexpr size_t kFileHeader = 14, kAlphaMasks = 16;
  const auto end = static_cast<size_t>(std::min<uint64_t>(bitmap.mask, bytes.size()));
  std::vector<uint8_t> file = {'B', 'M'};
  file.resize(kFileHeader);
  uint64_t pixels = kFileHeader + bitmap.pixels;
  if (bitmap.has_alpha) {
    // The fourth byte is nothing in BMP, unless a longer header says that it is alpha.
    const auto begin = static_cast<size_t>(std::min<uint64_t>(bitmap.pixels, end));
    file.insert(file.end(), bytes.begin(), bytes.begin() + kInfoHeaderBytes);
    file.resize(kFileHeader + kInfoHeaderBytes + kAlphaMasks);
    uint8_t* header = file.data() + kFileHeader;
    Put32(kInfoHeaderBytes + kAlphaMasks, header);
    Put32(kBitfields, header + 16);
    constexpr uint32_t kMasks[] = {0xff0000, 0xff00, 0xff, 0xff000000};
    for (size_t i = 0; i < 4; ++i) Put32(kMasks[i], header + kInfoHeaderBytes + 4 * i);
    pixels = file.size();
    file.insert(file.end(), bytes.begin() + static_cast<ptrdiff_t>(begin),
                bytes.begin() + static_cast<ptrdiff_t>(end));
  } else {
    file.insert(file.end(), bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(end));
  }
  Put32(static_cast<uint32_t>(std::min<uint64_t>(pixels, UINT32_MAX)), file.data() + 10);
  Put32(bitmap.height, file.data() + kFileHeader + 8);
  return file;
}

// Whether every byte of alpha has this value.
bool AlphaIs(uint8_t value, EntryImage* image) {
  const ImageInfo& info = image->info;
  const size_t sample = info.sample_bytes(), pixel = info.pixel_bytes();
  const uint8_t* bytes = image->pixels.data();
  const auto size = static_cast<size_t>(ImageBytes(info));
  for (size_t at = pixel - sample; at < size; at += pixel) {
    for (size_t i = 0; i < sample; ++i) {
      if (bytes[at + i] != value) return false;
    }
  }
  return true;
}

void RemoveAlpha(EntryImage* image) {
  const size_t pixel = image->info.pixel_bytes(), kept = pixel - image->info.sample_bytes();
  const uint8_t* from = image->pixels.data();
  uint8_t* to = image->pixels.data();
  const size_t pixels = size_t{image->info.width} * image->info.height;
  for (size_t i = 0; i < pixels; ++i, from += pixel, to += kept) std::memmove(to, from, kept);
  --image->info.channels;
}

// A row of the mask for each of the image, from the last one up. What is cut off is opaque.
class MaskReader {
 public:
  MaskReader(std::span<const uint8_t> bytes, const Bitmap& bitmap) : height_(bitmap.height) {
    stride_ = static_cast<size_t>(RowBytes(bitmap.width, 1));
    bytes_ = bytes.subspan(static_cast<size_t>(std::min<uint64_t>(bitmap.mask, bytes.size())));
    // The last row may do without its padding.
    const size_t last = (size_t{bitmap.width} + 7) / 8;
    whole_ = bytes_.size() >= uint64_t{stride_} * (height_ - 1) + last;
  }
  bool whole() const { return whole_; }
  bool IsTransparent(uint32_t x, uint32_t y) const {
    const size_t at = (height_ - 1 - y) * stride_ + x / 8;
    return at < bytes_.size() && (bytes_[at] >> (7 - x % 8) & 1) != 0;
  }

 private:
  uint32_t height_;
  size_t stride_;
  std::span<const uint8_t> bytes_;
  bool whole_;
};

// Gives the image an alpha channel of the mask, if it has none, or sets it.
Status ApplyMask(const MaskReader& mask, EntryImage* image) {
  const ImageInfo from_info = image->info;
  const size_t colors = from_info.color_channels();
  EntryImage masked;
  masked.info = from_info;
  masked.info.channels = static_cast<uint16_t>(colors + 1);
  const uint64_t bytes = ImageBytes(masked.info);
  if (!masked.pixels.Resize(bytes)) return OutOfMemory(static_cast<size_t>(bytes));
  const uint8_t* from = image->pixels.data();
  uint8_t* to = masked.pixels.data();
  for (uint32_t y = 0; y < from_info.height; ++y) {
    for (uint32_t x = 0; x < from_info.width; ++x, from += from_info.channels) {
      to = std::copy_n(from, colors, to);
      *to++ = mask.IsTransparent(x, y) ? 0 : 255;
    }
  }
  std::swap(*image, masked);
  return Ok();
}

Status ReadBmp(const DecodeJob& job, const Entry& entry, EntryImage* image) {
  Bitmap bitmap{};
  if (Status status = ReadBitmap(entry.bytes, &bitmap); !status.ok()) return status;
  const std::vector<uint8_t> file = ToBmpFile(entry.bytes, bitmap);
  const DecodeOptions options = OptionsOfEntry(job);
  EntrySink sink(job.sink, image);
  if (Status status = bmp::kDecoder.decode({file, options, sink}); !status.ok()) return status;
  // Alpha that is nowhere is none: Windows takes the mask then.
  if (bitmap.has_alpha && !AlphaIs(0, image)) return Ok();
  const MaskReader mask(entry.bytes, bitmap);
  if (!mask.whole()) {
    constexpr std::string_view kWhat = "ico: the mask is cut off";
    if (job.options.truncated == Truncated::kError)
      return Error(Code::kCorruptData, std::string(kWhat));
    if (Status status = Warn(job, std::string(kWhat) + ", pixels without it are opaque");
        !status.ok())
      return status;
  }
  return ApplyMask(mask, image);
}

}  // namespace

Status ReadEntry(const DecodeJob& job, const Entry& entry, EntryImage* image) {
  if (entry.is_png) {
    const DecodeOptions options = OptionsOfEntry(job);
    EntrySink sink(job.sink, image);
    if (Status status = png::kDecoder.decode({entry.bytes, options, sink}); !status.ok())
      return status;
  } else {
    if (Status status = ReadBmp(job, entry, image); !status.ok()) return status;
  }
  if (image->info.has_alpha() && AlphaIs(255, image)) RemoveAlpha(image);
  return Ok();
}

Status ReadProfile(const DecodeJob& job, const Entry& entry, std::vector<uint8_t>* profile) {
  if (!entry.is_png) return Ok();
  DecodeOptions options = OptionsOfEntry(job);
  options.frame_count = 0;
  FactsSink sink;
  if (Status status = png::kDecoder.decode({entry.bytes, options, sink}); !status.ok())
    return status;
  *profile = std::move(sink.facts.metadata.icc);
  return Ok();
}

}  // namespace imwrite::ico
