"""Return codes of access terminals (PROTOCOL.md §10.10)."""

from __future__ import annotations

import re

import pytest

from edge.push.access.returns import RETURN_CODES, is_final, return_word


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (0, "ok"),
        (3, "ok"),
        (-629, "wrong_table_name"),
        (-8, "not_authorised"),
        (-5000, "queued"),
        (-4711, "other_-4711"),
    ],
)
def test_words(code: int, word: str) -> None:
    assert return_word(code) == word


def test_a_command_that_was_passed_on_is_not_done() -> None:
    assert not is_final(-5000)
    assert is_final(0)
    assert is_final(-13)
    assert is_final(5000)


def test_words_are_plain() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", word) for word in RETURN_CODES.values())
