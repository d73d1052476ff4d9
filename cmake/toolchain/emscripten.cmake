# Toolchain file of preset wasm: finds (or makes) Emscripten by cmake/provision/emscripten.mjs and hands over to its own
# platform file.

# CMake reads this file again for every try_compile, in a project without our cache: the answer travels along.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES IMWRITE_EMSCRIPTEN_PLATFORM_FILE)

if(NOT IMWRITE_EMSCRIPTEN_PLATFORM_FILE OR NOT EXISTS "${IMWRITE_EMSCRIPTEN_PLATFORM_FILE}")
  find_program(IMWRITE_NODE node REQUIRED)
  execute_process(
    COMMAND "${IMWRITE_NODE}" "${CMAKE_CURRENT_LIST_DIR}/../provision/emscripten.mjs"
    OUTPUT_VARIABLE _output
    OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE _result)
  if(NOT _result EQUAL 0)
    message(FATAL_ERROR "No Emscripten: see the message above.")
  endif()
  string(REGEX REPLACE ".*\n" "" _output "${_output}")
  set(IMWRITE_EMSCRIPTEN_PLATFORM_FILE "${_output}" CACHE FILEPATH "Emscripten's CMake platform file" FORCE)
endif()

include("${IMWRITE_EMSCRIPTEN_PLATFORM_FILE}")
