// A kernel beside the C code it stands for, and the random inputs both get. Each file here includes
// one C file of libjpeg-turbo, because the functions to compare with are static there.
#pragma once

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define JPEG_INTERNALS
#include <jinclude.h>
#include <jpeglib.h>

typedef struct {
  const char* name;
  // Makes new inputs.
  void (*draw)(void);
  // Runs the C code (simd = 0) or the kernel on them, and returns where its output is. Bytes that
  // do not count are 0 there.
  const void* (*run)(int simd);
  // The output's size in bytes.
  size_t size;
} Kernel;

extern const Kernel kColorKernels[2], kDownsampleKernels[2], kForwardKernels[3], kHuffmanKernels[1],
    kProgressiveKernels[2];
extern const Kernel kInverseKernels[1], kUpsampleKernels[2], kDeconvertKernels[1];

// Whole numbers from `low` to `high`.
int Draw(int low, int high);
// Samples of one of several kinds: noise, extremes only, one value, a ramp with some noise.
void DrawSamples(uint8_t* samples, size_t count);
// A block of quantized coefficients, from nearly none to all, below 2^bits.
void DrawCoefficients(short* block, int bits);

// Objects with libjpeg-turbo's memory manager, whose error exit jumps to `failed`.
extern struct jpeg_compress_struct compressor;
extern struct jpeg_decompress_struct decompressor;
extern jmp_buf failed;
