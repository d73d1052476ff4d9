// The JPEG XL transcoder: a JPEG file becomes a JPEG XL file of the same coefficients, a sixth
// smaller, and such a file becomes the JPEG again, byte for byte.
#include <jxl/jpeg.h>

#include "src/codecs/jxl/color-management.h"
#include "src/codecs/jxl/compressed-box.h"
#include "src/codecs/jxl/container.h"
#include "src/codecs/jxl/format.h"
#include "src/codecs/jxl/limited-memory.h"
#include "src/exif.h"
#include "src/jpeg-survey.h"
#include "src/option-table.h"
#include "src/transcoder.h"

namespace imwrite::jxl {
namespace {

struct TranscodeOptions {
  int effort = 7;
};

constexpr DescribedOption kTable[] = {
    Integer<&TranscodeOptions::effort>("effort", 1, 9,
                                       "To JPEG XL: 1 is fastest, 9 smallest and slowest.")
        .Common(),
};
constexpr auto kOptions = WithoutHelp(kTable);

Status Refuse(std::string expected, std::string actual) {
  return Mismatch(Code::kUnsupportedData, "jpeg file for JPEG XL", std::move(expected),
                  std::move(actual));
}

Status CheckKind(const JpegFrame& frame) {
  if (frame.arithmetic) return Refuse("Huffman coding", "arithmetic coding");
  if (frame.lossless) return Refuse("DCT coefficients", "lossless coding");
  if (frame.precision != 8)
    return Refuse("8-bit samples", std::to_string(frame.precision) + "-bit samples");
  if (frame.components != 1 && frame.components != 3)
    return Refuse("1 or 3 components", std::to_string(frame.components) + " components");
  return Ok();
}

// libjxl's coefficients of three channels, what it makes of them, and the JPEG's own.
constexpr uint64_t kPackingBytes = 18;
// Those of the JPEG.
constexpr uint64_t kRestoringBytes = 6;

class Transcoding {
 public:
  explicit Transcoding(const TranscodeJob& job)
      : job_(job), budget_(job.limits, kFormat), memory_(job.limits.memory_bytes) {}

  Status Pack() {
    const JpegSurvey survey = TakeJpegSurvey(job_.bytes);
    if (!survey.frame) return Damaged("jpeg", "there is no frame in it");
    const JpegFrame& frame = *survey.frame;
    Status status = CheckKind(frame);
    if (status.ok()) status = budget_.TakeMetadata(survey.metadata_bytes);
    if (status.ok()) status = TakeRoom(frame.width, frame.height, survey.scans, kPackingBytes);
    if (!status.ok()) return status;
    libjxl::JpegPacker packer(job_.bytes, *memory_.manager());
    if (!packer.Read()) return Damaged("jpeg", "it cannot be read to its end");
    if (!packer.Restores()) return Refuse("one that can be restored", "one of unusual coding");
    const std::vector<uint8_t> exif = Copy(packer.exif());
    const std::vector<uint8_t> xmp = Copy(packer.xmp());
    std::vector<uint8_t> codestream;
    std::vector<uint8_t> restoration;
    if (!packer.Pack(static_cast<const TranscodeOptions*>(job_.options)->effort,
                     ExifOrientation(exif), ColorManagement(), &codestream, &restoration))
      return Exceeded("jpeg file", Refuse("a color profile of its colors", "another one"));
    Container container;
    container.exif = exif;
    container.xmp = xmp;
    container.restoration = restoration;
    const std::vector<uint8_t> head = StartContainer(container, /*level10=*/false);
    return job_.sink.Write(head.data(), head.size()) &&
                   job_.sink.Write(codestream.data(), codestream.size())
               ? Ok()
               : Aborted();
  }

  Status Restore() {
    const Container container = ReadContainer(job_.bytes);
    if (container.restoration.empty())
      return Mismatch(Code::kUnsupportedData, "jxl file for JPEG", "one made of a JPEG file",
                      "one without what restores it");
    std::vector<uint8_t> codestream, exif_content, xmp_content;
    if (Status status = TakeMetadata(container, &exif_content, &xmp_content); !status.ok())
      return status;
    for (const Bytes part : container.codestream)
      codestream.insert(codestream.end(), part.begin(), part.end());
    if (codestream.empty()) return Damaged("jxl", "there is no picture in it");
    const libjxl::Packed packed = {
        .codestream = codestream,
        .restoration = container.restoration,
        .exif = exif_content.empty() ? container.exif : ExifOf(exif_content),
        .xmp = xmp_content.empty() ? container.xmp : Bytes(xmp_content)};
    Status status;
    // Whole before any of it leaves.
    MemorySink jpeg;
    const auto admit = [&](size_t width, size_t height, size_t scans) {
      status = TakeRoom(width, height, scans, kRestoringBytes);
      return status.ok();
    };
    const auto write = [&](const uint8_t* data, size_t size) {
      return jpeg.Write(data, size) ? size : 0;
    };
    if (!libjxl::UnpackJpeg(packed, *memory_.manager(), admit, write))
      return status.ok() ? Exceeded("jxl file", Damaged("jxl", "the JPEG is not whole")) : status;
    return job_.sink.Write(jpeg.bytes.data(), jpeg.bytes.size()) ? Ok() : Aborted();
  }

 private:
  // Decompresses what is compressed.
  Status TakeMetadata(const Container& container, std::vector<uint8_t>* exif,
                      std::vector<uint8_t>* xmp) {
    Status status = budget_.TakeMetadata(container.exif.size() + container.xmp.size());
    if (!status.ok()) return status;
    for (const auto& [stream, data] :
         {std::pair(container.compressed_exif, exif), std::pair(container.compressed_xmp, xmp)}) {
      if (stream.empty()) continue;
      // What a JPEG file has of them is smaller than a segment.
      constexpr size_t kMostBytes = 65536;
      bool whole = false;
      status = DecompressBox(stream, kMostBytes, data, &whole);
      if (!status.ok()) return status;
      if (!whole) return Damaged("jxl", "its metadata cannot be decompressed");
    }
    return Ok();
  }
  Status TakeRoom(uint64_t width, uint64_t height, uint64_t scans, uint64_t pixel_bytes) {
    Status status = budget_.TakePixels(static_cast<uint32_t>(width), static_cast<uint32_t>(height));
    if (status.ok()) status = budget_.CheckScans(scans);
    const uint64_t files = 2 * uint64_t{job_.bytes.size()};
    return status.ok()
               ? budget_.TakeMemory(Sum(Product(Product(width, height), pixel_bytes), files))
               : status;
  }
  static std::vector<uint8_t> Copy(Bytes bytes) { return {bytes.begin(), bytes.end()}; }
  static Status Damaged(std::string_view format, std::string_view what) {
    return Error(Code::kCorruptData,
                 std::string(format) + ": the file is damaged: " + std::string(what));
  }
  Status Exceeded(std::string_view file, const Status& otherwise) const {
    return memory_.exceeded() ? ExceedsLimit(file, "memoryBytes", job_.limits.memory_bytes,
                                             "bytes of memory", "more")
                              : otherwise;
  }

  const TranscodeJob& job_;
  Budget budget_;
  LimitedMemory memory_;
};

Status TranscodeJxl(const TranscodeJob& job) {
  const bool is_jpeg = job.bytes.size() > 1 && job.bytes[0] == 0xff && job.bytes[1] == 0xd8;
  Transcoding transcoding(job);
  return is_jpeg ? transcoding.Pack() : transcoding.Restore();
}

}  // namespace

extern const Transcoder kTranscoder = {kFormat,   kOptions,     MakeOptions<TranscodeOptions>,
                                       Libraries, TranscodeJxl, /*packs=*/"jpeg"};
extern const OptionTable kTranscoderTable = kTable;

}  // namespace imwrite::jxl
