// What a JPEG file requires, checked before its scans are read.
#pragma once

#include "src/codecs/jpeg/format.h"
#include "src/jpeg-survey.h"

namespace imwrite::jpeg {

// Fails if there are too many scans and the image is decoded once for each.
Status CheckScans(const JpegSurvey& survey, const Budget& budget, jpeg_decompress_struct* cinfo);

// The memory for the coefficients of the whole image (the samples, for lossless files), if they are
// all held. Known after the header.
uint64_t CoefficientBytes(const jpeg_decompress_struct& cinfo);

// ITU-T T.81, B.2.3: Ss is a predictor, from 1 on, and Se is 0.
inline bool IsLossless(const jpeg_decompress_struct& cinfo) {
  return cinfo.Ss > 0 && cinfo.Se == 0;
}

}  // namespace imwrite::jpeg
