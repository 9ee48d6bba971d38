"""Names in paths, filters and bodies: each found in the caller's own tenant and sites, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from edge.api.errors import no_such
from edge.api.objects import device_object, site_object
from edge.api.work import View
from edge.store import alerts, devices, sites


class Sight(Protocol):
    """Who looks for something: where, and at which sites (None: all). A `View` is one."""

    @property
    def conn(self) -> sa.Connection: ...

    @property
    def tenant_id(self) -> int: ...

    @property
    def site_ids(self) -> frozenset[int] | None: ...


@dataclass(frozen=True, slots=True)
class Glance:
    """The sight of an operation that answers by itself, while it reads."""

    conn: sa.Connection
    tenant_id: int
    site_ids: frozenset[int] | None


def device(view: Sight, name: str) -> sa.RowMapping:
    """A device that is not retired, by id or serial number. Raises ApiError (404)."""
    row = devices.find(view.conn, view.tenant_id, name) if is_word(name) else None
    if row is None or not within(view, row["site_id"]):
        raise no_such("device", name)
    return row


def site(view: Sight, name: str) -> sa.RowMapping:
    """A site by id or slug. Raises ApiError (404)."""
    row = sites.find(view.conn, view.tenant_id, name) if is_word(name) else None
    if row is None or not within(view, row["id"]):
        raise no_such("site", name)
    return row


def sites_named(view: View, names: Sequence[str]) -> set[int]:
    """The sites a filter means, by id, slug or name. Raises ApiError (404) for the first that is unknown."""
    found: set[int] = set()
    for name in names:
        rows = sites.matching(view.conn, view.tenant_id, name)
        ours = {row["id"] for row in rows if within(view, row["id"])}
        if not ours:
            raise no_such("site", name)
        found |= ours
    return found


def site_named(view: View, name: str) -> int:
    """The one site that a body names. Raises ApiError (404)."""
    return min(sites_named(view, [name]))


def devices_named(view: View, names: Sequence[str]) -> set[int]:
    """The devices a filter means, retired ones too: their punches are still there. Raises ApiError (404)."""
    known = devices.called(view.conn, view.tenant_id, names)
    for name in names:
        if name not in known or not within(view, known[name][1]):
            raise no_such("device", name)
    return {known[name][0] for name in names}


def public_ids_of(view: View, device_ids: Collection[int]) -> list[str]:
    """What these devices are called."""
    return [row["public_id"] for row in devices.by_ids(view.conn, view.tenant_id, device_ids)]


def devices_listed(view: View, names: Sequence[str]) -> list[int]:
    """The devices a body lists, none retired. Raises ApiError (404) for the first that is missing."""
    return [device(view, name)["id"] for name in names]


class Fleet:
    """Makes rows into devices as objects; what they share is read once. `device_id`: where it is for one."""

    def __init__(self, view: View, device_id: int | None = None) -> None:
        self._tenant_id = view.tenant_id
        self._presence = view.services.presence
        self._queued = devices.open_commands(view.conn, view.tenant_id, device_id)
        self._troubles = alerts.troubles(view.conn, view.tenant_id, device_id)

    def shown(self, row: sa.RowMapping) -> dict[str, Any]:
        """One device, from a row of `store.devices.whole`."""
        device_id = row["id"]
        live = self._presence(self._tenant_id, device_id)
        return device_object(row, live, self._queued.get(device_id, 0), self._troubles.get(device_id, ()))


def shown_device(view: View, row: sa.RowMapping) -> dict[str, Any]:
    """One device as an object."""
    return Fleet(view, row["id"]).shown(row)


def shown_sites(view: View, rows: Sequence[sa.RowMapping]) -> list[dict[str, Any]]:
    """Sites as objects, with the devices that stand there."""
    there = devices.at_sites(view.conn, view.tenant_id, [row["id"] for row in rows])
    fleet = Fleet(view)
    return [site_object(row, [fleet.shown(found) for found in there[row["id"]]]) for row in rows]


def within(view: Sight, site_id: int | None) -> bool:
    """Whether the key may see what stands at a site."""
    return view.site_ids is None or site_id in view.site_ids


def is_word(name: str) -> bool:
    """Whether it can be an id, slug or serial number at all: no database has to see what cannot."""
    return len(name) <= 100 and name.isascii() and name.isprintable()
