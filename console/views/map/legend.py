"""The legend: what each shape means, how many terminals there are of it, and whether they are shown."""

from __future__ import annotations

from math import inf

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from console.core.status import STATUSES, Status
from console.theme.fonts import font
from console.theme.tokens import Tokens
from console.views.map.chrome import MapButton, Panel
from console.views.map.phrases import Phrases
from console.views.map.shapes import status_pixmap
from console.views.map.sites import Counts

ORDER = (Status.ONLINE, Status.DEGRADED, Status.UNSTABLE, Status.OFFLINE, Status.NO_DATA)
"""As people count: the many that are well first, the unknown last."""
ALWAYS = frozenset({Status.ONLINE, Status.OFFLINE})
"""Shown even when there is none of it; the others only when there is."""


class Legend(Panel):
    """Signals: `filtered` with the statuses that are to be shown."""

    filtered = Signal(object)

    def __init__(self, tokens: Tokens, phrases: Phrases, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._phrases = phrases
        self._counts = Counts()
        self._room = inf
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space.tiny, 1, tokens.space.tiny, 1)
        row.setSpacing(0)
        self.buttons: dict[Status, MapButton] = {}
        for status in ORDER:
            button = self.buttons[status] = MapButton(tokens, self, bare=True)
            button.setCheckable(True)
            button.setChecked(True)
            button.toggled.connect(self._tell)
            row.addWidget(button)
        self._updated = QLabel(self)
        self._updated.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._updated.hide()
        row.addWidget(self._updated)
        self._dress()

    def set_tokens(self, tokens: Tokens) -> None:
        self.tokens = tokens
        for button in self.buttons.values():
            button.set_tokens(tokens)
        self._dress()
        self.update()

    def set_phrases(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._dress()

    def set_counts(self, counts: Counts) -> None:
        if counts != self._counts:
            self._counts = counts
            self._dress()

    def set_room(self, width: float) -> None:
        """So many pixels are free for it: where they are too few, numbers stand without their words."""
        if width != self._room:
            self._room = width
            self._dress()

    def set_updated(self, text: str) -> None:
        self._updated.setText(text)
        self._updated.setVisible(bool(text))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._dress()
        return super().event(event)

    @property
    def shown(self) -> frozenset[Status]:
        return frozenset(status for status, button in self.buttons.items() if button.isChecked())

    def _dress_buttons(self, *, brief: bool) -> None:
        dpr = self.devicePixelRatioF()
        for status, button in self.buttons.items():
            n = self._counts[STATUSES.index(status)]
            word, number = self._phrases.status(status), self._phrases.locale.toString(n)
            button.show_as(
                number if brief else f"{word} {number}", status_pixmap(status, 16, dpr, self.tokens)
            )
            hint = self.tr("Shown; click to hide") if button.isChecked() else self.tr("Hidden; click to show")
            button.setToolTip(f"{word} – {hint}" if brief else hint)
            button.setAccessibleName(self._phrases.so_many(status, n))
            button.setAccessibleDescription(hint)
            button.setVisible(n > 0 or status in ALWAYS or not button.isChecked())

    def _tell(self) -> None:
        self._dress()
        self.filtered.emit(self.shown)

    def _dress(self) -> None:
        self._dress_buttons(brief=False)
        if self.sizeHint().width() > self._room:
            self._dress_buttons(brief=True)
        self._updated.setFont(font(self.tokens.type.caption))
        gap = self.tokens.space.small
        self._updated.setStyleSheet(f"color: {self.tokens.text_dim}; padding: 0 {gap}px;")
