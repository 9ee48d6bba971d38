"""Answers to queries of ours, in one upload or in many."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.attendance.answers import MOST_PACKS, Answer, Portion, portion_of


def test_an_upload_says_which_part_of_which_answer_it_is() -> None:
    query = {
        "sn": b"X1", "table": b"ATTLOG", "stamp": b"9999",
        "count": b"2", "packcnt": b"3", "packidx": b"1", "cmdid": b" 240 ",
    }  # fmt: skip
    assert portion_of(query) == Portion("240", 2, 3, 1)


@pytest.mark.parametrize("command_id", [b"", b"0", b"5&ID=6", b"\xff", b"9" * 65, b"a b"])
def test_what_names_no_command_answers_nothing(command_id: bytes) -> None:
    assert portion_of({"cmdid": command_id, "packcnt": b"1", "packidx": b"1"}) is None
    assert portion_of({"table": b"OPERLOG", "opstamp": b"9999"}) is None


@pytest.mark.parametrize(
    ("packs", "read"),
    [
        ({}, Portion("5", None, 1, 1)),
        ({"packcnt": b"", "packidx": b"x", "count": b"-1"}, Portion("5", None, 1, 1)),
        ({"packcnt": b"0", "packidx": b"0"}, Portion("5", None, 1, 0)),
        ({"packcnt": b"999999999", "packidx": b"1"}, Portion("5", None, 1, 1)),
        ({"packcnt": str(MOST_PACKS).encode(), "packidx": b"2"}, Portion("5", None, MOST_PACKS, 2)),
    ],
)
def test_without_usable_numbers_it_is_all_there_is(packs: dict[str, bytes], read: Portion) -> None:
    assert portion_of({"cmdid": b"5", **packs}) == read


def test_an_answer_is_complete_with_its_last_pack() -> None:
    answer = Answer("5")
    assert not answer.complete
    answer = answer.plus(Portion("5", 9, 3, 3), 2)
    answer = answer.plus(Portion("5", 9, 3, 1), 4)
    assert (answer.complete, answer.records, answer.short) == (False, 6, 3)
    assert answer.plus(Portion("5", 9, 3, 1), 4) == answer  # sent again, as its reply was lost
    answer = answer.plus(Portion("5", 9, 3, 2), 3)
    assert (answer.complete, answer.records, answer.short) == (True, 9, 0)


def test_an_answer_says_how_much_is_missing() -> None:
    assert Answer("5").plus(Portion("5", 9, 1, 1), 7).short == 2
    assert Answer("5").plus(Portion("5", None, 1, 1), 7).short == 0


def test_a_portion_of_another_command_is_refused() -> None:
    with pytest.raises(ValueError, match="6 is no answer to 5"):
        Answer("5").plus(Portion("6", None, 1, 1), 1)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30), st.sampled_from([0, 1]), st.data())
def test_in_any_order_and_however_often_the_packs_come(
    sizes: list[int], base: int, data: st.DataObject
) -> None:
    """Whether packs are counted from 0 or from 1."""
    portions = [(Portion("5", sum(sizes), len(sizes), base + n), size) for n, size in enumerate(sizes)]
    sent = data.draw(st.permutations(portions))
    again = data.draw(st.lists(st.sampled_from(portions)))
    partial = reduce(lambda answer, pack: answer.plus(*pack), [*sent[:-1], *sent[:-1]], Answer("5"))
    assert not partial.complete
    whole = reduce(lambda answer, pack: answer.plus(*pack), [*sent, *again], Answer("5"))
    assert (whole.complete, whole.records, whole.short) == (True, sum(sizes), 0)


@given(st.dictionaries(st.sampled_from(["cmdid", "packcnt", "packidx", "count"]), st.binary(max_size=12)))
def test_no_query_raises(query: dict[str, bytes]) -> None:
    portion = portion_of(query)
    if portion is not None:
        assert portion.command_id.isalnum()
        assert 1 <= portion.pack_count <= MOST_PACKS
        Answer(portion.command_id).plus(portion, 1)
