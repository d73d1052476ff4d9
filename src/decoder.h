// A decoder is a data record: what the format is, and how its files become rows.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "src/format.h"
#include "src/frames.h"
#include "src/limits.h"
#include "src/memory.h"
#include "src/metadata.h"
#include "src/pixels.h"
#include "src/rows.h"
#include "src/status.h"

namespace imwrite {

// RGBA, straight.
using ColorTable = std::vector<std::array<uint8_t, 4>>;

// What a file says of its colors by numbers, instead of by a profile.
struct Colorimetry {
  // The exponent by which samples were made of light; 0: the file does not say.
  double gamma = 0;
  // CIE 1931 x and y of white, red, green and blue; none: the file does not say.
  std::optional<std::array<double, 8>> chromaticities;
};

// What a decoder knows before it gives pixels.
struct FileFacts {
  // Pictures in the file.
  uint32_t frame_count = 1;
  std::optional<Animation> animation;
  Metadata metadata;
  // Where no profile and no other words of the file count more.
  std::optional<Colorimetry> colorimetry;
  // Of each picture that is decoded, in place of metadata.icc: nothing for the same one as the
  // picture before, or as the file.
  std::vector<std::optional<std::vector<uint8_t>>> profiles;
  // Of each picture that is decoded, when indices are asked for: the colors that its samples are
  // the indices of, none where they are not.
  std::vector<ColorTable> color_tables;
};

// Where decoded rows go.
class ImageSink {
 public:
  virtual ~ImageSink() = default;
  // Called once, first.
  virtual Status File(const FileFacts& facts) = 0;
  // Called once a frame, before its rows. `orientation` is EXIF's, 1 to 8, 1 when the file names
  // none; `duration` is in milliseconds, 0 for a still picture.
  virtual Status Begin(const ImageInfo& info, int orientation, uint32_t duration) = 0;
  // `count` packed rows from row y on. false stops the decoder.
  virtual bool Rows(uint32_t y, uint32_t count, const uint8_t* rows) = 0;
  // What is wrong with the file although it can be read, at any time. Codecs call imwrite::Warn().
  virtual void Warn(const std::string& warning) = 0;
};

enum class Reduction { k1, k2, k4, k8 };

// What comes of a file that lacks some of its pixels.
enum class Truncated { kError, kFill };

struct DecodeOptions {
  Limits limits;
  uint32_t first_frame = 0;
  uint32_t frame_count = 1;
  Reduction reduction = Reduction::k1;
  bool gray = false;
  bool tone_map = false;
  bool still = false;
  bool indexed = false;
  Truncated truncated = Truncated::kError;
  bool strict = false;
};

struct DecodeJob {
  std::span<const uint8_t> bytes;
  const DecodeOptions& options;
  ImageSink& sink;
};

struct Decoder {
  const Format& format;
  // Null: the code is our own.
  std::span<const Library> (*libraries)() = nullptr;
  Status (*decode)(const DecodeJob& job);
};

// The part of job.options' frames that a file of `available` frames has, as [*begin, *end).
Status ChooseFrames(const DecodeJob& job, const Format& format, uint32_t available, uint32_t* begin,
                    uint32_t* end);

// Reports the facts of a file of one picture; *wanted tells whether its pixels are asked for.
Status StartSingle(const DecodeJob& job, const Format& format, const FileFacts& facts,
                   bool* wanted);

// The same for a file that is one picture and nothing else: begins the picture as well, if its
// pixels are asked for and within the limits. `held_bytes` are those that the decoder holds beside
// the file and the picture.
Status BeginSingle(const DecodeJob& job, const Format& format, const FileFacts& facts,
                   const ImageInfo& info, uint64_t held_bytes, bool* wanted);

// Tells what is wrong with a file that can be read; an error when the options say so.
Status Warn(const DecodeJob& job, std::string warning);

// A file has so many of its rows only: an error, or a warning when the options ask for what is
// there.
Status LackRows(const DecodeJob& job, const Format& format, uint32_t rows, uint32_t height);

// Sends a picture from top to bottom, band by band. fill(y, count, to) puts rows there and returns
// how many bytes of them the file has; the rest of the picture is empty.
template <class Fill>
Status SendBands(const DecodeJob& job, const Format& format, const ImageInfo& info, Fill&& fill) {
  const uint32_t band_rows = BandRows(info);
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  Buffer band;
  if (!band.Resize(info.row_bytes() * band_rows)) return OutOfMemory(row_bytes * band_rows);
  bool whole = true;
  for (uint32_t y = 0; y < info.height;) {
    const uint32_t count = std::min(band_rows, info.height - y);
    const size_t wanted = row_bytes * count;
    const size_t filled = whole ? fill(y, count, band.data()) : 0;
    if (whole && filled < wanted) {
      if (Status status =
              LackRows(job, format, y + static_cast<uint32_t>(filled / row_bytes), info.height);
          !status.ok())
        return status;
      whole = false;
    }
    std::fill(band.data() + filled, band.data() + wanted, uint8_t{0});
    if (!job.sink.Rows(y, count, band.data())) return Aborted();
    y += count;
  }
  return Ok();
}

// The decoders linked into this program; the build writes the list.
std::span<const Decoder* const> Decoders();

}  // namespace imwrite
