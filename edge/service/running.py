"""Serving as a service whose system keeps no log: what is printed goes to a file, and something says stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from edge.service.host import Serve


def until_stopped(
    serve: Serve,
    *,
    on_stop: Callable[[Callable[[], None]], object],
    ready: Callable[[str], None] = lambda url: None,
    still_starting: Callable[[], None] = lambda: None,
    every_s: float = 10.0,
) -> None:
    """Serve, on a loop of its own in this thread. `on_stop` is given what ends it, of any thread.

    While it starts, which takes long where a large database has to be upgraded, `still_starting` is called
    again and again from the loop.
    """

    async def work() -> None:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()

        def end() -> None:
            loop.call_soon_threadsafe(stop.set)

        on_stop(end)
        starting = asyncio.create_task(starts())

        def serves(url: str) -> None:
            starting.cancel()
            ready(url)

        try:
            await serve(stop, serves)
        finally:
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)

    async def starts() -> None:
        while True:
            still_starting()
            await asyncio.sleep(every_s)

    asyncio.run(work())
