"""Parser fuzz: whatever bytes come, no crash, nothing slow, and every line accounted for.

`python -m tests.drills.fuzz [--seconds 60] [--seed N]`. Mutates samples of the corpus by a printed seed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from edge.push.attendance.options import info_from_options, info_from_poll, parse_info, parse_options
from edge.push.attendance.results import parse_results
from edge.push.attendance.tables import count_lines, parse_attlog
from edge.push.head import HeadError, decode_query, head_end, parse_head, place_of, split_target
from edge.push.text import decode
from tests.kit.corpus import samples

SLOWEST_MS = 50.0
LONGEST = 64 * 1024
NOW = datetime(2026, 11, 21, 12)
PUSHVERS = (None, "2.2.14", "2.4.1", "3.2.0", "not a version")
PIECES = (
    b"\t", b"\n", b"\r\n", b"\0", b" ", b"=", b"&", b"%", b",", b"\xff", b"\xd6\xd0", b"\xe2\x82",
    b"9" * 40, b"-1", b"0000-00-00 00:00:00", b"9999-12-31 23:59:59", b"PIN=", b"null", b"TABLE=ATTLOG\n",
    b"\t" * 40, b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n",
)  # fmt: skip


class Broken(AssertionError):
    """A parser returned what it must not."""


@dataclass
class Outcome:
    """What fuzzing found; `slowest` is milliseconds by parser."""

    inputs: int = 0
    slowest: dict[str, float] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def mutated(rng: random.Random, seed: bytes, other: bytes) -> bytes:
    """One to eight changes: bits, bytes, pieces put in, cut out, doubled, or another sample's end."""
    data = bytearray(seed)
    for _ in range(rng.randint(1, 8)):
        at, length = rng.randint(0, len(data)), rng.randint(1, 30)
        match rng.randrange(7):
            case 0 if at < len(data):
                data[at] ^= 1 << rng.randrange(8)
            case 1 if at < len(data):
                data[at] = rng.randrange(256)
            case 2:
                data[at:at] = rng.choice(PIECES)
            case 3:
                del data[at : at + length]
            case 4:
                data[at:at] = data[at : at + length] * rng.choice((1, 2, 200))
            case 5:
                data[at:] = other[rng.randint(0, len(other)) :]
            case _:
                data[at:at] = rng.randbytes(length)
    return bytes(data[:LONGEST])


def attlog(rng: random.Random, data: bytes) -> None:
    kind = rng.choice((None, "pid", "att"))
    read = parse_attlog(data, now=NOW, pushver=rng.choice(PUSHVERS), device_type=kind)
    if len(read.punches) + len(read.dead) != read.lines:  # I10
        raise Broken(f"{len(read.punches)} punches + {len(read.dead)} dead are not {read.lines} lines")
    if read.lines != count_lines(data):
        raise Broken(f"{read.lines} lines read, {count_lines(data)} counted")


def head(rng: random.Random, data: bytes) -> None:
    end = head_end(data)
    try:
        parsed = parse_head(data if end < 0 else data[:end])
    except HeadError:
        return
    path, query = split_target(parsed.target)
    place_of(path)
    decode_query(query)


def options(rng: random.Random, data: bytes) -> None:
    info_from_options(parse_options(data))
    info_from_poll(parse_info(data))


def results(rng: random.Random, data: bytes) -> None:
    parse_results(data, {})


def text(rng: random.Random, data: bytes) -> None:
    found = decode(data, rng.choice((None, "utf-8", "gb18030", "latin-1")))
    if "\0" in found.text:
        raise Broken("NUL in text")
    found.text.encode()


PARSERS: tuple[Callable[[random.Random, bytes], None], ...] = (attlog, head, options, results, text)


def fuzz(seconds: float, seed: int) -> Outcome:
    """Every parser in turn with mutated samples until the time is over."""
    rng = random.Random(seed)
    bodies = [sample.body for sample in samples() if sample.body]
    heads = [sample.request for sample in samples()]
    outcome = Outcome()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        parser = PARSERS[outcome.inputs % len(PARSERS)]
        seeds = heads if parser is head else bodies
        data = mutated(rng, rng.choice(seeds), rng.choice(seeds))
        state = rng.getstate()
        outcome.inputs += 1
        took = _try(parser, rng, data, outcome)
        if took > SLOWEST_MS:
            # The machine may have been busy elsewhere: only what is slow three times is slow.
            took = min([took, *(_again(parser, state, data, outcome) for _ in range(2))])
            if took > SLOWEST_MS:
                outcome.failures.append(f"{parser.__name__} took {took:.0f} ms for {data[:400]!r}")
        name = parser.__name__
        outcome.slowest[name] = max(outcome.slowest.get(name, 0.0), took)
    return outcome


def _again(
    parser: Callable[[random.Random, bytes], None], state: object, data: bytes, outcome: Outcome
) -> float:
    rng = random.Random()
    rng.setstate(state)  # type: ignore[arg-type]  # what getstate returned
    return _try(parser, rng, data, outcome)


def _try(
    parser: Callable[[random.Random, bytes], None], rng: random.Random, data: bytes, outcome: Outcome
) -> float:
    """CPU milliseconds of one input."""
    started = time.thread_time()
    try:
        parser(rng, data)
    except Exception as error:  # any at all is what is looked for
        outcome.failures.append(f"{parser.__name__}: {error!r} for {data[:400]!r}")
    return (time.thread_time() - started) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    arguments = parser.parse_args()
    outcome = fuzz(arguments.seconds, arguments.seed)
    slowest = "  ".join(f"{name} {took:.2f}" for name, took in sorted(outcome.slowest.items()))
    print(f"inputs {outcome.inputs:,}  crashes {len(outcome.failures)}  seed {arguments.seed}")
    print(f"slowest ms: {slowest}")
    for failure in outcome.failures[:10]:
        print(f"VIOLATED {failure}")
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
