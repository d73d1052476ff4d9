// The ICO decoder: PNG and BMP of every number of bits, and cursors. Pictures are pages, in the
// order of the directory.
#include "src/codecs/ico/entry-reader.h"

namespace imwrite::ico {
namespace {

std::string SizeText(uint32_t width, uint32_t height) {
  return std::to_string(width) + " × " + std::to_string(height);
}

// What the directory says wrong of the entry.
Status CheckEntry(const DecodeJob& job, const Entry& entry, uint32_t index) {
  const std::string name = "ico: picture " + std::to_string(index);
  if (entry.cut_off) {
    if (Status status = Warn(job, name + " reaches beyond the end of the file"); !status.ok())
      return status;
  }
  const bool sized = entry.width == entry.listed_width && entry.height == entry.listed_height;
  // Without a size it is an error, when it is read.
  if (sized || entry.width == 0 || entry.height == 0) return Ok();
  return Warn(job, name + " is " + SizeText(entry.width, entry.height) +
                       ", but the directory says " +
                       SizeText(entry.listed_width, entry.listed_height));
}

// Adds up what the pictures are, before the first of them is decoded.
Status TakeEntries(const DecodeJob& job, const Directory& directory, uint32_t begin, uint32_t end,
                   FileFacts* facts) {
  Budget budget(job.options.limits, kFormat);
  if (Status status = budget.TakeFrames(end - begin); !status.ok()) return status;
  uint64_t largest = 0;
  for (uint32_t i = begin; i < end; ++i) {
    const Entry entry = directory[i];
    // Damaged ones are errors when they are read.
    if (entry.width == 0 || entry.height == 0) continue;
    if (Status status = budget.TakePixels(entry.width, entry.height); !status.ok()) return status;
    const ImageInfo info{entry.width, entry.height, 4,
                         entry.is_png && entry.bits > 32 ? SampleType::kU16 : SampleType::kU8};
    if (Status status = budget.TakeMemory(ImageBytes(info)); !status.ok()) return status;
    // The entry as its decoder gives it, with alpha, and as a file of its own.
    largest =
        std::max(largest, Sum(Product(ImageBytes(info), 2), entry.is_png ? 0 : entry.bytes.size()));
    std::vector<uint8_t> profile;
    if (Status status = ReadProfile(job, entry, &profile); !status.ok()) return status;
    if (Status status = budget.TakeMetadata(profile.size()); !status.ok()) return status;
    facts->profiles.emplace_back(std::move(profile));
  }
  return budget.TakeMemory(Sum(job.bytes.size(), largest));
}

Status DecodeIco(const DecodeJob& job) {
  Directory directory;
  if (Status status = directory.Read(job.bytes); !status.ok()) return status;
  FileFacts facts;
  facts.frame_count = directory.size();
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, facts.frame_count, &begin, &end); !status.ok())
    return status;
  // Asked for one picture of the file, whichever stands for it.
  if (job.options.still && begin == 0 && end == 1) {
    begin = directory.Best();
    end = begin + 1;
  }
  if (Status status = TakeEntries(job, directory, begin, end, &facts); !status.ok()) return status;
  if (Status status = job.sink.File(facts); !status.ok()) return status;
  for (uint32_t i = begin; i < end; ++i) {
    const Entry entry = directory[i];
    if (Status status = CheckEntry(job, entry, i); !status.ok()) return status;
    EntryImage image;
    if (Status status = ReadEntry(job, entry, &image); !status.ok()) return status;
    if (Status status = job.sink.Begin(image.info, 1, 0); !status.ok()) return status;
    if (!job.sink.Rows(0, image.info.height, image.pixels.data())) return Aborted();
  }
  return Ok();
}

}  // namespace

extern const Decoder kDecoder = {
    .format = kFormat, .libraries = [] { return png::kDecoder.libraries(); }, .decode = DecodeIco};

}  // namespace imwrite::ico
