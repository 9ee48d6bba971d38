"""What a backup costs those who write meanwhile: `python -m tests.bench.backup [--punches 800000]`.

A database as it is after years, eight writers that commit one after another, first alone, then while sealed
backups are made of it. Prints what their commits took, and what the backup did.
"""

from __future__ import annotations

import asyncio
import secrets
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from edge import backups
from edge.store import Store, leases, open_store
from edge.store.schema import PLATFORM
from tests.bench.generated import make
from tests.bench.table import Budget, arguments, machine, show

WRITERS: Final = 8
EVERY_S: Final = 0.01
ALONE_S: Final = 8.0
MORE_MS: Final = 150.0
"""What the worst commit may take longer than the worst without a backup."""
MIB: Final = 1024 * 1024


class Writers:
    """Commit as uploads do, and note what each commit took."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stop = asyncio.Event()
        self.took: list[float] = []

    async def __aenter__(self) -> Writers:
        self._tasks = [asyncio.create_task(self._write(n)) for n in range(WRITERS)]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop.set()
        await asyncio.gather(*self._tasks)

    async def _write(self, number: int) -> None:
        while not self._stop.is_set():
            began = time.perf_counter()
            await self._store.write(
                lambda conn: leases.acquire(conn, PLATFORM, f"bench:{number}", secrets.token_hex(4), 1)
            )
            self.took.append(time.perf_counter() - began)
            await asyncio.sleep(EVERY_S)

    def row(self, when: str, seconds: float) -> dict[str, Any]:
        """Milliseconds."""
        ordered = sorted(self.took)
        return {
            "meanwhile": when,
            "commits/s": len(ordered) / seconds,
            "p50 ms": 1000 * statistics.median(ordered),
            "p99 ms": 1000 * ordered[int(0.99 * (len(ordered) - 1))],
            "worst ms": 1000 * ordered[-1],
        }


async def measure(data: Path, kept: Path, rounds: int, alone_s: float) -> tuple[list[dict[str, Any]], str]:
    database = data / "punchdeck.db"
    store = await open_store(f"sqlite:///{database.as_posix()}")
    try:
        async with Writers(store) as writers:
            await asyncio.sleep(alone_s)
        rows = [writers.row("nothing", alone_s)]
        made = []
        with ThreadPoolExecutor(1) as thread:
            for number in range(rounds):
                began = time.perf_counter()
                async with Writers(store) as writers:
                    made.append(
                        await asyncio.get_running_loop().run_in_executor(
                            thread,
                            lambda: backups.make(
                                database,
                                kept,
                                bytes(32),
                                at=datetime.now(UTC).replace(microsecond=0),
                                spare=0,
                            ),
                        )
                    )
                    seconds = time.perf_counter() - began
                rows.append(writers.row(f"backup {number + 1} ({seconds:.1f} s)", seconds))
    finally:
        await store.close()
    size, sealed = database.stat().st_size / MIB, made[-1].bytes / MIB
    return rows, f"The database has {size:,.0f} MiB, a sealed backup {sealed:,.0f} MiB."


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--punches", type=int, default=800_000)
    parser.add_argument("--rounds", type=int, default=3, help="how many backups are made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        on = machine(folder)
        made = make(folder, 20_000 if options.quick else options.punches)
        data = Path(made.url.removeprefix("sqlite:///")).parent
        rounds, alone_s = (1, 2.0) if options.quick else (options.rounds, ALONE_S)
        rows, note = asyncio.run(measure(data, folder / "kept", rounds, alone_s))
    more = max(row["worst ms"] for row in rows[1:]) - rows[0]["worst ms"]
    what = "worst commit while a backup is made, beside the worst without"
    budget = Budget(what, f"<= +{MORE_MS:.0f} ms", f"{more:+.0f} ms", more <= MORE_MS)
    show("Backup under load", rows, on=on, budgets=[budget], notes=[note], as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
