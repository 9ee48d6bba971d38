"""The invariants that every drill checks, as functions over plain data: each returns what is wrong.

Numbers are the design's. What they need is read from a database by `tests.kit.invariants`.

| | |
|---|---|
| I1 | whatever was acknowledged is stored, exactly once |
| I2 | whatever is stored is told by exactly one event, and that is delivered to each endpoint that wants it |
| I3 | what goes by one lane arrives in order |
| I4 | every delivery waits, was delivered, is dead or was cancelled, and it is one of these |
| I5 | one idempotency key, at most one effect, one answer |
| I6 | no byte of one tenant reaches another |
| I7 | fences only grow, and whoever has an older one has no effect |
| I8 | the audit chain is whole |
| I9 | alerts change as they may, and of one thing one alert is open |
| I10 | every line that came in became something |
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

STATES: Final = ("pending", "delivered", "dead", "cancelled")
"""What can have become of a delivery."""

LEGAL: Final[Mapping[str, frozenset[str]]] = {
    "pending": frozenset({"firing", "inhibited"}),
    "inhibited": frozenset({"pending", "resolved"}),
    "firing": frozenset({"resolving", "resolved"}),
    "resolving": frozenset({"firing", "resolved"}),
    "unstable": frozenset({"resolved"}),
    "resolved": frozenset({"unstable"}),
}
"""What may become of an alert, from each status. Who only seemed to be bad is forgotten, without a status."""

AUDITED: Final = (
    "tenant_id",
    "id",
    "position",
    "actor",
    "action",
    "target",
    "diff",
    "address",
    "user_agent",
    "request_id",
)
"""What an entry of the audit log says, all of which its hash covers."""


class FenceSample(NamedTuple):
    """Somebody who acts under a fence, or was seen to hold it. `effect`: something of it was written."""

    name: Hashable
    fence: int
    owner: str | None
    effect: bool = False


class Seen(NamedTuple):
    """Bytes that a tenant could see, and where; `tenant_id` None: nobody in particular, such as in a log."""

    tenant_id: int | None
    where: str
    content: bytes


class Alert(NamedTuple):
    """An alert: of what it is (rule and entity), its statuses so far, and the one it has."""

    key: Hashable
    statuses: Sequence[str]
    status: str


class Link(NamedTuple):
    """An end of what is kept of an audit chain: the last entry, or the last that age let go of."""

    position: int
    hash: bytes


def i1_acknowledged_stored_once(acknowledged: Iterable[Hashable], stored: Iterable[Hashable]) -> list[str]:
    """Whatever was answered with OK is stored, and nothing is stored twice.

    Keys are (serial, what tells a line of that terminal from its others). Terminals repeat themselves, so a
    key may be acknowledged often; what is stored without an acknowledgement only lost its answer on the way.
    """
    times = Counter(stored)
    lost = [f"acknowledged but not stored: {key}" for key in dict.fromkeys(acknowledged) if not times[key]]
    doubled = [f"stored {count} times: {key}" for key, count in times.items() if count > 1]
    return lost + doubled


def i2_stored_told_once(stored: Iterable[Hashable], told: Iterable[Hashable]) -> list[str]:
    """Every stored punch has exactly one event, and every such event a punch. Both as ids of punches."""
    punches = dict.fromkeys(stored)
    times = Counter(told)
    untold = [f"stored without an event: {punch}" for punch in punches if not times[punch]]
    doubled = [f"told by {count} events: {punch}" for punch, count in times.items() if count > 1]
    invented = [f"event of a punch that is not stored: {punch}" for punch in times if punch not in punches]
    return untold + doubled + invented


def i2_told_to_endpoints(matched: Iterable[Hashable], made: Iterable[Hashable]) -> list[str]:
    """Every event has exactly one delivery to each endpoint that matched, and no other.

    Both as (endpoint, event); `made` without what was asked for again, which is a delivery more.
    """
    wanted, times = dict.fromkeys(matched), Counter(made)
    missing = [f"no delivery of what matched: {pair}" for pair in wanted if not times[pair]]
    doubled = [f"{count} deliveries of one event: {pair}" for pair, count in times.items() if count > 1]
    unasked = [f"a delivery of what did not match: {pair}" for pair in times if pair not in wanted]
    return missing + doubled + unasked


def i3_lane_order(
    told: Mapping[str, Sequence[Hashable]],
    arrived: Mapping[str, Sequence[Hashable]],
    excused: Collection[Hashable] = (),
) -> list[str]:
    """What was told arrives, each lane's in its order. What arrives again may do so at any time.

    `told`: by lane, in the order of the feed; `arrived`: by lane, in the order of arrival; `excused`: what
    need not have arrived, because it still waits or was given up.
    """
    problems = []
    for lane in dict.fromkeys((*told, *arrived)):
        place = {one: number for number, one in enumerate(told.get(lane, ()))}
        first = list(dict.fromkeys(arrived.get(lane, ())))
        came = set(first)
        problems += [f"{lane}: {one} arrived and was never told" for one in first if one not in place]
        problems += [
            f"{lane}: {one} never arrived" for one in place if one not in came and one not in excused
        ]
        known = [one for one in first if one in place]
        problems += [
            f"{lane}: {was} overtook {now}" for was, now in pairwise(known) if place[was] > place[now]
        ]
    return problems


def i4_partition(matched: Iterable[Hashable], parts: Mapping[str, Iterable[Hashable]]) -> list[str]:
    """Whatever matched waits, was delivered, is dead or was cancelled: one of these, once; nothing else is.

    Keys tell deliveries apart; `parts` has them by state.
    """
    states: dict[Hashable, list[str]] = {key: [] for key in matched}
    problems = [f"no state of a delivery: {state}" for state in parts if state not in STATES]
    for state, keys in parts.items():
        for key in keys:
            if key in states:
                states[key].append(state)
            else:
                problems.append(f"{state} and never matched: {key}")
    lost = [f"matched and without a state: {key}" for key, found in states.items() if not found]
    several = [f"in {len(found)} states: {key} {found}" for key, found in states.items() if len(found) > 1]
    return problems + lost + several


def i5_one_effect(
    effects: Mapping[str, Iterable[Hashable]], answers: Mapping[str, Iterable[Hashable]] | None = None
) -> list[str]:
    """Whatever came with one idempotency key had at most one effect, and everybody had the same answer.

    By key: what was made (the same twice are two effects); what was answered.
    """
    made = {key: list(found) for key, found in effects.items()}
    often = [f"{key}: {len(found)} effects: {found[:3]}" for key, found in made.items() if len(found) > 1]
    said = {key: list(dict.fromkeys(found)) for key, found in (answers or {}).items()}
    differ = [f"{key}: {len(found)} answers: {found[:3]}" for key, found in said.items() if len(found) > 1]
    return often + differ


def i6_no_canary(canaries: Mapping[int, Iterable[bytes]], seen: Iterable[Seen]) -> list[str]:
    """No tenant sees bytes that only another's data has. `canaries`: such bytes by the tenant they are of."""
    planted = {tenant_id: [one for one in found if one] for tenant_id, found in canaries.items()}
    return [
        f"tenant {tenant_id}'s {canary!r} in {one.where} of tenant {one.tenant_id}"
        for one in seen
        for tenant_id, found in planted.items()
        if tenant_id != one.tenant_id
        for canary in found
        if canary in one.content
    ]


def i7_fences(samples: Iterable[FenceSample]) -> list[str]:
    """Fences of a name only grow, each has one owner, and who has an older one has no effect any more.

    `samples`: in the order in which they were written. A sample without an owner says only how high the fence
    is.
    """
    newest: dict[Hashable, int] = {}
    owners: dict[tuple[Hashable, int], str] = {}
    problems = []
    for name, fence, owner, effect in samples:
        high = newest.get(name, fence)
        if effect and fence < high:
            problems.append(f"{name}: {owner} wrote under fence {fence}, which was {high} already")
        elif fence < high:
            problems.append(f"{name}: fence {fence} after {high}")
        newest[name] = max(high, fence)
        if owner is not None and owners.setdefault((name, fence), owner) != owner:
            problems.append(f"{name}: fence {fence} of {owners[name, fence]} and of {owner}")
    return problems


def i8_chain(entries: Iterable[Mapping[str, Any]], anchor: Link, end: Link) -> list[str]:
    """A tenant's audit log is whole, from behind the anchor to its end; entries in their order.

    The hash is computed here anew from what an entry says, by the definition and not by the product's code.
    """
    last = anchor
    for entry in entries:
        position = int(entry["position"])
        said = json.dumps(
            {name: entry[name] for name in AUDITED}, sort_keys=True, ensure_ascii=True, separators=(",", ":")
        )
        if position != last.position + 1:
            return [f"entry {position} where {last.position + 1} was due"]
        if bytes(entry["previous_hash"]) != last.hash:
            return [f"entry {position} does not follow the one before it"]
        if bytes(entry["hash"]) != hashlib.sha256(last.hash + said.encode()).digest():
            return [f"entry {position} is not what was written"]
        last = Link(position, bytes(entry["hash"]))
    return [] if last == end else [f"the log ends with entry {last.position}, its head says {end.position}"]


def i9_alerts(alerts: Iterable[Alert]) -> list[str]:
    """Every alert went from status to status as it may, and of one rule and entity one is open at most."""
    given = list(alerts)
    problems = [
        f"{one.key}: {was} -> {now}"
        for one in given
        for was, now in pairwise(one.statuses)
        if now not in LEGAL.get(was, ())
    ]
    problems += [
        f"{one.key}: is {one.status}, its history ends with {one.statuses[-1]}"
        for one in given
        if one.statuses and one.statuses[-1] != one.status
    ]
    standing = Counter(one.key for one in given if one.status != "resolved")
    return problems + [f"{count} open alerts of {key}" for key, count in standing.items() if count > 1]


def gapless(sequences: Mapping[str, Iterable[int]], first: int = 1) -> list[str]:
    """The sequence numbers of each device, in the order they were told, are first, first + 1, first + 2, …"""
    problems = []
    for device, numbers in sequences.items():
        expected = first
        for number in numbers:
            if number != expected:
                problems.append(f"{device}: {number} where {expected} was due")
            expected = number + 1
    return problems


def i10_lines_accounted(
    *, new: int, known: int, expired: int, dead: int, blank: int, received: int
) -> list[str]:
    """Every line that came in became something, and nothing else did."""
    accounted = new + known + expired + dead + blank
    if accounted == received:
        return []
    sums = f"{new} new + {known} known + {expired} expired + {dead} dead + {blank} blank = {accounted}"
    return [f"{sums}, but {received} lines were received"]
