"""What changed lately, as a short list that can be made longer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.core.changes import Changes, Turn
from console.core.records import moment
from console.models.changes import ChangesModel
from console.theme.theme import Theme
from console.views.delegates.turn import TurnDelegate
from console.views.widgets.buttons import Button
from console.views.widgets.flow_list import FlowList
from console.views.widgets.labels import label
from console.views.words import Words

FEW: Final = 6


class RecentChanges(QFrame):
    """A card. `site_name` is what a site is called, by its id; `now_us` the time.

    Signals: `chosen(Turn)`.
    """

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        site_name: Callable[[str], str],
        now_us: Callable[[], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._words = words
        self._turns: tuple[Turn, ...] = ()
        self._all = False
        delegate = self._delegate = TurnDelegate(theme, words, site_name, now_us)
        self._model = ChangesModel(delegate.spoken, self)
        self.list = FlowList(delegate, delegate, self)
        self.list.setModel(self._model)
        self.list.setAccessibleName(self.tr("Recent changes"))
        self.list.chosen.connect(self._choose)
        self._nothing = label("", "dim", self, wrap=True)
        self._nothing.setContentsMargins(16, 12, 16, 12)
        self._more = Button("", self, kind="link")
        self._more.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addWidget(self._nothing)
        column.addWidget(self.list)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        theme.changed.connect(self.list.refit)

    def show_changes(self, changes: Changes, *, aged: bool, zones: Iterable[str] = ()) -> None:
        """`aged`: how it is now nobody knows. `zones` are the fleet's."""
        if aged is not self._delegate.aged:
            self._delegate.aged = aged
            self.list.viewport().update()
        self._turns = changes.turns
        if changes.since_us is None:
            self._nothing.setText(self.tr("Nothing is known yet."))
        else:
            clock = self._words.own_clock(moment(changes.since_us), zones)
            said = (
                self.tr("No terminal changed while this window was connected, from {0} on.")
                if aged
                else self.tr("No terminal has changed since this window connected at {0}.")
            )
            self._nothing.setText(said.format(clock))
        self._lay_out()

    def _lay_out(self) -> None:
        shown = self._turns if self._all else self._turns[:FEW]
        self._model.show(shown)
        self._nothing.setVisible(not shown)
        self.list.setVisible(bool(shown))
        self._more.setVisible(len(self._turns) > FEW)
        more = self.tr("Show all %n", "", len(self._turns))
        self._more.setText(self.tr("Show fewer") if self._all else more)

    def _toggle(self) -> None:
        self._all = not self._all
        self._lay_out()

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.turn_at(index))
