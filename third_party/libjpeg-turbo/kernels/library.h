// libjpeg-turbo's internal headers, as its own SIMD backends see them, and the vector type all kernels here use.
#pragma once

#include <wasm_simd128.h>

#define JPEG_INTERNALS
extern "C" {
#include <jinclude.h>
#include <jpeglib.h>
// The next two need the ones above.
#include <jdct.h>
#include <jsimd.h>
#include <jsimddct.h>
}
