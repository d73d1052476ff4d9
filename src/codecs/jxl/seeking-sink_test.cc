// What libjxl writes out of order arrives in order, as appended bytes and patches.
#include "src/codecs/jxl/seeking-sink.h"

#include <gtest/gtest.h>

#include <string>

namespace imwrite::jxl {
namespace {

class FileSink : public ByteSink {
 public:
  bool Write(const uint8_t* data, size_t size) override {
    file.append(reinterpret_cast<const char*>(data), size);
    return file.size() <= most;
  }
  bool Patch(uint64_t offset, const uint8_t* data, size_t size) override {
    if (offset + size > file.size()) return false;
    file.replace(offset, size, reinterpret_cast<const char*>(data), size);
    return true;
  }
  std::string file;
  size_t most = 1000;
};

void Put(JxlEncoderOutputProcessor& to, std::string_view text) {
  size_t size = text.size();
  void* room = to.get_buffer(to.opaque, &size);
  ASSERT_TRUE(room);
  ASSERT_EQ(size, text.size());
  std::copy(text.begin(), text.end(), static_cast<char*>(room));
  to.release_buffer(to.opaque, text.size());
}

TEST(JxlSeekingSink, RoomThatIsFilledLater) {
  FileSink file;
  SeekingSink sink(file);
  JxlEncoderOutputProcessor to = sink.processor();
  Put(to, "ab");
  to.seek(to.opaque, 6);
  Put(to, "gh");
  EXPECT_EQ(file.file, std::string("ab\0\0\0\0gh", 8));
  to.seek(to.opaque, 2);
  Put(to, "cdef");
  EXPECT_FALSE(sink.Finish());
  to.seek(to.opaque, 8);
  Put(to, "ij");
  EXPECT_EQ(file.file, "abcdefghij");
  EXPECT_TRUE(sink.Finish());
}

TEST(JxlSeekingSink, APatchThatGoesBeyondTheEnd) {
  FileSink file;
  SeekingSink sink(file);
  JxlEncoderOutputProcessor to = sink.processor();
  Put(to, "abcd");
  to.seek(to.opaque, 2);
  Put(to, "CDEF");
  EXPECT_EQ(file.file, "abCDEF");
  EXPECT_TRUE(sink.Finish());
}

TEST(JxlSeekingSink, AStopIsPassedOn) {
  FileSink file;
  file.most = 2;
  SeekingSink sink(file);
  JxlEncoderOutputProcessor to = sink.processor();
  Put(to, "abcd");
  EXPECT_TRUE(sink.stopped());
  size_t size = 1;
  EXPECT_EQ(to.get_buffer(to.opaque, &size), nullptr);
}

}  // namespace
}  // namespace imwrite::jxl
