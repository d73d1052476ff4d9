#include "src/limits.h"

#include "src/option-table.h"

namespace imwrite {
namespace {

constexpr DescribedOption kTable[] = {
    Limit<&Limits::pixels>("limits.pixels", "Pixels of all pages or frames that are asked for."),
    Limit<&Limits::metadata_bytes>("limits.metadataBytes",
                                   "Bytes of the profile, EXIF, XMP, texts and tags of a file, all "
                                   "together, after they are inflated."),
    Limit<&Limits::frames>("limits.frames", "Pages or frames that are asked for."),
    Limit<&Limits::scans>("limits.scans", "Scans of a JPEG: progressive ones have about ten."),
    Limit<&Limits::memory_bytes>("limits.memoryBytes",
                                 "Memory of a call: the file, the pixels that it gives, and what "
                                 "its decoder needs meanwhile."),
};
constexpr auto kOptions = WithoutHelp(kTable);

}  // namespace

OptionTable LimitTable() { return kTable; }
std::span<const Option> LimitOptions() { return kOptions; }

Status ExceedsLimit(std::string_view file, std::string_view limit, uint64_t allowed,
                    std::string_view unit, std::string actual) {
  const std::string name = "limits." + std::string(limit);
  return MismatchOf(
      name, Code::kImageTooLarge, std::string(file),
      "at most " + std::to_string(allowed) + ' ' + std::string(unit) + " (" + name + ')',
      std::move(actual));
}

Status Budget::Exceeds(std::string_view limit, uint64_t allowed, std::string_view unit,
                       std::string actual) const {
  return ExceedsLimit(std::string(format_.name) + " file", limit, allowed, unit, std::move(actual));
}

Status Budget::TakeFrames(uint64_t count) {
  if (count > limits_.frames - frames_)
    return Exceeds("frames", limits_.frames, "pages or frames",
                   std::to_string(Sum(frames_, count)));
  frames_ += count;
  return Ok();
}

Status Budget::TakePixels(uint32_t width, uint32_t height, uint64_t frames) {
  if (width == 0 || height == 0)
    return Error(Code::kCorruptData, std::string(format_.name) + " file without pixels");
  const uint64_t pixels = Product(Product(width, height), frames);
  if (pixels <= limits_.pixels - pixels_) {
    pixels_ += pixels;
    return Ok();
  }
  std::string actual = std::to_string(width) + " × " + std::to_string(height);
  if (frames > 1) actual += " × " + std::to_string(frames) + " frames";
  if (pixels_ > 0) actual += " after " + std::to_string(pixels_) + " pixels";
  return Exceeds("pixels", limits_.pixels, "pixels", std::move(actual));
}

Status Budget::TakeMetadata(uint64_t bytes) {
  if (bytes > metadata_left()) {
    // There may be more, which is not looked at.
    return Exceeds("metadataBytes", limits_.metadata_bytes, "bytes of metadata",
                   "at least " + std::to_string(Sum(metadata_bytes_, bytes)));
  }
  metadata_bytes_ += bytes;
  return TakeMemory(bytes);
}

Status Budget::TakeMemory(uint64_t bytes) {
  if (Status status = CheckMemory(bytes); !status.ok()) return status;
  memory_bytes_ += bytes;
  return Ok();
}

Status Budget::CheckMemory(uint64_t bytes) const {
  if (bytes <= limits_.memory_bytes - memory_bytes_) return Ok();
  return Exceeds("memoryBytes", limits_.memory_bytes, "bytes of memory",
                 std::to_string(Sum(memory_bytes_, bytes)));
}

Status Budget::CheckScans(uint64_t count) const {
  return count <= limits_.scans ? Ok()
                                : Exceeds("scans", limits_.scans, "scans", std::to_string(count));
}

}  // namespace imwrite
