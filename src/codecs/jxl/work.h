// Work: libjxl's tasks, which say how far it is and where it may stop.
#pragma once

#include <jxl/parallel_runner.h>

#include <cmath>

#include "src/encoder.h"

namespace imwrite::jxl {

// Does libjxl's tasks one after the other, and asks between them whether to go on. How many there
// will be is not known: the progress comes ever more slowly toward the end.
class Work {
 public:
  // What comes next: a frame, or the only picture.
  void Begin(const EncodeJob& job) {
    // About so many are for 256 × 256 pixels.
    constexpr double kTasks = 450;
    constexpr double kPixels = 65536;
    expected_ = kTasks * (1 + double{1} * job.info.width * job.info.height / kPixels);
    progress_ = &job.progress;
    done_ = step_ = 0;
  }

  static JxlParallelRetCode Run(void* self, void* work, JxlParallelRunInit init,
                                JxlParallelRunFunction task, uint32_t begin, uint32_t end) {
    if (const JxlParallelRetCode failed = init(work, 1); failed != 0) return failed;
    for (uint32_t i = begin; i < end; ++i) {
      if (!static_cast<Work*>(self)->GoesOn()) return JXL_PARALLEL_RET_RUNNER_ERROR;
      task(work, i, 0);
    }
    return JXL_PARALLEL_RET_SUCCESS;
  }

  bool stopped() const { return stopped_; }

 private:
  bool GoesOn() {
    // Most tasks are short: JavaScript is asked now and then.
    constexpr double kSteps = 500;
    ++done_;
    const double step = std::floor(kSteps * done_ / (done_ + expected_ / 3));
    if (stopped_ || !*progress_ || step == step_) return !stopped_;
    step_ = step;
    stopped_ = !(*progress_)(step / kSteps);
    return !stopped_;
  }

  const Progress* progress_ = nullptr;
  double expected_ = 0;
  double done_ = 0;
  double step_ = 0;
  bool stopped_ = false;
};

}  // namespace imwrite::jxl
