"""The sites that have no coordinates yet: a chip that says how many, from which they are placed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from console.core.status import Status
from console.theme.tokens import Tokens
from console.views.map.chrome import MapButton
from console.views.map.phrases import Phrases
from console.views.map.shapes import status_pixmap
from console.views.map.sites import MapSite

LISTED: Final = 30


class UnplacedChip(MapButton):
    """Pressed it offers the sites by name; dragged it carries the first of them.

    Signals: `chosen` with the id of the site to put on the map; `lifted` with the id of the one that is
    dragged from now on, `carried` where it is in the parent, `dropped` where it is let go.
    """

    chosen = Signal(str)
    lifted = Signal(str)
    carried = Signal(QPointF)
    dropped = Signal(QPointF)

    def __init__(self, tokens: Tokens, phrases: Phrases, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._phrases = phrases
        self._sites: Sequence[MapSite] = ()
        self._pressed: QPoint | None = None
        self._carrying = False
        self._may_place = True
        self.clicked.connect(self._offer)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        self._dress()

    def set_phrases(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._dress()

    def set_sites(self, sites: Sequence[MapSite]) -> None:
        self._sites = sites
        self._dress()
        self.setVisible(bool(sites))

    def set_may_place(self, may: bool) -> None:
        """Whether sites can be placed from here; if not it only counts them."""
        self._may_place = may
        shape = Qt.CursorShape.PointingHandCursor if may else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if may else Qt.FocusPolicy.NoFocus)
        self._dress()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._may_place:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or not self._sites:
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._carrying:
            self._carrying = True
            self.setCursor(Qt.CursorShape.CrossCursor)
            self.lifted.emit(self._sites[0].id)
        if self._carrying:
            self.carried.emit(QPointF(self.mapToParent(at)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carrying, self._carrying, self._pressed = self._carrying, False, None
        if not carrying:
            super().mouseReleaseEvent(event)
            return
        self.setDown(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.dropped.emit(QPointF(self.mapToParent(event.position().toPoint())))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._dress()
        return super().event(event)

    def menu(self) -> QMenu:
        """The sites by name; choosing one begins to place it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for site in self._sites[:LISTED]:
            menu.addAction(site.name).triggered.connect(partial(self._choose, site.id))
        if len(self._sites) > LISTED:
            menu.addAction(self._phrases.more_sites(len(self._sites) - LISTED)).setEnabled(False)
        return menu

    def _dress(self) -> None:
        text = self._phrases.unplaced(len(self._sites))
        self.show_as(text, status_pixmap(Status.NO_DATA, 16, self.devicePixelRatioF(), self._tokens))
        self.setAccessibleName(text)
        how = self.tr("Choose a site, then click where it stands; or drag the first one onto the map")
        self.setToolTip(how if self._may_place else "")

    def _offer(self) -> None:
        if not self._may_place:
            return
        menu = self.menu()
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def _choose(self, site: str, _checked: bool = False) -> None:
        self.chosen.emit(site)
