"""Employees as the edge describes them, how they stand on their terminals, what became of many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from console.core.records import Json, instant_or_none

PRIVILEGES: Final = ("user", "enroller", "admin", "super_admin")
AT_ONCE: Final = 1_000
"""So many items the edge takes in one bulk request and answers at once; more become a job."""


@dataclass(frozen=True, slots=True)
class Employee:
    """A person. `sites` and `devices` are ids: where the person shall be. `card` is the number the edge was
    given, `has_card` whether any terminal holds one. Of biometrics only how many there are is known here.
    """

    id: str
    employee_id: str
    pin: str
    name: str
    card: str | None = None
    privilege: str = "user"
    active: bool = True
    department: str | None = None
    valid_from_us: int | None = None
    valid_to_us: int | None = None
    sites: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    fingerprints: int = 0
    faces: int = 0
    palms: int = 0
    has_card: bool = False
    has_password: bool = False
    in_sync: int = 0
    pending: int = 0
    failed: int = 0
    created_us: int | None = None
    version: int = 0

    @property
    def terminals(self) -> int:
        """On how many it is, or shall be, or shall be no more."""
        return self.in_sync + self.pending + self.failed

    @property
    def out_of_sync(self) -> int:
        return self.pending + self.failed

    @property
    def enrolled(self) -> bool:
        """Whether a terminal can recognise the person by finger, face or palm."""
        return bool(self.fingerprints or self.faces or self.palms)

    @classmethod
    def of(cls, body: Json) -> Employee:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        held, sync = body["credentials"], body["sync"]
        return cls(
            id=body["id"],
            employee_id=body["employee_id"],
            pin=body["pin"],
            name=body["name"],
            card=body["card_number"],
            privilege=body["privilege"],
            active=body["active"],
            department=body["department"],
            valid_from_us=instant_or_none(body["valid_from"]),
            valid_to_us=instant_or_none(body["valid_to"]),
            sites=tuple(body["sites"]),
            devices=tuple(body["devices"]),
            fingerprints=held["fingerprints"],
            faces=held["faces"],
            palms=held["palms"],
            has_card=held["card"],
            has_password=held["password"],
            in_sync=sync["in_sync"],
            pending=sync["pending"],
            failed=sync["failed"],
            created_us=instant_or_none(body["created_at"]),
            version=body["version"],
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """How an employee stands on a terminal: `wanted` there or not, `status` in_sync, pending or failed.
    `since` is of what is pending or failed, µs."""

    device_id: str
    serial: str
    device: str
    site: str
    wanted: bool
    status: str
    error: str | None
    since_us: int | None
    attempts: int

    @classmethod
    def of(cls, body: Json) -> Standing:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        return cls(
            device_id=body["device_id"],
            serial=body["device_serial"],
            device=body["device_name"],
            site=body["site"],
            wanted=body["wanted"] == "present",
            status=body["status"],
            error=body["error"],
            since_us=instant_or_none(body["since"]),
            attempts=body["attempts"],
        )


@dataclass(frozen=True, slots=True)
class LineResult:
    """What became of one line of a table, or of one item of many; `error` "" where all went well."""

    line: int | None
    employee_id: str | None
    made: bool
    error: str

    @classmethod
    def of(cls, body: Json) -> LineResult:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        error = body["error"]
        line = body["line"] if body["line"] is not None else body["index"] + 1
        return cls(line, body["employee_id"], body["status"] == 201, error["message"] if error else "")


def search_word(text: str) -> str:
    """What of a written filter the edge is asked for: its longest bare word, as it was written. The rest is
    for the list to sort out."""
    bare = [word.strip('"') for word in text.split() if word[0] != "-" and not set(word) & set(":=<>!")]
    return max(bare, key=len, default="")


def placed_on(
    people: Iterable[Employee], sites: Sequence[str], devices: Sequence[str], site_of: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The items of a bulk request that puts everybody at these places too, beside where they shall be
    already. `site_of`: where terminals stand, by their ids; whoever is at a site is on its terminals.
    Nobody who is there is among them."""
    items = []
    for employee in people:
        item: dict[str, Any] = {"employee_id": employee.employee_id}
        at = {*employee.sites, *sites}
        lacking = [it for it in devices if it not in employee.devices and site_of.get(it) not in at]
        if set(sites) - set(employee.sites):
            item["sites"] = list(dict.fromkeys((*employee.sites, *sites)))
        if lacking:
            item["devices"] = [*employee.devices, *lacking]
        if len(item) > 1:
            items.append(item)
    return items
