// Highway's end for what cannot happen. Its own prints, and would bring printf into the module.
#include <hwy/base.h>

namespace hwy {

HWY_NORETURN void Abort(const char*, int, const char*, ...) { __builtin_trap(); }

}  // namespace hwy
