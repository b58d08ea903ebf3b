"""Answers each line "what calls" with the nanoseconds that so many calls took, through ProcessPoolExecutor and
loop.run_in_executor, as NiceGUI's run.cpu_bound does."""

import asyncio
import sys
import time
from concurrent.futures import ProcessPoolExecutor

FRAME = bytes(1920 * 1080 * 3)
IN_FLIGHT = 64


def add(n):
    return n + 1


def same(frame):
    return frame


async def small(one, two, calls):
    loop = asyncio.get_running_loop()
    for _ in range(calls):
        assert await loop.run_in_executor(one, add, 1) == 2


async def flight(one, two, calls):
    loop = asyncio.get_running_loop()

    async def caller():
        for _ in range(calls // IN_FLIGHT):
            assert await loop.run_in_executor(two, add, 1) == 2

    await asyncio.gather(*(caller() for _ in range(IN_FLIGHT)))


async def frame(one, two, calls):
    loop = asyncio.get_running_loop()
    for _ in range(calls):
        assert len(await loop.run_in_executor(one, same, FRAME)) == len(FRAME)


async def main():
    with ProcessPoolExecutor(1) as one, ProcessPoolExecutor(2) as two:
        await small(one, two, 10)
        await flight(one, two, 10 * IN_FLIGHT)
        print("ready", flush=True)
        for line in sys.stdin:
            what, calls = line.split()
            begin = time.perf_counter_ns()
            await {"small": small, "flight": flight, "frame": frame}[what](one, two, int(calls))
            print(time.perf_counter_ns() - begin, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
