"""The console of tests.bench.console: says when it was painted and live and what it cost, as JSON.

Nothing is easier or harder here than for its users: the program's own `run`, brought in as console.__main__
does, its window, its cache on disk.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

import psutil

from console.app import Console, run
from console.core.profiles import Profile
from console.core.states import Live
from console.core.window_memory import WindowMemory, save
from console.platform.paths import Paths

PROFILE = "profile_bench"


def main() -> int:
    url, folder, page, watch_s, began = sys.argv[1:6]
    paths = Paths.under(Path(folder))
    save(paths.window, WindowMemory(page=page, place=(0, 0, 1440, 900)))
    return run(lambda console: measure(console, url, float(watch_s), float(began)), paths)


async def measure(console: Console, url: str, watch_s: float, began: float) -> None:
    profile = Profile(PROFILE, "Bench", url)
    key = os.environ["PUNCHDECK_BENCH_KEY"]
    console.profiles.keep(profile)
    console.profiles.choose(profile.id)
    await console.keys.put(profile.id, key, remember=False)
    await console.start(None)
    session = console.session
    assert session is not None
    await painted(console)
    painted_s, cpu_s = time.time() - began, time.process_time()
    async with asyncio.timeout(30):
        while not isinstance(session.state, Live):
            await asyncio.sleep(0.005)
    live_s = time.time() - began
    busy_percent, rss_mib = 0.0, 0.0
    if watch_s:
        await asyncio.sleep(3)
        thread_s, wall_s = time.thread_time(), time.monotonic()
        await asyncio.sleep(watch_s)
        busy_percent = 100 * (time.thread_time() - thread_s) / (time.monotonic() - wall_s)
        rss_mib = psutil.Process().memory_info().rss / 2**20
    console.leave.set()
    print(
        json.dumps(
            {
                "painted_s": painted_s,
                "live_s": live_s,
                "cpu_s": cpu_s,
                "busy_percent": busy_percent,
                "rss_mib": rss_mib,
            }
        )
    )


async def painted(console: Console) -> None:
    """Until the page has been painted and the window takes events again."""
    page = console.window.page
    assert page is not None
    console.window.repaint()
    await asyncio.sleep(0)
    await asyncio.sleep(0.001)


if __name__ == "__main__":
    sys.exit(main())
