"""fsync is real: what the edge's own connection says, and what the system sees it do at each commit.

`python -m tests.drills.fsync`. Needs Linux and strace; without them its second half is skipped, saying why.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from edge.store.sqlite import writing_engine
from tests.kit.edge_process import EdgeProcess

PUNCHES = 20
ATTACH_S = 10.0
WAL, FULL = "wal", 2
_SYNC = re.compile(r"\b(?:fdatasync|fsync)\(\d+\)\s*= 0|<\.\.\. (?:fdatasync|fsync) resumed>.*= 0")


class Skipped(Exception):
    """The system does not let us watch; the message says why."""


def settings(folder: Path) -> list[str]:
    """What is wrong with journal_mode and synchronous of the connection that writes."""
    engine = writing_engine(folder / "pragmas.db")
    with engine.connect() as conn:
        journal = conn.exec_driver_sql("PRAGMA journal_mode").scalar()
        synchronous = conn.exec_driver_sql("PRAGMA synchronous").scalar()
    engine.dispose()
    print(f"journal_mode {journal}  synchronous {synchronous} (2 is FULL)")
    problems = [] if journal == WAL else [f"journal_mode is {journal}, not {WAL}"]
    return problems if synchronous == FULL else [*problems, f"synchronous is {synchronous}, not {FULL}"]


def watched(folder: Path) -> list[str]:
    """What is wrong with syncs between a punch and its OK, one punch after another. Raises Skipped."""
    strace = shutil.which("strace")
    if strace is None:
        raise Skipped("strace is not installed (Debian: apt-get install strace)")
    trace = folder / "trace.txt"
    with EdgeProcess(folder / "data", "--dev") as edge:
        _post(edge, 0)  # registers the terminal, which is a commit of its own
        with _traced(strace, edge.pid, trace):
            counts = []
            for n in range(1, PUNCHES + 1):
                before = syncs(trace)
                _post(edge, n)
                counts.append(_grown(trace, before) - before)
    without = sum(count < 1 for count in counts)
    print(f"punches {PUNCHES}  syncs {sum(counts)}  least for a punch {min(counts)}")
    return [f"{without} of {PUNCHES} punches were acknowledged without a sync"] if without else []


def syncs(trace: Path) -> int:
    """Completed fsync and fdatasync calls so far."""
    return len(_SYNC.findall(trace.read_text(errors="replace")))


def _grown(trace: Path, before: int) -> int:
    # strace may write its line a moment after the call that it saw.
    deadline = time.monotonic() + 0.5
    while (now := syncs(trace)) == before and time.monotonic() < deadline:
        time.sleep(0.005)
    return now


@contextlib.contextmanager
def _traced(strace: str, pid: int, trace: Path) -> Iterator[None]:
    command = [strace, "-f", "-p", str(pid), "-e", "trace=fdatasync,fsync", "-o", str(trace)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert tracer.stderr is not None
        attached = tracer.stderr.readline()
        if "attached" not in attached:
            raise Skipped(f"strace cannot attach: {attached.strip() or 'it ended'}")
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.communicate(timeout=ATTACH_S)


def _post(edge: EdgeProcess, n: int) -> None:
    body = f"{1000 + n}\t2026-01-01 08:00:{n:02}\t0\t1\t\t0\t0\t\n".encode()
    url = f"{edge.url}/iclock/cdata?SN=FSYNC0001&table=ATTLOG&Stamp=9999"
    with urllib.request.urlopen(urllib.request.Request(url, body), timeout=30) as answer:
        said = answer.read()
    if said != b"OK: 1":
        raise RuntimeError(f"punch {n} was answered {said!r}")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        problems = settings(Path(folder))
        try:
            problems += watched(Path(folder))
        except Skipped as reason:
            print(f"skipped: {reason}")
    for problem in problems:
        print(f"VIOLATED {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
