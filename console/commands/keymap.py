"""Which keys run what: as the commands came, and as the user changed them. Pure.

A command belongs to a place: a page, or "" for everywhere. Keys of two pages never meet; keys of everywhere
meet them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from console.commands.keys import Shortcut, Stroke, parse_shortcut

if TYPE_CHECKING:
    from console.commands.registry import Command

_MOVING: Final = frozenset({"Tab", "Enter", "Esc", "Up", "Down", "Left", "Right"})
"""Keys with which one moves about: alone they belong to whatever has the keyboard."""

Changes = Mapping[str, str]
"""The user's keys by the id of their command; "" for none."""


class Claims:
    """Which shortcuts are taken, and by whom. One stroke also claims every sequence that begins with it."""

    def __init__(self) -> None:
        self.taken: dict[Shortcut, str] = {}
        self._beginning: dict[Stroke, list[Shortcut]] = {}

    def rival(self, wanted: Shortcut) -> str | None:
        """Who has these keys, or some that could not be told from them."""
        if wanted in self.taken:
            return self.taken[wanted]
        if len(wanted) == 1:
            longer = self._beginning.get(wanted[0])
            return self.taken[longer[0]] if longer else None
        return self.taken.get(wanted[:1])

    def claim(self, shortcut: Shortcut, id: str) -> None:
        self.taken[shortcut] = id
        if len(shortcut) == 2:
            self._beginning.setdefault(shortcut[0], []).append(shortcut)


def readable(changes: Changes) -> dict[str, str]:
    """Those of the changes that are keys at all: what is kept in a file may be anything."""
    return {id: keys for id, keys in changes.items() if not keys or _strokes(keys) is not None}


def _strokes(keys: str) -> Shortcut | None:
    try:
        return parse_shortcut(keys)
    except ValueError:
        return None


def is_for_moving(strokes: Shortcut) -> bool:
    """Whether one would take a key away that is needed to move about."""
    return any(stroke.key in _MOVING and not (stroke.ctrl or stroke.alt or stroke.meta) for stroke in strokes)


class Bound(NamedTuple):
    """A command of a place."""

    place: str
    command: Command

    def meets(self, other: Bound) -> bool:
        """Whether both can be asked for at the same time."""
        return not self.place or not other.place or self.place == other.place


class Bindings:
    """All commands there are, with the keys they have under some changes. Commands are as they came."""

    def __init__(self, bound: Iterable[Bound], changes: Changes) -> None:
        self._bound = {each.command.id: each for each in bound}
        self.changes = readable(changes)

    def __iter__(self) -> Iterator[Bound]:
        return iter(self._bound.values())

    def keys(self, id: str) -> str:
        """ "" for none. Raises KeyError."""
        return self.changes.get(id, self._bound[id].command.shortcut or "")

    def is_changed(self, id: str) -> bool:
        return self.keys(id) != (self._bound[id].command.shortcut or "")

    def rivals(self, id: str, keys: str) -> tuple[Bound, ...]:
        """Who has these keys where this command could have them; nobody for none. Raises KeyError, and
        ValueError for what are no keys."""
        if not keys:
            return ()
        me, wanted = self._bound[id], parse_shortcut(keys)
        found: list[Bound] = []
        for other in self:
            theirs = _strokes(self.keys(other.command.id)) if self.keys(other.command.id) else None
            if other is me or theirs is None or not me.meets(other):
                continue
            shared = min(len(wanted), len(theirs))
            if wanted[:shared] == theirs[:shared]:
                found.append(other)
        return tuple(found)

    def with_keys(self, id: str, keys: str) -> dict[str, str]:
        """The changes, with this one; whoever had the keys has none then. Raises as `rivals`."""
        changes = dict(self.changes)
        for rival in self.rivals(id, keys):
            changes[rival.command.id] = ""
        changes[id] = keys
        return {each: wish for each, wish in changes.items() if self._differs(each, wish)}

    def without(self, id: str) -> dict[str, str]:
        """The changes, but this command has the keys it came with. Raises KeyError."""
        return self.with_keys(id, self._bound[id].command.shortcut or "")

    def _differs(self, id: str, keys: str) -> bool:
        bound = self._bound.get(id)
        return bound is None or keys != (bound.command.shortcut or "")
