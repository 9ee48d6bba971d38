"""How the named columns of a line fill the attributes of a record: tables of names instead of code.

Only what a line says costs anything: absent columns leave the record's defaults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from functools import lru_cache
from typing import Any, Final, NamedTuple

from edge.push.attendance.operlog import card_number
from edge.push.text import Encoding, decode

Columns = Mapping[str, tuple[str, Callable[[str], Any]]]
"""The attribute that a wire name (lower case) fills, and how its value is read."""

_NUMBER = re.compile(r" *([+-]?[0-9]{1,10}) *")
_NAME_BYTES: Final = 64
_NULL: Final = "null"
_NOBODY: Final = frozenset({"", "0"})
_MOST_COLUMNS: Final = 128  # DiffTimezoneVS has 91


class Told(NamedTuple):
    """The columns of a line as text, in their order, names in lower case, the literal `null` as "".

    Of a repeated name the first counts, so that nothing typed by a person can overrule what precedes it.
    `guessed` are those whose encoding was guessed, or which were cut inside a character.
    """

    columns: Mapping[str, str]
    guessed: Set[str] = frozenset()


def columns_of(line: bytes, encoding: Encoding | None = None) -> Told:
    """The columns of a line: parted by TAB, each split at its first `=`, in any order (PROTOCOL.md §10.5).

    `encoding` says what text is that is not UTF-8; `latin-1` is for lines that hold no text but numbers.
    """
    try:
        text = line.decode("latin-1" if encoding == "latin-1" else "utf-8")
    except UnicodeDecodeError:
        return _guess(line, encoding)
    if "\0" in text:
        text = text.replace("\0", "")
    told: dict[str, str] = {}
    for part in text.split("\t", _MOST_COLUMNS):
        name, equals, value = part.partition("=")
        if equals:
            told.setdefault(name.strip().lower(), "" if value == _NULL else value)
    return Told(told)


def _guess(line: bytes, encoding: Encoding | None) -> Told:
    """Column by column, because any of them may end in half a character (PROTOCOL.md §3.8)."""
    told: dict[str, str] = {}
    guessed: set[str] = set()
    for part in line.decode("latin-1").replace("\0", "").split("\t", _MOST_COLUMNS):
        name, equals, value = part.partition("=")
        key = name.strip().lower()
        if not equals or key in told:
            continue
        if not value.isascii():
            value, certain = _text(value, encoding) if len(value) <= _NAME_BYTES else _read(value, encoding)
            if not certain:
                guessed.add(key)
        told[key] = "" if value == _NULL else value
    return Told(told, guessed)


def _read(raw: str, encoding: Encoding | None) -> tuple[str, bool]:
    """A value whose bytes were taken for Latin-1: its text, and whether that is certain."""
    said = decode(raw.encode("latin-1"), encoding)
    return said.text, said.certain


_text = lru_cache(maxsize=4096)(_read)  # the same names come with every upload


def filled(columns: Columns, told: Told, others: str = "") -> dict[str, Any]:
    """The attributes that a line tells; under `others`, if given, its columns that are not in `columns`."""
    values: dict[str, Any] = {}
    beside: dict[str, str] = {}
    for name, value in told.columns.items():
        column = columns.get(name)
        if column is None:
            beside[name] = value
        elif value and column[0] not in values:
            values[column[0]] = column[1](value)
    if beside and others:
        values[others] = beside
    return values


def number(value: str) -> int | None:
    if len(value) < 10 and value.isascii() and value.isdigit():
        return int(value)
    found = _NUMBER.fullmatch(value)
    return int(found[1]) if found else None


def person(value: str) -> str | None:
    """A PIN; None for 0, which is nobody (PROTOCOL.md §10.5)."""
    return None if value.strip() in _NOBODY else value


def card(value: str) -> str | None:
    """A card as a decimal number, as sent where it is none; None for no card."""
    return None if value in _NOBODY else card_number(value)


def flag(value: str) -> bool:
    return value.strip() == "1"


def hex_number(value: str) -> int | None:
    """A number in hexadecimal digits."""
    try:
        return int(value, 16) if len(value) <= 16 and value.isalnum() else None
    except ValueError:
        return None
