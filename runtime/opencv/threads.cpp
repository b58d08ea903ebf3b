//go:build opencv

// gocv v0.31.0 has no call for OpenCV's threads. The environment does not do:
// which variable counts depends on how OpenCV was built.
#include <opencv2/core/utility.hpp>
#ifdef __GLIBC__
#include <malloc.h>
#endif

extern "C" void bgkit_set_threads(int n) { cv::setNumThreads(n); }
extern "C" int bgkit_threads(void) { return cv::getNumThreads(); }

// bgkit_keep_memory has glibc keep what OpenCV frees. By default large blocks
// go back to the system with each call and come again page by page, which for
// Canny on a 1080p frame takes longer than Canny; and each thread has a heap of
// its own, so that a goroutine that changes threads begins anew.
extern "C" void bgkit_keep_memory(void) {
#ifdef __GLIBC__
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}
