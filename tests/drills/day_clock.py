"""The clock of a drill's day: wall time that can be put ahead, the same in the edge's process and in ours.

How far it is ahead stands in a file that both have mapped. What never jumps (`time.monotonic`, the loops' own
timers) is left alone: to the edge, hours that are passed over look as they do on a machine that slept.
"""

from __future__ import annotations

import mmap
import struct
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_AHEAD: Final = struct.Struct("<q")
_real_ns: Final = time.time_ns


class DayClock:
    """Seconds since 1970 as the day has them. `starts` is what it shows when it is made."""

    def __init__(self, path: Path, starts: float) -> None:
        path.write_bytes(bytes(_AHEAD.size))
        self.path = path
        self._mapped = _mapped(path)
        self._ahead_us = 0
        self._shown: float | None = None
        self._put_ahead(round(starts * 1e6) - _real_ns() // 1000)

    def time(self) -> float:
        """What it shows now."""
        return (_real_ns() // 1000 + self._ahead_us) / 1e6 if self._shown is None else self._shown

    def pass_over(self, seconds: float) -> None:
        """Put it forward: so much of the day passes at once, for everybody."""
        self._put_ahead(self._ahead_us + round(seconds * 1e6))

    @contextmanager
    def showing(self, instant: float) -> Iterator[None]:
        """Shows an instant of the past in this process alone; nothing may be awaited meanwhile."""
        self._shown = instant
        try:
            yield
        finally:
            self._shown = None

    def _put_ahead(self, microseconds: int) -> None:
        self._ahead_us = microseconds
        _AHEAD.pack_into(self._mapped, 0, microseconds)


def edge_command(clock: DayClock) -> Sequence[str]:
    """What starts an edge that lives by this clock (`tests.kit.edge_process.EdgeProcess`)."""
    return (sys.executable, "-m", "tests.drills.day_clock", str(clock.path), "serve")


def live_by(path: Path) -> None:
    """From now on `time.time` of this process shows what the clock of that file shows."""
    mapped = _mapped(path)

    def time_ns() -> int:
        ahead: int = _AHEAD.unpack_from(mapped)[0]
        return _real_ns() + ahead * 1000

    time.time_ns = time_ns
    time.time = lambda: time_ns() / 1e9


def _mapped(path: Path) -> mmap.mmap:
    with path.open("r+b") as file:
        return mmap.mmap(file.fileno(), _AHEAD.size)


def _serve() -> None:
    """The edge's own command line behind the path of a clock."""
    live_by(Path(sys.argv.pop(1)))
    from edge.cli import main  # it must find the clock as it is now

    main()


if __name__ == "__main__":
    _serve()
