// Surveys what a JPEG file requires, from its markers alone, before libjpeg reads it.
#pragma once

#include "src/codecs/jpeg/format.h"

namespace imwrite::jpeg {

struct Survey {
  uint64_t scans = 0;
  // The bytes of all APPn and COM segments, headers included.
  uint64_t metadata_bytes = 0;
};

// Goes through the file up to its end marker.
Survey TakeSurvey(std::span<const uint8_t> bytes);

// Fails if there are too many scans and the image is decoded once for each.
Status CheckScans(const Survey& survey, const Budget& budget, jpeg_decompress_struct* cinfo);

// The memory for the coefficients of the whole image (the samples, for lossless files), if they are
// all held. Known after the header.
uint64_t CoefficientBytes(const jpeg_decompress_struct& cinfo);

// ITU-T T.81, B.2.3: Ss is a predictor, from 1 on, and Se is 0.
inline bool IsLossless(const jpeg_decompress_struct& cinfo) {
  return cinfo.Ss > 0 && cinfo.Se == 0;
}

}  // namespace imwrite::jpeg
