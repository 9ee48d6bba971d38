"""The sites that have no coordinates yet: a chip that says how many, and a menu to place them from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from console.core.status import Status
from console.theme.tokens import Tokens
from console.views.map.chrome import MapButton
from console.views.map.phrases import Phrases
from console.views.map.shapes import status_pixmap
from console.views.map.sites import MapSite

LISTED: Final = 30


class UnplacedChip(MapButton):
    """Signals: `chosen` with the id of the site to put on the map."""

    chosen = Signal(str)

    def __init__(self, tokens: Tokens, phrases: Phrases, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._phrases = phrases
        self._sites: Sequence[MapSite] = ()
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
        self.setToolTip(self.tr("Choose a site, then click where it stands"))

    def _offer(self) -> None:
        menu = self.menu()
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def _choose(self, site: str, _checked: bool = False) -> None:
        self.chosen.emit(site)
