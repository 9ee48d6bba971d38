"""One ATTLOG line in whatever shape it comes: the patient reader behind the fast one in `tables` (§6.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple

from common.codes import NO_VERIFY, UNDEFINED_STATUS
from edge.push.attendance.records import Punch, Suspect

Layout = Literal["main", "tft", "id_card"]

LONGEST_NAME: Final = 64  # of a PIN (24 on the wire) and of a work code; longer ones would not fit an index
OLDEST: Final = datetime(2001, 1, 1)  # clocks begin in 2000 when their battery was empty (§8.2)
SHORTEST: Final = len(b"\t860144400")  # a nobody at an encoded time
SEPARATORS: Final = "-- ::"  # every third character of YYYY-MM-DD HH:MM:SS, from the fifth on

PIN, TIME, STATUS, VERIFY, WORK_CODE, MASK = 0, 1, 2, 3, 4, 7
_REST = 5  # what follows the work code
_WIDEST_MAIN = 12
_ONE_MORE_THAN_A_SHAPE = frozenset({5, 8, 11, 13, 17})  # 4, 7, 10, 12 or 16 columns and a trailing TAB
_KEYS: Final = {
    **dict.fromkeys(("pin", "userid", "user_id"), PIN),
    **dict.fromkeys(("time", "datetime", "checktime", "punchtime"), TIME),
    **dict.fromkeys(("status", "state", "attstate", "inoutstatus"), STATUS),
    **dict.fromkeys(("verified", "verify", "verifymode", "verifytype"), VERIFY),
    **dict.fromkeys(("workcode", "work_code"), WORK_CODE),
    "reserved1": 5,
    "reserved2": 6,
    **dict.fromkeys(("maskflag", "mask"), MASK),
    "temperature": 8,
    "convtemperature": 9,
    "timeoffset": 10,
    "extenddata": 11,
}

_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[ T][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}")
_TIME = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})[ T]"
    r"([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}))?(?:\.[0-9]{1,9})?"
    r"(?:(Z)|([+-][0-9]{2}):?([0-9]{2}))?"
)
_EPOCH = re.compile(r"[0-9]{9,10}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
_UID = re.compile(r"[0-9]{1,10}")
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9Xx]")
_TEMPERATURE = re.compile(r"0*([0-9]{1,3})(?:\.([0-9]{0,6}))?")
_NO_TEMPERATURE = frozenset({"", "null", "0", "0.0", "0.00", "255", "255.0"})
_MASKS: Final = {"": None, "null": None, "255": None, "0": 0, "1": 1}
_ZEROES = frozenset({"", "0", "255"})
_LARGEST_OFFSET_S = 18 * 3600
_ID_CHECK_VERIFY: Final = {1: 15, 2: 16, 3: 16}  # face, face and fingerprint, fingerprint and face
_ADVICE = "Correct the line and re-parse it, or discard it."
NO_TIME: Final = f"The line has no time where one belongs. {_ADVICE}"


class Hints(NamedTuple):
    """What the terminal is, where the line alone cannot tell, and the day it is there."""

    now: datetime
    tft: bool = False
    id_card: bool = False


class Columns(NamedTuple):
    """A line's columns in the order of §6.1: "" is there but empty, None absent. `usual`: TABs, no oddity."""

    layout: Layout
    values: list[str | None]
    usual: bool


class Rest(NamedTuple):
    """What follows the work code. `told`: nothing in it but what stands here."""

    mask: int | None
    temperature: str | None
    utc_offset: int | None
    told: bool


_NO_REST: Final = Rest(None, None, None, True)


class Unreadable(Exception):
    """Why a line is no punch: a code, and a sentence for the person who will look at it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def read_columns(text: str, hints: Hints) -> Columns:
    """Tell the shapes of §6.1 apart. Raises Unreadable where no time can be found at all."""
    values: list[str | None] = list(text.split("\t"))
    if _is_keyed(text):
        return Columns("main", _keyed(text), False)
    usual = True
    if len(values) == 1:
        values, usual = _spaced(text), False
    elif _has_leading_uid(values):
        values, usual = values[1:], False
    if len(values) in _ONE_MORE_THAN_A_SHAPE and not values[-1]:
        values.pop()
    layout: Layout = "main"
    if len(values) > MASK and (hints.id_card or _ID_NUMBER.fullmatch(values[MASK] or "")):
        layout = "id_card"
    elif len(values) > (MASK if hints.tft else _WIDEST_MAIN):
        layout = "tft"
    return Columns(layout, values, usual and layout == "main")


def read_usual_rest(text: str) -> Rest:
    """What follows the work code in the main layout. Raises ValueError where another layout is meant."""
    values = text.split("\t")
    if _REST + len(values) in _ONE_MORE_THAN_A_SHAPE and not values[-1]:
        values.pop()
    if _REST + len(values) > _WIDEST_MAIN or (len(values) > 2 and _ID_NUMBER.fullmatch(values[2])):
        raise ValueError(text)
    return read_rest(values)


def read_rest(values: Sequence[str | None]) -> Rest:
    """Columns 5 to 11 of the main layout: two reserved, mask, temperature, converted, offset, extension."""
    told = [value or "" for value in values]
    told += [""] * (7 - len(told))
    reserved1, reserved2, mask_text, temperature_text, converted, offset_text, extension = told[:7]
    mask = _MASKS.get(mask_text)
    temperature = _temperature(temperature_text)
    offset = _offset(offset_text)
    told_all = (
        _ZEROES.issuperset((reserved1, reserved2, converted))
        and mask_text in _MASKS
        and (temperature is not None or temperature_text in _NO_TEMPERATURE)
        and (offset is not None or not offset_text)
        and not extension
        and not any(told[7:])
    )
    return Rest(mask, temperature, offset, told_all)


def read_punch(line: bytes, text: str, line_no: int, hints: Hints) -> Punch:
    """A punch from one line, `text` being `line` decoded. Raises Unreadable, and nothing else."""
    columns = read_columns(text, hints)
    values = columns.values
    pin, time_text, status_text, verify_text, work_code = (
        value or "" for value in (values + [None] * _REST)[:_REST]
    )
    local, offset, plain_time = _time(time_text)
    status = _code(status_text, "status", UNDEFINED_STATUS)
    verify = _code(verify_text, "verify mode", NO_VERIFY)
    for name, word in (("pin", pin), ("work_code", work_code)):
        if len(word) > LONGEST_NAME:
            raise Unreadable(
                f"{name}_too_long",
                f"The {name} has {len(word)} characters, {LONGEST_NAME} are the most. {_ADVICE}",
            )
    rest = Rest(None, None, None, False)
    if columns.layout == "main":
        rest = read_rest(values[_REST:]) if len(values) > _REST else _NO_REST
    elif columns.layout == "id_card" and values[MASK + 1 : MASK + 2] == ["1"]:
        # The result of checking an identity card: no attendance status, and verify numbers of its own (§6.1).
        status, verify = UNDEFINED_STATUS, _ID_CHECK_VERIFY.get(verify, verify)
    usual = columns.usual and plain_time and status_text == str(status) and verify_text == str(verify)
    return Punch(
        pin,
        time_text,
        local,
        status,
        verify,
        "" if work_code == "null" else work_code,
        rest.mask,
        rest.temperature,
        rest.utc_offset if offset is None else offset,
        line,
        line_no,
        _suspect(local, hints.now),
        usual and rest.told and work_code != "null" and line == text.encode(),
    )


def _is_keyed(text: str) -> bool:
    keys = [field.partition("=") for field in text.split("\t", 3)[:2]]
    return any(equals and _key(key) in _KEYS for key, equals, _ in keys)


def _key(text: str) -> str:
    return text.rpartition(" ")[2].lower()


def _keyed(text: str) -> list[str | None]:
    found: dict[int, str] = {}
    for part in text.split("\t"):
        key, equals, value = part.partition("=")
        position = _KEYS.get(_key(key))
        if equals and position is not None:
            found[position] = value
    if PIN not in found:
        raise Unreadable("no_pin", f"The line names no PIN. {_ADVICE}")
    return [found.get(position) for position in range(max(found) + 1)]


def _spaced(text: str) -> list[str | None]:
    date = _DATE.search(text)
    before = text[: date.start()].split() if date else []
    well_before = len(before) < 2 or (len(before) == 2 and _UID.fullmatch(before[0]))
    if date is None or not well_before or not (date.start() == 0 or text[date.start() - 1] == " "):
        raise Unreadable("no_time", NO_TIME)
    after = text[date.end() :]
    # Adjacent blanks are an empty column, unless they only align the numbers.
    parts = after[1:].split(" ") if after else []
    if not all(parts[:2]):
        parts = after.split()
    return [before[-1] if before else "", date[0], *parts]


def _has_leading_uid(values: Sequence[str | None]) -> bool:
    if len(values) < 3 or not _UID.fullmatch(values[0] or ""):
        return False
    first, second = values[1] or "", values[2] or ""
    if _TIME.fullmatch(first):
        return False
    return bool(_TIME.fullmatch(second) or (_EPOCH.fullmatch(second) and not _EPOCH.fullmatch(first)))


def _time(text: str) -> tuple[datetime, int | None, bool]:
    """The wall clock, the offset that the text carries, and whether it is written the usual way."""
    if not text.strip():
        raise Unreadable("no_time", NO_TIME)
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text), UTC).replace(tzinfo=None), 0, False
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise _bad_time(text)
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        local = datetime(year, month, day, hour, minute, second)
        # One day of margin on both sides, so that every zone can turn it into an instant.
        _ = local - timedelta(days=1), local + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise _bad_time(text) from error
    offset = 0 if found[7] else None
    if found[8]:
        offset = (-60 if found[8][0] == "-" else 60) * (abs(int(found[8])) * 60 + int(found[9]))
    usual = len(text) == 19 and text[4::3] == SEPARATORS
    return local, offset if offset is None or abs(offset) <= _LARGEST_OFFSET_S else None, usual


def _bad_time(text: str) -> Unreadable:
    return Unreadable(
        "bad_time", f"The time {text[:40]!r} cannot be read. Check the terminal's clock. {_ADVICE}"
    )


def _code(text: str, name: str, absent: int) -> int:
    number = text.strip()
    if number in ("", "null"):
        return absent
    if not _NUMBER.fullmatch(number):
        raise Unreadable(f"bad_{name.split()[0]}", f"The {name} {text[:40]!r} is no number. {_ADVICE}")
    return int(number)


def _offset(text: str) -> int | None:
    if not _NUMBER.fullmatch(text):
        return None
    offset = int(text)
    return offset if abs(offset) <= _LARGEST_OFFSET_S else None


def _temperature(text: str) -> str | None:
    found = _TEMPERATURE.fullmatch(text)
    if found is None or text in _NO_TEMPERATURE:
        return None
    decimals = (found[2] or "").rstrip("0")
    temperature = f"{found[1]}.{decimals}" if decimals else found[1]
    return temperature if 0 < float(temperature) < 255 else None


def _suspect(local: datetime, now: datetime) -> Suspect | None:
    if local < OLDEST:
        return "clock_reset"
    return "in_the_future" if local > now + timedelta(days=1) else None
