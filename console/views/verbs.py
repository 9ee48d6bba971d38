"""What can be done with records of a list: in a bar while some are picked, in a menu, by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from console.commands.registry import Command
from console.theme.theme import Theme
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.flow import Flow
from console.views.widgets.labels import label

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb(Generic[R]):
    """One thing that can be done with the picked records. `can` says whether it fits these (one of them is
    enough to try); `allowed` whether it is there at all: a verb that the key or Safe Mode forbids is absent.
    `single`: of one record only. `brief`: in the bar and the menu's upper part, not just among the rest."""

    id: str
    title: str
    run: Callable[[Sequence[R]], object]
    icon: str | None = None
    shortcut: str | None = None
    can: Callable[[Sequence[R]], bool] = lambda picked: True
    allowed: Callable[[], bool] = lambda: True
    single: bool = False
    brief: bool = True
    grave: bool = False

    def fits(self, picked: Sequence[R]) -> bool:
        """Whether it can be done with these now."""
        if not picked or not self.allowed() or (self.single and len(picked) > 1):
            return False
        return self.can(picked)


def command_of(verb: Verb[Any], group: str, picked: Callable[[], Sequence[Any]]) -> Command:
    """The verb as a command of its page."""
    return Command(
        verb.id, verb.title, group,
        run=lambda: verb.run(picked()), enabled=lambda: verb.fits(picked()),
        shortcut=verb.shortcut, icon=verb.icon, grave=verb.grave,
    )  # fmt: skip


class VerbBar(QFrame):
    """How many are picked and what can be done with them; in sight while some are marked.

    Signals: `cleared` when none is to be marked any more.
    """

    cleared = Signal()

    def __init__(self, theme: Theme, verbs: Sequence[Verb[Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        self._picked: list[Any] = []
        self._count = label("", "strong", self)
        row = Flow(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.addWidget(self._count)
        self.buttons: list[tuple[Verb[Any], Button]] = []
        for verb in verbs:
            if verb.brief and not verb.single:
                made = Button(verb.title, self, theme=theme, icon_name=verb.icon or "")
                made.clicked.connect(lambda _=False, verb=verb: verb.run(self._picked))
                self.buttons.append((verb, made))
                row.addWidget(made)
        clear = IconButton(theme, "close", self.tr("Unmark all"), self, shortcut="Esc")
        clear.clicked.connect(self.cleared)
        row.addWidget(clear)
        self.hide()

    def show_picked(self, picked: Sequence[Any], hidden: int) -> None:
        """These are marked now, `hidden` of them not among the rows."""
        self._picked = list(picked)
        self.setVisible(bool(picked))
        said = self.tr("%n marked", "", len(self._picked))
        if hidden:
            said = self.tr("{0}, {1} of them not shown").format(said, hidden)
        self._count.setText(said)
        for verb, button in self.buttons:
            button.setVisible(verb.allowed())
            button.setEnabled(verb.fits(self._picked))


def offer(
    verbs: Sequence[Verb[Any]],
    picked: Sequence[Any],
    at: QPoint,
    parent: QWidget,
    more: Sequence[Command] = (),
) -> None:
    """A menu of what can be done with these."""
    menu = QMenu(parent)
    fitting = [verb for verb in verbs if verb.fits(picked)]
    for brief in (True, False):
        for verb in fitting:
            if verb.brief is brief:
                menu.addAction(verb.title).triggered.connect(lambda _=False, verb=verb: verb.run(picked))
        if brief and any(not verb.brief for verb in fitting):
            menu.addSeparator()
    if more:
        menu.addSeparator()
    for command in more:
        if command.enabled():
            menu.addAction(command.title).triggered.connect(lambda _=False, command=command: command.run())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
