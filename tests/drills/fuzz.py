"""Parser fuzz: whatever bytes come, no crash, nothing slow, and every line accounted for.

`python -m tests.drills.fuzz [--seconds 60] [--seed N] [--parser NAME ...]`. Mutates samples of the corpus by
a printed seed; every parser has an equal share of the time and a course of its own, so that a seed and a name
say what it read. Ends with 1 where an invariant was violated, with a small input that shows it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from edge.push.head import HeadError, decode_query, head_end, parse_head, place_of, split_target
from edge.push.text import decode
from tests.drills import fuzz_access, fuzz_attendance
from tests.drills.fuzz_inputs import bodies, heads, one_input
from tests.drills.fuzz_rules import Check, Parsers, allowed_ms, plain
from tests.kit.processor import fair_ms, thread_ms

_MOST_FAILURES: Final = 3  # told of each parser
_MOST_TRIES: Final = 400  # to make an input smaller that shows a failure


@dataclass
class Row:
    """What fuzzing one parser found; `slowest` is milliseconds, `size` that of the input that took it."""

    inputs: int = 0
    crashes: int = 0
    slowest: float = 0.0
    size: int = 0


@dataclass
class Outcome:
    """What fuzzing found, by the names of the parsers; `failures` has the first few of each."""

    rows: dict[str, Row] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    @property
    def inputs(self) -> int:
        return sum(row.inputs for row in self.rows.values())

    @property
    def crashes(self) -> int:
        return sum(row.crashes for row in self.rows.values())

    @property
    def slowest(self) -> dict[str, float]:
        return {name: row.slowest for name, row in self.rows.items()}


def head(rng: random.Random, data: bytes) -> None:
    end = head_end(data)
    try:
        parsed = parse_head(data if end < 0 else data[:end])
    except HeadError:
        return
    path, query = split_target(parsed.target)
    place_of(path)
    decode_query(query)


def text(rng: random.Random, data: bytes) -> None:
    plain(decode(data, rng.choice(fuzz_attendance.ENCODINGS)).text)


PARSERS: Final[Parsers] = {
    head: heads(),
    text: bodies(),
    **fuzz_attendance.PARSERS,
    **fuzz_access.PARSERS,
}


def fuzz(seconds: float, seed: int, names: Sequence[str] = ()) -> Outcome:
    """Every parser, or those named, with mutated samples until its share of the time is over."""
    chosen = [check for check in PARSERS if not names or check.__name__ in names]
    others = {True: heads(), False: bodies()}
    outcome = Outcome()
    for check in chosen:
        rng = random.Random(f"{seed} {check.__name__}")
        row = outcome.rows[check.__name__] = Row()
        end = time.monotonic() + seconds / len(chosen)
        while not row.inputs or time.monotonic() < end:
            data = one_input(rng, list(PARSERS[check]), others[check is head])
            row.inputs += 1
            _judge(check, rng.randrange(1 << 31), data, row, outcome.failures)
    return outcome


def _judge(check: Check, choice: int, data: bytes, row: Row, failures: list[str]) -> None:
    """Let a parser read one input; `choice` is the seed of what the check leaves to chance."""
    size = len(data)

    def read() -> None:
        nonlocal size
        told = check(random.Random(choice), data)
        size = size if told is None else told

    try:
        taken = thread_ms(read)
        if taken > allowed_ms(size):
            taken = fair_ms(read, allowed_ms(size))
    except Exception as error:  # any at all is what is looked for
        row.crashes += 1
        if row.crashes <= _MOST_FAILURES:
            small = _shrunk(check, choice, data, type(error))
            failures.append(f"{check.__name__}: {error!r} for {small[:400]!r} (choice {choice})")
        return
    if taken > row.slowest:
        row.slowest, row.size = taken, size
    if taken > allowed_ms(size):
        row.crashes += 1
        if row.crashes <= _MOST_FAILURES:
            failures.append(
                f"{check.__name__} took {taken:.1f} ms of {allowed_ms(size):.1f} for {size:,} bytes: "
                f"{data[:400]!r} (choice {choice})"
            )


def _shrunk(check: Check, choice: int, data: bytes, error: type[Exception]) -> bytes:
    """A part of the input that fails in the same way."""
    tries = 0
    step = len(data) // 2
    while step and tries < _MOST_TRIES:
        at = 0
        while at < len(data) and tries < _MOST_TRIES:
            shorter = data[:at] + data[at + step :]
            tries += 1
            if _fails(check, choice, shorter, error):
                data = shorter
            else:
                at += step
        step = min(step // 2, len(data))
    return data


def _fails(check: Check, choice: int, data: bytes, error: type[Exception]) -> bool:
    try:
        check(random.Random(choice), data)
    except Exception as found:  # as above
        return type(found) is error
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    parser.add_argument("--parser", action="append", default=[], choices=[each.__name__ for each in PARSERS])
    arguments = parser.parse_args()
    outcome = fuzz(arguments.seconds, arguments.seed, arguments.parser)
    print(f"inputs {outcome.inputs:,}  crashes {outcome.crashes}  seed {arguments.seed}")
    print(f"{'parser':<18}{'inputs':>9}{'crashes':>9}{'slowest ms':>12}{'allowed':>9}{'bytes':>9}")
    for name, row in outcome.rows.items():
        print(
            f"{name:<18}{row.inputs:>9,}{row.crashes:>9}{row.slowest:>12.2f}"
            f"{allowed_ms(row.size):>9.1f}{row.size:>9,}"
        )
    for failure in outcome.failures:
        print(f"VIOLATED {failure}")
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
