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

// Color encoding that a file states by numbers instead of a profile.
struct Colorimetry {
  // Encoding gamma; 0: not stated.
  double gamma = 0;
  // CIE 1931 x and y of white, red, green and blue; none: not stated.
  std::optional<std::array<double, 8>> chromaticities;
};

// Facts of a file, known before its pixels.
struct FileFacts {
  // Images in the file.
  uint32_t frame_count = 1;
  std::optional<Animation> animation;
  Metadata metadata;
  // Set only if neither a profile nor cICP takes precedence.
  std::optional<Colorimetry> colorimetry;
  // A profile for each decoded image, instead of metadata.icc; none: the same as the image before,
  // or as the file.
  std::vector<std::optional<std::vector<uint8_t>>> profiles;
  // A color table for each decoded image, if indices are requested; empty for images that are not
  // indexed.
  std::vector<ColorTable> color_tables;
};

// Whether all its colors are grays.
bool IsGray(const ColorTable& colors);

// A row of indices of 1 to 8 bits, the first of a byte in its highest bits: as many samples of
// their colors as the image has channels, or, without colors, the indices themselves.
void ExpandIndices(const ImageInfo& info, const uint8_t* indices, uint32_t bits,
                   const ColorTable& colors, uint8_t* out);

// Where decoded rows go.
class ImageSink {
 public:
  virtual ~ImageSink() = default;
  // Called once, first.
  virtual Status File(const FileFacts& facts) = 0;
  // Called for each frame, before its rows. `orientation` is EXIF's, 1 to 8; 1 if the file has
  // none. `duration` is in milliseconds; 0 for a still image.
  virtual Status Begin(const ImageInfo& info, int orientation, uint32_t duration) = 0;
  // Takes `count` packed rows, starting at row y. False stops the decoder.
  virtual bool Rows(uint32_t y, uint32_t count, const uint8_t* rows) = 0;
  // Reports a fault that does not prevent reading, at any time. Codecs call imwrite::Warn().
  virtual void Warn(const std::string& warning) = 0;
};

enum class Reduction { k1, k2, k4, k8 };

// What to do with a file that lacks some of its pixels.
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

// The frames that job.options request out of `available` ones, as [*begin, *end).
Status ChooseFrames(const DecodeJob& job, const Format& format, uint32_t available, uint32_t* begin,
                    uint32_t* end);

// Reports the facts of a file of one image; *wanted: its pixels are requested.
Status StartSingle(const DecodeJob& job, const Format& format, const FileFacts& facts,
                   bool* wanted);

// Also begins the image, for files with nothing but one image, if its pixels are requested and
// within the limits. The decoder holds `held_bytes` in addition to the file and the image.
Status BeginSingle(const DecodeJob& job, const Format& format, const FileFacts& facts,
                   const ImageInfo& info, uint64_t held_bytes, bool* wanted, int orientation = 1);

// Reports a fault of a readable file; an error if the options are strict.
Status Warn(const DecodeJob& job, std::string warning);

// Reports that a file has only `rows` of its rows: an error, or a warning if the options ask to
// fill in the rest.
Status LackRows(const DecodeJob& job, const Format& format, uint32_t rows, uint32_t height);

// Sends an image from top to bottom, band by band. fill(y, count, to) writes rows and returns how
// many of their bytes the file has; the rest of the image is filled with zeros.
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
