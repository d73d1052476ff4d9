# Highway: portable SIMD for libjxl, all of it in headers but one function. The instructions are chosen when it is compiled.

imwrite_add_library(highway)
target_include_directories(highway SYSTEM PUBLIC "${highway_SOURCE}")
target_compile_definitions(highway PUBLIC HWY_COMPILE_ONLY_STATIC)
imwrite_kernels(highway "${highway_SOURCE}")
