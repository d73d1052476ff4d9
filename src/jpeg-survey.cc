#include "src/jpeg-survey.h"

#include <cstring>

#include "src/big-endian.h"

namespace imwrite {
namespace {

// ITU-T T.81, table B.1.
constexpr uint8_t kStuffing = 0x00, kTem = 0x01, kSof0 = 0xc0, kDht = 0xc4, kJpg = 0xc8,
                  kDac = 0xcc, kSof15 = 0xcf, kRst0 = 0xd0, kSoi = 0xd8, kEoi = 0xd9, kSos = 0xda,
                  kApp0 = 0xe0, kApp15 = 0xef, kCom = 0xfe, kFill = 0xff;

// Those that no length follows.
bool StandsAlone(uint8_t marker) { return marker == kTem || (marker >= kRst0 && marker <= kSoi); }

bool StartsFrame(uint8_t marker) {
  return marker >= kSof0 && marker <= kSof15 && marker != kDht && marker != kJpg && marker != kDac;
}

// Behind the segment's length.
JpegFrame FrameOf(uint8_t marker, const uint8_t* data) {
  constexpr uint8_t kProcess = 3, kLossless = 3;
  return {.arithmetic = marker > kJpg,
          .lossless = (marker & kProcess) == kLossless,
          .precision = data[0],
          .width = Get16(data + 3),
          .height = Get16(data + 1),
          .components = data[5]};
}

}  // namespace

JpegSurvey TakeJpegSurvey(std::span<const uint8_t> bytes) {
  constexpr ptrdiff_t kFrameBytes = 8;
  JpegSurvey survey;
  const uint8_t* at = bytes.data();
  const uint8_t* const end = at + bytes.size();
  // Between segments, and in the data of a scan alike, libjpeg goes on to the next marker.
  while (at < end && (at = static_cast<const uint8_t*>(
                          std::memchr(at, kFill, static_cast<size_t>(end - at)))) != nullptr) {
    while (at < end && *at == kFill) ++at;
    if (at == end) break;
    const uint8_t marker = *at++;
    if (marker == kEoi) break;
    if (marker == kStuffing || StandsAlone(marker)) continue;
    survey.scans += marker == kSos;
    if (end - at < 2) break;
    const ptrdiff_t length = Get16(at);
    if ((marker >= kApp0 && marker <= kApp15) || marker == kCom)
      survey.metadata_bytes += static_cast<uint64_t>(length);
    if (length > end - at) break;
    if (StartsFrame(marker) && length >= kFrameBytes && !survey.frame)
      survey.frame = FrameOf(marker, at + 2);
    at += length;
  }
  return survey;
}

}  // namespace imwrite
