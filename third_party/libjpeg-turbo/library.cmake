# libjpeg-turbo: the libjpeg API (no TurboJPEG) with jpegtran's transforms, 8, 12 and 16 bits a sample. Portable code, and in WebAssembly our own
# kernels for its SIMD interface.

# Upstream compiles these once for each of its sample types; src/wrapper/<name>-<bits>.c does that.
set(_all_depths
  jcapistd jccolor jcdiffct jclossls jcmainct jcprepct jcsample jdapistd jdcolor jddiffct jdlossls jdmainct jdpostct
  jdsample jutils)
set(_lossy_depths
  jccoefct jcdctmgr jdcoefct jddctmgr jdmerge jfdctfst jfdctint jidctflt jidctfst jidctint jidctred jquant1 jquant2)
set(_once
  jaricom jcapimin jcarith jchuff jcicc jcinit jclhuff jcmarker jcmaster jcomapi jcparam jcphuff jctrans jdapimin jdarith
  jdatadst jdatasrc jdhuff jdicc jdinput jdlhuff jdmarker jdmaster jdphuff jdtrans jerror jfdctflt jmemmgr jmemnobs
  jpeg_nbits transupp)

set(_jpeg_files)
foreach(_name IN LISTS _all_depths)
  list(APPEND _jpeg_files src/wrapper/${_name}-8.c src/wrapper/${_name}-12.c src/wrapper/${_name}-16.c)
endforeach()
foreach(_name IN LISTS _lossy_depths)
  list(APPEND _jpeg_files src/wrapper/${_name}-8.c src/wrapper/${_name}-12.c)
endforeach()
foreach(_name IN LISTS _once)
  list(APPEND _jpeg_files src/${_name}.c)
endforeach()
imwrite_add_library(libjpeg-turbo ${_jpeg_files})

function(_imwrite_configure_jpeg)
  set(VERSION "${libjpeg-turbo_VERSION}")
  string(REGEX MATCHALL "[0-9]+" parts "${VERSION}")
  list(GET parts 0 major)
  list(GET parts 1 minor)
  list(GET parts 2 patch)
  math(EXPR LIBJPEG_TURBO_VERSION_NUMBER "${major} * 1000000 + ${minor} * 1000 + ${patch}")
  set(JPEG_LIB_VERSION 62)
  set(C_ARITH_CODING_SUPPORTED 1)
  set(D_ARITH_CODING_SUPPORTED 1)
  set(COPYRIGHT_YEAR "1991-2025")
  set(BUILD "imwrite")
  set(CMAKE_PROJECT_NAME "libjpeg-turbo")
  set(HIDDEN "__attribute__((visibility(\"hidden\")))")
  set(INLINE "__inline__ __attribute__((always_inline))")
  set(THREAD_LOCAL "__thread")
  set(SIZE_T "${CMAKE_SIZEOF_VOID_P}")
  set(HAVE_BUILTIN_CTZL 1)
  set(WITH_SIMD ${IMWRITE_SIMD})
  foreach(header jconfig jconfigint jversion)
    configure_file("${libjpeg-turbo_SOURCE}/src/${header}.h.in" "${libjpeg-turbo_BUILD}/${header}.h")
  endforeach()
endfunction()
_imwrite_configure_jpeg()

target_include_directories(libjpeg-turbo SYSTEM PUBLIC "${libjpeg-turbo_SOURCE}/src" "${libjpeg-turbo_BUILD}")
# A codec takes no limits from the environment.
target_compile_definitions(libjpeg-turbo PRIVATE NO_GETENV)
if(EMSCRIPTEN)
  # Counts leading zeros by one instruction instead of a table of 64 kB.
  target_compile_definitions(libjpeg-turbo PRIVATE USE_CLZ_INTRINSIC)
  # A seventh of the time of a progressive file, for 0.5 kB; the other files are no faster.
  set_source_files_properties("${libjpeg-turbo_SOURCE}/src/jcphuff.c" PROPERTIES COMPILE_OPTIONS "-O2")
endif()
if(IMWRITE_FUZZ)
  # Clang takes more than a minute to optimize its macros with sanitizers in them.
  set_source_files_properties("${libjpeg-turbo_SOURCE}/src/jchuff.c" PROPERTIES COMPILE_OPTIONS "-O0")
endif()
# Without the lossless process and samples of more than 8 bits.
imwrite_stand_in(libjpeg-turbo-eight-bits stand-ins/eight-bits.cc)
imwrite_longjmp(libjpeg-turbo)
imwrite_small(libjpeg-turbo)
if(IMWRITE_SIMD)
  imwrite_kernels(libjpeg-turbo "${libjpeg-turbo_SOURCE}/src" "${libjpeg-turbo_BUILD}")
endif()
