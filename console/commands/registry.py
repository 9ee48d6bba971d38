"""Everything one can do in the console, once. Menus, palette, shortcuts and the sheet of them derive from it.

Knows no Qt: whoever shows commands listens to `changed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from console.commands.keys import Shortcut, parse_shortcut
from console.core.listeners import Listeners


class Group(StrEnum):
    """What commands belong together, in the order menus show them. A page may bring a group of its own."""

    FILE = "File"
    VIEW = "View"
    GO = "Go"
    SITE = "Site"
    TERMINAL = "Terminal"
    FEED = "Feed"
    ALERT = "Alert"
    CONNECTION = "Connection"
    HELP = "Help"


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do.

    `id` is for us ("page.map"), `title` for people, already in their language. `group` is one of Group, or
    the title of a page's own. `shortcut` is written as in keys.py; `icon` names one of icons.py. `checked`
    makes it a switch. `keywords` are further words to find it by. `grave` ends the program or takes something
    away: it is never what Enter does before somebody has pointed at it.
    """

    id: str
    title: str
    group: str
    _: KW_ONLY
    run: Callable[[], object]
    shortcut: str | None = None
    icon: str | None = None
    enabled: Callable[[], bool] = _always
    checked: Callable[[], bool] | None = None
    keywords: tuple[str, ...] = ()
    grave: bool = False

    @property
    def strokes(self) -> Shortcut | None:
        """The shortcut as it is pressed. Raises ValueError for one that cannot be."""
        return parse_shortcut(self.shortcut) if self.shortcut is not None else None


class CommandConflict(Exception):
    """Two commands want the same id or the same keys. A defect of the console's, never the user's."""


class Registry:
    """The commands that stand now, in the order they came. Those of a page come and go with it.

    `changed` tells after any change.
    """

    def __init__(self) -> None:
        self.changed: Listeners[Registry] = Listeners()
        self._commands: dict[str, Command] = {}
        self._shortcuts: dict[Shortcut, Command] = {}

    def add(self, *commands: Command) -> None:
        """All of them or none. Raises CommandConflict, and ValueError for a shortcut that is none."""
        ids, shortcuts = dict(self._commands), dict(self._shortcuts)
        for command in commands:
            if command.id in ids:
                raise CommandConflict(f"two commands are called {command.id!r}")
            ids[command.id] = command
            strokes = command.strokes
            if strokes is not None:
                _check_free(command, strokes, shortcuts)
                shortcuts[strokes] = command
        self._commands, self._shortcuts = ids, shortcuts
        if commands:
            self.changed.tell(self)

    def remove(self, *commands: Command) -> None:
        """Raises KeyError for one that is not here."""
        for command in commands:
            del self._commands[command.id]
            strokes = command.strokes
            if strokes is not None:
                del self._shortcuts[strokes]
        if commands:
            self.changed.tell(self)

    def all(self) -> tuple[Command, ...]:
        return tuple(self._commands.values())

    def groups(self) -> Mapping[str, tuple[Command, ...]]:
        """By group: ours in the order of Group, pages' own before Help."""
        ours = list(Group)
        known = {group.value: place for place, group in enumerate(ours)}
        present = {command.group: None for command in self._commands.values()}
        ordered = sorted(present, key=lambda group: known.get(group, known[Group.HELP] - 0.5))
        return {group: self.by_group(group) for group in ordered}

    def by_group(self, group: str) -> tuple[Command, ...]:
        return tuple(command for command in self._commands.values() if command.group == group)

    def get(self, id: str) -> Command:
        """Raises KeyError."""
        return self._commands[id]

    @property
    def shortcuts(self) -> Mapping[Shortcut, Command]:
        """Which keys run what."""
        return self._shortcuts

    def run(self, id: str) -> bool:
        """Do it, unless it cannot be done now: False then. Raises KeyError for an unknown one, and whatever
        doing it raises."""
        command = self.get(id)
        if not command.enabled():
            return False
        command.run()
        return True


def _check_free(command: Command, strokes: Shortcut, taken: Mapping[Shortcut, Command]) -> None:
    for other, owner in taken.items():
        shared = min(len(strokes), len(other))
        if strokes[:shared] == other[:shared] and (len(strokes) != len(other) or strokes == other):
            raise CommandConflict(
                f"{command.id!r} wants {command.shortcut!r}, but {owner.id!r} has {owner.shortcut!r}"
            )
