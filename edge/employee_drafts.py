"""What somebody asks of an employee becomes a draft: the places named in it are looked for, and whoever is
limited to sites changes nothing elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import sqlalchemy as sa

from edge.employees import Draft, EmployeeMisuse
from edge.store import devices, selections, sites
from edge.store import employees as rows
from edge.store.employees import Place

_PLACES = ("sites", "devices")


class Unfound(LookupError):
    """Nothing of this name is there, or nothing that who asks may see."""

    def __init__(self, kind: Literal["employee", "site", "device"], name: str) -> None:
        super().__init__(f"No {kind} found with ID '{name}'")
        self.kind = kind
        self.name = name


class BeyondSites(EmployeeMisuse):
    """Who is limited to sites asks for something elsewhere."""

    code = "permission_denied"


@dataclass(slots=True)
class Drafts:
    """Makes drafts in one transaction; each place that is named is looked for once. `within`: the sites that
    who asks may see, None: all."""

    conn: sa.Connection
    tenant_id: int
    within: Collection[int] | None
    _sites: dict[str, int] = field(default_factory=dict)
    _devices: dict[str, int] = field(default_factory=dict)

    def draft(
        self,
        employee_id: str,
        values: Mapping[str, Any],
        *,
        known: sa.RowMapping | None = None,
        may_change: bool = True,
    ) -> Draft:
        """What is wanted of one employee, its places found. Raises Unfound, BeyondSites."""
        at_sites, on_devices = (values.get(name) for name in _PLACES)
        if known is None and self.within is not None and not at_sites and not on_devices:
            raise BeyondSites(
                "This key is limited to its sites: name at least one of them, or a terminal there.", "sites"
            )
        return Draft(
            employee_id,
            {name: value for name, value in values.items() if name not in _PLACES},
            None if at_sites is None else {self._site(name) for name in at_sites},
            None if on_devices is None else {self._device(name) for name in on_devices},
            () if known is None else hidden(self.conn, self.tenant_id, known["id"], self.within),
            may_create=known is None,
            may_change=may_change,
        )

    def _site(self, name: str) -> int:
        if name not in self._sites:
            found = sites.matching(self.conn, self.tenant_id, name)
            ours = [row["id"] for row in found if self._sees(row["id"])]
            if not ours:
                raise Unfound("site", name)
            self._sites[name] = min(ours)
        return self._sites[name]

    def _device(self, name: str) -> int:
        if name not in self._devices:
            row = devices.find(self.conn, self.tenant_id, name)
            if row is None or not self._sees(row["site_id"]):
                raise Unfound("device", name)
            self._devices[name] = row["id"]
        return self._devices[name]

    def _sees(self, site_id: int | None) -> bool:
        return self.within is None or site_id in self.within


def hidden(
    conn: sa.Connection, tenant_id: int, employee_id: int, within: Collection[int] | None
) -> set[Place]:
    """Places of an employee that are outside the sites that somebody may see."""
    if within is None:
        return set()
    places = rows.places_of(conn, tenant_id, [employee_id])[employee_id]
    device_ids = {place.id for place in places if place.kind == "device"}
    shown = selections.device_names(conn, tenant_id, device_ids, within)
    seen: Mapping[str, Collection[int]] = {"site": within, "device": shown.keys()}
    return {place for place in places if place.id not in seen[place.kind]}
