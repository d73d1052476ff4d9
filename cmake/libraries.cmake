# The third-party libraries: gets their sources (cmake/provision/sources.mjs) and defines one static target a library.
# Targets: zlib, libdeflate, libpng, libjpeg-turbo, libwebp, libtiff. Variables: <name>_SOURCE, <name>_VERSION.

include_guard(GLOBAL)

set(IMWRITE_LIBRARIES zlib libdeflate libpng libjpeg-turbo libwebp libtiff)

find_program(IMWRITE_NODE node REQUIRED)
execute_process(
  COMMAND "${IMWRITE_NODE}" "${CMAKE_CURRENT_LIST_DIR}/provision/sources.mjs" ${IMWRITE_LIBRARIES}
  OUTPUT_VARIABLE _sources
  OUTPUT_STRIP_TRAILING_WHITESPACE
  RESULT_VARIABLE _result)
if(NOT _result EQUAL 0)
  message(FATAL_ERROR "No library sources: see the message above.")
endif()
string(REPLACE "\n" ";" _sources "${_sources}")
foreach(_line IN LISTS _sources)
  if(NOT _line MATCHES "^([a-z-]+)=([0-9.]+)=(.+)$")
    message(FATAL_ERROR "cmake/provision/sources.mjs printed: ${_line}")
  endif()
  set(${CMAKE_MATCH_1}_VERSION "${CMAKE_MATCH_2}")
  set(${CMAKE_MATCH_1}_SOURCE "${CMAKE_MATCH_3}")
endforeach()

file(GLOB _patches CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/patches/*.patch")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/sources.json" ${_patches})

# A static target out of source files that are named relative to the library's source folder. `${name}_BUILD` is the
# folder for its generated headers.
macro(imwrite_add_library name)
  set(${name}_BUILD "${CMAKE_BINARY_DIR}/libraries/${name}")
  set(_files ${ARGN})
  list(TRANSFORM _files PREPEND "${${name}_SOURCE}/")
  add_library(${name} STATIC EXCLUDE_FROM_ALL ${_files})
  # Other people's warnings are not ours to fix, and their headers must not raise any in our files. Their messages may name
  # their files, but not where those were built.
  target_compile_options(${name} PRIVATE -w "-fmacro-prefix-map=${${name}_SOURCE}/=")
  # An allocation of theirs that fails is known to the call in which it does: see src/memory.h.
  target_compile_options(${name} PRIVATE -Dmalloc=imwrite_malloc -Dcalloc=imwrite_calloc -Drealloc=imwrite_realloc)
  set_target_properties(${name} PROPERTIES C_STANDARD 11 C_CLANG_TIDY "" POSITION_INDEPENDENT_CODE OFF)
  if("${name}" MATCHES "^lib")
    set_target_properties(${name} PROPERTIES PREFIX "")
  endif()
endmacro()

# libpng and libjpeg-turbo report errors by longjmp. WebAssembly's own exceptions make setjmp free where nothing is
# thrown; Emscripten's default leads every call in the function that called setjmp through JavaScript.
macro(imwrite_longjmp name)
  if(EMSCRIPTEN)
    target_compile_options(${name} PUBLIC -sSUPPORT_LONGJMP=wasm)
    target_link_options(${name} PUBLIC -sSUPPORT_LONGJMP=wasm)
  endif()
endmacro()

# Measured in WebAssembly, -Os is as fast as -O3 within the noise for everything but the deflate libraries, and a fifth
# smaller.
macro(imwrite_small name)
  if(EMSCRIPTEN)
    target_compile_options(${name} PRIVATE -Os)
  endif()
endmacro()

foreach(_library IN LISTS IMWRITE_LIBRARIES)
  include("${CMAKE_CURRENT_LIST_DIR}/libraries/${_library}.cmake")
endforeach()
