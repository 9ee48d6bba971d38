"""The power fails: what was not synced is gone, or torn, and nothing that was acknowledged is.

`python -m tests.drills.power_cut [--cuts 5] [--posts 40] [--seed N]`. Needs Linux and strace.

A real edge runs under strace, which notes every write and sync of its database; terminals note when an OK
arrived. From one recording the folder is then made anew as a disk would have it after a cut at any moment: of
each file what was synced by then, and of what was written since nothing, or any 512-byte sectors of it; names
as of the last sync of the folder, or some of what was done since. It must open, be whole, and hold everything
that had been acknowledged by then.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import shutil
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import psutil

from edge.store import open_store
from tests.drills.fsync import Skipped
from tests.kit.edge_process import EdgeFailed, EdgeProcess
from tests.kit.invariants import check_all, wrong

SECTOR: Final = 512
TERMINALS: Final = 3
LINES: Final = 3
"""Of each post."""
DATABASE: Final = "punchdeck.db"
FILES: Final = (DATABASE, f"{DATABASE}-wal")
FOLDER: Final = "."
CALLS: Final = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink"
_LINE: Final = re.compile(r"(\d+) +(\d+\.\d+) (.*)")
_CALL: Final = re.compile(r"(\w+)\((.*)\) += (-?\d+)(?:<[^>]*>)? <(\d+\.\d+)>$")
_HEX: Final = re.compile(r"(?:\\x[0-9a-f]{2})+")


class Call(NamedTuple):
    """What was asked of the disk. `began`, `ended`: seconds since 1970; `name`: in the folder."""

    began: float
    ended: float
    what: str
    name: str
    offset: int = 0
    content: bytes = b""


class Acknowledged(NamedTuple):
    """A line whose OK had arrived at an instant (seconds since 1970)."""

    at: float
    serial: str
    line: str


@dataclass(frozen=True)
class Recording:
    """What an edge did to its folder, which held `before` when it began, and what terminals were told."""

    before: Mapping[str, bytes]
    calls: Sequence[Call]
    acknowledged: Sequence[Acknowledged]


@dataclass
class Outcome:
    """What was tried, and everything that is wrong."""

    cuts: int = 0
    calls: int = 0
    acknowledged: int = 0
    dropped: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass
class _File:
    synced: bytearray
    since: list[Call] = field(default_factory=list)


def after_cut(
    before: Mapping[str, bytes],
    calls: Iterable[Call],
    at: float,
    torn: random.Random | None = None,
    *,
    syncs: bool = True,
) -> tuple[dict[str, bytes], int]:
    """What a disk holds of a folder after a cut, and how many writes it lost, wholly or in part.

    `torn`: any sectors of what was not synced may be there; None: nothing of it is. `syncs`: False of a disk
    that only says that it has synced.
    """
    files = {name: _File(bytearray(content)) for name, content in before.items()}
    kept, renamed = dict(files), list[tuple[str, _File | None]]()
    for call in calls:
        if call.began > at:
            break
        if call.what == "openat":
            if call.name not in files and call.name != FOLDER:
                files[call.name] = _File(bytearray())
                renamed.append((call.name, files[call.name]))
        elif call.what == "unlink":
            if files.pop(call.name, None) is not None:
                renamed.append((call.name, None))
        elif call.what not in ("fsync", "fdatasync"):
            files[call.name].since.append(call)
        elif syncs and call.ended <= at:
            if call.name == FOLDER:
                kept, renamed = dict(files), []
            else:
                _sync(files[call.name], call.began)
    if torn is not None:
        for name, file in renamed[: torn.randint(0, len(renamed))]:
            if file is None:
                kept.pop(name, None)
            else:
                kept[name] = file
    lost = sum(len(file.since) for file in kept.values())
    return {name: bytes(_on_disk(file, torn)) for name, file in kept.items()}, lost


def _sync(file: _File, began: float) -> None:
    done = [call for call in file.since if call.ended <= began]
    for call in done:
        _apply(file.synced, call)
    file.since = [call for call in file.since if call.ended > began]


def _apply(content: bytearray, call: Call) -> None:
    if call.what == "ftruncate":
        del content[call.offset :]
        content.extend(bytes(call.offset - len(content)))
        return
    content.extend(bytes(max(0, call.offset - len(content))))
    content[call.offset : call.offset + len(call.content)] = call.content


def _on_disk(file: _File, torn: random.Random | None) -> bytearray:
    content = bytearray(file.synced)
    if torn is None:
        return content
    share = torn.choice((0.1, 0.5, 0.9))
    for call in file.since:
        if call.what == "ftruncate":
            if torn.random() < share:
                _apply(content, call)
            continue
        for sector in _sectors(call):
            if torn.random() < share:
                _apply(content, sector)
    return content


def _sectors(call: Call) -> Iterable[Call]:
    begin, end = call.offset, call.offset + len(call.content)
    while begin < end:
        until = min(end, (begin // SECTOR + 1) * SECTOR)
        yield call._replace(offset=begin, content=call.content[begin - call.offset : until - call.offset])
        begin = until


def read_trace(text: str, folder: Path) -> list[Call]:
    """The calls of a trace that succeeded, in the order in which they began."""
    unfinished: dict[str, tuple[str, str]] = {}
    found = []
    for line in text.splitlines():
        matched = _LINE.match(line)
        if matched is None:
            continue
        thread, began, said = matched.groups()
        if said.endswith("<unfinished ...>"):
            unfinished[thread] = began, said.removesuffix("<unfinished ...>").rstrip()
            continue
        if said.startswith("<... "):
            began, first = unfinished.pop(thread)
            said = first + said.split("resumed>", 1)[1]
        call = _read_call(float(began), said, folder)
        if call is not None:
            found.append(call)
    return sorted(found)


def _read_call(began: float, said: str, folder: Path) -> Call | None:
    matched = _CALL.match(said)
    if matched is None or int(matched[3]) < 0:
        return None
    what, given = matched[1], matched[2]
    strings = [bytes.fromhex(one.replace("\\x", "")) for one in _HEX.findall(given)]
    path = Path(strings[1 if what == "openat" else 0].decode())
    name = FOLDER if path == folder else path.name
    if name not in (*FILES, FOLDER):
        return None
    call = Call(began, began + float(matched[4]), what, name)
    last = given.rsplit(", ", 1)[-1]
    if what == "pwrite64":
        content = strings[1]
        if len(content) != int(matched[3]):
            raise ValueError(f"of a write of {matched[3]} bytes the trace has {len(content)}")
        return call._replace(offset=int(last), content=content)
    if what == "write":
        raise ValueError("a write without an offset: this drill does not know where it went")
    return call._replace(offset=int(last)) if what == "ftruncate" else call


def record(folder: Path, posts: int) -> Recording:
    """Run an edge under load until it stops cleanly, and note all of it. Raises Skipped."""
    strace = shutil.which("strace")
    if strace is None:
        raise Skipped("strace is not installed (Debian: apt-get install strace)")
    data, trace = (folder / "data").resolve(), folder / "trace.txt"
    with EdgeProcess(data, "--dev"):
        pass  # the first start makes the database; it is whole when it has stopped
    before = {name: (data / name).read_bytes() for name in FILES if (data / name).exists()}
    watched = [part for name in ("", *FILES) for part in ("-P", str(data / name))]
    command = [strace, "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-ttt", "-T", "-s", str(1 << 20)]
    command += ["-e", f"trace={CALLS}", "-e", "signal=none", *watched, "-o", str(trace)]
    edge = EdgeProcess(data, "--dev", command=[*command, sys.executable, "-m", "edge", "serve"])
    try:
        edge.start()
    except EdgeFailed as error:
        if "ptrace" in str(error) or "strace:" in str(error):
            raise Skipped(f"strace cannot watch: {error}") from error
        raise
    told, lock = list[Acknowledged](), threading.Lock()

    def terminal(number: int) -> None:
        for post in range(posts):
            for one in _post(edge.port, f"POWER{number:03}", post):
                with lock:
                    told.append(one)

    with ThreadPoolExecutor(TERMINALS) as terminals:
        list(terminals.map(terminal, range(TERMINALS)))
    for child in psutil.Process(edge.pid).children():
        child.terminate()  # strace itself takes no signals, and ends when this has
    edge.terminate()
    return Recording(before, read_trace(trace.read_text(), data), sorted(told))


def _post(port: int, serial: str, number: int) -> list[Acknowledged]:
    lines = [
        f"{number * LINES + n + 1}\t2026-01-01 {8 + number // 60:02}:{number % 60:02}:{n:02}\t0\t1\t\t0\t0"
        for n in range(LINES)
    ]
    url = f"http://127.0.0.1:{port}/iclock/cdata?SN={serial}&table=ATTLOG&Stamp=9999"
    body = ("\n".join(lines) + "\n").encode()
    with urllib.request.urlopen(urllib.request.Request(url, body), timeout=30) as answer:
        said = answer.read()
    at = time.time()
    if said != f"OK: {LINES}".encode():
        raise RuntimeError(f"post {number} of {serial} was answered {said!r}")
    return [Acknowledged(at, serial, line) for line in lines]


def moments(recording: Recording, count: int, rng: random.Random) -> list[float]:
    """When to cut: right after an OK, which is when most is at stake, and whenever else something happens."""
    return [
        rng.choice(recording.acknowledged).at if number % 2 == 0 else rng.choice(recording.calls).ended
        for number in range(count)
    ]


async def violated(recording: Recording, content: Mapping[str, bytes], at: float, folder: Path) -> list[str]:
    """What is wrong with a folder after a cut, once a start has opened it."""
    for name, one in content.items():
        (folder / name).write_bytes(one)
    url = f"sqlite:///{folder}/{DATABASE}"
    acknowledged = [(one.serial, one.line) for one in recording.acknowledged if one.at <= at]
    store = await open_store(url)
    await store.close()
    return wrong(await check_all(url, acknowledged))


def drill(cuts: int, posts: int, seed: int) -> Outcome:
    """Run it. Raises Skipped."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        recording = record(Path(folder), posts)
    outcome = Outcome(calls=len(recording.calls), acknowledged=len(recording.acknowledged))
    for number, at in enumerate(moments(recording, cuts, rng)):
        torn = None if number % 4 < 2 else rng
        content, lost = after_cut(recording.before, recording.calls, at, torn)
        with tempfile.TemporaryDirectory() as folder:
            found = asyncio.run(violated(recording, content, at, Path(folder)))
        outcome.problems += [f"cut {number} at {at:.6f}: {problem}" for problem in found]
        outcome.cuts += 1
        outcome.dropped += lost
    outcome.problems += _lying_disk(recording)
    return outcome


def _lying_disk(recording: Recording) -> list[str]:
    """That the drill could fail: a disk that never syncs loses what was acknowledged."""
    at = recording.acknowledged[-1].at
    content, _ = after_cut(recording.before, recording.calls, at, syncs=False)
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(violated(recording, content, at, Path(folder)))
    return [] if found else ["a disk that never syncs lost nothing: this drill sees nothing"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=5)
    parser.add_argument("--posts", type=int, default=40, help="of each of three terminals")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    given = parser.parse_args()
    began = time.perf_counter()
    try:
        outcome = drill(given.cuts, given.posts, given.seed)
    except Skipped as reason:
        print(f"skipped: {reason}")
        return 0
    print(
        f"power cuts: {outcome.cuts}  calls recorded {outcome.calls:,}  acknowledged "
        f"{outcome.acknowledged:,}  writes lost or torn {outcome.dropped:,}  "
        f"problems {len(outcome.problems)}  seconds {time.perf_counter() - began:.0f}  seed {given.seed}"
    )
    for problem in outcome.problems[:20]:
        print(f"  VIOLATED {problem}")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
