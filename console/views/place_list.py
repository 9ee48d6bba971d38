"""Which sites and terminals: a list to tick, searched as one types, thousands long."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import cached_property
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPen
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from common.filters import fold
from console.core.fleet import FleetState
from console.core.status import Status
from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.views.delegates.cell import PLAIN, STRONG, CellDelegate, Ink, line_height
from console.views.words import Words

BOX: Final = 16
PAD: Final = 10

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """Beside Qt's own."""

    PLACE = Qt.ItemDataRole.UserRole + 1


class Place(NamedTuple):
    """A site, or a terminal: `words` stand beside its name."""

    kind: str
    id: str
    name: str
    words: str


class PlaceModel(QAbstractListModel):
    """Signals: `ticked` when other ones are."""

    ticked = Signal()

    def __init__(self, places: Iterable[Place], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = list(places)
        self._shown = list(self._all)
        self.on: set[str] = set()

    def search(self, text: str) -> None:
        """Only those whose words hold this; what is ticked stays so."""
        wanted = fold(text.strip())
        self.beginResetModel()
        if wanted:
            said = self._said
            self._shown = [place for place in self._all if wanted in said[place.id]]
        else:
            self._shown = list(self._all)
        self.endResetModel()

    def choose(self, ids: Iterable[str]) -> None:
        """Tick these and no others; they come first."""
        self.on = set(ids)
        self._all.sort(key=lambda each: each.id not in self.on)

    @cached_property
    def _said(self) -> dict[str, str]:
        """What is searched, by id; made when somebody does, since of thousands it takes a while."""
        return {place.id: fold(f"{place.name} {place.words}") for place in self._all}

    def tick(self, row: int) -> None:
        """Tick it, or take the tick away."""
        self.on ^= {self._shown[row].id}
        self.dataChanged.emit(self.index(row), self.index(row))
        self.ticked.emit()

    def chosen(self, kind: str) -> list[str]:
        """The ids of the ticked ones of a kind, "site" or "device"."""
        return [place.id for place in self._all if place.kind == kind and place.id in self.on]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self._shown[index.row()]
        match role:
            case Role.PLACE:
                return place
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{place.name}, {place.words}"
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if place.id in self.on else Qt.CheckState.Unchecked
        return None


class PlaceDelegate(CellDelegate):
    """A box, a name, and what is to be known of it in dim."""

    def height(self) -> int:
        return line_height(self.theme.tokens.type.body) + 12

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self.height())

    def paint_cell(self, ink: Ink, state: QStyle.StateFlag, index: Index) -> None:
        t, place = ink.tokens, index.data(Role.PLACE)
        self.surface(ink, state)
        box = ink.cell.adjusted(PAD, 0, -PAD, 0)
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        paint_box(ink, QRectF(box.left(), box.center().y() - BOX / 2, BOX, BOX), on=on)
        box = box.adjusted(BOX + PAD, 0, 0, 0)
        name = font(t.type.body, STRONG if place.kind == "site" else PLAIN)
        wide = ink.text(
            QRectF(box.left(), box.top(), box.width() * 0.6, box.height()), place.name, name, t.text
        )
        ink.text(box.adjusted(wide + 12, 0, 0, 0), place.words, font(t.type.label), t.text_dim, trailing=True)


def paint_box(ink: Ink, box: QRectF, *, on: bool) -> None:
    """A box to be ticked."""
    t, place = ink.tokens, ink.placed(box)
    ink.painter.setPen(QPen(QColor(t.accent if on else t.border_strong), 1.5))
    ink.painter.setBrush(QColor(t.accent) if on else Qt.BrushStyle.NoBrush)
    ink.painter.drawRoundedRect(place.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
    if on:
        tick = icon_pixmap("check", BOX - 4, ink.painter.device().devicePixelRatioF(), t.on_accent)
        ink.painter.drawPixmap(QPointF(place.left() + 2, place.top() + 2), tick)


class PlaceList(QWidget):
    """Signals: `changed` when others are ticked."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        fleet: FleetState,
        words: Words,
        name: str,
        parent: QWidget | None = None,
        *,
        rows: int = 6,
    ) -> None:
        super().__init__(parent)
        self._delegate = PlaceDelegate(theme)
        self.model = PlaceModel(self._places(fleet, words), self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find a site or a terminal"))
        self.search.setAccessibleName(self.tr("Find a site or a terminal"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.model.search)
        self.search.installEventFilter(self)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setProperty("framed", "yes")
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(name)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMinimumHeight(self._delegate.height() * rows + 10)
        self.view.clicked.connect(lambda index: self.model.tick(index.row()))
        self.view.installEventFilter(self)
        self.setFocusProxy(self.search)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        self.model.ticked.connect(self.changed)

    @property
    def sites(self) -> list[str]:
        return self.model.chosen("site")

    @property
    def devices(self) -> list[str]:
        return self.model.chosen("device")

    def choose(self, ids: Iterable[str]) -> None:
        """Tick these and no others."""
        self.model.choose(ids)
        self.model.search(self.search.text())
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the search into what it found; there Space ticks, and Enter is the dialog's."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.search and event.key() == Qt.Key.Key_Down and self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            self.view.setCurrentIndex(self.model.index(0))
            return True
        if watched is self.view and event.key() == Qt.Key.Key_Space and self.view.currentIndex().isValid():
            self.model.tick(self.view.currentIndex().row())
            return True
        return super().eventFilter(watched, event)

    def _places(self, fleet: FleetState, words: Words) -> Iterable[Place]:
        for site in sorted(fleet.sites.values(), key=lambda it: fold(it.name)):
            count = len(fleet.devices_at(site.id))
            yield Place("site", site.id, site.name, self.tr("all of its %Ln terminals", "", count))
        said, statuses = self.tr("{0} · {1}"), {status: words.status(status) for status in Status}
        for device in sorted(fleet.devices.values(), key=lambda it: (fold(it.site), fold(it.name))):
            site_name = words.site_name(device.site)
            yield Place(
                "device", device.id, device.name, said.format(site_name, statuses[fleet.status(device)])
            )
