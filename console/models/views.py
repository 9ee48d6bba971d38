"""Views of a list that somebody has named: what was filtered, which columns, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

MOST: Final = 40
"""Views of one list."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """`state` is what the page gave to be kept; JSON."""

    name: str
    state: Mapping[str, Any]


class SavedViews:
    """Those of one list, by name, in the order they were made. Names differ in more than case."""

    def __init__(self) -> None:
        self._views: list[SavedView] = []

    def __iter__(self) -> Iterator[SavedView]:
        return iter(self._views)

    def __len__(self) -> int:
        return len(self._views)

    def get(self, name: str) -> SavedView | None:
        return next((view for view in self._views if view.name.casefold() == name.casefold()), None)

    def keep(self, name: str, state: Mapping[str, Any]) -> None:
        """Under a name; one of the same name is written over. Of too many the oldest goes."""
        fresh = SavedView(name, dict(state))
        known = self.get(name)
        if known is not None:
            self._views[self._views.index(known)] = fresh
        else:
            self._views = [*self._views, fresh][-MOST:]

    def forget(self, name: str) -> None:
        known = self.get(name)
        if known is not None:
            self._views.remove(known)

    def save(self) -> Sequence[Mapping[str, Any]]:
        """As JSON."""
        return [{"name": view.name, "state": dict(view.state)} for view in self._views]

    def restore(self, kept: object) -> None:
        """What `save` gave; whatever cannot be used is passed over."""
        self._views = []
        for entry in kept if isinstance(kept, list) else ():
            name, state = (entry.get("name"), entry.get("state")) if isinstance(entry, dict) else (None, None)
            if isinstance(name, str) and name and isinstance(state, dict):
                self.keep(name, state)
