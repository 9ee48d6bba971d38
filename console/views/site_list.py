"""All sites as a list beside the map, worst first: for those who read lists, and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from console.core.fleet import NOTHING, Change
from console.models.sites import Role, SiteRow, SitesModel
from console.views.delegates.site import SiteDelegate, site_reason
from console.views.pages.page import Surroundings
from console.views.widgets.labels import label

SOON_MS = 100


class SiteList(QFrame):
    """Signals: `chosen` with the id of a site, by click, arrows or Enter."""

    chosen = Signal(str)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._pending = NOTHING
        self._silent = False
        self.setProperty("role", "panel")
        words = around.words
        self.model = SitesModel(around.session, words.site_name(""), self._spoken, parent=self)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Find a site"))
        self.filter.setAccessibleName(self.tr("Find a site"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        self._title = label("", "section", self)
        self.view = _Rows(self)
        self.view.setAccessibleName(self.tr("Sites, worst first"))
        self._delegate = SiteDelegate(around.theme, words, around.session)
        self._delegate.setParent(self)
        self.view.setItemDelegate(self._delegate)
        self.view.setModel(self.model)
        self.view.resized.connect(self._fit)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.clicked.connect(lambda index: self.chosen.emit(index.data(Role.ID)))
        self._none = label(self.tr("No site has that name."), "dim", self, wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.hide()
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.view, 1)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._follow)
        self._end = around.session.changed.add(self._changed)
        around.theme.changed.connect(self._fit)
        self._say()

    def close_list(self) -> None:
        """The session ends: hear nothing any more."""
        self._end()
        self._soon.stop()

    def focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def set_selected(self, site_id: str | None) -> None:
        """Show a site as selected, in view; silent, because whoever calls knows."""
        index = QModelIndex() if site_id is None else self.model.index_of(site_id)
        self._silent = True
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._silent = False
        if index.isValid():
            self.view.scrollTo(index)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.catch_up()
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.filter.hasFocus():
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def _spoken(self, row: SiteRow) -> str:
        words = self._around.words
        many = words.terminals(row.verdict.counts.total)
        return self.tr("{0}, {1}, {2}, {3}").format(
            row.name, words.status(row.verdict.level), site_reason(words, row), many
        )

    def _filter(self, text: str) -> None:
        self.model.set_text(text)
        self._say()

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid() and self.view.hasFocus() and not self._silent:
            self.chosen.emit(index.data(Role.ID))

    def _changed(self, change: Change) -> None:
        self._pending |= change
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _follow(self) -> None:
        change, self._pending = self._pending, NOTHING
        if self.isVisible():
            self.model.follow(change)
            self._say()

    def _say(self) -> None:
        shown, total = self.model.rowCount(), len(self._around.session.fleet.sites)
        words = self._around.words
        if self.filter.text():
            self._title.setText(self.tr("{0} of {1}").format(words.number(shown), words.sites(total)))
        else:
            self._title.setText(words.sites(total))
        self._none.setVisible(shown == 0 and bool(self.filter.text()))

    def _fit(self, _tokens: object = None) -> None:
        self._delegate.cell = QSize(self.view.viewport().width(), self._delegate.height())
        self.view.scheduleDelayedItemsLayout()


class _Rows(QListView):
    """Signals: `resized`."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
