"""Who is on which terminal: one cell for each person and terminal, and what differs between the two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from console.core.records import Json, instant_or_none

LONG_US: Final = 600_000_000
"""A terminal that is heard and has not taken a person for so long is not just waiting."""


class Stands(StrEnum):
    """How a person stands on a terminal."""

    NOT_MEANT = ""
    THERE = "there"
    WAITING = "waiting"
    MISSING = "missing"
    EXTRA = "extra"
    DIFFERENT = "different"
    FAILED = "failed"


WRONG: Final = frozenset(Stands) - {Stands.NOT_MEANT, Stands.THERE}
"""Whatever is not as it shall be."""


class Member(StrEnum):
    """What of a person's record two sides may hold otherwise."""

    NAME = "name"
    CARD = "card"
    PRIVILEGE = "privilege"


@dataclass(frozen=True, slots=True)
class Record:
    """A person's record at one side; None: that side does not say."""

    name: str | None
    card: str | None
    privilege: str | None
    fingerprints: int = 0
    faces: int = 0
    palms: int = 0
    password: bool = False
    reported_us: int | None = None

    @classmethod
    def of(cls, body: Json) -> Record:
        held = body.get("credentials") or {}
        return cls(
            body["name"], body["card_number"], body["privilege"],
            held.get("fingerprints", 0), held.get("faces", 0), held.get("palms", 0),
            held.get("password", False), instant_or_none(body.get("reported_at")),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One member that is otherwise: as the edge wants it, as the terminal holds it."""

    member: Member
    wanted: str
    held: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A person on a terminal: as it is (`held`), as it shall be (`wanted`), None where it is not or shall not
    be. `employee` is the edge's id of the person, None of somebody who is nobody of ours."""

    device_id: str
    pin: str
    employee: str | None
    employee_id: str | None
    name: str
    held: Record | None
    wanted: Record | None
    status: str
    error: str | None = None
    since_us: int | None = None

    @classmethod
    def of(cls, device_id: str, body: Json) -> Cell:
        """Read one of the people of a terminal. Raises one of NOT_UNDERSTOOD where it is none."""
        known = body["employee"]
        held = None if body["held"] is None else Record.of(body["held"])
        return cls(
            device_id=device_id,
            pin=body["pin"],
            employee=known and known["id"],
            employee_id=known and known["employee_id"],
            name=(known["name"] if known else held.name if held else None) or "",
            held=held,
            wanted=None if body["wanted"] is None else Record.of(body["wanted"]),
            status=body["status"],
            error=body["error"],
            since_us=instant_or_none(body["since"]),
        )

    def stands(self, now_us: int, *, heard: bool) -> Stands:
        """In one word. `heard`: whether the terminal is online, so that it could have taken what it lacks."""
        if self.status == "failed":
            return Stands.FAILED
        if self.status == "unknown":
            return Stands.EXTRA
        if self.status == "in_sync":
            return Stands.THERE if self.held is not None else Stands.NOT_MEANT
        if self.wanted is None:
            return Stands.EXTRA if self.held is not None else Stands.WAITING
        if self.held is not None:
            return Stands.DIFFERENT if self.differences() else Stands.WAITING
        long = self.since_us is not None and now_us - self.since_us >= LONG_US
        return Stands.MISSING if heard and (long or self.error is not None) else Stands.WAITING

    def differences(self) -> tuple[Difference, ...]:
        """What the terminal holds otherwise; what a side leaves open is no difference."""
        if self.wanted is None or self.held is None:
            return ()
        pairs = (
            (Member.NAME, self.wanted.name, self.held.name),
            (Member.CARD, self.wanted.card and self.wanted.card.lstrip("0"), self.held.card and
             self.held.card.lstrip("0")),
            (Member.PRIVILEGE, self.wanted.privilege, self.held.privilege),
        )  # fmt: skip
        return tuple(
            Difference(member, wanted, held or "")
            for member, wanted, held in pairs
            if wanted and wanted != (held or "") and not (member is not Member.CARD and held is None)
        )


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A person as the matrix lists it. `employee` None: a terminal holds somebody who is nobody of ours."""

    pin: str
    name: str
    employee: str | None
    employee_id: str | None


def row_of(cell: Cell, known: MatrixRow | None) -> MatrixRow:
    """The person of a cell, after what other terminals said: the edge knows names best."""
    better = known is None or (known.employee is None and (cell.employee or (cell.name and not known.name)))
    return (
        MatrixRow(cell.pin, cell.name, cell.employee, cell.employee_id) if better or known is None else known
    )


def in_order(rows: Iterable[MatrixRow]) -> list[MatrixRow]:
    """By name; whoever is nobody of ours after all others."""
    return sorted(rows, key=lambda row: (row.employee is None, row.name.casefold(), row.pin))


def taken_over(cells: Sequence[Cell]) -> list[dict[str, Any]]:
    """The items of a bulk request that makes the edge want what the terminals hold: the record of somebody
    known, and whoever is nobody of ours as an employee of that terminal. Of several terminals the first that
    says something wins."""
    items: dict[str, dict[str, Any]] = {}
    for cell in cells:
        if cell.held is None:
            continue
        item = items.setdefault(cell.pin, {"employee_id": cell.employee_id or cell.pin})
        for key, value in (("name", cell.held.name), ("card_number", cell.held.card),
                           ("privilege", cell.held.privilege)):  # fmt: skip
            if value:
                item.setdefault(key, value)
        if cell.employee is None:
            item["pin"] = cell.pin
            item.setdefault("devices", []).append(cell.device_id)
    return list(items.values())
