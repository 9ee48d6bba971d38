"""Uploaded tables, from bytes to records: the hot path. Nothing here raises, whatever the bytes."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from common.codes import generation_of
from edge.push.attendance.lines import BLANKS, heading_of, split_lines
from edge.push.attendance.records import DeadLine, Punch, Upload
from edge.push.attendance.shapes import (
    LONGEST_NAME,
    NO_TIME,
    OLDEST,
    SEPARATORS,
    SHORTEST,
    Hints,
    Rest,
    Unreadable,
    read_punch,
    read_usual_rest,
)
from edge.push.text import Encoding, decode

# Status and verify numbers are few, what follows the work code is nearly always the same: both are looked up.
_CODES: Final = {str(code): code for code in range(256)}
_rests: Final[dict[str, Rest]] = {}
_MOST_RESTS = 4096
_LONGEST_REST = 48
_MOST_COLUMNS = 32  # read one by one where text is not UTF-8; no shape has more than 17

_from_iso = datetime.fromisoformat


def parse_attlog(
    body: bytes,
    *,
    now: datetime,
    pushver: str | None = None,
    device_type: str | None = None,
    encoding: Encoding | None = None,
) -> Upload:
    """Read an ATTLOG body (PROTOCOL.md §6.1): every line that is not blank becomes a punch or a dead line.

    `now` is the terminal's wall clock, without a zone: times before 2001 or over a day after it are marked.
    `pushver` and `device_type`, as announced at init, settle what a line alone cannot; so does `encoding`
    (`edge.push.text.encoding_hint`) where the text is not UTF-8.
    """
    hints = Hints(now, generation_of(pushver) == "tft", (device_type or "").strip().lower() == "pid")
    lines = split_lines(body)
    heading = heading_of(lines)
    texts, faithful = _texts(lines, encoding)
    usual = faithful and not (hints.tft or hints.id_card)
    newest = now + timedelta(days=1)
    punches: list[Punch] = []
    dead: list[DeadLine] = []
    blank = 0
    for line_no, (line, text) in enumerate(zip(lines, texts, strict=True), 1):
        short = len(line) < SHORTEST
        punch = _usual_punch(line, text, line_no, newest) if usual and not short else None
        if punch is not None:
            punches.append(punch)
        elif not line.strip(BLANKS):
            blank += 1
        elif line_no == heading:
            continue
        elif short:  # what comes by the ten thousand of a terminal gone mad must not cost as much as punches
            dead.append(DeadLine(line, line_no, "no_time", NO_TIME))
        else:
            try:
                punches.append(read_punch(line, text, line_no, hints))
            except Unreadable as why:
                dead.append(DeadLine(line, line_no, why.code, why.message))
    if heading:
        punches = [_of_lan_agent(punch) for punch in punches]
    return Upload(punches, dead, len(punches) + len(dead), blank)


def _of_lan_agent(punch: Punch) -> Punch:
    """Who heads its uploads is `zkteco-lan-agent` (§12 #51), whose columns are PIN, time, verify mode, verify
    mode again, status, 0."""
    status = _CODES.get(punch.work_code)
    if status is None or punch.status != punch.verify or punch.line.count(b"\t") != 5:
        return punch
    return punch._replace(status=status, work_code="")


def count_lines(body: bytes) -> int:
    """The `n` of `OK: n` for a table of text lines: those that are neither blank nor a `TABLE=` heading."""
    lines = split_lines(body)
    return sum(1 for line in lines if line.strip(BLANKS)) - (1 if heading_of(lines) else 0)


def _texts(lines: list[bytes], encoding: Encoding | None) -> tuple[list[str], bool]:
    """Each line as text, the shortest left out, and whether no line lost anything by it."""
    whole = b"\n".join(lines)
    if b"\0" not in whole:
        try:
            return whole.decode().split("\n") if lines else [], True
        except UnicodeDecodeError:
            pass  # column by column below, because any of them may end in half a character
    return [
        ""
        if len(line) < SHORTEST
        else "\t".join(_column(part, encoding) for part in line.split(b"\t", _MOST_COLUMNS))
        for line in lines
    ], False


def _column(part: bytes, encoding: Encoding | None) -> str:
    if len(part) > LONGEST_NAME:
        return decode(part, encoding).text
    return part.decode() if part.isascii() and b"\0" not in part else _short_column(part, encoding)


@lru_cache(maxsize=4096)
def _short_column(part: bytes, encoding: Encoding | None) -> str:
    return decode(part, encoding).text  # the same names and codes come with every upload


def _usual_punch(line: bytes, text: str, line_no: int, newest: datetime) -> Punch | None:
    """The line nearly all terminals send: four to twelve columns between TABs, a plain, plausible time."""
    columns = text.split("\t", 5)
    if len(columns) < 6:
        columns += [""] * (6 - len(columns))
    try:
        pin, time_text, status, verify, work_code, rest = columns
        if time_text[4::3] != SEPARATORS or len(pin) > LONGEST_NAME or len(work_code) > LONGEST_NAME:
            return None
        local = _from_iso(time_text)
        mask, temperature, offset, told = _rests.get(rest) or _new_rest(rest)
        if not OLDEST <= local <= newest or work_code == "null":
            return None
        return Punch(
            pin, time_text, local, _CODES[status], _CODES[verify], work_code,
            mask, temperature, offset, line, line_no, None, told,
        )  # fmt: skip
    except (ValueError, KeyError):
        return None


def _new_rest(rest: str) -> Rest:
    """Raises ValueError where what follows the work code is of another layout."""
    read = read_usual_rest(rest)
    if len(rest) <= _LONGEST_REST:
        if len(_rests) >= _MOST_RESTS:
            _rests.clear()
        _rests[rest] = read
    return read
