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

// libjpeg's message with its parameters filled in. Its own format_message() needs snprintf, which
// is larger than this.
std::string Text(const jpeg_error_mgr& errors) {
  std::string text;
  size_t parameter = 0;
  for (const char* c = errors.jpeg_message_table[errors.msg_code]; *c; ++c) {
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

[[noreturn]] void OnError(j_common_ptr cinfo) {
  auto* manager = reinterpret_cast<ErrorManager*>(cinfo->err);
  // A callback of ours that failed has told why already.
  if (manager->status->ok()) {
    const bool memory = cinfo->err->msg_code == JERR_OUT_OF_MEMORY;
    const Code other = cinfo->is_decompressor ? Code::kCorruptData : Code::kInternal;
    const bool told = Completes([&] {
      *manager->status = Error(memory ? Code::kOutOfMemory : other, "jpeg: " + Text(*cinfo->err));
    });
    if (!told) *manager->status = {Code::kOutOfMemory};
  }
  std::longjmp(manager->jump, 1);
}

void NoMessage(j_common_ptr, int) {}

void Silent(j_common_ptr) {}

void Reset(j_common_ptr cinfo) { cinfo->err->num_warnings = 0; }

}  // namespace

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libjpeg-turbo", IMWRITE_TEXT(LIBJPEG_TURBO_VERSION)}};
  return kLibraries;
}

jpeg_error_mgr* InitErrors(ErrorManager* manager, Status* status) {
  manager->base = {};
  manager->base.error_exit = OnError;
  manager->base.emit_message = NoMessage;
  manager->base.output_message = Silent;
  manager->base.reset_error_mgr = Reset;
  manager->base.jpeg_message_table = kMessages;
  manager->base.last_jpeg_message = JMSG_LASTMSGCODE - 1;
  manager->status = status;
  return &manager->base;
}

}  // namespace imwrite::jpeg
