"""The edge of the soak: what it does once an hour is done many times in a few minutes.

`python -m tests.drills.soak_edge HURRY TRACE serve ...`. `HURRY`: so many times as often comes what comes
once a minute or less, an hourly backup among it; raw uploads, kept answers and latencies go after SHORT_S.
`TRACE`: a file to which, at each SIGUSR2, is written where memory has grown since the first; `-`: none.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from edge import upkeep
from edge.app import parts
from edge.backup_rounds import BackupRounds
from edge.cli import main
from edge.store import StoreError

LONG_S: Final = 60.0
SHORT_S: Final = 60
DAY_S: Final = 86_400
SHORTENED: Final = ("RAW_DAYS", "IDEMPOTENCY_DAYS", "LONG_IDEMPOTENCY_DAYS", "LATENCY_DAYS")
FRAMES: Final = 8
SHOWN: Final = 25


def hurry(times: float) -> None:
    """From now on everything long comes so many times as often."""

    async def run(chore: upkeep.Chore) -> None:
        every_s = chore.every_s if chore.every_s < LONG_S else max(chore.every_s / times, 1.0)
        while True:
            await asyncio.sleep(every_s)
            try:
                await chore.work()
            except (StoreError, OSError) as error:
                upkeep.log.error("chore_failed", chore=chore.name, error=str(error))

    class Rounds(BackupRounds):
        def __init__(self, *args: Any, every: timedelta, **rest: Any) -> None:
            super().__init__(*args, every=every / times, **rest)

    _put(upkeep.Chore, "run", run)
    _put(parts, "BackupRounds", Rounds)


def shorten() -> None:
    """A day of what is kept is a second: all is kept for as long as ever, but for what is SHORTENED."""
    for name in [name for name in vars(upkeep) if name.endswith("_DAYS")]:
        _put(upkeep, name, SHORT_S if name in SHORTENED else getattr(upkeep, name) * DAY_S)
    _put(upkeep, "DAY_US", 1_000_000)


def _put(where: Any, name: str, value: Any) -> None:
    if not hasattr(where, name):
        raise LookupError(f"{where} has no {name} any more: the soak is to be told what replaced it")
    setattr(where, name, value)


def trace(file: Path) -> None:
    """At each SIGUSR2 write where memory has grown since the first."""
    tracemalloc.start(FRAMES)
    first: list[tracemalloc.Snapshot] = []

    def note(*_: object) -> None:
        now = tracemalloc.take_snapshot()
        if not first:
            first.append(now)
            return
        grown = now.compare_to(first[0], "traceback")[:SHOWN]
        file.write_text("\n".join(f"{one}\n" + "\n".join(one.traceback.format()) for one in grown) + "\n")

    signal.signal(signal.SIGUSR2, note)


if __name__ == "__main__":
    hurry(float(sys.argv.pop(1)))
    shorten()
    if (told := sys.argv.pop(1)) != "-":
        trace(Path(told))
    main()
