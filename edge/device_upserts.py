"""Many devices at once, each registered or changed by its serial number and judged by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from pydantic import ValidationError

from common.schemas.devices import DeviceItem
from edge import admission, audit
from edge.audit import Entry
from edge.bulk_upserts import Bulk, Done, Item, ItemMisuse, twice
from edge.employee_drafts import Unfound
from edge.store import devices, sites
from edge.store.ids import IdClock
from edge.tenants import is_zone

_AUDITED: Final = (
    "public_id",
    "serial",
    "name",
    "site_public_id",
    "state",
    "timezone",
    "chosen_dialect",
    "tags",
    "business_critical",
)
_NOT_VALUES: Final = ("ref", "serial_number", "id", "site")


@dataclass(slots=True)
class Upsert(Item):
    """A device to register or to change: as it was (None: not there, or retired), and as it is then."""

    before: sa.RowMapping | None = None
    after: sa.RowMapping | None = None
    site_id: int | None = None

    @property
    def made(self) -> bool:
        return self.before is None

    @property
    def public_id(self) -> str | None:
        return None if self.after is None else str(self.after["public_id"])


def carry_out(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    upserts: Sequence[Upsert],
    within: Collection[int] | None,
    now: int,
) -> Done:
    """Register or change those that can be. `within`: the sites that who asks may see, None: all; whoever is
    limited to some puts devices there and changes none elsewhere."""
    for upsert in upserts:
        if upsert.error is None:
            _read(upsert)
    times = Counter(upsert.members["serial_number"] for upsert in upserts if upsert.error is None)
    places = _Places(conn, tenant_id, within)
    entries: list[Entry] = []
    for upsert in upserts:
        if upsert.error is not None:
            continue
        try:
            serial = upsert.members["serial_number"]
            if times[serial] > 1:
                raise twice("device", "serial_number", serial, times[serial])
            _judge(conn, tenant_id, upsert, places)
            _save(conn, ids, tenant_id, upsert, now)
            entries.append(_entry(upsert))
        except (ItemMisuse, Unfound, admission.AdmissionError) as error:
            upsert.error = error
    return Done(entries, [upsert.after["serial"] for upsert in upserts if upsert.after is not None])


def _read(upsert: Upsert) -> None:
    try:
        upsert.members = DeviceItem.model_validate(upsert.members).model_dump(exclude_unset=True)
    except ValidationError as error:
        upsert.error = error


@dataclass(frozen=True, slots=True)
class _Places:
    """Sites by their names, of those that who asks may see."""

    conn: sa.Connection
    tenant_id: int
    within: Collection[int] | None

    def site(self, name: str | None) -> int | None:
        """Raises Unfound, ItemMisuse."""
        if name is None:
            if self.within is not None:
                raise ItemMisuse(
                    "This key is limited to its sites: name the one where the device stands.",
                    "site",
                    "permission_denied",
                )
            return None
        found: list[int] = [row["id"] for row in sites.matching(self.conn, self.tenant_id, name)]
        ours = [site_id for site_id in found if self.sees(site_id)]
        if not ours:
            raise Unfound("site", name)
        return min(ours)

    def sees(self, site_id: int | None) -> bool:
        return self.within is None or site_id in self.within


def _judge(conn: sa.Connection, tenant_id: int, upsert: Upsert, places: _Places) -> None:
    """Find what an upsert is about. Raises ItemMisuse, Unfound."""
    members = upsert.members
    zone = members.get("timezone")
    if zone is not None and not is_zone(zone):
        raise ItemMisuse(f"'{zone[:60]}' is no time zone. Use a name such as Africa/Lagos.", "timezone")
    row = devices.by_serial(conn, tenant_id, members["serial_number"])
    if row is not None and row["state"] != "retired":
        if not places.sees(row["site_id"]):
            raise Unfound("device", members["serial_number"])
        if members.get("id", row["public_id"]) != row["public_id"]:
            raise ItemMisuse(f"This terminal has the id {row['public_id']}; ids never change.", "id")
        upsert.before = row
    if upsert.before is None or "site" in members:
        upsert.site_id = places.site(members.get("site"))


def _save(conn: sa.Connection, ids: IdClock, tenant_id: int, upsert: Upsert, now: int) -> None:
    """Raises AdmissionError; then nothing of it is written."""
    members, before = upsert.members, upsert.before
    values = {name: value for name, value in members.items() if name not in _NOT_VALUES}
    if before is None:
        upsert.after = admission.register(
            conn,
            ids,
            tenant_id,
            serial=members["serial_number"],
            now=now,
            device_id=members.get("id"),
            site_id=upsert.site_id,
            **values,
        )
        return
    if "site" in members:
        admission.move(conn, tenant_id, [before["id"]], upsert.site_id)
    changed = {name: value for name, value in values.items() if value != before[name]}
    if changed:
        devices.change(conn, tenant_id, before["id"], **changed)
    upsert.after = admission.existing(conn, tenant_id, before["id"])


def _entry(upsert: Upsert) -> Entry:
    assert upsert.after is not None, "it was saved"
    before = {} if upsert.before is None else audited(upsert.before)
    action = "device.register" if upsert.before is None else "device.change"
    return Entry(action, upsert.after["public_id"], audit.changes(before, audited(upsert.after)))


def audited(row: Mapping[str, Any] | sa.RowMapping) -> dict[str, Any]:
    """What the audit log compares of a device."""
    return {name: row[name] for name in _AUDITED}


DEVICES: Final = Bulk("devices.bulk_upsert", "device", "serial_number", Upsert, carry_out)
KIND: Final = DEVICES.kind
