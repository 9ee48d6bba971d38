"""Two to four sites side by side: the same charts on the same scales."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from common.client import EdgeError
from console.core.records import NOT_UNDERSTOOD
from console.core.sites import SiteHistory, fetch_history
from console.views.dialogs.dialog import Dialog
from console.views.pages.page import Surroundings
from console.views.site_history import HistoryCharts
from console.views.site_words import SiteWords
from console.views.widgets.buttons import Button
from console.views.widgets.labels import ElidedLabel, label

COLUMN: Final = 300
HIGHEST: Final = 720


class CompareDialog(Dialog[bool]):
    """`sites`: ids and names. It answers nothing."""

    def __init__(
        self,
        around: Surroundings,
        says: SiteWords,
        sites: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around.theme, parent)
        self._around = around
        self.setWindowTitle(self.tr("Compare sites"))
        self.said = label(self.tr("Asking the edge…"), "dim", self, wrap=True)
        inner = QWidget(self)
        inner.setProperty("role", "flow")
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(16)
        self.charts: dict[str, HistoryCharts] = {}
        for site_id, name in sites:
            column = QVBoxLayout()
            column.setSpacing(8)
            column.addWidget(ElidedLabel(name, "section", inner))
            charts = self.charts[site_id] = HistoryCharts(around.theme, says, inner)
            charts.setMinimumWidth(COLUMN)
            column.addWidget(charts)
            column.addStretch(1)
            row.addLayout(column, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        close = Button(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Last 30 days, side by side"), "title", self))
        column.addWidget(self.said)
        column.addWidget(area, 1)
        column.addLayout(foot)
        room = parent.size() if parent is not None else self.size()
        self.resize(
            min(len(sites) * (COLUMN + 60) + 48, max(room.width() - 40, COLUMN)),
            min(HIGHEST, max(room.height() - 40, COLUMN)),
        )
        self.tasks.spawn("compare", self._ask())

    async def _ask(self) -> None:
        client = self._around.session.connection.client
        try:
            found = [await fetch_history(client, site_id) for site_id in self.charts]
        except EdgeError as error:
            self.said.setText(str(error))
            return
        except NOT_UNDERSTOOD:
            self.said.setText(self.tr("This edge does not tell how its sites did."))
            return
        tops = _tops(found)
        for history in found:
            await self.charts[history.id].show_history(history, tops)
        self.said.setText(self.tr("All on the same scales, each by its own days."))


def _tops(histories: Sequence[SiteHistory]) -> tuple[float, float]:
    """Where the scales of punches an hour and of latency end for all of them."""
    days = [day for history in histories for day in history.days]
    punches = max((count for day in days for count in day.hours), default=0)
    return float(punches), max([day.p95_s for day in days if day.p95_s is not None], default=1.0) or 1.0
