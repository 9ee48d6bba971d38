"""What is seen of a soak's edge while it goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from typing import Final

import httpx

from tests.drills import soak_watch
from tests.drills.soak_plan import WARM_SHARE, Load, Soak, say
from tests.drills.soak_watch import MIB, Sample
from tests.kit.edge_process import EdgeProcess

SAMPLE_S: Final = 5.0


class Samples:
    """Samples of an edge that serves terminals at `port` and sends webhooks to the port `heard_at`."""

    def __init__(self, soak: Soak, edge: EdgeProcess, load: Load, port: int, heard_at: int) -> None:
        self.soak, self.edge, self.load, self.port, self.heard_at = soak, edge, load, port, heard_at
        self.taken: list[Sample] = []

    async def watch(self) -> None:
        """Samples until the time is over."""
        began, seconds = self.load.began, self.soak.minutes * 60
        every_s = min(SAMPLE_S, seconds / 40)
        ends, warm = began + seconds, began + WARM_SHARE * seconds
        async with httpx.AsyncClient(trust_env=False, timeout=60.0) as http:
            while (now := time.monotonic()) < ends:
                self.taken.append(await self.sample(http))
                if self.soak.trace and warm <= now < warm + every_s:
                    os.kill(self.edge.pid, signal.SIGUSR2)
                if len(self.taken) % 12 == 0:
                    say(f"{self.taken[-1].row()}")
                await asyncio.sleep(max(0.0, every_s - (time.monotonic() - now)))
        if self.soak.trace:
            os.kill(self.edge.pid, signal.SIGUSR2)

    async def sample(self, http: httpx.AsyncClient) -> Sample:
        shown = await http.get(f"{self.edge.url}/metrics")
        pairs = (line.rpartition(" ") for line in shown.text.splitlines() if not line.startswith("#"))
        found = {name: float(value) for name, _, value in pairs}
        (rss, threads), (files, links) = await asyncio.to_thread(self._of_process)
        wal, database = self._sizes(found)
        return Sample(
            at_s=time.monotonic() - self.load.began,
            hours=self.load.hours(self.soak.terminals),
            rss=rss,
            files=files,
            links=links,
            threads=threads,
            lag_s=found["punchdeck_loop_lag_seconds"],
            waiting=found["punchdeck_uploads_waiting"],
            wal=wal,
            database=database,
        )

    def _of_process(self) -> tuple[tuple[float, int], tuple[int, int]]:
        return soak_watch.status_of(self.edge.pid), soak_watch.files_of(
            self.edge.pid, self.port, self.heard_at
        )

    def _sizes(self, found: dict[str, float]) -> tuple[float, float]:
        if self.soak.database == "postgresql":
            return 0.0, found.get("punchdeck_database_bytes", 0.0) / MIB
        files = (self.edge.data / "punchdeck.db-wal", self.edge.data / "punchdeck.db")
        wal, database = (path.stat().st_size / MIB if path.exists() else 0.0 for path in files)
        return wal, database
