"""Rows of every table, as many different ones as its columns take."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from edge.store import events, schema
from edge.store.ids import MAX_ID

TABLES = schema.metadata.sorted_tables
TENANT = 1


def a_row(table: sa.Table, number: int) -> dict[str, Any]:
    """A row that its table takes; every third column that may be empty is, in turn."""
    words = _allowed(table)
    row: dict[str, Any] = {}
    for place, column in enumerate(table.c):
        if column.nullable and (place + number) % 3 == 0:
            row[column.name] = None
        elif column.name == "tenant_id":
            row[column.name] = TENANT
        elif column.name in words:
            row[column.name] = words[column.name]
        else:
            row[column.name] = _a_value(column.type, number)
    if table.name == "webhook_delivery":
        row["finished_at"] = None  # it is pending
    return row


def _allowed(table: sa.Table) -> dict[str, str]:
    """Of columns that hold one word of a few, the first."""
    found = [
        re.match(r"(\w+) IN \('(\w+)'", str(check.sqltext))
        for check in table.constraints
        if isinstance(check, sa.CheckConstraint)
    ]
    return {one[1]: one[2] for one in found if one}


def _a_value(kind: sa.types.TypeEngine[Any], number: int) -> Any:
    match kind:
        case sa.JSON():
            return [None, {"a": "é\0\u2028", "n": 2**53 - number, "f": 0.1}, {}, [], "text"][number % 5]
        case sa.Boolean():
            return number % 2 == 0
        case sa.Text():
            return ["plain", "بوابة", "\U0001f6aa '\"\\\t\r\n", " B", "b"][number % 5] + str(number)
        case sa.LargeBinary():
            return bytes([0, 255, number]) + b"\\x\n"
        case sa.Double():
            return [0.0, -1 / 3, 1e300, 33.5][number % 4]
        case sa.BigInteger():
            return MAX_ID - number if number % 2 else number + 1
        case sa.Integer():
            return [2**31 - 1, -(2**31), 0, -7][number % 4] if number < 4 else number
    raise AssertionError(f"no value for {kind!r}")


def everything(conn: sa.Connection, table: sa.Table) -> list[Any]:
    rows = [dict(row) for row in conn.execute(sa.select(table)).mappings()]
    return sorted(rows, key=repr)


def fill(conn: sa.Connection, count: int = 9) -> None:
    for table in TABLES:
        keys = [key.name for key in table.primary_key.columns if key.name != "tenant_id"]
        rows = [a_row(table, number) for number in range(count if keys else 1)]
        for number, row in enumerate(rows):
            # Keys that begin alike, in an order that is not that of a language.
            row |= {key: f"{'aB_é'[number % 4]}{number}" for key in keys if _is_text(table.c[key])}
            row |= {key: 100 + number for key in keys if not _is_text(table.c[key]) and key in row}
            row |= {key: bytes([number]) for key in keys if isinstance(table.c[key].type, sa.LargeBinary)}
            row |= {key: "device" for key in keys if key == "kind" and table.name == "employee_place"}
        conn.execute(table.insert(), rows)


def _is_text(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.Text)


def tell_of(conn: sa.Connection, numbers: range) -> None:
    """Events and punches in turn, each under its number."""
    for number in numbers:
        if number % 2:
            events.append(conn, TENANT, number, {"event": "test", "n": number})
        else:
            conn.execute(schema.punch.insert(), a_punch(number))


def a_punch(number: int) -> dict[str, Any]:
    row = a_row(schema.punch, 1) | {"id": number, "device_id": 5, "dedup": b"%d" % number, "site_id": None}
    return {name: value for name, value in row.items() if name != "xid"}


def a_device() -> dict[str, Any]:
    return a_row(schema.device, 1) | {"id": 5, "retired_at": None}
