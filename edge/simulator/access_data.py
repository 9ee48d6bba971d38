"""DATA UPDATE, DELETE, COUNT and QUERY on the tables of an access terminal (PROTOCOL.md §10.8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from edge.simulator.access_answers import Order
from edge.simulator.access_log import AccessEvent
from edge.simulator.access_machine import AccessMachine
from edge.simulator.access_outcome import AccessOutcome, done
from edge.simulator.access_tables import NoSuchColumn, Row, pairs_of, record_line
from edge.simulator.access_wire import Packet, transaction_line
from edge.simulator.answers import time_from
from edge.simulator.encoded_time import decoded_seconds

# Return codes of §10.10
NO_CONDITION, MISSING_FIELD, NO_SUCH_TABLE, NO_SUCH_COLUMN, UNPARSABLE = -101, -102, -629, -621, -105
NO_SPACE, WRONG_LENGTH, EMPTY_TEMPLATE, NO_SUCH_PERSON, BAD_URL, BASE64_LENGTH = (
    -18,
    -20,
    -26,
    -27,
    -618,
    -631,
)

_QUERY = re.compile(r"tablename=([^,]*),\s*fielddesc=(.*?),\s*filter=(.*)", re.DOTALL | re.IGNORECASE)
_TRANSPORT = frozenset({"format", "url", "postbacktmpflag"})  # how a photo comes, nothing that is kept
_CONTENT = {"templatev10": "template", "biodata": "tmp", "biophoto": "content", "userpic": "content"}
TRANSACTION = "transaction"


# Writing


def update_table(machine: AccessMachine, order: Order, arguments: str) -> AccessOutcome:
    """Adds or changes records; the first that is refused ends it."""
    name, _, records = arguments.partition(" ")
    table = machine.tables.table(name)
    returned = NO_SUCH_TABLE if table is None else 0
    for record in records.split("\n") if table is not None else ():
        returned = _put(machine, table.name, pairs_of(record)) if table is not None else returned
        if returned < 0:
            break
    return done(machine, order, "DATA UPDATE", returned)


def _put(machine: AccessMachine, name: str, row: Row) -> int:
    tables = machine.tables
    table = tables.table(name)
    assert table is not None  # the caller looked it up
    refusal = _refused(machine, name, row, table.personal)
    if refusal:
        return refusal
    kept = {key: value for key, value in row.items() if key not in _TRANSPORT or key in table.columns}
    try:
        tables.put(name, kept)
    except NoSuchColumn:
        return NO_SUCH_COLUMN
    if name == "biophoto" and "biodata" in machine.firmware.tables:
        _template_of_photo(machine, row)
    return 0


def _refused(machine: AccessMachine, name: str, row: Row, personal: bool) -> int:
    if not row:
        return UNPARSABLE
    pin = row.get("pin", "")
    if (name == "user" or personal) and not pin:
        return MISSING_FIELD
    if personal and machine.tables.user(pin) is None:
        return NO_SUCH_PERSON
    if name == "user" and machine.tables.user(pin) is None:
        return NO_SPACE if machine.tables.count(name) >= machine.model.max_users else 0
    if name not in _CONTENT:
        return 0
    content = row.get(_CONTENT[name], "")
    if row.get("format", "0") == "1" and name in ("biophoto", "userpic"):
        return BAD_URL  # photos by address are an option these builds do not have
    if not content:
        return EMPTY_TEMPLATE
    if len(content) % 4:
        return BASE64_LENGTH
    return WRONG_LENGTH if row.get("size", str(len(content))) != str(len(content)) else 0


def _template_of_photo(machine: AccessMachine, row: Row) -> None:
    template = {
        "pin": row["pin"],
        "type": row.get("type", "9"),
        "valid": "1",
        "duress": "0",
        "majorver": str(machine.model.faces),
        "minorver": "0",
        "format": "0",
        "tmp": row["content"][:800],
    }
    machine.tables.put("biodata", template)


def delete_table(machine: AccessMachine, order: Order, arguments: str) -> AccessOutcome:
    """Removes what matches a condition; what is not there is no error."""
    name, _, told = arguments.partition(" ")
    if name.lower() == TRANSACTION and told.strip() == "*":
        machine.punches.clear()
        machine.events.clear()
        machine.next_index = 1
        return done(machine, order, "DATA DELETE")
    table = machine.tables.table(name)
    if table is None:
        return done(machine, order, "DATA DELETE", NO_SUCH_TABLE)
    condition = pairs_of(told)
    if told.strip() != "*" and not condition:
        return done(machine, order, "DATA DELETE", NO_CONDITION)
    try:
        machine.tables.delete(table.name, condition)
    except NoSuchColumn:
        return done(machine, order, "DATA DELETE", NO_SUCH_COLUMN)
    return done(machine, order, "DATA DELETE")


# Asking


def count_table(machine: AccessMachine, order: Order, arguments: str) -> AccessOutcome:
    """Tells how many records there are, then that it told."""
    name, _, told = arguments.partition(" ")
    name = name.lower()
    try:
        found = len(_lines(machine, name, told))
    except LookupError:
        return done(machine, order, "DATA COUNT", NO_SUCH_TABLE)
    except NoSuchColumn:
        return done(machine, order, "DATA COUNT", NO_SUCH_COLUMN)
    packet = Packet("count", order.id, name, 1, 1, 1, f"{name}={found}".encode())
    return done(machine, order, "DATA COUNT", packets=(packet,))


def query_table(machine: AccessMachine, order: Order, arguments: str) -> AccessOutcome:
    """Tells records in packets; the result says how many they were."""
    asked = _QUERY.fullmatch(arguments.strip("\r\n"))
    if asked is None:
        return done(machine, order, "DATA QUERY", NO_SUCH_TABLE)
    name = asked[1].strip().lower()
    if name == "options":
        return options_told(machine, order, "DATA QUERY", asked[2])
    try:
        lines = _lines(machine, name, asked[3])
    except LookupError:
        return done(machine, order, "DATA QUERY", NO_SUCH_TABLE)
    except NoSuchColumn:
        return done(machine, order, "DATA QUERY", NO_SUCH_COLUMN)
    return done(machine, order, "DATA QUERY", len(lines), packets=_packets(machine, order, name, lines))


def _lines(machine: AccessMachine, name: str, told: str) -> list[str]:
    """The records that a filter lets through. Raises LookupError where there is no such table, and
    NoSuchColumn."""
    if name == TRANSACTION:
        return [transaction_line(event, machine.serial) for event in _events(machine, told)]
    if machine.tables.table(name) is None:
        raise LookupError(name)
    condition = {} if told.strip() in ("", "*") else pairs_of(told)
    return [record_line(name, row) for row in machine.tables.matching(name, condition)]


def _events(machine: AccessMachine, told: str) -> list[AccessEvent]:
    start, end = datetime(2000, 1, 1), datetime(2099, 12, 31)
    condition = pairs_of(told)
    if "starttime" in condition:
        start = _moment(condition["starttime"]) or start
    if "endtime" in condition:
        end = _moment(condition["endtime"], end=True) or end
    logs = (machine.punches, machine.events)
    found = [event for log in logs for event in log.between(start, end)]
    if told.strip() == "NewRecord":
        found = [event for event in found if not event.acknowledged]
    return sorted(found, key=lambda event: event.index)


def _moment(text: str, end: bool = False) -> datetime | None:
    return decoded_seconds(int(text)) if re.fullmatch(r"[0-9]{1,10}", text) else time_from(text, end)


def _packets(machine: AccessMachine, order: Order, name: str, lines: Sequence[str]) -> tuple[Packet, ...]:
    size = machine.firmware.packet_bytes
    records = [f"{line}\n".encode() for line in lines]
    if machine.firmware.splits_records:
        whole = b"".join(records)
        bodies = [whole[start : start + size] for start in range(0, len(whole), size)]
    else:
        bodies = _whole_records(records, size)
    return tuple(
        Packet("tabledata", order.id, name, len(lines), len(bodies), number, body)
        for number, body in enumerate(bodies, 1)
    )


def _whole_records(records: Sequence[bytes], size: int) -> list[bytes]:
    bodies: list[bytes] = []
    for record in records:
        if bodies and len(bodies[-1]) + len(record) <= size:
            bodies[-1] += record
        else:
            bodies.append(record)
    return bodies


def options_told(machine: AccessMachine, order: Order, echo: str, names: str) -> AccessOutcome:
    """Values of options; what it does not know, or has nothing for, is left out of the answer (§10.8)."""
    known = machine.known_options()
    asked = list(known) if names.strip() in ("*", "") else [name.strip() for name in names.split(",")]
    body = ",".join(f"{name}={known[name]}" for name in asked if known.get(name))
    packet = Packet("options", order.id, "options", 1, 1, 1, body.encode())
    return done(machine, order, echo, packets=(packet,))
