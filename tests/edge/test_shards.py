"""How processes share the shards: evenly, and with as few moves as that takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edge.shards import balanced

SHARDS = 16


def test_one_process_takes_all() -> None:
    assert balanced((), range(SHARDS), 1, SHARDS).take == tuple(range(SHARDS))


def test_who_comes_second_gets_what_the_first_lets_go_of() -> None:
    first = balanced(range(SHARDS), (), 2, SHARDS)
    assert len(first.give) == 8
    assert balanced((), first.give, 2, SHARDS).take == first.give


def test_who_has_its_share_leaves_the_rest_to_others() -> None:
    moves = balanced(range(6), range(6, SHARDS), 3, SHARDS)
    assert (moves.take, moves.give) == ((), ())


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_after_everybody_had_two_turns_every_shard_is_looked_after_by_one_and_evenly(
    counts: list[int],
) -> None:
    held: list[set[int]] = []
    for wanted in counts:  # processes come and go; who goes lets go of all
        held = (held + [set[int]() for _ in range(wanted)])[:wanted]
        for _ in range(2):
            for mine in held:
                free = set(range(SHARDS)) - set().union(*held)
                moves = balanced(mine, free, wanted, SHARDS)
                mine |= set(moves.take)
                mine -= set(moves.give)
        assert sorted(shard for mine in held for shard in mine) == list(range(SHARDS))
        assert max(map(len, held)) <= -(-SHARDS // wanted)
