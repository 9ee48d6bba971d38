"""What an access terminal asks, told from its request alone: the kind, the table, the command."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from typing import Final, NamedTuple

from edge.push.text import decode


class Kind(Enum):
    """What kinds of request there are in the access dialect (PROTOCOL.md §10.1, §10.5-§10.8)."""

    INIT = auto()  # says that it is there; wants `OK` or the `registry=ok` block
    REGISTER = auto()  # tells what it is, wants a RegistryCode
    CONFIGURE = auto()  # wants its options: /push
    OPTIONS = auto()  # tells its options
    POLL = auto()  # asks for commands
    INFO = auto()  # asks for commands, and tells of itself
    PING = auto()
    LOG = auto()  # rtlog: what happened
    STATE = auto()  # rtstate: how the doors stand
    COUNTERS = auto()  # irstate of a passage
    WIEGAND = auto()  # testdata, after a Wiegand test of ours
    TABLE = auto()  # tabledata; `table` says which
    ANSWER = auto()  # querydata: rows, maybe in packets, maybe as an archive
    COUNT = auto()  # querydata: how many rows
    ANSWERED_OPTIONS = auto()  # querydata: values of options
    OVERVIEW = auto()  # what files an ACCOUNT of ours will bring
    ARCHIVE = auto()  # one of these files
    RESULTS = auto()  # of commands
    VERIFY = auto()  # asks whether to let a person in
    TIME = auto()  # asks what time it is
    FILE = auto()  # wants to download
    EXCHANGE = auto()  # keys, for an encryption that nobody outside the vendor can do
    OTHER_TABLE = auto()  # a table of no name known here: kept whole, acknowledged with OK
    UNCLASSIFIED = auto()  # an upload that says nothing of what it is: kept whole, acknowledged with OK
    UNKNOWN = auto()  # no endpoint of the protocol: 404, as a 200 may leave it polling only (§10.1, C10)


class Request(NamedTuple):
    """`table` is trimmed and in lower case, "" where there is none; `said` is the same as the terminal spells
    it, for replies that name it. `command_id` is that of our command where the request answers one."""

    kind: Kind
    table: str = ""
    said: str = ""
    command_id: str | None = None


_BY_ENDPOINT: Final = {
    "registry": Kind.REGISTER,
    "push": Kind.CONFIGURE,
    "ping": Kind.PING,
    "devicecmd": Kind.RESULTS,
    "exchange": Kind.EXCHANGE,
}
_BY_TABLE: Final = {
    "rtlog": Kind.LOG,
    "rtstate": Kind.STATE,
    "irstate": Kind.COUNTERS,
    "testdata": Kind.WIEGAND,
    "tabledata": Kind.TABLE,
    "options": Kind.OPTIONS,
}
_BY_ANSWER: Final = {"count": Kind.COUNT, "options": Kind.ANSWERED_OPTIONS}
_UPLOADING: Final = frozenset({"POST", "PUT"})
_NAME = re.compile(r"[A-Za-z0-9_]{1,64}")
_COMMAND_ID = re.compile(r"[A-Za-z0-9]{1,64}")
_RESULT = re.compile(rb"\s*ID=[A-Za-z0-9]{1,64}&(?:SN=[^&\r\n]*&)?Return=", re.IGNORECASE)


def classify(endpoint: str, method: str, query: Mapping[str, bytes], body: bytes = b"") -> Request:
    """What is asked. `endpoint` is canonical, `query` has lower-case names and decoded values; of `body` the
    beginning is enough. Whether it is GET or POST counts only where both mean something (C16)."""
    uploading = method in _UPLOADING
    match endpoint:
        case "cdata" | "fdata":
            return _classify_data(uploading, query, body)
        case "getrequest":
            return Request(Kind.INFO if "info" in query else Kind.POLL)
        case "querydata":
            return _answer(query)
        case "file" if uploading:
            return Request(Kind.ARCHIVE, *_table(query, "table"), _command_id(query))
        case "file":
            return Request(Kind.FILE)
        case "rtdata" if _word(query, "type").lower() == "time":
            return Request(Kind.TIME)
        case _:
            return Request(_BY_ENDPOINT.get(endpoint, Kind.UNKNOWN))


def _classify_data(uploading: bool, query: Mapping[str, bytes], body: bytes) -> Request:
    outer = _word(query, "table").lower()
    if outer == "tabledata":
        table, said = _table(query, "tablename")
        return Request(Kind.TABLE, table, said, _command_id(query)) if table else Request(Kind.UNCLASSIFIED)
    if outer:
        table, said = _table(query, "table")
        return Request(_BY_TABLE.get(table, Kind.OTHER_TABLE), table, said)
    if "authtype" in query:
        return Request(Kind.VERIFY)
    if _word(query, "type").lower() == "time":
        return Request(Kind.TIME)
    if _word(query, "desc").lower() == "overview":
        return Request(Kind.OVERVIEW, command_id=_command_id(query))
    if not uploading or ("options" in query and not body):
        return Request(Kind.INIT)
    return Request(Kind.RESULTS if _RESULT.match(body) else Kind.UNCLASSIFIED)


def _answer(query: Mapping[str, bytes]) -> Request:
    kind = _BY_ANSWER.get(_word(query, "type").lower(), Kind.ANSWER)
    table, said = _table(query, "tablename")
    if kind is Kind.ANSWER and not table:
        kind = Kind.UNCLASSIFIED
    return Request(kind, table, said, _command_id(query))


def _table(query: Mapping[str, bytes], name: str) -> tuple[str, str]:
    """A table's name, in lower case and as sent; empty where it is none, so that no reply repeats noise."""
    said = _word(query, name).strip("[]")
    return (said.lower(), said) if _NAME.fullmatch(said) else ("", "")


def _command_id(query: Mapping[str, bytes]) -> str | None:
    said = _word(query, "cmdid")
    return said if _COMMAND_ID.fullmatch(said) and said != "0" else None


def _word(query: Mapping[str, bytes], name: str) -> str:
    value = query.get(name)
    return decode(value).text.strip() if value else ""
