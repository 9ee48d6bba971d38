"""What the registry promises to menus, palette and keys."""

from __future__ import annotations

import pytest

from console.commands.registry import Command, CommandConflict, Group, Registry


def command(id: str, shortcut: str | None = None, group: str = Group.GO) -> Command:
    return Command(id, id.title(), group, run=lambda: None, shortcut=shortcut)


@pytest.fixture
def registry() -> Registry:
    return Registry()


def test_commands_stand_in_the_order_they_came(registry: Registry) -> None:
    one, two = command("one"), command("two")
    registry.add(one, two)
    assert registry.all() == (one, two)
    assert registry.get("two") is two


def test_groups_stand_in_the_order_of_menus_and_a_pages_own_before_help(registry: Registry) -> None:
    registry.add(
        command("a", group=Group.HELP),
        command("b", group="Demo"),
        command("c", group=Group.GO),
        command("d", group=Group.FILE),
        command("e", group=Group.GO),
    )
    assert [(group, [one.id for one in members]) for group, members in registry.groups().items()] == [
        ("File", ["d"]),
        ("Go", ["c", "e"]),
        ("Demo", ["b"]),
        ("Help", ["a"]),
    ]


def test_two_of_one_id_are_a_conflict(registry: Registry) -> None:
    registry.add(command("page.map"))
    with pytest.raises(CommandConflict, match=r"page\.map"):
        registry.add(command("page.map"))


@pytest.mark.parametrize(
    ("first", "second"), [("Ctrl+K", "ctrl+k"), ("G M", "g m"), ("G", "G M"), ("G M", "G"), ("?", "Shift+?")]
)
def test_two_that_the_same_keys_would_run_are_a_conflict(registry: Registry, first: str, second: str) -> None:
    registry.add(command("one", first))
    with pytest.raises(CommandConflict, match=r"'two' wants .* but 'one' has"):
        registry.add(command("two", second))


@pytest.mark.parametrize(("first", "second"), [("G M", "G D"), ("X", "Shift+X"), ("G M", "M G")])
def test_keys_that_can_be_told_apart_are_none(registry: Registry, first: str, second: str) -> None:
    registry.add(command("one", first), command("two", second))
    assert len(registry.shortcuts) == 2


def test_a_conflict_leaves_everything_as_it_was(registry: Registry) -> None:
    registry.add(command("one", "X"))
    with pytest.raises(CommandConflict):
        registry.add(command("two", "Y"), command("three", "X"))
    assert [one.id for one in registry.all()] == ["one"]
    registry.add(command("two", "Y"))


def test_a_shortcut_that_cannot_be_pressed_is_refused(registry: Registry) -> None:
    with pytest.raises(ValueError, match="Hyper"):
        registry.add(command("one", "Hyper+K"))


def test_the_commands_of_a_page_come_and_go_with_their_keys(registry: Registry) -> None:
    page = (command("feed.end", "End"), command("feed.mark", "X"))
    registry.add(*page)
    registry.remove(*page)
    assert registry.all() == ()
    assert not registry.shortcuts
    registry.add(command("map.fit", "X"))


def test_whoever_shows_commands_is_told_once_of_each_change(registry: Registry) -> None:
    told: list[int] = []
    registry.changed.add(lambda now: told.append(len(now.all())))
    page = (command("one"), command("two"))
    registry.add(*page)
    registry.remove(*page)
    registry.add()
    assert told == [2, 0]


def test_what_cannot_be_done_now_is_not_run(registry: Registry) -> None:
    ran: list[str] = []
    possible = False
    registry.add(Command("one", "One", Group.GO, run=lambda: ran.append("one"), enabled=lambda: possible))
    assert registry.run("one") is False
    possible = True
    assert registry.run("one") is True
    assert ran == ["one"]


def test_an_unknown_command_is_a_mistake(registry: Registry) -> None:
    with pytest.raises(KeyError):
        registry.run("nothing")
    with pytest.raises(KeyError):
        registry.remove(command("nothing"))
