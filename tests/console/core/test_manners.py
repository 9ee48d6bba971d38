"""How the console behaves on this computer is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.core.manners import Manners, MannersBook, load, save


def test_what_was_chosen_is_there_again(tmp_path: Path) -> None:
    file = tmp_path / "manners.json"
    chosen = Manners(close_to_tray=False, sounds=True, repeat_min=0, lock_idle_min=3)
    save(file, chosen)
    assert load(file) == chosen


def test_at_first_nothing_was_asked_and_nothing_sounds(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == Manners(close_to_tray=None, sounds=False)


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"version": 2}', '{"version": 1, "sounds": "yes"}', '{"version": 1, "close_to_tray": 1}'],
)
def test_what_cannot_be_read_is_as_if_nothing_was_chosen(tmp_path: Path, text: str) -> None:
    file = tmp_path / "manners.json"
    file.write_text(text)
    assert load(file) == Manners()


def test_only_changes_are_told() -> None:
    book, told = MannersBook(), []
    book.changed.add(told.append)
    book.change(sounds=False)
    book.change(sounds=True)
    assert told == [Manners(sounds=True)]
