#include "src/jpeg-library/errors.h"

#include "src/memory.h"

namespace imwrite::jpeglib {
namespace {

[[noreturn]] void OnError(j_common_ptr cinfo) {
  auto* manager = reinterpret_cast<ErrorManager*>(cinfo->err);
  // A callback of ours that failed has told why already.
  if (manager->status->ok()) {
    const bool memory = cinfo->err->msg_code == JERR_OUT_OF_MEMORY;
    const Code other = cinfo->is_decompressor ? Code::kCorruptData : Code::kInternal;
    const bool told = Completes([&] {
      *manager->status = Error(memory ? Code::kOutOfMemory : other, manager->describe(*cinfo->err));
    });
    if (!told) *manager->status = {Code::kOutOfMemory};
  }
  std::longjmp(manager->jump, 1);
}

void NoMessage(j_common_ptr, int) {}

void Silent(j_common_ptr) {}

void Reset(j_common_ptr cinfo) { cinfo->err->num_warnings = 0; }

}  // namespace

jpeg_error_mgr* InitErrors(ErrorManager* manager, Status* status, Describe describe) {
  manager->base = {};
  manager->base.error_exit = OnError;
  manager->base.emit_message = NoMessage;
  manager->base.output_message = Silent;
  manager->base.reset_error_mgr = Reset;
  manager->status = status;
  manager->describe = describe;
  return &manager->base;
}

}  // namespace imwrite::jpeglib
