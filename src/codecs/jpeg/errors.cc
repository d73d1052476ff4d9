#include <jversion.h>

#include <cstring>
#include <iterator>

#include "src/codecs/jpeg/format.h"

#define IMWRITE_TEXT_(x) #x
#define IMWRITE_TEXT(x) IMWRITE_TEXT_(x)

namespace imwrite::jpeg {
namespace {

// The header is written to be read twice: here it gives the messages, in format.h it gave their
// numbers.
constexpr const char* kMessages[] = {
#define JMESSAGE(code, string) string,
#include <jerror.h>
    nullptr,
};

}  // namespace

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libjpeg-turbo", IMWRITE_TEXT(LIBJPEG_TURBO_VERSION)}};
  return kLibraries;
}

// libjpeg's own format_message() needs snprintf, which is larger than this.
std::string DescribeError(const jpeg_error_mgr& errors) {
  std::string text = "jpeg: ";
  size_t parameter = 0;
  for (const char* c = kMessages[errors.msg_code]; *c; ++c) {
    if (*c != '%') {
      text += *c;
      continue;
    }
    while (*c && !std::strchr("duxs", *c)) ++c;
    if (!*c) break;
    if (*c == 's') {
      text += errors.msg_parm.s;
    } else if (parameter < std::size(errors.msg_parm.i)) {
      text += std::to_string(errors.msg_parm.i[parameter++]);
    }
  }
  return text;
}

}  // namespace imwrite::jpeg
