"""The card of the settings on new versions: which this is, how it stands, what may happen by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.core.update_policy import Mode
from console.core.updates import Updates
from console.theme.theme import Theme
from console.views.inspector.parts import Fact, Facts
from console.views.update_words import UpdateWords
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.widgets.settings_card import Choice
from console.views.words import Words, isolated


class UpdateChoice(QWidget):
    """Signals: `chosen(Mode)`, `look_wanted`."""

    chosen = Signal(object)
    look_wanted = Signal()

    def __init__(
        self, theme: Theme, updates: Updates, says: UpdateWords, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._updates, self._says, self._words = updates, says, words
        self.facts = Facts(theme, self)
        self.modes = Choice(self.tr("Updates"), [(mode, says.mode(mode)) for mode in Mode], self)
        self.modes.chosen.connect(self.chosen)
        self.managed = label(
            self.tr("Your administrator decides this for this computer."), "label", self, wrap=True
        )
        self.look = Button(self.tr("Check now…"), self, theme=theme, icon_name="to-end")
        self.look.clicked.connect(self.look_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.facts)
        column.addWidget(self.modes)
        column.addWidget(self.managed)
        column.addWidget(
            label(
                self.tr(
                    "A new version is taken only with the signature of whoever makes Punchdeck, and is "
                    "installed when you say so. The edge is asked first, so it also works without internet."
                ),
                "label",
                self,
                wrap=True,
            )
        )
        column.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeading)
        ends: list[Callable[[], None]] = [updates.changed.add(lambda _: self.refresh())]
        self.destroyed.connect(lambda: [end() for end in ends])
        self.refresh()

    def refresh(self) -> None:
        """Show how it stands now."""
        updates = self._updates
        looked = updates.memory.looked_at
        self.facts.show_facts(
            [
                Fact(self.tr("Version"), isolated(updates.setting.version)),
                Fact(self.tr("Channel"), self._channel()),
                Fact(
                    self.tr("Last checked"),
                    self.tr("never") if looked is None else self._words.ago(looked, datetime.now(UTC)),
                ),
                Fact(self.tr("Now"), self._says.told(updates).title),
            ]
        )
        self.modes.set_value(updates.mode)
        managed = updates.setting.policy.mode is not None
        self.modes.setEnabled(not managed)
        self.managed.setVisible(managed)
        self.look.setEnabled(not updates.forbidden)

    def _channel(self) -> str:
        return {"stable": self.tr("stable"), "preview": self.tr("preview")}[self._updates.setting.channel]
