"""What one process saw of terminals, as it tells the others: who called, who was sent away, who was told to
be silent. Pure.

Several edges behind a balancer see a terminal in turn, so no one of them knows whether it is silent. Each
writes down what it saw, a few batches a second; whoever looks after a terminal's tenant reads all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple

from edge.presence import Fact, Key, Presence

SHARDS: Final = 16
BEAT: Final = -1
"""In place of a shard: a process listens, whether or not anybody called."""
NEWS: Final = -2
"""In place of a shard: what else is known of terminals, of all tenants. It matters for longer than calls."""

# poll, other request, sent away, told to be silent, another box now
Kind = Literal["p", "o", "r", "a", "f"]
_CALLS: Final = frozenset({"p", "o"})
_KINDS: Final = frozenset({"p", "o", "r", "a", "f"})


class Sighting(NamedTuple):
    """`mono`: seconds of a clock that never jumps, of the process that has it in memory. `until_s`: for how
    many seconds from then a terminal that was sent away, or was told so, may be silent."""

    key: Key
    kind: Kind
    mono: float
    address: str = ""
    site: int | None = None
    until_s: float = 0.0


def shard_of(tenant_id: int) -> int:
    """Which sixteenth of the tenants. All terminals of a tenant are judged together, because what one silence
    is put down to depends on the others."""
    return tenant_id % SHARDS


def written(sightings: Iterable[Sighting], mono: float) -> dict[int, str]:
    """Batches by shard, with ages in place of instants: processes do not share a clock."""
    batches: dict[int, list[list[Any]]] = {}
    for one in sightings:
        age_ms = round((mono - one.mono) * 1000)
        entry = [*one.key, one.kind, age_ms, one.address, one.site, round(one.until_s, 3)]
        shard = shard_of(one.key[0]) if one.kind in _CALLS else NEWS
        batches.setdefault(shard, []).append(entry)
    return {shard: json.dumps(batch, separators=(",", ":")) for shard, batch in batches.items()}


def read(body: str, mono: float) -> list[Sighting]:
    """What a batch says; `mono`: when it was written, on the clock of who reads it. Kinds and members that
    only a newer version knows are left out."""
    return [
        Sighting((tenant_id, device_id), kind, mono - age_ms / 1000, address, site, until_s)
        for tenant_id, device_id, kind, age_ms, address, site, until_s, *_ in json.loads(body)
        if kind in _KINDS
    ]


def tell(presence: Presence, seen: Iterable[Sighting], wall_minus_mono_us: int) -> list[Fact]:
    """Have the rule hear of them, in the order in which they happened. Returns who is back."""
    facts = []
    for one in sorted(seen, key=lambda one: (one.mono, one.kind not in _CALLS)):
        if one.kind in _CALLS:
            wall = round(one.mono * 1e6) + wall_minus_mono_us
            fact = presence.heard(one.key, one.mono, wall, one.address, one.kind == "p", one.site)
            if fact is not None:
                facts.append(fact)
        elif one.kind == "r":
            presence.refused(one.key, one.mono + one.until_s)
        elif one.kind == "a":
            presence.expect_absence(one.key, one.mono + one.until_s)
        else:
            presence.forget(one.key)
    return facts


def last_silence(beats: Sequence[int], since: int, now: int, longest: int) -> int | None:
    """When the newest stretch ended in which nobody listened for longer than `longest`, between two instants;
    None if there was none, `now` if it lasts. Instants of beats are ascending; all are microseconds."""
    ended = None
    before = since
    for at in [*beats, now]:
        if at - before > longest:
            ended = at
        before = max(before, at)
    return ended


def last_restart(beats: Sequence[tuple[int, str]], gap: int) -> int | None:
    """When the newest stretch ended, longer than `gap`, over which no process lived on: none that listened
    before it listened after it, so somebody was started in the place of who went. `beats` in order of time:
    instant and process. None if there was no such."""
    for place in range(len(beats) - 1, 0, -1):
        if beats[place][0] - beats[place - 1][0] <= gap:
            continue
        if not {node for _, node in beats[:place]} & {node for _, node in beats[place:]}:
            return beats[place][0]
    return None
