"""The corner of the window where messages stand: several keep out of each other's way."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

MARGIN: Final = 20
ABOVE_STRIP: Final = 48
GAP: Final = 10
_MOVES: Final = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class Corner(QObject):
    """Stacks cards from the bottom up at the trailing edge of `over`, the first one lowest."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._cards: list[QWidget] = []
        self._above = ABOVE_STRIP
        over.installEventFilter(self)

    def add(self, card: QWidget, *, lowest: bool = False) -> None:
        self._cards.insert(0 if lowest else len(self._cards), card)
        card.installEventFilter(self)

    def set_above(self, pixels: int = ABOVE_STRIP) -> None:
        """Leave so much free below: for what stands there."""
        self._above = pixels
        self.place()

    def place(self) -> None:
        """Put what is shown where it belongs."""
        bottom = self._over.height() - self._above
        mirrored = self._over.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for card in self._cards:
            if card.isHidden():
                continue
            card.resize(card.width(), card.heightForWidth(card.width()))
            x = MARGIN if mirrored else self._over.width() - card.width() - MARGIN
            card.move(x, bottom - card.height())
            bottom -= card.height() + GAP

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over:
            if event.type() == QEvent.Type.Resize:
                self.place()
        elif event.type() in _MOVES:
            self.place()
        return False
