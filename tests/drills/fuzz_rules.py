"""What must hold of every parser, whatever bytes come: no exception, no line lost (I10), time that grows with
the input alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from edge.push.attendance.lines import MOST_DEAD, Table
from edge.push.attendance.tables import count_lines

Check = Callable[[random.Random, bytes], int | None]
"""Lets a parser read an input and raises Broken where it says what it must not. Returns how many bytes there
were to be read where that is not the size of the input: archives hold more."""

Parsers = Mapping[Check, Sequence[bytes]]
"""Parsers by their checks, whose names are theirs, each with the samples that its inputs are made of."""

LONGEST: Final = 64 * 1024
LEAST_MS: Final = 5.0
MS_PER_KIB: Final = 0.7
_BLANKS: Final = b" \t\r\v\f\0"


class Broken(AssertionError):
    """A parser returned what it must not."""


def allowed_ms(size: int) -> float:
    """Processor time for an input of `size` bytes on a core of its own: 5 ms for a short one, 49.8 for
    64 KiB."""
    return LEAST_MS + MS_PER_KIB * size / 1024


def require(holds: bool, why: str) -> None:
    """Raises Broken unless it holds."""
    if not holds:
        raise Broken(why)


def accounted(body: bytes, table: Table[Any]) -> None:
    """Every line is a record, dead, blank or the heading, none of them twice; dead ones are kept as they
    came, and the `n` of `OK: n` counts those that are not blank (I10). They are counted another way here."""
    balanced(table)
    lines = body.rstrip(b"\r").split(b"\n")
    if not lines[-1]:
        lines.pop()
    told = [line for line in lines if line.strip(_BLANKS)]
    heading = len(told) - table.lines
    require(heading in (0, 1), f"{len(told)} lines came, {table.lines} were read")
    if heading:
        require(told[0].strip(_BLANKS).upper().startswith(b"TABLE"), "the first line is no heading")
    require(table.lines + table.blank + heading == len(lines), f"{table.blank} blank of {len(lines)} lines")
    require(table.lines == count_lines(body), f"OK: {count_lines(body)} for {table.lines} lines")
    for dead in table.dead:
        came = lines[dead.line_no - 1].rstrip(b"\r")
        require(dead.raw.rstrip(b"\r") == came, f"dead line {dead.line_no} is not what came")
        require(bool(dead.code) and dead.message.endswith("."), f"line {dead.line_no}: no reason")
    places = [*(each.line_no for each in table.records if hasattr(each, "line_no"))]
    places += [dead.line_no for dead in table.dead]
    require(len(set(places)) == len(places), "a line was read twice")


def balanced(table: Table[Any]) -> None:
    """The sums that hold of a table, whatever its lines were taken from."""
    found = len(table.records) + len(table.dead) + table.unlisted
    require(found == table.lines, f"{found} records and dead lines are not {table.lines} lines")
    require(len(table.dead) <= MOST_DEAD, f"{len(table.dead)} dead lines are kept one by one")


def plain(text: str) -> None:
    """Text that can be stored and told: no NUL, no half of a surrogate pair."""
    require("\0" not in text, "NUL in text")
    text.encode()
