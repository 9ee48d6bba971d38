"""What each part of a drill's day took, and what the edge took for it."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LOOK_S: Final = 0.5
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Part:
    """A part of the day: seconds, the edge's seconds of a processor, its memory in MB."""

    name: str
    seconds: float = 0.0
    worked_s: float = 0.0
    most_mb: float = 0.0
    ends_mb: float = 0.0
    said: list[str] = field(default_factory=list)


class Watch:
    """Watches a process while parts of the day go by."""

    def __init__(self, pid: int) -> None:
        self.parts: list[Part] = []
        self._pid = pid

    @asynccontextmanager
    async def part(self, name: str) -> AsyncIterator[Part]:
        """One part, printed when it ends; what is said in `said` stands beside it."""
        part = Part(name, most_mb=self.memory_mb())
        looking = asyncio.create_task(self._look(part))
        began, worked = time.monotonic(), self.worked_s()
        try:
            yield part
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
            part.seconds, part.worked_s = time.monotonic() - began, self.worked_s() - worked
            part.ends_mb = self.memory_mb()
            part.most_mb = max(part.most_mb, part.ends_mb)
            self.parts.append(part)
            print(row_of(part), flush=True)

    async def _look(self, part: Part) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            part.most_mb = max(part.most_mb, self.memory_mb())

    def memory_mb(self) -> float:
        """Resident memory."""
        for line in Path(f"/proc/{self._pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise LookupError(f"process {self._pid} has no memory: it has ended")

    def worked_s(self) -> float:
        """Seconds of a processor since its start."""
        fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


HEAD: Final = f"{'':<44}{'seconds':>8}{'edge CPU s':>12}{'edge MB max':>13}{'end':>7}"


def row_of(part: Part) -> str:
    """A row of the table, under `HEAD`."""
    figures = f"{part.seconds:8.1f}{part.worked_s:12.1f}{part.most_mb:13.0f}{part.ends_mb:7.0f}"
    return "\n".join([f"{part.name:<44}{figures}", *(f"    {said}" for said in part.said)])
