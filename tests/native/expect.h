// What several native tests expect: of encodes, of damaged files, of exact round trips, and of
// calls that are refused.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/native/images.h"

namespace imwrite::testing {

// The file; the test fails when there is none.
inline std::vector<uint8_t> MustEncode(std::string_view format, const Image& image,
                                       const Values& options = {}) {
  VectorSink sink;
  const Status status = EncodeImage(format, image, options, &sink);
  if (!status.ok()) ADD_FAILURE() << format << ": " << status.message;
  return sink.bytes;
}

// A damaged file is still a picture, or an error that blames the file. Returns whether it was an
// error, so that a test can count them. Any other code means that damage was taken for a mistake of
// the caller or of ours.
inline bool ExpectPictureOrDamage(const Status& status) {
  const Code allowed[] = {Code::kOk, Code::kCorruptData, Code::kUnsupportedData,
                          Code::kImageTooLarge};
  EXPECT_TRUE(std::ranges::find(allowed, status.code) != std::end(allowed))
      << CodeName(status.code) << ": " << status.message;
  return !status.ok();
}

// The image comes back out of its file as it was. Returns the file.
inline std::vector<uint8_t> ExpectExact(std::string_view format, const Image& image,
                                        const Values& options = {}) {
  std::string text = std::to_string(image.info.width) + " × " + std::to_string(image.info.height) +
                     " × " + std::to_string(image.info.channels) + ' ' +
                     std::string(Name(image.info.sample_type));
  for (const NamedValue& option : options) text += ", " + option.name + '=' + ToText(option.value);
  SCOPED_TRACE(text);
  const std::vector<uint8_t> bytes = MustEncode(format, image, options);
  VectorImageSink decoded;
  const Status status = Decode(bytes, {}, decoded);
  EXPECT_TRUE(status.ok()) << status.message;
  EXPECT_EQ(decoded.image.info, image.info);
  EXPECT_TRUE(decoded.image.bytes == image.bytes);
  return bytes;
}

// The error blames this option, and says what was given where `actual` is not empty.
inline void ExpectRefused(std::string_view format, const Image& image, const Values& options,
                          std::string_view option, Code code = Code::kInvalidOption,
                          std::string_view actual = {}) {
  VectorSink sink;
  const Status status = EncodeImage(format, image, options, &sink);
  EXPECT_EQ(status.code, code) << status.message;
  EXPECT_EQ(status.option, option) << status.message;
  EXPECT_TRUE(actual.empty() || status.actual == actual) << status.message;
}

}  // namespace imwrite::testing
