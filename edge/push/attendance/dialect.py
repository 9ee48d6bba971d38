"""What a terminal asks, told from its request alone: the kind, the table, the stamp, the dialect."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from edge.push.text import decode

Dialect = Literal["att", "acc"]


class Kind(Enum):
    """What kinds of request there are."""

    INIT = auto()  # wants its options
    OPTIONS = auto()  # tells its options
    POLL = auto()  # asks for commands
    INFO = auto()  # asks for commands, and tells of itself
    PING = auto()
    ATTLOG = auto()
    PHOTO = auto()  # ATTPHOTO or FPIMAGE: binary, has no lines
    TABLE = auto()  # any other table
    RESULTS = auto()  # of commands
    TIME = auto()  # asks what time it is
    LOOKUP = auto()  # asks for a person or a form; `table` says which
    AUTHENTICATE = auto()  # asks whether to let a person in
    EVENT = auto()  # a door of an old terminal
    EXCHANGE = auto()  # keys, for an encryption that nobody outside the vendor can do
    FILE = auto()
    ACCESS = auto()  # endpoints that only access terminals use
    UNCLASSIFIED = auto()  # an upload that says nothing of what it is: kept, acknowledged
    UNKNOWN = auto()  # no endpoint of the protocol


class Request(NamedTuple):
    """`table` is trimmed and in capitals, "" where there is none; `stamp` is for the next init to echo."""

    kind: Kind
    table: str = ""
    stamp: str | None = None


_BY_ENDPOINT: Final = {
    "ping": Kind.PING,
    "devicecmd": Kind.RESULTS,
    "event": Kind.EVENT,
    "exchange": Kind.EXCHANGE,
    "file": Kind.FILE,
    "registry": Kind.ACCESS,
    "push": Kind.ACCESS,
    "querydata": Kind.ACCESS,
}
_BY_TABLE: Final = {
    "ATTLOG": Kind.ATTLOG,
    "OPTIONS": Kind.OPTIONS,
    "ATTPHOTO": Kind.PHOTO,
    "FPIMAGE": Kind.PHOTO,
}
_LOOKUPS: Final = frozenset({"REMOTEATT", "SELFSERVICEDATA"})
# How push 1.x, which names no table, tells what it sends (PROTOCOL.md §3.5).
_BY_STAMP: Final = (
    ("fpimage", "FPIMAGE"),
    ("photostamp", "ATTPHOTO"),
    ("opstamp", "OPERLOG"),
    ("stamp", "ATTLOG"),
)
_STAMPS: Final = ("stamp", "opstamp", "photostamp")
_LONGEST_TABLE: Final = 64
_STAMP = re.compile(r"[0-9A-Za-z:.+-]{1,32}")
_HEADING = re.compile(rb"\s*TABLE[ \t]*=[ \t]*([A-Za-z_]{1,64})[ \t\0]*\r?(?:\n|$)", re.IGNORECASE)
_RESULT = re.compile(
    rb"\s*ID=[A-Za-z0-9]{1,64}[&\r\n](?:[A-Z]+=[^&\r\n]*[&\r\n]+){0,3}Return=", re.IGNORECASE
)

_ACCESS_TABLES: Final = frozenset({"RTLOG", "RTSTATE", "IRSTATE", "TESTDATA", "TABLEDATA"})
_ATTENDANCE_TABLES: Final = frozenset({"ATTLOG", "OPERLOG"})
_ACCESS_ENDPOINTS: Final = frozenset({"registry", "push"})


def classify(endpoint: str, method: str, query: Mapping[str, bytes], body: bytes = b"") -> Request:
    """What is asked. `endpoint` is canonical, `query` has lower-case names and decoded values; of `body` the
    beginning is enough (PROTOCOL.md §3.1, §4, §5, §9)."""
    if endpoint in ("cdata", "fdata"):
        return _classify_data(endpoint, method, query, body)
    if endpoint == "getrequest":
        return Request(Kind.INFO if "info" in query else Kind.POLL)
    if endpoint == "rtdata" and _word(query, "type") == "TIME":
        return Request(Kind.TIME)
    return Request(_BY_ENDPOINT.get(endpoint, Kind.UNKNOWN))


def table_of(query: Mapping[str, bytes]) -> str:
    """The table that the query names, trimmed and in capitals: `table= attlog ` is ATTLOG (§12 #22)."""
    return _word(query, "table")


def dialect_of(
    query: Mapping[str, bytes], table: str, stored: str | None, endpoint: str = "cdata"
) -> Dialect:
    """The dialect a terminal speaks: as it says, else as it behaves, else as before, else attendance (§0.3).

    `table` as `Request` has it, `stored` is what was found for this terminal before.
    """
    announced = _word(query, "devicetype")
    if announced:
        return "acc" if announced == "ACC" else "att"  # the rest is free text: `middle east` on a Biopro SA40
    if table in _ACCESS_TABLES or endpoint in _ACCESS_ENDPOINTS:
        return "acc"
    if table in _ATTENDANCE_TABLES:
        return "att"
    return "acc" if stored == "acc" else "att"


def _classify_data(endpoint: str, method: str, query: Mapping[str, bytes], body: bytes) -> Request:
    table = table_of(query)
    reading = method not in ("POST", "PUT")
    if table and not (reading and table in _LOOKUPS):
        return _upload(table, query)
    if table:
        return Request(Kind.LOOKUP, table)
    if "authtype" in query:
        return Request(Kind.AUTHENTICATE)
    wanted = _word(query, "type")
    if wanted == "TIME":
        return Request(Kind.TIME)
    if reading and wanted:
        return Request(Kind.LOOKUP, wanted)
    if reading and "pin" in query:
        return Request(Kind.LOOKUP, "ROAMING")
    if reading or ("options" in query and not body):
        return Request(Kind.INIT)
    return _classify_nameless(endpoint, query, body)


def _classify_nameless(endpoint: str, query: Mapping[str, bytes], body: bytes) -> Request:
    if _RESULT.match(body):
        return Request(Kind.RESULTS)  # some X100-C post results here (§7.3)
    heading = _HEADING.match(body)
    if heading:
        return _upload(heading[1].decode().upper(), query)
    for name, table in _BY_STAMP:
        if name in query:
            return _upload(table, query)
    return _upload("ATTPHOTO", query) if endpoint == "fdata" else Request(Kind.UNCLASSIFIED)


def _upload(table: str, query: Mapping[str, bytes]) -> Request:
    for name in _STAMPS:
        raw = query.get(name)
        if raw is not None:
            stamp = decode(raw).text.strip()
            return Request(
                _BY_TABLE.get(table, Kind.TABLE), table, stamp if _STAMP.fullmatch(stamp) else None
            )
    return Request(_BY_TABLE.get(table, Kind.TABLE), table)


def _word(query: Mapping[str, bytes], name: str) -> str:
    raw = query.get(name)
    if not raw:
        return ""
    return _usual_word(raw) if len(raw) <= _LONGEST_TABLE else _as_word(raw)


def _as_word(raw: bytes) -> str:
    return decode(raw).text.strip().upper()[:_LONGEST_TABLE].rstrip()


_usual_word = lru_cache(maxsize=256)(_as_word)  # there are not many tables
