// The survey of a JPEG file's markers, on files put together by hand.
#include "src/jpeg-survey.h"

#include <gtest/gtest.h>

#include "tests/native/bytes.h"

namespace imwrite {
namespace {

using testing::Bytes;

// A segment of so many bytes, its length field among them.
void PutSegment(uint8_t marker, uint32_t length, Bytes* file, uint8_t fill = 0) {
  testing::PutBig(0xff00 | marker, 2, file);
  testing::PutBig(length, 2, file);
  file->resize(file->size() + length - 2, fill);
}

TEST(JpegSurvey, ScansAndMetadataOfAnyLengthAreCounted) {
  Bytes file = {0xff, 0xd8};
  PutSegment(0xfe, 0x0123, &file);  // COM
  PutSegment(0xe0, 2, &file);
  PutSegment(0xef, 0xffff, &file);
  PutSegment(0xdb, 67, &file);  // no metadata
  PutSegment(0xda, 12, &file);
  // Data of the scan: a stuffed byte, a restart marker, fill bytes before the next marker.
  file.insert(file.end(), {1, 0xff, 0, 2, 0xff, 0xd3, 3, 0xff, 0xff});
  PutSegment(0xda, 300, &file);
  testing::PutBig(0xffd9, 2, &file);
  PutSegment(0xda, 12, &file);  // behind the end
  const JpegSurvey survey = TakeJpegSurvey(file);
  EXPECT_EQ(survey.scans, 2u);
  EXPECT_EQ(survey.metadata_bytes, 0x0123u + 2 + 0xffff);
}

TEST(JpegSurvey, TheFirstFrameIsRead) {
  EXPECT_FALSE(TakeJpegSurvey(Bytes{0xff, 0xd8, 0xff, 0xd9}).frame);
  for (const auto& [marker, arithmetic, lossless] : {std::tuple(0xc2, false, false),
                                                     {0xc3, false, true},
                                                     {0xc9, true, false},
                                                     {0xcb, true, true}}) {
    Bytes file = {0xff, 0xd8};
    PutSegment(0xc4, 20, &file);  // tables
    testing::PutBig(0xff00u | static_cast<uint32_t>(marker), 2, &file);
    file.insert(file.end(), {0, 17, 12, 1, 2, 3, 4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    PutSegment(0xc0, 17, &file, 9);
    const std::optional<JpegFrame> frame = TakeJpegSurvey(file).frame;
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->arithmetic, arithmetic);
    EXPECT_EQ(frame->lossless, lossless);
    EXPECT_EQ(frame->precision, 12);
    EXPECT_EQ(frame->height, 0x102u);
    EXPECT_EQ(frame->width, 0x304u);
    EXPECT_EQ(frame->components, 3);
  }
}

TEST(JpegSurvey, WhatSegmentsHoldIsNoMarker) {
  Bytes file = {0xff, 0xd8};
  PutSegment(0xe1, 0x0302, &file);
  // Each looks like the start of a scan.
  for (size_t i = 6; i + 1 < file.size(); i += 2) file[i] = 0xff, file[i + 1] = 0xda;
  PutSegment(0xda, 12, &file);
  EXPECT_EQ(TakeJpegSurvey(file).scans, 1u);
}

TEST(JpegSurvey, ASegmentThatIsCutOffIsTheLast) {
  Bytes file = {0xff, 0xd8};
  PutSegment(0xe1, 400, &file);
  PutSegment(0xda, 12, &file);
  for (size_t size = 0; size < file.size(); ++size) {
    const JpegSurvey survey = TakeJpegSurvey(std::span(file).first(size));
    EXPECT_EQ(survey.metadata_bytes, size >= 6 ? 400u : 0u) << size;
    EXPECT_EQ(survey.scans, size >= 406 ? 1u : 0u) << size;
  }
}

}  // namespace
}  // namespace imwrite
