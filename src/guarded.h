// CatchLongjmp: the place that the C libraries' errors jump back to.
#pragma once

#include <csetjmp>

namespace imwrite {

template <class Work>
[[gnu::noinline]] void RunWork(Work& work) {
  work();
}

// Runs `work`; false if an error jumped out of it. `work` must own nothing. Neither function may be
// inlined: every call in a function with setjmp gets a landing pad in WebAssembly.
template <class Work>
[[gnu::noinline]] bool CatchLongjmp(std::jmp_buf& jump, Work&& work) {
  if (setjmp(jump)) return false;
  RunWork(work);
  return true;
}

}  // namespace imwrite
