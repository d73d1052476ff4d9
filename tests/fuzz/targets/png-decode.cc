// Any bytes to the PNG decoder: pages, animations and metadata with them.
#include "tests/fuzz/decoding.h"

IMWRITE_DECODE_TARGET
