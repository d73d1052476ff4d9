# jpegli: libjxl's JPEG encoder, in libjpeg's API under names of its own, which libjpeg-turbo's headers declare. Its memory is kernels/memory.cc's;
# the decoder is not built. It is a library of its own since it shares no compiled code with libjxl.

set(_jpegli_files adaptive_quantization bit_writer bitstream color_transform common downsample encode encode_streaming
  entropy_coding huffman input quant simd)
list(TRANSFORM _jpegli_files REPLACE "(.+)" "lib/jpegli/\\1.cc")
imwrite_add_library(jpegli ${_jpegli_files})
target_include_directories(jpegli SYSTEM PUBLIC "${jpegli_SOURCE}" PRIVATE "${jpegli_SOURCE}/lib/include")
target_compile_definitions(jpegli INTERFACE JPEGLI_VERSION="${jpegli_VERSION}")
target_link_libraries(jpegli PUBLIC libjpeg-turbo)
target_link_libraries(jpegli PRIVATE highway)
imwrite_small(jpegli)
imwrite_kernels(jpegli "${jpegli_SOURCE}" $<TARGET_PROPERTY:libjpeg-turbo,INTERFACE_INCLUDE_DIRECTORIES>)
if(UNIX AND NOT EMSCRIPTEN)
  target_link_libraries(jpegli PUBLIC m)
endif()
