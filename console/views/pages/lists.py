"""A page of several lists, one in front: their names stand side by side where others have one headline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.commands.registry import Command
from console.core.sheets import Sheet
from console.views.pages.page import Page, State, Surroundings
from console.views.pages.records import RecordsPage
from console.views.widgets.heading_tabs import HeadingTabs

R = TypeVar("R")

LISTS: Final = "lists"
FRONT: Final = "front"
STEP_S: Final = 0.02


class PartList(RecordsPage[R], Generic[R]):
    """One list of such a page."""

    def __init__(self, around: Surroundings, of: ListsPage) -> None:
        self.of = of
        super().__init__(around, of.stack)

    def heading(self) -> QWidget:
        tabs = HeadingTabs(self.theme, self.of.titles(), self.id, self)
        tabs.chosen.connect(self.of.show_list)
        return tabs

    def group(self) -> str:
        return self.of.title()


@dataclass(frozen=True, slots=True)
class Part:
    """A list that there is: how it is called, and how it is made once it is wanted."""

    id: str
    title: str
    make: Callable[[], PartList[Any]]


class ListsPage(Page):
    """Derive from it, and say which lists there are: `title`, `parts`. The first stands in front until
    another one is chosen; the others are made one by one while the window rests."""

    inspects = False

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._parts = {part.id: part for part in self.parts()}
        self._front = next(iter(self._parts))
        self._kept: dict[str, State] = {}
        self._closed = False
        self.lists: dict[str, PartList[Any]] = {}
        self._making: dict[str, tuple[PartList[Any], Iterator[None]]] = {}
        self.stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def finish_making(self) -> Iterator[None]:
        yield from self._begun(self._front)[1]
        self.stack.setCurrentWidget(self.ensure(self._front))
        self.around.tasks.spawn(f"{self.id}.lists", self._make_others())

    def title(self) -> str:
        """Under what its commands stand in the menu."""
        raise TypeError(f"{type(self).__name__} does not say what it is called")

    def parts(self) -> Sequence[Part]:
        """Its lists; at least one."""
        raise TypeError(f"{type(self).__name__} does not say what its lists are")

    def titles(self) -> Sequence[tuple[str, str]]:
        """Of its lists, by id."""
        return [(part.id, part.title) for part in self._parts.values()]

    def ensure(self, id: str) -> PartList[Any]:
        """That list, made when it is first wanted. Raises KeyError."""
        made = self._made(id)
        if self.stack.indexOf(made) < 0:
            self.stack.addWidget(made)
        return made

    @property
    def front(self) -> PartList[Any]:
        """The list that is shown."""
        return self.lists[self._front]

    def show_list(self, id: str) -> PartList[Any]:
        """Put a list in front. Raises KeyError."""
        made = self.ensure(id)
        self._front = id
        self.stack.setCurrentWidget(made)
        made.focus_first()
        return made

    def _made(self, id: str) -> PartList[Any]:
        made = self.lists.get(id)
        if made is None:
            made, rest = self._begun(id)
            for _ in rest:
                pass
            del self._making[id]
            self.lists[id] = made
            if id in self._kept:
                made.restore_state(self._kept[id])
        return made

    def _begun(self, id: str) -> tuple[PartList[Any], Iterator[None]]:
        """A list that is being made, and what is left to do."""
        if id not in self._making:
            made = self._parts[id].make()
            made.hide()  # else it is shown with its parent, half made
            self._making[id] = made, made.finish_making()
        return self._making[id]

    async def _make_others(self) -> None:
        """In steps: making a list and taking it in cost about the same."""
        for id in tuple(self._parts):
            for _ in () if self._closed or id in self.lists else self._begun(id)[1]:
                await asyncio.sleep(STEP_S)
                if self._closed:
                    return
            if self._closed:
                return
            self.ensure(id)
        if self.around.page_shown() == self.id:
            self.around.open_page(self.id)  # whose commands are more now

    # -- what the window asks of a page
    # -----------------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Those of all lists. What several have in common is one command, and means the list in front."""
        found: dict[str, dict[str, Command]] = {}
        for id, each in self.lists.items():
            for command in each.commands():
                found.setdefault(command.id.removeprefix(f"{id}."), {})[id] = command
        shared = [
            replace(
                next(iter(by_list.values())),
                id=f"{self.id}.{name}",
                run=partial(self._run, by_list),
                enabled=partial(self._can, by_list),
            )
            for name, by_list in found.items()
        ]
        return [*shared, *self._go_commands()]

    def _go_commands(self) -> Sequence[Command]:
        return [
            Command(
                f"{self.id}.show_{id}", title, self.title(),
                run=partial(self.show_list, id), shortcut=str(number),
            )
            for number, (id, title) in enumerate(self.titles(), 1)
        ]  # fmt: skip

    def _run(self, by_list: Mapping[str, Command]) -> object:
        return by_list[self._front].run()

    def _can(self, by_list: Mapping[str, Command]) -> bool:
        command = by_list.get(self._front)
        return command is not None and command.enabled()

    def sheet(self) -> Sheet | None:
        return self.front.sheet()

    async def whole_sheet(self) -> Sheet | None:
        return await self.front.whole_sheet()

    def save_state(self) -> State:
        made = {id: each.save_state() for id, each in self.lists.items()}
        return {FRONT: self._front, LISTS: {**self._kept, **made}}

    def restore_state(self, state: State) -> None:
        kept = state.get(LISTS)
        if isinstance(kept, Mapping):
            self._kept = {id: it for id, it in kept.items() if id in self._parts and isinstance(it, Mapping)}
        for id, each in self.lists.items():
            each.restore_state(self._kept.get(id, {}))
        if state.get(FRONT) in self._parts:
            self._front = str(state[FRONT])
            self.stack.setCurrentWidget(self.ensure(self._front))

    def focus_first(self) -> None:
        self.front.focus_first()

    def step_back(self) -> bool:
        return self.front.step_back()

    def close_page(self) -> None:
        self._closed = True
        for each in (*self.lists.values(), *(begun for begun, _ in self._making.values())):
            each.close_page()
        super().close_page()
