"""Everything one can do in the console, once. Menus, palette, shortcuts and the sheet of them derive from it.

Knows no Qt: whoever shows commands listens to `changed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from enum import StrEnum

from console.commands.keymap import Changes, Claims, readable
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
    """The commands that stand now, in the order they came, with the keys that the user gave them. Those of a
    page come and go with it.

    `changed` tells after any change.
    """

    def __init__(self) -> None:
        self.changed: Listeners[Registry] = Listeners()
        self._came: dict[str, Command] = {}
        self._commands: dict[str, Command] = {}
        self._shortcuts: dict[Shortcut, Command] = {}
        self._changes: dict[str, str] = {}

    @property
    def changes(self) -> Changes:
        """The keys that the user changed, also those of commands that are not here."""
        return self._changes

    def change_keys(self, changes: Changes) -> None:
        """These are all changes from now on. What are no keys is passed over."""
        self._changes = readable(changes)
        self._settle(self._came)

    def add(self, *commands: Command) -> None:
        """All of them or none. Raises CommandConflict, and ValueError for a shortcut that is none."""
        came = dict(self._came)
        for command in commands:
            if command.id in came:
                raise CommandConflict(f"two commands are called {command.id!r}")
            came[command.id] = command
        _check_free(came)
        if commands:
            self._settle(came)

    def remove(self, *commands: Command) -> None:
        """Raises KeyError for one that is not here."""
        came = dict(self._came)
        for command in commands:
            del came[command.id]
        if commands:
            self._settle(came)

    def as_they_came(self) -> tuple[Command, ...]:
        """All, with the keys they have unless the user wants others."""
        return tuple(self._came.values())

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

    def find(self, id: str) -> Command | None:
        """None for one that is not here."""
        return self._commands.get(id)

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

    def _settle(self, came: Mapping[str, Command]) -> None:
        """Give everybody their keys: what the user wants first, and what came with the console where it is
        free then."""
        claims, wanted = Claims(), {}
        for id in sorted(came, key=lambda id: id not in self._changes):
            keys = self._changes.get(id, came[id].shortcut)
            strokes = parse_shortcut(keys) if keys else None
            if strokes is not None and claims.rival(strokes) is None:
                claims.claim(strokes, id)
                wanted[id] = keys
        self._came = dict(came)
        self._commands = {
            id: command if wanted.get(id) == command.shortcut else replace(command, shortcut=wanted.get(id))
            for id, command in came.items()
        }
        self._shortcuts = {strokes: self._commands[id] for strokes, id in claims.taken.items()}
        self.changed.tell(self)


def _check_free(commands: Mapping[str, Command]) -> None:
    claims = Claims()
    for command in commands.values():
        strokes = command.strokes
        if strokes is None:
            continue
        owner = claims.rival(strokes)
        if owner is not None:
            raise CommandConflict(
                f"{command.id!r} wants {command.shortcut!r}, but {owner!r} has {commands[owner].shortcut!r}"
            )
        claims.claim(strokes, command.id)
