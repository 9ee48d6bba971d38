"""What can be done about several alerts at once, in sight as soon as more than one is selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.core.alerts import Alert
from console.theme.theme import Theme
from console.views.alert_actions import AlertActions
from console.views.alert_words import AlertWords
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.labels import label


class AlertBar(QFrame):
    """Signals: `cleared` when only one is to be selected again."""

    cleared = Signal()

    def __init__(
        self, theme: Theme, actions: AlertActions, words: AlertWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        self._words = words
        self._actions = actions
        self._picked: list[Alert] = []
        self._count = label("", "strong", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._count)
        self.buttons = [
            self._button(theme, self.tr("Take on…"), "check", actions.acknowledge),
            self._button(theme, self.tr("Snooze…"), "clock", actions.snooze),
            self._button(theme, self.tr("Assign…"), "person", actions.assign),
            self._button(theme, self.tr("Silence…"), "bell-off", actions.silence),
        ]
        for button in self.buttons:
            row.addWidget(button)
        clear = IconButton(theme, "close", self.tr("Select only one again"), self, shortcut="Esc")
        clear.clicked.connect(self.cleared)
        row.addWidget(clear)
        row.addStretch(1)
        self.hide()

    def show_picked(self, picked: Sequence[Alert]) -> None:
        """These are selected now."""
        self._picked = list(picked)
        self.setVisible(len(self._picked) > 1)
        if len(self._picked) > 1:
            self._count.setText(self.tr("%n selected", "", len(self._picked)))
            can = self._actions.can(self._picked)
            for button in self.buttons:
                button.setVisible(self._actions.allowed)
                button.setEnabled(can)

    def _button(
        self, theme: Theme, words: str, icon_name: str, act: Callable[[Sequence[Alert]], None]
    ) -> Button:
        made = Button(words, self, theme=theme, icon_name=icon_name)
        made.clicked.connect(lambda: act(self._picked))
        return made
