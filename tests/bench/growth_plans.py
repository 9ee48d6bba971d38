"""How a database answers the questions that are asked of many punches: the statements, and their plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge.feed import read_page
from edge.store import attendance, events, expected_punches, open_store, punch_hours, retention
from edge.store.attendance import Wanted
from edge.store.events import Position
from edge.store.ids import EPOCH_US, NODE_BITS, instant_of
from edge.store.positions import position_before
from edge.store.schema import punch

DAY_US: Final = 86_400 * 1_000_000
WIDTH: Final = 110


class Known(NamedTuple):
    """What questions are about: a punch in the middle of all, and the terminals that were asked of."""

    tenant_id: int
    punch_id: int
    device_id: int
    site_id: int
    pin: str
    punched_at: int
    devices: frozenset[int]


Question = Callable[[sa.Connection, Known], object]


def _listed(walk: attendance.Walk, **wanted: Any) -> Question:
    def ask(conn: sa.Connection, known: Known) -> object:
        named = {name: value(known) if callable(value) else value for name, value in wanted.items()}
        return attendance.page(
            conn, known.tenant_id, Wanted(**named), walk, ascending=False, after=None, limit=101
        )

    return ask


def _one_device(known: Known) -> frozenset[int]:
    return frozenset({known.device_id})


def _sites(known: Known) -> frozenset[int]:
    return frozenset({known.site_id})


def _pins(known: Known) -> frozenset[str]:
    return frozenset({known.pin})


_DAY: Final = {"punched_from": lambda of: of.punched_at, "punched_to": lambda of: of.punched_at + DAY_US}

QUESTIONS: Final[Mapping[str, Question]] = {
    "newest": _listed("time"),
    "a past day": _listed("time", **_DAY),
    "of a terminal": _listed("clock", device_ids=_one_device),
    "of a terminal, a past day": _listed("clock", device_ids=_one_device, **_DAY),
    "of terminals": _listed("clock", device_ids=lambda of: of.devices),
    "of a site": _listed("clock", device_ids=lambda of: of.devices, site_ids=_sites),
    "of a site, by time": _listed("time", site_ids=_sites, **_DAY),
    "of a person": _listed("time", pins=_pins),
    "of a person, a past day": _listed("time", pins=_pins, **_DAY),
    "as received": _listed("received", received_from=lambda of: instant_of(of.punch_id)),
    "after a cursor": lambda conn, of: attendance.page(
        conn,
        of.tenant_id,
        Wanted(),
        "time",
        ascending=False,
        after=(of.punched_at, of.punch_id),
        limit=101,
    ),
    "of a terminal, after a cursor": lambda conn, of: attendance.page(
        conn,
        of.tenant_id,
        Wanted(device_ids=frozenset({of.device_id})),
        "clock",
        ascending=False,
        after=(attendance.clock_bound(of.punched_at), of.punch_id),
        limit=101,
    ),
    "one": lambda conn, of: attendance.by_id(conn, of.tenant_id, of.punch_id),
    "punches of a site today": lambda conn, of: attendance.count_at_site(
        conn, of.tenant_id, of.site_id, sorted(of.devices), of.punched_at, of.punched_at + DAY_US
    ),
    "gap of a terminal": lambda conn, of: attendance.count_between(
        conn, of.tenant_id, of.device_id, of.punched_at, of.punched_at + DAY_US, since=of.punched_at
    ),
    "hours of a site": lambda conn, of: punch_hours.hours(conn, of.tenant_id, of.devices, of.punched_at, 48),
    "usual number of punches": lambda conn, of: expected_punches.counts(
        conn, of.tenant_id, of.devices, [(of.punched_at, of.punched_at + DAY_US)]
    ),
    "feed": lambda conn, of: read_page(conn, of.tenant_id, Position(0, of.punch_id), 500),
    "keys of the feed": lambda conn, of: events.keys_after(conn, of.tenant_id, Position(0, of.punch_id), 500),
    "bodies of the feed": lambda conn, of: events.punches_of(conn, of.tenant_id, [of.punch_id]),
    "end of the feed": lambda conn, of: events.newest(conn, of.tenant_id),
    "a moment in the feed": lambda conn, of: position_before(conn, of.tenant_id, of.punched_at),
    "retention": lambda conn, of: retention.delete_punches(conn, of.tenant_id, 0),
}


class Plan(NamedTuple):
    """A statement that a question led to, and each step by which the database answers it."""

    question: str
    statement: str
    steps: list[str]

    @property
    def scans(self) -> list[str]:
        """Steps that read all punches, whatever is asked for."""
        return [
            step
            for step in self.steps
            if step.startswith("SCAN punch") or "Seq Scan on punch" in step or "Seq Scan on event" in step
        ]


async def asked_of(url: str) -> list[Plan]:
    """The plans of every question, asked about a punch in the middle of the database."""
    store = await open_store(url)
    try:
        return await store.write(_plans)
    finally:
        await store.close()


async def plans(url: str) -> list[dict[str, str]]:
    """The same as rows for print."""
    return [
        {"question": plan.question if n == 0 else "", "step": step[:WIDTH]}
        for plan in await asked_of(url)
        for n, step in enumerate(plan.steps)
    ]


def _plans(conn: sa.Connection) -> list[Plan]:
    known = _known(conn)
    found = []
    for name, ask in QUESTIONS.items():
        with _overheard(conn) as statements:
            ask(conn, known)
        found += [
            Plan(name, text, _steps(conn, text, values)) for text, values in statements if "punch" in text
        ]
    return found


def _known(conn: sa.Connection) -> Known:
    tenant_id = conn.scalar(sa.select(sa.func.min(punch.c.tenant_id)))
    bounds = (sa.func.min(punch.c.id), sa.func.max(punch.c.id))
    first, last = (
        conn.scalar(sa.select(bound).where(punch.c.tenant_id == tenant_id)) or 0 for bound in bounds
    )
    middle = conn.execute(
        sa.select(punch.c.id, punch.c.device_id, punch.c.site_id, punch.c.pin, punch.c.punched_at)
        .where(punch.c.tenant_id == tenant_id, punch.c.id >= (first + last) // 2)
        .order_by(punch.c.id)
        .limit(1)
    ).one()
    beside = conn.scalars(
        sa.select(punch.c.device_id)
        .distinct()
        .where(
            punch.c.tenant_id == tenant_id,
            punch.c.id >= middle.id,
            punch.c.id < middle.id + (DAY_US << NODE_BITS),
            punch.c.site_id == middle.site_id,
        )
    )
    assert middle.id >> NODE_BITS < EPOCH_US
    return Known(tenant_id, *middle, frozenset(list(beside)[: attendance.MOST_MERGED]))


@contextmanager
def _overheard(conn: sa.Connection) -> Iterator[list[tuple[str, Any]]]:
    """The statements that a connection is given meanwhile, as its driver gets them."""
    heard: list[tuple[str, Any]] = []

    def hear(_conn: Any, _cursor: Any, text: str, values: Any, *_: Any) -> None:
        heard.append((text, values))

    sa.event.listen(conn, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        sa.event.remove(conn, "before_cursor_execute", hear)


def _steps(conn: sa.Connection, text: str, values: Any) -> list[str]:
    if conn.dialect.name == "sqlite":
        return [row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)]
    # A small table is read whole whatever indexes there are; what is asked here is whether they would do.
    conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
    return [row[0] for row in conn.exec_driver_sql(f"EXPLAIN {text}", values)]
