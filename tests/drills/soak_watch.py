"""What a process holds while a soak goes on, sampled, and whether it grows."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MIB: Final = 1024 * 1024
RSS_AN_HOUR_MIB: Final = 1.0
NOISE_MIB: Final = 4.0
"""What an allocator takes at once: a run of few hours cannot tell growth from less than this."""
FIRST_MIB: Final = 32.0
"""Nor a run of less than an hour from what caches still take."""
MORE: Final = 5
WAL_MIB: Final = 128.0
ENDINGS: Final = ("Task was destroyed", "never retrieved", "unclosed", "was never awaited", "Traceback")


@dataclass(frozen=True, slots=True)
class Sample:
    """What was seen `at_s` seconds after the begin, when the volume of `hours` was done.

    `files`: descriptors but for connections of terminals and to receivers of webhooks, which come and go;
    of those there are `links`. Sizes in MiB.
    """

    at_s: float
    hours: float
    rss: float
    files: int
    links: int
    threads: int
    lag_s: float
    waiting: float
    wal: float
    database: float

    def row(self) -> dict[str, object]:
        """As the table shows it."""
        return {
            "s": round(self.at_s),
            "hours": round(self.hours, 2),
            "RSS MiB": round(self.rss, 1),
            "fds": self.files,
            "links": self.links,
            "threads": self.threads,
            "lag ms": round(self.lag_s * 1000, 1),
            "waiting": round(self.waiting),
            "WAL MiB": round(self.wal, 1),
            "database MiB": round(self.database, 1),
        }


@dataclass(frozen=True, slots=True)
class Line:
    """A line through samples: how much more an hour, and the standard error of that."""

    slope: float
    error: float


def fitted(hours: Sequence[float], values: Sequence[float]) -> Line:
    """By least squares. Fewer than three samples, or all at one instant, have no slope: 0."""
    count = len(hours)
    if count < 3:
        return Line(0.0, 0.0)
    middle, mean = sum(hours) / count, sum(values) / count
    spread = sum((hour - middle) ** 2 for hour in hours)
    if spread == 0:
        return Line(0.0, 0.0)
    pairs = list(zip(hours, values, strict=True))
    slope = sum((hour - middle) * (value - mean) for hour, value in pairs) / spread
    left = sum((value - mean - slope * (hour - middle)) ** 2 for hour, value in pairs)
    return Line(slope, math.sqrt(left / (count - 2) / spread))


def quarters(values: Sequence[int]) -> tuple[int, int]:
    """The most of the first quarter and the most of the last."""
    part = max(len(values) // 4, 1)
    return max(values[:part]), max(values[-part:])


def growth(samples: Sequence[Sample]) -> list[str]:
    """What grew, of samples that were taken when all was warm."""
    if len(samples) < 8:
        return [f"{len(samples)} samples after warming up are too few to judge"]
    problems = []
    line, hours = rss_line(samples), samples[-1].hours - samples[0].hours
    noise = NOISE_MIB if hours >= 1 else FIRST_MIB
    if line.slope > RSS_AN_HOUR_MIB and line.slope * hours > noise:
        problems.append(
            f"memory grew by {line.slope:.2f} MiB an hour ({line.slope * hours:.1f} in all), "
            f"where {RSS_AN_HOUR_MIB:g} may be"
        )
    for what, values in (
        ("fds", [one.files for one in samples]),
        ("threads", [one.threads for one in samples]),
    ):
        first, last = quarters(values)
        if last > first + MORE:
            problems.append(f"{what}: {first} at most in the first quarter, {last} in the last")
    most = max(one.wal for one in samples)
    if most > WAL_MIB:
        problems.append(f"the write-ahead log had {most:.0f} MiB, where {WAL_MIB:.0f} may be")
    return problems


def rss_line(samples: Sequence[Sample]) -> Line:
    """How memory grew, in MiB an hour."""
    return fitted([one.hours for one in samples], [one.rss for one in samples])


def bad_endings(output: str) -> list[str]:
    """Lines of what a process printed that tell of tasks, coroutines or files that nobody took care of."""
    return [line.strip() for line in output.splitlines() if any(ending in line for ending in ENDINGS)]


def status_of(pid: int) -> tuple[float, int]:
    """Resident memory in MiB, and threads."""
    found = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line
    )
    return int(found["VmRSS"].split()[0]) / 1024, int(found["Threads"])


def files_of(pid: int, port: int, to: int) -> tuple[int, int]:
    """Open descriptors but for connections to a port of it and from it `to` another, and those. What is not
    there a moment before and a moment after is a connection that came or went."""
    before = _links(pid)
    passing = set(_sockets(port, to))
    after = _links(pid)
    stayed = before.keys() & after.keys()
    files = sum(before[fd] == after[fd] and before[fd] not in passing for fd in stayed)
    return files, len(after) - files


def _sockets(port: int, to: int) -> Iterable[str]:
    """As descriptors name them; those that nobody has any more are left out."""
    own, other = f":{port:04X}", f":{to:04X}"
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(table, encoding="ascii") as lines:
            for line in lines:
                if own not in line and other not in line:
                    continue
                fields = line.split()
                if (fields[1].endswith(own) or fields[2].endswith(other)) and fields[9] != "0":
                    yield f"socket:[{fields[9]}]"


def _links(pid: int) -> dict[str, str]:
    """What each descriptor of a process is, as the system names it."""
    found = {}
    for entry in os.scandir(f"/proc/{pid}/fd"):
        with contextlib.suppress(FileNotFoundError):  # closed since
            found[entry.name] = os.readlink(entry.path)
    return found
