// The records of codecs: encoders, decoders and transcoders.
#pragma once

#include "src/decoder.h"
#include "src/encoder.h"
#include "src/transcoder.h"
