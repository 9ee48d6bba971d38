"""Bodies of text lines, and lines of named fields: what the tables beside ATTLOG have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, TypeVar

from edge.push.attendance.records import DeadLine
from edge.push.attendance.shapes import LONGEST_NAME
from edge.push.text import Encoding, decode

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

ADVICE: Final = "Correct the line and re-parse it, or discard it."
MOST_DEAD: Final = 500  # kept line by line; a body with more of them is noise, and kept whole

BLANKS: Final = b" \t\r\v\f\0"
_HEADING = re.compile(rb"[ \t\0]*TABLE[ \t]*=[ \t]*[A-Za-z_]+[ \t\r\0]*", re.IGNORECASE)
_NUMBER = re.compile(r" *([+-]?[0-9]{1,9}) *")
_MOST_FIELDS = 64  # no record has more than 24
_LONGEST_FIELD_NAME = 64
_NONE: Final[Set[str]] = frozenset()
_NULL = "null"
_ALIASES: Final = {  # what few call by another name (§6.4, §7.5)
    "userid": "pin",
    "privilege": "pri",
    "password": "passwd",
    "cardno": "card",
    "group": "grp",
    "fingerid": "fid",
    "template": "tmp",
}
_NAMES: Final = {b"PIN": "pin", b"Pin": "pin", b"Name": "name", b"Tmp": "tmp", b"TMP": "tmp"}  # met most


class Unread(NamedTuple):
    """Why a line is no record: a code, and a sentence for the person who will look at it."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Table(Generic[R_co]):
    """A body, read. `lines` counts those that are neither blank nor a `TABLE=` heading: the `n` of `OK: n`.

    `len(records) + len(dead) + unlisted == lines`; `unlisted` are dead lines beyond the first `MOST_DEAD`,
    whose body is better kept whole.
    """

    records: Sequence[R_co]
    dead: Sequence[DeadLine]
    unlisted: int
    lines: int
    blank: int


# Takes a line and its number, from 1. Why it is unread is returned: raising is slow for a body of noise.
ReadLine = Callable[[bytes, int], R | Unread]


def read_table(body: bytes, read: ReadLine[R]) -> Table[R]:
    """Every line that is not blank becomes a record or a dead line (PROTOCOL.md §5). Never raises."""
    lines = split_lines(body)
    heading = heading_of(lines)
    records: list[R] = []
    dead: list[DeadLine] = []
    unlisted = blank = 0
    for line_no, line in enumerate(lines, 1):
        if not line.strip(BLANKS):
            blank += 1
        elif line_no != heading:
            told = read(line, line_no)
            if not isinstance(told, Unread):
                records.append(told)
            elif len(dead) < MOST_DEAD:
                dead.append(DeadLine(line, line_no, told.code, told.message))
            else:
                unlisted += 1
    return Table(records, dead, unlisted, len(records) + len(dead) + unlisted, blank)


def unreadable_body(body: bytes, why: Unread) -> Table[Any]:
    """The table of a body that is no lines at all, or whose lines cannot be got at."""
    return Table((), (DeadLine(body, 1, why.code, why.message),), 0, 1, 0)


def split_lines(body: bytes) -> list[bytes]:
    """The lines of a body without their ends; what follows the last line end counts where it is not empty."""
    lines = body.replace(b"\r\n", b"\n").rstrip(b"\r").split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines


def heading_of(lines: Sequence[bytes]) -> int:
    """The number of the first line that is not blank if it merely repeats the table (§12 #51), else 0."""
    for line_no, line in enumerate(lines, 1):
        if line.strip(BLANKS):
            return line_no if _HEADING.fullmatch(line) else 0
    return 0


class Fields(NamedTuple):
    """The `key=value` fields of one line as text: names in lower case, the literal `null` as "".

    Of a repeated name the first counts, so that nothing typed by a person can overrule what precedes it.

    `guessed` are those whose encoding was guessed, or which were cut inside a character.
    """

    told: Mapping[str, str]
    guessed: Set[str] = _NONE

    def text(self, name: str) -> str:
        return self.told.get(name, "")

    def number(self, name: str) -> int | None:
        text = self.told.get(name)
        if not text:
            return None
        if len(text) < 10 and text.isascii() and text.isdigit():
            return int(text)
        found = _NUMBER.fullmatch(text)
        return int(found[1]) if found else None


def _name(key: bytes) -> str:
    """The name of a field in lower case, "" where it can be none."""
    if len(key) > _LONGEST_FIELD_NAME or not key.isascii():
        return ""
    name = key.decode().strip().lower()
    return _ALIASES.get(name, name)


def may_have_fields(line: bytes) -> bool:
    """Whether it is worth looking: the shortest record is `PIN=1`."""
    return b"=" in line and len(line) > 4


def fields_of(rest: bytes, encoding: Encoding | None = None) -> Fields:
    """The fields of a line without its keyword: parted by TAB, each split at its first `=`, in any order."""
    told: dict[str, str] = {}
    guessed: Set[str] = _NONE
    if b"\0" in rest:
        rest = rest.replace(b"\0", b"")
    for part in rest.split(b"\t", _MOST_FIELDS):
        key, equals, value = part.partition(b"=")
        name = (_NAMES.get(key) or _name(key)) if equals else ""
        if not name or name in told:
            continue
        if value.isascii():
            text = value.decode()
        else:  # by itself, because any of them may end in half a character
            text, _, certain = decode(value, encoding)
            if not certain:
                guessed = guessed | {name}
        told[name] = "" if text == _NULL else text
    return Fields(told, guessed)


def split_keyword(line: bytes) -> tuple[bytes, bytes]:
    """The word that a line begins with, in capitals, and what follows it; (b"", line) for a line that begins
    with a field, and where nothing of the kind is there."""
    clean = line.lstrip(b" \0")
    word, blank, rest = clean.partition(b" ")
    if not (blank and word.isalpha()):
        word, blank, rest = clean.partition(b"\t")
        if not (blank and word.isalpha()):
            return b"", line
    return word.upper(), rest.lstrip(b" \t")


_NO_PIN = Unread("no_pin", f"The line names no PIN. {ADVICE}")


def bad_pin(pin: str) -> Unread | None:
    """Why a PIN cannot be that of a record, None where it can."""
    if not pin:
        return _NO_PIN
    if len(pin) > LONGEST_NAME:
        return Unread(
            "pin_too_long",
            f"The PIN has {len(pin)} characters, {LONGEST_NAME} are the most. {ADVICE}",
        )
    return None
