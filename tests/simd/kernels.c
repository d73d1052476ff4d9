// The module's exports: compare(kernel, seed, cases) and repeat(kernel, simd, rounds), with
// name(kernel) to list them.
#include "kernels.h"

#define EXPORT(name) __attribute__((export_name(#name))) name

struct jpeg_compress_struct compressor;
struct jpeg_decompress_struct decompressor;
jmp_buf failed;
static struct jpeg_error_mgr errors;
static uint64_t state;

int Draw(int low, int high) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return low + (int)((state >> 16) % (uint64_t)(high - low + 1));
}

void DrawSamples(uint8_t* samples, size_t count) {
  const int kind = Draw(0, 3), level = Draw(0, 255), slope = Draw(-3, 3);
  for (size_t i = 0; i < count; ++i) {
    const int noise = Draw(0, 255);
    samples[i] = (uint8_t)(kind == 0   ? noise
                           : kind == 1 ? (noise & 1) * 255
                           : kind == 2 ? level
                                       : level + slope * (int)i + noise / 64);
  }
}

void DrawCoefficients(short* block, int bits) {
  const int zeros = Draw(0, 64), largest = (1 << Draw(1, bits)) - 1;
  for (int i = 0; i < DCTSIZE2; ++i)
    block[i] = Draw(0, 63) < zeros ? 0 : (short)Draw(-largest, largest);
}

static const Kernel* Find(int index) {
  static const struct {
    const Kernel* kernels;
    int count;
  } groups[] = {{kColorKernels, 2},    {kDownsampleKernels, 2},  {kForwardKernels, 3},
                {kHuffmanKernels, 1},  {kProgressiveKernels, 2}, {kInverseKernels, 1},
                {kUpsampleKernels, 2}, {kDeconvertKernels, 1}};
  for (size_t i = 0; i < sizeof groups / sizeof *groups; index -= groups[i++].count) {
    if (index < groups[i].count) return &groups[i].kernels[index];
  }
  return NULL;
}

static void Fail(j_common_ptr cinfo) { longjmp(failed, 1); }

static void Start(int seed) {
  state = 0x9e3779b97f4a7c15u ^ (uint64_t)(unsigned)seed;
  if (compressor.mem) return;
  compressor.err = decompressor.err = jpeg_std_error(&errors);
  errors.error_exit = Fail;
  jpeg_create_compress(&compressor);
  jpeg_create_decompress(&decompressor);
}

// NULL beyond the last.
const char* EXPORT(name)(int index) {
  const Kernel* kernel = Find(index);
  return kernel ? kernel->name : NULL;
}

// The first case whose outputs differ, or −1.
int EXPORT(compare)(int index, int seed, int cases) {
  static uint8_t expected[1 << 16];
  const Kernel* kernel = Find(index);
  Start(seed);
  for (int i = 0; i < cases; ++i) {
    kernel->draw();
    memcpy(expected, kernel->run(0), kernel->size);
    if (memcmp(expected, kernel->run(1), kernel->size) != 0) return i;
  }
  return -1;
}

void EXPORT(repeat)(int index, int simd, int rounds) {
  const Kernel* kernel = Find(index);
  Start(1);
  kernel->draw();
  while (rounds-- > 0) kernel->run(simd);
}
