"""What must hold at the end of the drill's day: who is on which terminal, every punch once and in order."""

from __future__ import annotations

import codecs
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from common.client import EdgeClient
from edge.simulator import FleetPlan
from tests.drills.day_fleet import DayFleet, Made
from tests.drills.day_plan import Wish, is_access, strangers
from tests.kit.checkers import gapless

NAME_BYTES: Final = 24
CLOCK_S: Final = 15.0
"""How far a terminal's own clock may be off, the oldest follow the server's to ten seconds only."""
_PAGE: Final = 1000


def cut_name(name: str) -> str:
    """A name in 24 bytes, without breaking a character (PROTOCOL.md §3.8)."""
    whole = codecs.getincrementaldecoder("utf-8")()
    return whole.decode(name.encode()[:NAME_BYTES]).strip()


def stores(fleet: DayFleet, wishes: Mapping[str, Wish], gone: Mapping[str, Iterable[str]]) -> list[str]:
    """Every terminal's own store against the wishes. `gone`: PINs by site that must have left no trace."""
    problems = []
    by_site: defaultdict[str, list[Wish]] = defaultdict(list)
    for wish in wishes.values():
        by_site[wish.site_id].append(wish)
    for plan in fleet.plan.terminals:
        held = fleet.holds(plan.serial)
        wanted = {wish.pin: (cut_name(wish.name), wish.card) for wish in by_site[plan.site_id]}
        if not is_access(plan):
            wanted |= {user.pin: (user.name, int(user.card)) for user in strangers()}
        found = {pin: (one.name, one.card) for pin, one in held.items()}
        problems += [f"{plan.serial}: {pin} is not there" for pin in wanted.keys() - found.keys()]
        problems += [f"{plan.serial}: {pin} is still there" for pin in found.keys() - wanted.keys()]
        problems += [
            f"{plan.serial}: {pin} is {found[pin]}, should be {wanted[pin]}"
            for pin in wanted.keys() & found.keys()
            if found[pin] != wanted[pin]
        ]
        problems += [f"{plan.serial}: {pin} opens no door" for pin, one in held.items() if not one.enters]
        left = fleet.leftovers(plan.serial, set(gone.get(plan.site_id, ())))
        problems += [f"{plan.serial}: something of {pin} is still there" for pin in left]
    return problems


async def matrix(api: EdgeClient, plan: FleetPlan, wishes: Mapping[str, Wish]) -> tuple[int, list[str]]:
    """How many pairs of person and terminal the edge has in sync, and which are not."""
    problems, in_sync = [], 0
    here = Counter(wish.site_id for wish in wishes.values())
    for terminal in plan.terminals:
        path = f"/v1/devices/{terminal.serial}/people"
        states = Counter([person["status"] async for person in api.pages(path, {"limit": _PAGE})])
        unknown = 0 if is_access(terminal) else len(list(strangers()))
        if states != Counter(in_sync=here[terminal.site_id], unknown=unknown):
            problems.append(f"{terminal.serial}: the edge says {dict(states)} of {here[terminal.site_id]}")
        in_sync += states["in_sync"]
    return in_sync, problems


@dataclass(slots=True)
class Told:
    """The feed by serial number: numbers of all events, punches by their ids, being offline and online."""

    numbers: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    punches: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    presence: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


async def told(api: EdgeClient) -> Told:
    """The feed, read from its beginning."""
    feed = Told()
    async for event in api.pages("/v1/events", {"limit": _PAGE}):
        if event.get("device") is None:
            continue
        serial = event["device"]["serial_number"]
        feed.numbers[serial].append(event["sequence"])
        if event["event"] == "attendance.created":
            feed.punches[serial].append(event["attendance_id"])
        elif event["event"] in ("device.online", "device.offline"):
            feed.presence[serial].append(event["event"].removeprefix("device."))
    return feed


async def punches(api: EdgeClient, made: Mapping[str, list[Made]], feed: Told) -> list[str]:
    """Every punch that was made is listed once, per terminal in the order of its making, and told once in the
    feed, in the same order, under numbers without a gap."""
    listed: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    async for one in api.attendance(order="received_at", limit=_PAGE):
        listed[one["device_serial"]].append(one)
    problems = gapless(feed.numbers)
    for serial in sorted({*made, *listed, *feed.punches}):
        problems += _of_terminal(serial, made.get(serial, []), listed[serial])
        if feed.punches[serial] != [one["id"] for one in listed[serial]]:
            problems.append(f"{serial}: the feed tells {len(feed.punches[serial])} punches, or otherwise")
    return problems


def _of_terminal(serial: str, made: list[Made], listed: list[Mapping[str, Any]]) -> list[str]:
    truth = {(one.pin, one.local.isoformat()): at for at, one in enumerate(made)}
    found = [(one["raw"]["pin"], one["punch_time_local"]) for one in listed]
    lost, strange = truth.keys() - set(found), set(found) - truth.keys()
    if len(truth) != len(made) or len(found) != len(truth) or lost or strange:
        return [
            f"{serial}: {len(made):,} punches made, {len(found):,} stored, {len(lost)} lost, "
            f"{len(found) - len(set(found))} doubled, {len(strange)} never made"
        ]
    order = [truth[key] for key in found]
    problems = [
        f"{serial}: {made[earlier]} comes after {made[later]}"
        for later, earlier in pairwise(order)
        # Of one upload they are kept by their times: a clock that was set back in between says otherwise.
        if earlier < later and made[earlier].local <= made[later].local
    ]
    problems += [
        f"{serial}: {one['raw']['pin']} at {one['punch_time']}, {off:+.0f} s from when it was made"
        for one, at in zip(listed, order, strict=True)
        if abs(off := _instant(one["punch_time"]) - made[at].at) > CLOCK_S
    ]
    return [f"{problems[0]} ({len(problems)} of {len(made)} so)"] if problems else []


def _instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def outages(plan: FleetPlan, dark: str, feed: Told) -> list[str]:
    """The terminals of the dark site went offline once and came back; nobody else was ever called offline."""
    problems = []
    for terminal in plan.terminals:
        right = ["online", "offline", "online"] if terminal.site_id == dark else ["online"]
        if feed.presence[terminal.serial] != right:
            problems.append(f"{terminal.serial}: told {', '.join(feed.presence[terminal.serial])}")
    return problems


async def commands(api: EdgeClient) -> tuple[Counter[str], list[str]]:
    """How many commands there were by name, and those that did not succeed."""
    counts: Counter[str] = Counter()
    problems = []
    async for one in api.pages("/v1/commands", {"limit": _PAGE}):
        counts[one["command"]] += 1
        if one["status"] != "succeeded":
            problems.append(f"{one['command']} to {one['device_serial']} is {one['status']}: {one['error']}")
    return counts, problems
