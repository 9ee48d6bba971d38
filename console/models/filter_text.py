"""A filter while it is being written: what can be made of it so far, and what a key or a click changes in it.

Pure text: the language itself is common/filters.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from common.filters import Filter, FilterError, quoted

Parse = Callable[[str], Filter]
"""Reads a filter of one kind of things; raises FilterError."""

_ENDINGS: Final = ('"', "0", '0"')
_TOKEN: Final = re.compile(r'(?:[^\s"]|"(?:\\.|[^"\\])*"?)+')


class Reading(StrEnum):
    """What can be made of a filter; the words are those of style.py."""

    EMPTY = ""
    VALID = "valid"
    UNFINISHED = "unfinished"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Read:
    """A filter as far as it can be read. `wanted`: what to show; None keeps what is shown."""

    reading: Reading
    wanted: Filter | None
    error: FilterError | None = None


def read(text: str, parse: Parse) -> Read:
    """What is written, judged kindly: what typing on would mend is unfinished, and the terms before it
    count already."""
    try:
        wanted = parse(text)
    except FilterError as error:
        if any(_can(parse, text + ending) for ending in _ENDINGS):
            return Read(Reading.UNFINISHED, parse(text[: error.start]), error)
        return Read(Reading.WRONG, None, error)
    return Read(Reading.VALID if wanted else Reading.EMPTY, wanted)


def narrowed(text: str, key: str, value: str) -> str:
    """A filter with one more term, which takes the place of those there were about the same."""
    others = [
        token for token in _TOKEN.findall(text) if not re.match(rf"-?{re.escape(key)}(:|!=|>|<|=)", token)
    ]
    return " ".join([*others, f"{key}={quoted(value)}"])


def piece_start(text: str, cursor: int) -> int:
    """Where the key or value that ends at the cursor begins: what a completion replaces."""
    start, place, inside, value = 0, 0, False, False
    while place < cursor:
        letter = text[place]
        if inside:
            place += letter == "\\"
            inside = letter != '"'
        elif letter == '"':
            inside = True
        elif letter.isspace():
            start, value = place + 1, False
        elif (letter in ":=<>" and (not value or start == place)) or (letter == "," and value):
            start, value = place + 1, True
        elif letter == "-" and start == place and not value:
            start = place + 1
        place += 1
    return min(start, cursor)


def _can(parse: Parse, text: str) -> bool:
    try:
        parse(text)
    except FilterError:
        return False
    return True
