"""The inspector: follows the selection, whichever page made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from console.core.fleet import Change
from console.models.selection import Kind, Selected
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import IconButton
from console.views.widgets.empty import Empty
from console.views.widgets.labels import label

if TYPE_CHECKING:
    from console.views.inspector.alert import AlertSheet
    from console.views.inspector.device import DeviceSheet
    from console.views.inspector.punch import PunchSheet
    from console.views.inspector.site import SiteSheet

    Sheet = SiteSheet | DeviceSheet | PunchSheet | AlertSheet

TICK_MS: Final = 1000
SOON_MS: Final = 100
WIDTH: Final = 320


class Inspector(QFrame):
    """Signals: `closed` when its close button is pressed, `tear_wanted` when it shall have a window of its
    own."""

    closed = Signal()
    tear_wanted = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.setProperty("role", "panel")
        self.setAccessibleName(self.tr("Inspector"))
        self.setMinimumWidth(260)
        self._kind = label("", "section", self)
        close = IconButton(around.theme, "close", self.tr("Close the inspector"), self, small=True)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 0)
        head.addWidget(self._kind, 1)
        self._tear = IconButton(around.theme, "tear-off", self.tr("In a window of its own"), self, small=True)
        self._tear.clicked.connect(self.tear_wanted)
        head.addWidget(self._tear)
        head.addWidget(close)
        self._sheets: dict[Kind, Sheet] = {}
        self._scrolls: dict[Kind, QScrollArea] = {}
        self._empty = Empty(
            around.theme,
            "inspector",
            self.tr("Nothing selected"),
            self.tr("Select a site, a terminal, a punch or an alert to see everything about it here."),
            self,
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.refresh)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.refresh)
        self._tick.start()
        around.selection.changed.connect(self._show)
        self._ends = (
            around.session.changed.add(self._changed),
            around.session.alerts.changed.add(self._changed),
        )
        self._show(around.selection.current)

    @property
    def title(self) -> str:
        """The name of what is shown; nothing where nothing is."""
        shown = self._shown()
        return "" if shown is None else shown.title

    @property
    def words(self) -> str:
        """All that is said of it."""
        shown = self._shown()
        if shown is None:
            return ""
        said = (part for part in shown.findChildren(QLabel) if part.isVisibleTo(shown))
        return "\n".join(part.text() for part in said)

    def close_panel(self) -> None:
        """The session ends: hear nothing any more."""
        for end in self._ends:
            end()
        self._tick.stop()
        self._soon.stop()

    def set_torn(self) -> None:
        """It stands in a window of its own from now on."""
        self._tear.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def prepare(self, kind: Kind) -> None:
        """Make the sheet of such things, so that the first selection of one takes no time."""
        self._sheet(kind)

    def _shown(self) -> Sheet | None:
        current = self._stack.currentWidget()
        return next((self._sheets[kind] for kind, area in self._scrolls.items() if area is current), None)

    def _sheet(self, kind: Kind) -> Sheet:
        """Made when it is first wanted: a window opens without any."""
        if kind not in self._sheets:
            made = self._sheets[kind] = sheet_class(kind)(self._around)
            self._scrolls[kind] = self._scroll(made)
        return self._sheets[kind]

    def _scroll(self, sheet: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet.setProperty("role", "flow")
        area.setWidget(sheet)
        self._stack.addWidget(area)
        return area

    def _show(self, selected: Selected | None) -> None:
        known = selected is not None and self._sheet(selected.kind).show_id(selected.id)
        if selected is None or not known:
            self._kind.setText("")
            self._stack.setCurrentWidget(self._empty)
            return
        self._kind.setText(
            {
                Kind.SITE: self.tr("Site"),
                Kind.DEVICE: self.tr("Terminal"),
                Kind.PUNCH: self.tr("Punch"),
                Kind.ALERT: self.tr("Alert"),
            }[selected.kind]
        )
        self._stack.setCurrentWidget(self._scrolls[selected.kind])

    def _changed(self, _change: Change | frozenset[str]) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Say of what is selected what is known now."""
        selected = self._around.selection.current
        if self.isVisible() and selected is not None:
            self._show(selected)


def sheet_class(kind: Kind) -> type[Sheet]:
    """What shows such a thing; its code is loaded when it is first asked for. May be called from any
    thread."""
    match kind:
        case Kind.SITE:
            from console.views.inspector.site import SiteSheet

            return SiteSheet
        case Kind.DEVICE:
            from console.views.inspector.device import DeviceSheet

            return DeviceSheet
        case Kind.PUNCH:
            from console.views.inspector.punch import PunchSheet

            return PunchSheet
        case Kind.ALERT:
            from console.views.inspector.alert import AlertSheet

            return AlertSheet
