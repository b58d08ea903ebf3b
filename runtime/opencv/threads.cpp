//go:build opencv

// gocv v0.31.0 has no call for OpenCV's threads. The environment does not do:
// which variable counts depends on how OpenCV was built.
#include <opencv2/core/utility.hpp>

extern "C" void bgkit_set_threads(int n) { cv::setNumThreads(n); }
extern "C" int bgkit_threads(void) { return cv::getNumThreads(); }
