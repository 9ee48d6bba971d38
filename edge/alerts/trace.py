"""A presence trace: what was declared and seen of terminals, one JSON object a line, in the order of time.

Pure. Whatever does not change the meaning is let pass (empty lines, a byte order mark, members that are not
known); whatever does is refused with the number of the line.
"""

from __future__ import annotations

import json
import math
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

LONGEST_LINE: Final = 100_000
LONGEST_NAME: Final = 200
TYPES: Final = ("device", "offline", "online", "edge_restart", "end")
CAUSES: Final = ("device", "site", "edge", "command")


class TraceError(ValueError):
    """A trace cannot be read; the message names the line and what is wrong with it."""


class Record(NamedTuple):
    """One line. `t`, `since`: seconds of any epoch. `device`: empty where it is about none. `site` to `zone`:
    of a declaration; `since`, `cause`: of an offline fact, where they are known."""

    t: float
    type: str
    device: str = ""
    site: str | None = None
    critical: bool = False
    zone: str | None = None
    since: float | None = None
    cause: str | None = None


def read(lines: Iterable[bytes]) -> Iterator[Record]:
    """The records of a trace's lines, as they come. Raises TraceError."""
    known: set[str] = set()
    last: Record | None = None
    for number, line in enumerate(lines, 1):
        text = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if not text:
            continue
        try:
            record = _record(text)
            _in_order(record, last)
            if record.type == "device":
                known.add(record.device)
            elif record.device and record.device not in known:
                raise TraceError(
                    f"device {_shown(record.device)} was not declared. "
                    'Declare it before, with a line of type "device"'
                )
        except TraceError as error:
            raise TraceError(f"Line {number}: {error}.") from error
        last = record
        yield record


def _in_order(record: Record, last: Record | None) -> None:
    if last is None:
        return
    if last.type == "end":
        raise TraceError("nothing may come after the line of type end")
    if record.t < last.t:
        raise TraceError(f"t is {record.t:g}, before the {last.t:g} of the line above. Sort the trace by t")


def _record(text: bytes) -> Record:
    if len(text) > LONGEST_LINE:
        raise TraceError(f"it is longer than {LONGEST_LINE:,} bytes; a line is one JSON object")
    try:
        said = json.loads(text)
    except UnicodeDecodeError as error:
        raise TraceError("it is not text in UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise TraceError(f"it is not JSON ({_why(error)})") from error
    if not isinstance(said, dict):
        raise TraceError("it is JSON, but no object")
    type_ = said.get("type")
    if type_ not in TYPES:
        raise TraceError(f"type is {_shown(type_)}. It must be one of {', '.join(TYPES)}")
    t = _number(said, "t")
    if type_ == "device":
        return _declaration(said, t)
    if type_ in ("offline", "online"):
        return _fact(said, t, type_)
    return Record(t, type_)


def _declaration(said: Mapping[str, Any], t: float) -> Record:
    critical = said.get("critical")
    if not isinstance(critical, bool | None):
        raise TraceError(f"critical is {_shown(critical)}. It must be true or false")
    site = None if said.get("site") is None else _name(said, "site")
    return Record(t, "device", _name(said, "device"), site, bool(critical), _zone(said.get("tz")))


def _fact(said: Mapping[str, Any], t: float, type_: str) -> Record:
    since = None if said.get("since") is None else _number(said, "since")
    if since is not None and since > t:
        raise TraceError(f"since is {since:g}, after its t of {t:g}")
    cause = said.get("suspected_cause")
    return Record(t, type_, _name(said, "device"), since=since, cause=str(cause) if cause in CAUSES else None)


def _number(said: Mapping[str, Any], member: str) -> float:
    if member not in said:
        raise TraceError(f"{member} is missing: seconds, a number")
    value = said[member]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TraceError(f"{member} is {_shown(value)}. It must be a number of seconds")
    try:
        seconds = float(value)
    except OverflowError:
        seconds = math.inf
    if not math.isfinite(seconds):
        raise TraceError(f"{member} is not a finite number of seconds")
    return seconds


def _name(said: Mapping[str, Any], member: str) -> str:
    value = said.get(member)
    if not isinstance(value, str) or not value:
        raise TraceError(f"{member} is {_shown(value) if member in said else 'missing'}. It must be a text")
    if len(value) > LONGEST_NAME:
        raise TraceError(f"{member} is longer than {LONGEST_NAME} letters")
    return value


def _zone(value: object) -> str | None:
    if value is None:
        return None
    try:
        return zoneinfo.ZoneInfo(str(value)).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise TraceError(f"tz is {_shown(value)}. It must be a zone such as Africa/Casablanca") from error


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
