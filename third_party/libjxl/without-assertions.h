// Goes before fields.cc and enc_fields.cc in builds with assertions: their visitors' destructors assert that nobody left them early,
// but an allocation that fails does, by an exception.
#pragma once

#include "lib/jxl/base/status.h"

#undef JXL_DASSERT
#define JXL_DASSERT(condition)
