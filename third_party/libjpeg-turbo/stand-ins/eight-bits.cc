// libjpeg-turbo's compressor without the lossless process and samples of more than 8 bits. Linked before the library these take
// the place of its own, and with them of all they call.
#include <cstdio>

#define JPEG_INTERNALS
extern "C" {
#include <jinclude.h>
#include <jpeglib.h>
}

namespace {

[[noreturn]] void LeftOut(j_compress_ptr cinfo) {
  cinfo->err->msg_code = JERR_NOT_COMPILED;
  cinfo->err->error_exit(reinterpret_cast<j_common_ptr>(cinfo));
  __builtin_trap();
}

}  // namespace

#define LEFT_OUT(name) \
  void name(j_compress_ptr cinfo) { LeftOut(cinfo); }
#define LEFT_OUT_CONTROLLER(name) \
  void name(j_compress_ptr cinfo, boolean) { LeftOut(cinfo); }

LEFT_OUT(jinit_lossless_compressor)
LEFT_OUT(jinit_lhuff_encoder)
LEFT_OUT_CONTROLLER(jinit_c_diff_controller)

LEFT_OUT(j12init_color_converter)
LEFT_OUT(j12init_downsampler)
LEFT_OUT(j12init_forward_dct)
LEFT_OUT(j12init_lossless_compressor)
LEFT_OUT_CONTROLLER(j12init_c_prep_controller)
LEFT_OUT_CONTROLLER(j12init_c_coef_controller)
LEFT_OUT_CONTROLLER(j12init_c_diff_controller)
LEFT_OUT_CONTROLLER(j12init_c_main_controller)

LEFT_OUT(j16init_color_converter)
LEFT_OUT(j16init_downsampler)
LEFT_OUT(j16init_lossless_compressor)
LEFT_OUT_CONTROLLER(j16init_c_prep_controller)
LEFT_OUT_CONTROLLER(j16init_c_diff_controller)
LEFT_OUT_CONTROLLER(j16init_c_main_controller)

JDIMENSION jpeg12_write_scanlines(j_compress_ptr cinfo, J12SAMPARRAY, JDIMENSION) { LeftOut(cinfo); }
JDIMENSION jpeg16_write_scanlines(j_compress_ptr cinfo, J16SAMPARRAY, JDIMENSION) { LeftOut(cinfo); }
