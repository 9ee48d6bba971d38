"""The edge under systemd: ready, well, reloading and stopping, said by the process itself.

A hung edge is one whose loop no longer turns, or whose writer never comes back from a commit. So a beat is
sent from the loop, and only after a transaction of its own, behind all that waited, came to an end. A
database that answers with an error is no hang: a restart does not mend it, and the edge goes on by itself.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

import sqlalchemy as sa

from edge.service.notify import SOCKET, Notifier, one_line, watchdog_s
from edge.store import Store, StoreError

STARTING_EVERY_S: Final = 10.0
STARTING_LASTS_S: Final = 60.0
"""A start may have a large database to migrate: it is given this long anew while its loop turns."""
SAID_EVERY_S: Final = 20.0
"""How often its status is looked at where nobody watches."""
_US: Final = 1_000_000


class Supervised:
    """What one process tells whoever started it. Every call is for nothing where that is not systemd."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._notifier = Notifier(environment.get(SOCKET))
        self._watchdog_s = watchdog_s(environment)
        self.url = ""

    @property
    def heard(self) -> bool:
        return self._notifier.heard

    async def starting(self) -> None:
        """Until cancelled."""
        while self.heard:
            lasts = f"EXTEND_TIMEOUT_USEC={round(STARTING_LASTS_S * _US)}"
            self._notifier.tell(lasts, "STATUS=Starting; a large database may have to be upgraded first")
            await asyncio.sleep(STARTING_EVERY_S)

    def ready(self, url: str) -> None:
        """It serves at a URL."""
        self.url = url
        self._notifier.tell("READY=1", f"STATUS=Serving on {url}")

    async def beating(self, store: Store, concerns: Callable[[], Iterable[str]]) -> None:
        """Until cancelled: beats, and what is not well as the status."""
        every = SAID_EVERY_S if self._watchdog_s is None else min(self._watchdog_s / 3, SAID_EVERY_S)
        while self.heard:
            failed = await _failure(store)
            found = [*([] if failed is None else [f"The database fails: {failed}"]), *concerns()]
            status = found[0] if found else f"Serving on {self.url}"
            beat = [] if self._watchdog_s is None else ["WATCHDOG=1"]
            self._notifier.tell(*beat, f"STATUS={one_line(status)}")
            await asyncio.sleep(every)

    async def reload(self, read_again: Callable[[], Awaitable[None]]) -> None:
        """What changed on disk is read again while systemd waits for it."""
        self._notifier.reloading()
        await read_again()
        self.ready(self.url)

    def stopping(self, drain_s: float) -> None:
        """It was told to end, and may serve on for a while as one that nobody is sent to."""
        draining = f"; serves on for {drain_s:.0f} s" if drain_s else ""
        self._notifier.tell("STOPPING=1", f"STATUS=Stopping{draining}")

    def close(self) -> None:
        self._notifier.close()


async def _failure(store: Store) -> str | None:
    """Have the writer commit nothing, and say what kept it from it. Waits as long as that takes."""
    try:
        await store.write(_beat)
    except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
        return str(getattr(error, "orig", None) or error)
    return None


def _beat(conn: sa.Connection) -> None:
    """Named in the slow log where it has to wait."""
