"""Whether it is us: a look at our own port and certificate before a terminal is blamed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final, NamedTuple

CONNECT_S: Final = 3.0
GOOD_FOR_S: Final = 30.0
_EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}


class Found(NamedTuple):
    """Whether the port that terminals call answers, and in how many seconds its certificate is over; None:
    it has none."""

    port: int
    answers: bool
    expires_in_s: float | None


class OwnEnd:
    """Looks at the port of this process. `served` it is told once it listens; before, there is nothing to
    look at."""

    def __init__(
        self, expires_in_s: Callable[[], float] | None = None, mono: Callable[[], float] = time.monotonic
    ) -> None:
        self._expires_in_s = expires_in_s
        self._mono = mono
        self._address: tuple[str, int] | None = None
        self._found: Found | None = None
        self._looked_at = 0.0

    def served(self, host: str, port: int) -> None:
        """Terminals are served here from now on."""
        self._address = _EVERYWHERE.get(host, host), port

    async def look(self) -> Found | None:
        """What is found there, not older than GOOD_FOR_S. None where nothing is served."""
        if self._address is None:
            return None
        if self._found is None or self._mono() - self._looked_at > GOOD_FOR_S:
            host, port = self._address
            answers = await _answers(host, port)
            expires = None if self._expires_in_s is None else self._expires_in_s()
            self._found, self._looked_at = Found(port, answers, expires), self._mono()
        return self._found


async def _answers(host: str, port: int) -> bool:
    try:
        async with asyncio.timeout(CONNECT_S):
            _, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
