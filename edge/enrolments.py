"""Fingers, faces and cards enrolled at a terminal: told of once, and a card is kept with its employee.

What a terminal had before it was connected, what it sends again and what it was given by us was enrolled at
some other time: of that nothing is told, so that the first upload of thousands of people floods nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge import matrix
from edge.intents import EnrollBiometric
from edge.reports import CredentialWord, FactDraft, Reporter
from edge.store import employees, events, people
from edge.store import enrolments as rows
from edge.store.ids import IdClock
from edge.telling import employee_members, event_body

RECENT_US: Final = 900 * 1_000_000
"""How old an enrolment may be, by the terminal's clock or since it was asked for."""
ALONE_US: Final = 60 * 1_000_000
"""Who is enrolled at a terminal takes his time: what follows faster is a list being sent."""

# By biometric type (PROTOCOL.md §6.9).
_WORDS: Final[Mapping[int, CredentialWord]] = {
    1: "finger",
    2: "face",
    6: "palm",
    7: "finger_vein",
    8: "palm",
    9: "face",
    10: "palm",
}


class Enrolment(NamedTuple):
    """Who enrolled what. `number`: which finger or palm, where that is known."""

    pin: str
    kind: CredentialWord
    number: int | None = None
    card: str | None = None


class Gained(NamedTuple):
    """What a terminal newly holds of one person's body: biometric type (PROTOCOL.md §6.9) and number."""

    pin: str
    kind: int
    number: int


def of_facts(reporter: Reporter, facts: Sequence[FactDraft]) -> list[Enrolment]:
    """What just was enrolled, by operations that were not told before. `facts`: these."""
    return [
        Enrolment(str(fact.members["pin"]), fact.enrols)
        for fact in facts
        if fact.enrols is not None
        and fact.at is not None
        and abs(reporter.received_at - fact.at) <= RECENT_US
    ]


def of_gains(conn: sa.Connection, reporter: Reporter, gains: Collection[Gained]) -> list[Enrolment]:
    """What of all that a terminal newly holds just was enrolled there, for terminals that do not say so: what
    it was asked to take, or else what comes alone and no other terminal has. Ask before it is stored."""
    pins = {gain.pin for gain in gains}
    if len(pins) != 1:
        return []
    (pin,) = pins
    key, now = reporter.key, reporter.received_at
    asked = {
        params.get("kind", "finger")
        for params in rows.asked_for(conn, *key, EnrollBiometric.word, now - RECENT_US)
        if (params.get("pin") or params["employee_id"]) == pin
    }
    alone = rows.reported_since(conn, *key, None, pin) and not rows.reported_since(
        conn, *key, now - ALONE_US, pin
    )
    elsewhere = rows.held_elsewhere(conn, *key, pin, {gain.kind for gain in gains})
    found = {
        Enrolment(pin, word, gain.number): None
        for gain in gains
        if (word := _WORDS.get(gain.kind)) is not None
        and (word in asked or (alone and (gain.kind, gain.number) not in elsewhere))
    }
    return list(found)


def of_cards(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> list[Enrolment]:
    """The cards of people, by PIN, whom a terminal was known to hold without one."""
    return [
        Enrolment(pin, "card", card=person["card"])
        for pin, person in after.items()
        if matrix.card_value(person["card"])
        and pin in before
        and before[pin]["card"] is not None
        and not matrix.card_value(before[pin]["card"])
    ]


def tell(
    conn: sa.Connection,
    ids: IdClock,
    reporter: Reporter,
    found: Sequence[Enrolment],
    sequences: dict[tuple[int, int], int],
) -> set[int]:
    """Tell of enrolments, under the locked number of the device, which moves with them. Nothing is told of
    strangers, nor of a card that we gave.

    A card is kept with an employee who has none of us. Returns the devices that shall be compared for it.
    """
    tenant_id, device_id = reporter.key
    known = employees.by_pins(conn, tenant_id, {one.pin for one in found}) if found else {}
    touched: set[int] = set()
    for one in found:
        row = known.get(one.pin)
        if row is None or (one.card and matrix.card_value(one.card) == matrix.card_value(row["card_number"])):
            continue
        if one.card and row["card_number"] is None and rows.keep_card(conn, tenant_id, row["id"], one.card):
            wanted = people.wanted_on(conn, tenant_id, [row["id"]], reporter.received_at)
            touched |= {of_device for of_device, _ in wanted}
        sequences[reporter.key] += 1
        row_id, sequence = ids.next(), sequences[reporter.key]
        members: dict[str, Any] = {
            "employee": employee_members(row),
            "kind": one.kind,
            "number": one.number,
        }
        body = event_body(row_id, "employee.enrolled", sequence, reporter.shown, members)
        events.append_of_device(conn, tenant_id, row_id, device_id, sequence, body)
    return touched
