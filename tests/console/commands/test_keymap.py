"""Keys that the user changed: they win, they are kept, and nobody's keys are taken unasked."""

from __future__ import annotations

import pytest

from console.commands.keymap import Bindings, Bound, is_for_moving
from console.commands.keys import parse_shortcut
from console.commands.registry import Command, Group, Registry


def command(id: str, shortcut: str | None = None) -> Command:
    return Command(id, id.title(), Group.GO, run=lambda: None, shortcut=shortcut)


MAP, FIT, MARK = command("go.map", "G M"), command("map.fit", "0"), command("alerts.mark", "X")
QUIET = command("view.quiet")


@pytest.fixture
def registry() -> Registry:
    registry = Registry()
    registry.add(MAP, FIT, QUIET)
    return registry


def bindings(**changes: str) -> Bindings:
    here = [Bound("", MAP), Bound("", QUIET), Bound("map", FIT), Bound("alerts", MARK)]
    return Bindings(here, {id.replace("_", ".", 1): keys for id, keys in changes.items()})


def test_whoever_asks_the_registry_gets_the_changed_keys(registry: Registry) -> None:
    registry.change_keys({"go.map": "Ctrl+1", "map.fit": ""})
    assert registry.get("go.map").shortcut == "Ctrl+1"
    assert registry.get("map.fit").shortcut is None
    assert {keys: it.id for keys, it in registry.shortcuts.items()} == {parse_shortcut("Ctrl+1"): "go.map"}
    assert registry.as_they_came() == (MAP, FIT, QUIET)


def test_a_page_that_comes_later_finds_its_changed_keys(registry: Registry) -> None:
    registry.change_keys({"alerts.mark": "M"})
    registry.add(MARK)
    assert registry.get("alerts.mark").shortcut == "M"
    registry.remove(MARK)
    assert parse_shortcut("M") not in registry.shortcuts


def test_what_the_user_wants_goes_before_what_came_with_the_console(registry: Registry) -> None:
    registry.change_keys({"view.quiet": "G"})
    assert registry.get("view.quiet").shortcut == "G"
    assert registry.get("go.map").shortcut is None, "G M begins with it"


def test_of_two_wishes_for_the_same_keys_one_is_granted(registry: Registry) -> None:
    registry.change_keys({"go.map": "F9", "map.fit": "F9"})
    assert [registry.get(id).shortcut for id in ("go.map", "map.fit")] == ["F9", None]


def test_what_is_no_shortcut_in_a_file_is_passed_over(registry: Registry) -> None:
    registry.change_keys({"go.map": "Hyper+Nonsense", "map.fit": "9"})
    assert registry.get("go.map").shortcut == "G M"
    assert dict(registry.changes) == {"map.fit": "9"}


def test_everybody_who_shows_keys_is_told(registry: Registry) -> None:
    told: list[str | None] = []
    registry.changed.add(lambda now: told.append(now.get("go.map").shortcut))
    registry.change_keys({"go.map": "F9"})
    registry.change_keys({})
    assert told == ["F9", "G M"]


def test_pages_may_share_keys_and_what_counts_everywhere_may_not() -> None:
    assert not bindings().rivals("map.fit", "X")
    assert [it.command.id for it in bindings().rivals("view.quiet", "X")] == ["alerts.mark"]
    assert [it.command.id for it in bindings().rivals("alerts.mark", "G")] == ["go.map"]


def test_keys_that_are_taken_are_given_up_by_who_had_them() -> None:
    assert bindings().with_keys("view.quiet", "X") == {"view.quiet": "X", "alerts.mark": ""}


def test_a_change_back_to_what_came_is_no_change() -> None:
    assert bindings(go_map="F9").with_keys("go.map", "G M") == {}
    assert bindings(go_map="F9").without("go.map") == {}
    assert bindings(go_map="F9").is_changed("go.map")


def test_changes_of_what_is_not_here_are_kept() -> None:
    assert bindings(keys_new="N").with_keys("go.map", "F9") == {"keys.new": "N", "go.map": "F9"}


@pytest.mark.parametrize(
    ("keys", "moving"),
    [("Tab", True), ("Up", True), ("Shift+Tab", True), ("G Enter", True), ("Ctrl+Up", False), ("X", False)],
)
def test_keys_that_move_about_are_nobodys(keys: str, moving: bool) -> None:
    assert is_for_moving(parse_shortcut(keys)) is moving
