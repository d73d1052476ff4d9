// What a JPEG file asks for, told by its markers alone, before libjpeg reads it.
#pragma once

#include "src/codecs/jpeg/format.h"

namespace imwrite::jpeg {

struct Survey {
  uint64_t scans = 0;
  // Of all segments APPn and COM, with what stands in front of the metadata.
  uint64_t metadata_bytes = 0;
};

// Goes through the file up to its end marker.
Survey TakeSurvey(std::span<const uint8_t> bytes);

// Fails where the picture is decoded once for each scan, and these are too many.
Status CheckScans(const Survey& survey, const Budget& budget, jpeg_decompress_struct* cinfo);

// What the coefficients take when they are held for the whole picture; of a lossless file, the
// samples. Known with the header.
uint64_t CoefficientBytes(const jpeg_decompress_struct& cinfo);

// ITU-T T.81, B.2.3: Ss is a predictor, from 1 on, and Se is 0.
inline bool IsLossless(const jpeg_decompress_struct& cinfo) {
  return cinfo.Ss > 0 && cinfo.Se == 0;
}

}  // namespace imwrite::jpeg
