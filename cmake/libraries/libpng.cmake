# libpng: reading and writing, all chunks, upstream's default configuration, portable code only.

imwrite_add_library(libpng
  png.c pngerror.c pngget.c pngmem.c pngpread.c pngread.c pngrio.c pngrtran.c pngrutil.c pngset.c pngtrans.c pngwio.c
  pngwrite.c pngwtran.c pngwutil.c)
# Errors come to us by callbacks; the default ones would bring printf into every module.
file(READ "${libpng_SOURCE}/scripts/pnglibconf.h.prebuilt" _pnglibconf)
string(REPLACE "#define PNG_CONSOLE_IO_SUPPORTED\n" "" _pnglibconf "${_pnglibconf}")
file(CONFIGURE OUTPUT "${libpng_BUILD}/pnglibconf.h" CONTENT "${_pnglibconf}" @ONLY)
target_include_directories(libpng SYSTEM PUBLIC "${libpng_SOURCE}" "${libpng_BUILD}")
# Without these, pngpriv.h expects the files below intel/, arm/ and so on.
target_compile_definitions(libpng PRIVATE
  PNG_ARM_NEON_OPT=0 PNG_INTEL_SSE_OPT=0 PNG_LOONGARCH_LSX_OPT=0 PNG_MIPS_MMI_OPT=0 PNG_MIPS_MSA_OPT=0
  PNG_POWERPC_VSX_OPT=0 PNG_RISCV_RVV_OPT=0)
target_link_libraries(libpng PUBLIC zlib)
imwrite_longjmp(libpng)
imwrite_small(libpng)
