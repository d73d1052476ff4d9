# The third-party libraries: gets their sources (cmake/provision/sources.mjs) and defines a static target for each folder of
# third_party/. Variables: <name>_SOURCE, <name>_VERSION.

include_guard(GLOBAL)

set(_third_party "${CMAKE_CURRENT_LIST_DIR}/../third_party")
file(GLOB _library_files CONFIGURE_DEPENDS "${_third_party}/*/library.cmake")

find_program(IMWRITE_NODE node REQUIRED)
execute_process(
  COMMAND "${IMWRITE_NODE}" "${CMAKE_CURRENT_LIST_DIR}/provision/sources.mjs"
  OUTPUT_VARIABLE _sources
  OUTPUT_STRIP_TRAILING_WHITESPACE
  RESULT_VARIABLE _result)
if(NOT _result EQUAL 0)
  message(FATAL_ERROR "No library sources: see the message above.")
endif()
string(REPLACE "\n" ";" _sources "${_sources}")
foreach(_line IN LISTS _sources)
  if(NOT _line MATCHES "^([a-z0-9-]+)=([0-9.]+)=(.+)$")
    message(FATAL_ERROR "cmake/provision/sources.mjs printed: ${_line}")
  endif()
  set(${CMAKE_MATCH_1}_VERSION "${CMAKE_MATCH_2}")
  set(${CMAKE_MATCH_1}_SOURCE "${CMAKE_MATCH_3}")
endforeach()

file(GLOB _inputs CONFIGURE_DEPENDS "${_third_party}/*/upstream.json" "${_third_party}/*/patches/*.patch")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${_inputs})

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
  # An allocation of theirs that fails is known to the call in which it does: see src/memory.h. C++ has operator new for that.
  foreach(_function malloc calloc realloc)
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:C>:-D${_function}=imwrite_${_function}>)
  endforeach()
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

# The library's folder kernels/: code of ours that is compiled into the library, and sees the headers in the folders that are named as the library does.
macro(imwrite_kernels name)
  file(GLOB _kernels CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/kernels/*.cc")
  add_library(${name}-kernels OBJECT EXCLUDE_FROM_ALL ${_kernels})
  target_include_directories(${name}-kernels PRIVATE "${PROJECT_SOURCE_DIR}")
  target_include_directories(${name}-kernels SYSTEM PRIVATE ${ARGN})
  target_compile_options(${name}-kernels PRIVATE -O3 -Wall -Wextra -Werror -Wno-unused-parameter)
  target_sources(${name} PRIVATE $<TARGET_OBJECTS:${name}-kernels>)
endmacro()

# A file of the library's folder whose functions stand for some of the library's, so that the linker leaves those out with all they
# call. Codecs name it (imwrite_feature() in codecs.cmake).
macro(imwrite_stand_in name file)
  set_property(GLOBAL PROPERTY IMWRITE_STAND_IN_${name} "${CMAKE_CURRENT_LIST_DIR}/${file}")
endmacro()

foreach(_file IN LISTS _library_files)
  include("${_file}")
endforeach()
