"""What a terminal lacks of holding whom it should, and what is tried when: pure, whatever the store says.

Whom a terminal holds, and we neither know nor once put there, is never deleted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from edge.intents import Person
from edge.store.held_people import Held
from edge.store.people import Lack, Wanted, WantedState

ATTEMPTS: Final = 5
BACKOFF_US: Final = tuple(minutes * 60_000_000 for minutes in (1, 5, 30, 120))
RETRY_US: Final = 86_400 * 1_000_000
"""What was given up is tried once more a day later: who shall be gone must not stay for a terminal's mood."""
REWRITES: Final = 5
MOST_GROUPS: Final = 99
LONGEST_CARD: Final = 20

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2099
_TIME_ZONES: Final = re.compile(r"[0-9A-Fa-f]{16}", re.ASCII)


class Fitting(Protocol):
    """What a terminal can hold, as far as comparing needs to know."""

    def name(self, text: str) -> str:
        """A name as the terminal will hold it."""
        ...

    def refusal(self, person: Person) -> str | None:
        """Why the terminal cannot hold a person, None if it can."""
        ...


class Differences(NamedTuple):
    """PINs by what is wrong: to be written, to be deleted, to be given up with the reason; and those reported
    at last as they were written."""

    present: set[str]
    absent: set[str]
    stuck: dict[str, str]
    obeyed: set[str]


def differences(
    wanted: Mapping[str, Wanted],
    held: Mapping[str, Held],
    lacks: Mapping[str, Lack],
    *,
    listed: bool,
    fitting: Fitting,
) -> Differences:
    """What a terminal lacks of being as it should. `listed`: it told of everybody it holds.

    Nobody is absent whom we neither know nor once put there.
    """
    found = Differences(set(), set(), {}, set())
    for pin, person in wanted.items():
        there = held.get(pin)
        lack = lacks.get(pin)
        if there is None:
            found.present.add(pin)
        elif difference := _difference(person, there, fitting):
            found.present.add(pin)
            if there.rewritten >= REWRITES:
                found.stuck[pin] = f"The terminal took {difference} {REWRITES} times and kept its own."
        elif lack is not None and lack.anew and lack.wanted == "present":
            found.present.add(pin)
        elif there.rewritten and there.reported_at != there.written_at:
            found.obeyed.add(pin)
    for pin, person_held in held.items():
        if pin not in wanted and (person_held.known or leaves(lacks.get(pin))):
            found.absent.add(pin)
    if not listed:  # it may hold whom it never told of
        found.absent.update(
            pin for pin, lack in lacks.items() if leaves(lack) and pin not in wanted and pin not in held
        )
    return found


def leaves(lack: Lack | None) -> bool:
    return lack is not None and lack.wanted == "absent"


def _difference(wanted: Wanted, held: Held, fitting: Fitting) -> str | None:
    """What of a person a terminal holds otherwise, in words; what a side leaves open is no difference."""
    if wanted.name and held.name is not None and wanted.name != held.name:
        fitted = fitting.name(wanted.name)
        if fitted != fitting.name(held.name):
            return f"the name '{fitted}'"
    if wanted.card is not None and held.card is not None and card_value(wanted.card) != card_value(held.card):
        return "another card number"
    if wanted.privilege and held.privilege is not None and wanted.privilege != held.privilege:
        return f"the privilege '{wanted.privilege}'"
    return None


def card_value(card: str | None) -> int:
    """A card number as it compares, 0 for none: terminals drop leading zeros, or add them."""
    return int(card) if card and card.isascii() and card.isdigit() else 0


def person_of(wanted: Wanted, held: Held | None, zone: str) -> Person:
    """The whole record to be written, for a clock of that zone: what we leave open stays as it is held."""
    details: Mapping[str, Any] = {} if held is None else held.details
    card = wanted.card
    if card is None and held is not None:
        card = held.card if len(held.card or "") <= LONGEST_CARD else None
    members: dict[str, Any] = {
        "employee_id": wanted.employee_id,
        "pin": wanted.pin,
        "name": wanted.name or (held.name if held is not None else None) or "",
        "card_number": card if card_value(card) else None,
        "privilege": wanted.privilege or _privilege(held),
        "valid_from": _on_the_clock(wanted.valid_from, zone),
        "valid_to": _on_the_clock(wanted.valid_to, zone),
    }
    group, time_zones, second = (
        str(details.get(name) or "") for name in ("group", "timezones", "second_card")
    )
    if group.isascii() and group.isdigit() and 1 <= int(group) <= MOST_GROUPS:
        members["group"] = int(group)
    if _TIME_ZONES.fullmatch(time_zones):
        members["time_zones"] = time_zones
    if card_value(second) and len(second) <= LONGEST_CARD:
        members["second_card_number"] = second
    return Person.model_validate(members)


def _privilege(held: Held | None) -> str:
    told = None if held is None else held.privilege
    return told if told in ("enroller", "admin", "super_admin") else "user"


def _on_the_clock(instant: int | None, zone: str) -> datetime | None:
    """What a device's clock shows at an instant; None beyond the years that terminals count."""
    if instant is None:
        return None
    try:
        local = (_EPOCH + timedelta(microseconds=instant)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except OverflowError:
        return None
    return local if _FIRST_YEAR <= local.year <= _LAST_YEAR else None


def noted(
    found: Differences, before: Mapping[str, Lack], device_id: int, waiting: Collection[int], now: int
) -> dict[str, Lack]:
    """What is to be noted anew. What stands as it should be noted is left alone."""
    fresh: dict[str, Lack] = {}
    sides: tuple[tuple[WantedState, set[str]], ...] = (("present", found.present), ("absent", found.absent))
    for side, pins in sides:
        for pin in pins:
            lack = before.get(pin)
            if lack is None or lack.wanted != side:
                fresh[pin] = lacking(device_id, pin, side, now)
            elif lack.status == "sent" and lack.command_id not in waiting:
                fresh[pin] = lack._replace(status="pending", command_id=None)
            elif lack.status == "failed" and lack.changed_at <= now - RETRY_US and pin not in found.stuck:
                attempts = min(lack.attempts, ATTEMPTS - 1)
                fresh[pin] = lack._replace(status="pending", attempts=attempts)
    for pin, reason in found.stuck.items():
        old = before.get(pin)
        if old is None or old.status != "failed":
            fresh[pin] = lacking(device_id, pin, "present", now)._replace(status="failed", error=reason)
    return fresh


def lacking(device_id: int, pin: str, wanted: WantedState, now: int, anew: bool = False) -> Lack:
    """A difference about which nothing was done yet."""
    return Lack(device_id, pin, wanted, "pending", None, 0, None, anew, now)


def due(lacks: Iterable[Lack], wanted: WantedState, now: int) -> list[Lack]:
    """What can be told now, what never failed first."""
    due = [
        lack
        for lack in lacks
        if lack.wanted == wanted and lack.status == "pending" and _retry_at(lack) <= now
    ]
    return sorted(due, key=lambda lack: (lack.attempts, lack.pin))


def _retry_at(lack: Lack) -> int:
    return lack.changed_at + BACKOFF_US[lack.attempts - 1] if lack.attempts else 0


def next_try(lacks: Iterable[Lack], now: int) -> int | None:
    """When something that failed is to be tried again; what waits for a command's answer needs no clock."""
    times = (_retry_at(lack) for lack in lacks if lack.status == "pending")
    return min((instant for instant in times if instant > now), default=None)
