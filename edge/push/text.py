"""Text and time as terminals encode them: three character sets, and seconds in months of 31 days."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

Encoding = Literal["utf-8", "gb18030", "latin-1"]

_SECONDS_A_DAY = 86_400
_DAYS_A_MONTH = 31
_MONTHS_A_YEAR = 12
_FIRST_YEAR = 2000
_CHINESE = "83"


class Decoded(NamedTuple):
    """Text without NUL. `certain` is false where it was guessed or lost half a character at its end."""

    text: str
    encoding: Encoding
    certain: bool


def encoding_hint(language: str | None) -> Encoding:
    """What a terminal of this language id writes if it does not write UTF-8 (PROTOCOL.md §3.7, §3.8)."""
    return "gb18030" if language is not None and language.strip() == _CHINESE else "utf-8"


def decode(raw: bytes, hint: Encoding | None = None) -> Decoded:
    """Text of a terminal: strict UTF-8, then GB18030, then Latin-1, which reads anything (PROTOCOL.md §3.8).

    Names are cut at 24 bytes, so the last character may be half: it is dropped where what precedes it, or
    `hint`, shows the encoding. Never raises, never yields surrogates or NUL.
    """
    clean = raw.replace(b"\0", b"")
    try:
        return Decoded(clean.decode(), "utf-8", True)
    except UnicodeDecodeError as error:
        head = clean[: error.start].decode()
        cut = error.reason == "unexpected end of data"
    if cut and head and hint != "gb18030" and (hint == "utf-8" or not head.isascii()):
        return Decoded(head, "utf-8", False)
    try:
        return Decoded(clean.decode("gb18030"), "gb18030", True)
    except UnicodeDecodeError as error:
        head = clean[: error.start].decode("gb18030")
        cut = error.reason.startswith("incomplete")
    if cut and head and (hint == "gb18030" or not head.isascii()):
        return Decoded(head, "gb18030", False)
    return Decoded(clean.decode("latin-1"), "latin-1", False)


def encode_seconds(local: datetime) -> int:
    """A wall-clock time as terminals count it, every month 31 days long (PROTOCOL.md §8.3).

    Raises ValueError before the year 2000, which cannot be expressed.
    """
    if local.year < _FIRST_YEAR:
        raise ValueError(f"{local} is before 2000, the first year terminals can count from.")
    months = (local.year - _FIRST_YEAR) * _MONTHS_A_YEAR + local.month - 1
    days = months * _DAYS_A_MONTH + local.day - 1
    return days * _SECONDS_A_DAY + local.hour * 3600 + local.minute * 60 + local.second


def decode_seconds(seconds: int) -> datetime:
    """The wall-clock time of encoded seconds (PROTOCOL.md §8.3).

    Raises ValueError where they name no day: negative, the 31st of a short month, beyond the year 9999.
    """
    if seconds < 0:
        raise ValueError(f"{seconds} encoded seconds are before 2000 and name no time.")
    rest, second = divmod(seconds, 60)
    rest, minute = divmod(rest, 60)
    rest, hour = divmod(rest, 24)
    rest, day = divmod(rest, _DAYS_A_MONTH)
    year, month = divmod(rest, _MONTHS_A_YEAR)
    try:
        return datetime(_FIRST_YEAR + year, month + 1, day + 1, hour, minute, second)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{seconds} encoded seconds name no day of the calendar.") from error
