# libpng: reading pixels, portable code only.

imwrite_add_library(libpng
  png.c pngerror.c pngget.c pngmem.c pngpread.c pngread.c pngrio.c pngrtran.c pngrutil.c pngset.c pngtrans.c)
# Errors come to us by callbacks; the default ones would bring printf into every module. Our codec writes files and reads
# the chunks of metadata itself, never converts colors, and always pulls rows, so a third of the decoder can go.
set(_unused
  "WRITE(_[A-Za-z0-9_]+)?" SAVE_INT_32 CONSOLE_IO STDIO BENIGN_ERRORS BENIGN_READ_ERRORS INCH_CONVERSIONS MNG_FEATURES PROGRESSIVE_READ
  "SIMPLIFIED_[A-Z_]+" "FORMAT_[A-Z]+"
  # Chunks: all but the critical ones and tRNS.
  "(READ_)?(bKGD|cHRM|cICP|cLLI|eXIf|gAMA|hIST|iCCP|iTXt|mDCV|oFFs|pCAL|pHYs|sBIT|sCAL|sPLT|sRGB|tEXt|tIME|zTXt)"
  "(READ_)?(COMPRESSED_)?TEXT" CONVERT_tIME TIME_RFC1123
  "(READ_|SAVE_|SET_|STORE_)?UNKNOWN_CHUNKS" "(READ_)?USER_CHUNKS" HANDLE_AS_UNKNOWN
  # Colors.
  COLORSPACE GAMMA
  "READ_(ALPHA_MODE|BACKGROUND|BGR|COMPOSITE_NODIV|EXPAND_16|GAMMA|GRAY_TO_RGB|INVERT|INVERT_ALPHA|OPT_PLTE|PACKSWAP|QUANTIZE|RGB_TO_GRAY|SCALE_16_TO_8|SHIFT|STRIP_16_TO_8|STRIP_ALPHA|SWAP_ALPHA)")
file(READ "${libpng_SOURCE}/scripts/pnglibconf.h.prebuilt" _pnglibconf)
foreach(_feature IN LISTS _unused)
  string(REGEX REPLACE "#define PNG_${_feature}_SUPPORTED\n" "" _pnglibconf "${_pnglibconf}")
endforeach()
file(CONFIGURE OUTPUT "${libpng_BUILD}/pnglibconf.h" CONTENT "${_pnglibconf}" @ONLY)
target_include_directories(libpng SYSTEM PUBLIC "${libpng_SOURCE}" "${libpng_BUILD}")
# Without these, pngpriv.h expects the files below intel/, arm/ and so on.
target_compile_definitions(libpng PRIVATE
  PNG_ARM_NEON_OPT=0 PNG_INTEL_SSE_OPT=0 PNG_LOONGARCH_LSX_OPT=0 PNG_MIPS_MMI_OPT=0 PNG_MIPS_MSA_OPT=0
  PNG_POWERPC_VSX_OPT=0 PNG_RISCV_RVV_OPT=0)
# What libpng calls benign are warnings.
target_compile_definitions(libpng PUBLIC PNG_ALLOW_BENIGN_ERRORS)
target_link_libraries(libpng PUBLIC zlib)
imwrite_longjmp(libpng)
imwrite_small(libpng)
