"""Who hears of an alert: the first policy that fits it, and the people and channels that its steps mean."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import time
from typing import Any, Final

import sqlalchemy as sa

from edge.alerts.schedule import Step, Target, in_hours
from edge.alerts.selecting import Subject, fits
from edge.store import policies as rows
from edge.store import tenants
from edge.store.channels import CONSOLE_ID
from edge.store.ids import IdClock, public_id
from edge.tenants import is_zone

Row = Mapping[Any, Any]
"""A row, or what may become one, by the names of its columns."""

DEFAULT_ID: Final = "policy_default"
MOST: Final = 100
LAST: Final = 1_000_000
"""The position of the policy that fits everything."""
SETTINGS: Final[Mapping[str, int]] = {
    "group_wait_s": 30,
    "group_interval_s": 300,
    "repeat_s": 14_400,
    "repeat_for_s": 86_400,
}
DEFAULT_STEPS: Final[Sequence[Row]] = tuple(
    {"after_s": after_s, "people": [], "channels": [], "until_ack": True} for after_s in (0, 900, 3_600)
)
FAILING: Final = 3
"""A channel that failed so often in a row is chosen only where there is no other."""


class PolicyMisuse(ValueError):
    """A policy cannot be made or changed as asked."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


class PolicyConflict(Exception):
    """A policy cannot be taken away, or there are too many."""


def all_of(
    conn: sa.Connection, ids: IdClock, tenant_id: int, now: int, *, hold: bool = False
) -> Sequence[Row]:
    """A tenant's policies in the order in which they are tried; the last, which fits everything, is made
    where it is missing."""
    found = rows.all_of(conn, tenant_id, hold=hold)
    if any(row["public_id"] == DEFAULT_ID for row in found):
        return found
    rows.add(conn, default_row(tenant_id, ids.next(), now))
    return rows.all_of(conn, tenant_id, hold=hold)


def shown(conn: sa.Connection, tenant_id: int) -> Sequence[Row]:
    """The same without writing."""
    found = rows.all_of(conn, tenant_id)
    if any(row["public_id"] == DEFAULT_ID for row in found):
        return found
    tenant = tenants.by_id(conn, tenant_id)
    return [*found, default_row(tenant_id, 0, 0 if tenant is None else tenant["created_at"])]


def default_row(tenant_id: int, row_id: int, now: int) -> dict[str, Any]:
    """The policy that every tenant has."""
    return {
        "tenant_id": tenant_id,
        "id": row_id,
        "public_id": DEFAULT_ID,
        "name": "Everybody",
        "position": LAST,
        "matches": {},
        "steps": [dict(step) for step in DEFAULT_STEPS],
        "settings": {},
        "created_at": now,
        "version": 1,
    }


def choose(policies: Sequence[Row], subject: Subject, wanted: str | None, now: int) -> Row:
    """The policy for an alert: the one that its rule names, if it is there, else the first that fits."""
    for policy in policies:
        if policy["public_id"] == wanted:
            return policy
    for policy in policies:
        selector = {name: value for name, value in policy["matches"].items() if name != "schedule"}
        schedule = policy["matches"].get("schedule")
        if fits(selector, subject) and (schedule is None or in_hours(schedule, now)):
            return policy
    raise AssertionError("the last policy fits everything")


def setting(policy: Row, name: str) -> int:
    """A setting of a policy, or what it is where nothing was said."""
    value: int = policy["settings"].get(name, SETTINGS[name])
    return value


def steps_of(
    policy: Row,
    people: Sequence[Row],
    channels: Sequence[Row],
    avoid: str | None = None,
) -> list[Step]:
    """The steps of a policy with whom they mean, the first first. `avoid`: a channel not to be used.

    People are told by the channels that the step lists, or by the first of their own; channels without people
    are told themselves. A step that names nobody, or nobody who can be told any more, means everybody.
    """
    usable = {row["public_id"]: row for row in channels if row["enabled"] and row["public_id"] != avoid}
    found = []
    for step in sorted(policy["steps"], key=lambda step: int(step["after_s"])):
        targets = _named(step, people, usable)
        found.append(
            Step(
                after_s=step["after_s"],
                targets=targets or everybody(people, usable),
                named=bool(targets),
                until_ack=step["until_ack"],
            )
        )
    return found


def everybody(people: Sequence[Row], usable: Mapping[str, Row]) -> list[Target]:
    """Each person by the first of their channels, and channels that are nobody's. Not the console, which
    shows every alert as it is, nor mail that has no address of its own."""
    told = [target for person in people if (target := _reached(person, usable)) is not None]
    owned = {name for person in people for name in person["channels"]}
    return told + [
        Target(row["id"], None)
        for name, row in usable.items()
        if name not in owned and row["id"] != CONSOLE_ID and row["settings"].get("to") != []
    ]


def _named(step: Row, people: Sequence[Row], usable: Mapping[str, Row]) -> list[Target]:
    meant = [person for person in people if person["public_id"] in step["people"]]
    ways = [usable[name]["id"] for name in step["channels"] if name in usable]
    if not step["people"]:
        return [Target(way, None) for way in ways]
    if ways:
        return [Target(way, person["id"]) for person in meant for way in ways]
    return [target for person in meant if (target := _reached(person, usable)) is not None]


def _reached(person: Row, usable: Mapping[str, Row]) -> Target | None:
    ways = [usable[name] for name in person["channels"] if name in usable]
    ways.sort(key=lambda way: bool(way["failures"] >= FAILING))
    return Target(ways[0]["id"], person["id"]) if ways else None


def other_way(person: Row, channels: Sequence[Row], tried: Collection[int]) -> int | None:
    """Another channel by which a person can be told, as a row id."""
    usable = {row["public_id"]: row for row in channels if row["enabled"] and row["id"] not in tried}
    target = _reached(person, usable)
    return None if target is None else target.channel


def create(conn: sa.Connection, ids: IdClock, tenant_id: int, now: int, values: Row) -> Row:
    """Make a policy of name, position, matches, steps and settings; without a position it is tried after the
    others. Raises PolicyMisuse, PolicyConflict."""
    there = all_of(conn, ids, tenant_id, now, hold=True)
    if len(there) > MOST:
        raise PolicyConflict(f"There are {MOST} policies already. Delete one that is not needed.")
    check(values)
    position = values.get("position")
    if position is None:
        position = max((row["position"] for row in there if row["position"] < LAST), default=0) + 1
    row_id = ids.next()
    row = {
        **values,
        "tenant_id": tenant_id,
        "id": row_id,
        "public_id": public_id("pol", row_id),
        "position": position,
        "created_at": now,
        "version": 1,
    }
    rows.add(conn, row)
    return row


def change(conn: sa.Connection, row: Row, values: Row) -> Row:
    """Change members of a policy. What is planned already stays planned. Raises PolicyMisuse."""
    if row["public_id"] == DEFAULT_ID:
        for member in ("matches", "position"):
            if member in values and values[member] != row[member]:
                raise PolicyMisuse(
                    f"'{DEFAULT_ID}' is for whatever no other policy fits, so its {member} stays. Make "
                    "another policy, which goes before it.",
                    member,
                )
    check(values)
    rows.change(conn, row["tenant_id"], row["id"], **values)
    return {**row, **values, "version": row["version"] + 1}


def remove(conn: sa.Connection, row: Row) -> None:
    """Take a policy away; what is planned by it stays planned. Raises PolicyConflict."""
    if row["public_id"] == DEFAULT_ID:
        raise PolicyConflict(
            f"'{DEFAULT_ID}' is for whatever no other policy fits, so it stays. Change its steps."
        )
    rows.remove(conn, row["tenant_id"], row["id"])


def check(values: Row) -> None:
    """Hold what a policy is to be against what it can be. Raises PolicyMisuse."""
    schedule = values.get("matches", {}).get("schedule")
    if schedule is not None:
        if not is_zone(schedule["timezone"]):
            raise PolicyMisuse(
                f"'{schedule['timezone'][:60]}' is no time zone. Use a name such as Africa/Casablanca.",
                "matches.schedule.timezone",
            )
        for number, hours in enumerate(schedule["hours"]):
            if time.fromisoformat(hours["from"]) == time.fromisoformat(hours["to"]):
                raise PolicyMisuse(
                    "Hours that end when they begin are none. For all day leave the schedule out.",
                    f"matches.schedule.hours[{number}].to",
                )
    steps = values.get("steps")
    if steps is not None:
        after = [step["after_s"] for step in steps]
        if sorted(set(after)) != after:
            raise PolicyMisuse("Each step must come later than the one before it.", "steps")
