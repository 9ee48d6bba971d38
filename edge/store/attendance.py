"""Punches as lists: every filter has an index to walk, in the order in which the answer comes.

Punches of some devices have no index by instant, which would cost ingest a random page for each: there the
key of deduplication, which begins with the terminal's own clock, gives the order. Devices and people are
walked one by one and merged, so that a page never costs more than a page of each.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, NamedTuple

import sqlalchemy as sa

from edge.store.engine import settled
from edge.store.ids import first_id_at
from edge.store.schema import device, punch, site

Walk = Literal["time", "clock", "received"]
Anchor = tuple[int | bytes, int]  # the last row's place in the walk: sort value, id

# Where filters match little, so many punches are looked through for a page, a window at a time; then the page
# ends with what was found, and the next one goes on from there.
WINDOW: Final = 10_000
WINDOWS: Final = 4
# Where several walks are merged, so many places at most are looked at together.
MOST_LOOK: Final = 4_096
# Beyond so many devices or people the whole tenant is walked instead: then few of its punches are others'.
MOST_MERGED: Final = 64


class StoredPunch(NamedTuple):
    """A punch, with numbers for its device and site, and its place in a walk."""

    id: int
    pin: str
    punched_at: int
    utc_offset: int
    timezone: str
    time_quality: str
    status: int
    verify: int
    verify_mode: str
    work_code: str | None
    mask: int | None
    temperature: str | None
    device_id: int
    site_id: int | None
    place: int | bytes


class Found(NamedTuple):
    """Punches of a walk; `stopped_at`: how far was looked, where that is not as far as the punches go."""

    punches: list[StoredPunch]
    stopped_at: Anchor | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which punches; None means any. Instants in microseconds, the upper ones exclusive."""

    punched_from: int | None = None
    punched_to: int | None = None
    received_from: int | None = None
    received_to: int | None = None
    pins: frozenset[str] | None = None
    device_ids: frozenset[int] | None = None
    site_ids: frozenset[int] | None = None
    statuses: frozenset[int] | None = None
    verify_modes: frozenset[str] | None = None


def walk_for(wanted: Wanted) -> Walk:
    """The walk that reads least, where the order is by punch time."""
    few_people = wanted.pins is not None and len(wanted.pins) <= MOST_MERGED
    few_devices = wanted.device_ids is not None and len(wanted.device_ids) <= MOST_MERGED
    return "clock" if few_devices and not few_people else "time"


def page(
    conn: sa.Connection,
    tenant_id: int,
    wanted: Wanted,
    walk: Walk,
    *,
    ascending: bool,
    after: Anchor | None,
    limit: int,
) -> Found:
    """The next punches of a walk, after a place in it. `received` is always ascending."""
    steps = _Steps(conn, tenant_id, walk, ascending or walk == "received")
    parts = _parts(wanted, walk)
    if len(parts) > 1:
        return steps.merged(wanted, parts, after, limit)
    if not _searches(parts[0], walk):
        return Found(steps.rows(parts[0], after, None, limit), None)
    rows: list[StoredPunch] = []
    for _ in range(WINDOWS):
        end = steps.end_of_window(parts[0], after)
        rows += steps.rows(parts[0], after, end, limit - len(rows))
        if end is None or len(rows) == limit:
            return Found(rows, None)
        after = end
    return Found(rows, after)


def _parts(wanted: Wanted, walk: Walk) -> list[Wanted]:
    """The same question, put for each device or person apart where an index then gives the order."""
    if walk == "time" and wanted.pins is not None and len(wanted.pins) <= MOST_MERGED:
        return [replace(wanted, pins=frozenset({pin})) for pin in sorted(wanted.pins)] or [wanted]
    if walk == "clock" and wanted.device_ids is not None and len(wanted.device_ids) <= MOST_MERGED:
        return [replace(wanted, device_ids=frozenset({one})) for one in sorted(wanted.device_ids)] or [wanted]
    return [wanted]


def _walked(wanted: Wanted, walk: Walk) -> Wanted:
    """What of the question the index of a walk answers by itself."""
    received = (wanted.received_from, wanted.received_to)
    if walk == "received":
        return Wanted(received_from=received[0], received_to=received[1])
    punched = Wanted(punched_from=wanted.punched_from, punched_to=wanted.punched_to)
    if walk == "clock":
        return replace(punched, device_ids=wanted.device_ids)
    few = wanted.pins is not None and len(wanted.pins) == 1
    return replace(punched, pins=wanted.pins) if few else punched


def _searches(wanted: Wanted, walk: Walk) -> bool:
    """Whether a walk passes punches that are not wanted, perhaps very many of them."""
    return _walked(wanted, walk) != wanted


@dataclass(frozen=True, slots=True)
class _Steps:
    """The statements of a walk."""

    conn: sa.Connection
    tenant_id: int
    walk: Walk
    ascending: bool

    def rows(
        self, wanted: Wanted, after: Anchor | None, until: Anchor | None, limit: int
    ) -> list[StoredPunch]:
        statement = self._one(wanted, after, until).limit(limit)
        return [StoredPunch._make(row) for row in self.conn.execute(statement)]

    def merged(self, wanted: Wanted, parts: Sequence[Wanted], after: Anchor | None, limit: int) -> Found:
        """Of several walks, as one. Where filters match little, more and more is looked through."""
        rows: list[StoredPunch] = []
        look, looked = limit, 0
        while looked < WINDOW:
            places, to_the_end = self._places(parts, after, look)
            fresh = self._at(wanted, places[:look])
            rows += fresh
            if len(rows) >= limit:
                return Found(rows[:limit], None)
            if to_the_end and len(places) <= look:
                return Found(rows, None)
            after = places[:look][-1]
            looked += look
            if len(fresh) * 4 < look:
                look = min(look * 4, MOST_LOOK)
        return Found(rows, after)

    def _places(self, parts: Sequence[Wanted], after: Anchor | None, limit: int) -> tuple[list[Anchor], bool]:
        """About so many next places of several walks, and whether they are the last.

        Their indexes alone say them: the punches themselves lie apart. Of each walk its share is read and
        some more; where one has more to come, the places of the others count up to its last.
        """
        each_limit = 2 * limit // len(parts) + 8
        place = _place(self.conn, self.walk).label("place")
        each = []
        for number, part in enumerate(parts):
            keys = self._one(_walked(part, self.walk), after, None)
            keys = keys.with_only_columns(sa.literal(number).label("part"), place, punch.c.id)
            each.append(sa.select(keys.limit(each_limit).subquery()))
        found: dict[int, list[Anchor]] = {}
        for number, where, row_id in self.conn.execute(sa.union_all(*each)):
            found.setdefault(number, []).append((where, row_id))
        first, last = (min, max) if self.ascending else (max, min)
        ends = [last(places) for places in found.values() if len(places) == each_limit]
        every = sorted((place for places in found.values() for place in places), reverse=not self.ascending)
        if not ends:
            return every, True
        end = first(ends)
        return [place for place in every if first(place, end) == place], False

    def _at(self, wanted: Wanted, places: Sequence[Anchor]) -> list[StoredPunch]:
        """The punches of places that are wanted, in that order."""
        ids = [row_id for _, row_id in places]
        # As a column: a range among the conditions would have its index walked instead of the ids.
        fits = sa.and_(sa.true(), *_conditions(wanted, self.walk))
        every = self._one(Wanted(), None, None).add_columns(fits).order_by(None)
        rows = self.conn.execute(every.where(punch.c.id.in_(ids)))
        found = {row[0]: StoredPunch._make(row[:-1]) for row in rows if row[-1]}
        return [found[row_id] for row_id in ids if row_id in found]

    def end_of_window(self, wanted: Wanted, after: Anchor | None) -> Anchor | None:
        """The last place of the next WINDOW punches; None where fewer are left."""
        keys = self._keys()
        within = self._one(_walked(wanted, self.walk), after, None)
        statement = within.with_only_columns(*keys).limit(1).offset(WINDOW - 1)
        found = self.conn.execute(statement).first()
        if found is None:
            return None
        return (0, found[0]) if len(keys) == 1 else (found[0], found[1])

    def _one(self, wanted: Wanted, after: Anchor | None, until: Anchor | None) -> sa.Select[Any]:
        columns = [punch.c[name] for name in StoredPunch._fields[:-1]]
        place = _place(self.conn, self.walk).label("place")
        keys = self._keys()
        statement = sa.select(*columns, place).where(
            punch.c.tenant_id == self.tenant_id, *_conditions(wanted, self.walk)
        )
        if self.walk == "received":
            statement = statement.where(settled(self.conn, punch))
        if after is not None:
            statement = statement.where(*self._beyond(keys, after))
        if until is not None:
            here, there = sa.tuple_(*keys), sa.tuple_(*self._values(keys, until))
            statement = statement.where(here <= there if self.ascending else here >= there)
        if self.walk == "clock" and wanted.device_ids is not None and len(wanted.device_ids) == 1:
            keys = keys[:1]  # unique within a device: nothing is left to put in order
        return statement.order_by(*self._ordered(keys))

    def _beyond(self, keys: list[Any], after: Anchor) -> list[sa.ColumnElement[bool]]:
        values = self._values(keys, after)
        here, there = sa.tuple_(*keys), sa.tuple_(*values)
        # The second says nothing new, but lets the planner see the range in the index.
        if self.ascending:
            return [here > there, keys[0] >= values[0]]
        return [here < there, keys[0] <= values[0]]

    def _keys(self) -> list[Any]:
        # On SQLite ids are in the order of commits, so as received only the id counts.
        if self.walk == "received" and self.conn.dialect.name == "sqlite":
            return [punch.c.id]
        return [_place(self.conn, self.walk), punch.c.id]

    def _values(self, keys: list[Any], anchor: Anchor) -> list[sa.BindParameter[Any]]:
        return [sa.literal(value) for value in anchor[-len(keys) :]]

    def _ordered(self, keys: list[Any]) -> list[sa.UnaryExpression[Any]]:
        return [key.asc() if self.ascending else key.desc() for key in keys]


def _place(conn: sa.Connection, walk: Walk) -> sa.ColumnElement[int | bytes]:
    if walk == "time":
        return punch.c.punched_at
    if walk == "clock":
        return punch.c.dedup
    return sa.literal(0) if conn.dialect.name == "sqlite" else punch.c.xid


def _conditions(wanted: Wanted, walk: Walk) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.punched_from is not None:
        found.append(punch.c.punched_at >= wanted.punched_from)
        if walk == "clock":
            found.append(punch.c.dedup >= clock_bound(wanted.punched_from - _WIDEST_OFFSET_US))
    if wanted.punched_to is not None:
        found.append(punch.c.punched_at < wanted.punched_to)
        if walk == "clock":
            found.append(punch.c.dedup < clock_bound(wanted.punched_to + _WIDEST_OFFSET_US))
    if wanted.received_from is not None:
        found.append(punch.c.id >= first_id_at(wanted.received_from))
    if wanted.received_to is not None:
        found.append(punch.c.id < first_id_at(wanted.received_to))
    for column, values in (
        (punch.c.pin, wanted.pins),
        (punch.c.device_id, wanted.device_ids),
        (punch.c.site_id, wanted.site_ids),
        (punch.c.status, wanted.statuses),
        (punch.c.verify_mode, wanted.verify_modes),
    ):
        if values is not None:
            found.append(_one_of(column, values))
    return found


def _one_of(column: sa.Column[object], values: Collection[object]) -> sa.ColumnElement[bool]:
    return column == next(iter(values)) if len(values) == 1 else column.in_(sorted(values, key=str))


_WIDEST_OFFSET_US: Final = 24 * 3600 * 1_000_000


def clock_bound(local_us: int) -> bytes:
    """The least key of deduplication that begins with a local time."""
    return (min(max(local_us + (1 << 63), 0), (1 << 64) - 1)).to_bytes(8, "big")


def by_id(conn: sa.Connection, tenant_id: int, punch_id: int) -> StoredPunch | None:
    columns = [punch.c[name] for name in StoredPunch._fields[:-1]]
    statement = sa.select(*columns, sa.literal(0)).where(
        punch.c.tenant_id == tenant_id, punch.c.id == punch_id
    )
    row = conn.execute(statement).first()
    return None if row is None else StoredPunch._make(row)


def device_names(
    conn: sa.Connection, tenant_id: int, device_ids: Collection[int]
) -> dict[int, tuple[str, str]]:
    """Public id and serial number of devices, retired ones too."""
    if not device_ids:
        return {}
    statement = sa.select(device.c.id, device.c.public_id, device.c.serial).where(
        device.c.tenant_id == tenant_id, device.c.id.in_(device_ids)
    )
    return {row.id: (row.public_id, row.serial) for row in conn.execute(statement)}


def site_names(conn: sa.Connection, tenant_id: int, site_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Public id and name of sites."""
    if not site_ids:
        return {}
    statement = sa.select(site.c.id, site.c.public_id, site.c.name).where(
        site.c.tenant_id == tenant_id, site.c.id.in_(site_ids)
    )
    return {row.id: (row.public_id, row.name) for row in conn.execute(statement)}


def count(conn: sa.Connection, tenant_id: int, wanted: Wanted, most: int) -> int:
    """How many punches are wanted, counted up to `most`."""
    found = (
        sa.select(sa.literal(1))
        .select_from(punch)
        .where(punch.c.tenant_id == tenant_id, *_conditions(wanted, walk_for(wanted)))
        .limit(most)
    )
    return int(conn.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0)


def count_at_site(
    conn: sa.Connection, tenant_id: int, site_id: int, device_ids: Sequence[int], from_us: int, to_us: int
) -> int:
    """Punches of a site between two instants; `device_ids`: those that ever stood there."""
    wanted = Wanted(
        punched_from=from_us,
        punched_to=to_us,
        site_ids=frozenset({site_id}),
        device_ids=frozenset(device_ids),
    )
    statement = (
        sa.select(sa.func.count())
        .select_from(punch)
        .where(punch.c.tenant_id == tenant_id, *_conditions(wanted, "clock"))
    )
    return int(conn.scalar(statement) or 0)


def count_of_device(
    conn: sa.Connection, tenant_id: int, device_id: int, site_ids: Collection[int] | None, most: int
) -> int | None:
    """Punches of a device, at any site or at these; None where the device has more than `most` in all, so
    that the count never reads more."""
    there = sa.true() if site_ids is None else punch.c.site_id.in_(sorted(site_ids))
    looked_at = (
        sa.select(there.label("counts"))
        .where(punch.c.tenant_id == tenant_id, punch.c.device_id == device_id)
        .limit(most + 1)
        .subquery()
    )
    statement = sa.select(sa.func.count(), sa.func.count().filter(looked_at.c.counts)).select_from(looked_at)
    seen, counted = conn.execute(statement).one()
    return None if seen > most else int(counted)


def count_between(
    conn: sa.Connection, tenant_id: int, device_id: int, from_us: int, to_us: int, *, since: int
) -> int:
    """Punches of a device between two times on its clock (local microseconds) that came at the instant
    `since` or later."""
    statement = (
        sa.select(sa.func.count())
        .select_from(punch)
        .where(
            punch.c.tenant_id == tenant_id,
            punch.c.device_id == device_id,
            punch.c.dedup >= clock_bound(from_us),
            punch.c.dedup < clock_bound(to_us + 1),
            punch.c.id >= first_id_at(since),
        )
    )
    return int(conn.scalar(statement) or 0)


def retime(conn: sa.Connection, tenant_id: int, punches: Sequence[StoredPunch]) -> None:
    """Write when punches were made, as these rows have it; all else of them stays."""
    conn.execute(
        punch.update()
        .where(punch.c.tenant_id == tenant_id, punch.c.id == sa.bindparam("_id"))
        .values(
            punched_at=sa.bindparam("_at"),
            utc_offset=sa.bindparam("_offset"),
            timezone=sa.bindparam("_zone"),
            time_quality=sa.bindparam("_quality"),
        ),
        [
            {
                "_id": row.id,
                "_at": row.punched_at,
                "_offset": row.utc_offset,
                "_zone": row.timezone,
                "_quality": row.time_quality,
            }
            for row in punches
        ],
    )
