"""Which process looks after which shard of the tenants' presence. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class Moves(NamedTuple):
    """What one process should try to take, in this order, and what it should let go of."""

    take: tuple[int, ...]
    give: tuple[int, ...]


def balanced(held: Collection[int], free: Collection[int], processes: int, shards: int) -> Moves:
    """So that every process has as many as any other, or one more: `processes` that look after shards, this
    one among them."""
    fair = -(-shards // max(processes, 1))
    have = sorted(held)
    return Moves(tuple(sorted(free)[: max(fair - len(have), 0)]), tuple(have[fair:]))
