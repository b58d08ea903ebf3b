"""Answers each line "what calls" with the nanoseconds that edges on so many 1080p frames took, two at a time: "threads"
by a ThreadPoolExecutor, "processes" by a ProcessPoolExecutor, as NiceGUI's run.io_bound and run.cpu_bound do. The pixels
are in the file that the first argument names."""

import asyncio
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import cv2
import numpy

ROWS, COLS, TWO = 1080, 1920, 2


def edges(frame):
    return cv2.Canny(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), 50, 150)


async def run(executor, frame, calls):
    loop = asyncio.get_running_loop()

    async def caller():
        for _ in range(calls // TWO):
            assert (await loop.run_in_executor(executor, edges, frame)).shape == (ROWS, COLS)

    await asyncio.gather(*(caller() for _ in range(TWO)))


async def main():
    frame = numpy.fromfile(sys.argv[1], dtype=numpy.uint8).reshape(ROWS, COLS, 3)
    with ProcessPoolExecutor(TWO) as processes, ThreadPoolExecutor(TWO) as threads:
        executors = {"processes": processes, "threads": threads}
        for executor in executors.values():
            await run(executor, frame, 2 * TWO)
        print("ready", flush=True)
        for line in sys.stdin:
            what, calls = line.split()
            begin = time.perf_counter_ns()
            await run(executors[what], frame, int(calls))
            print(time.perf_counter_ns() - begin, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
