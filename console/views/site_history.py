"""Thirty days of a site as three charts, each with the words of what one points at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.core.sites import SiteHistory
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.site_words import SiteWords
from console.views.widgets.labels import WrappedLabel, label

if TYPE_CHECKING:
    from console.views.site_charts import DayPlot

HEIGHT: Final = 128
_CHARTS: Final = "console.views.site_charts"


class ChartCard(QFrame):
    """A title, a chart, and a line: all of it in one sentence, or what one points at."""

    def __init__(self, title: str, plot: DayPlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.plot = plot
        self.line = WrappedLabel("", "label", self)
        self._sum = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        column.addWidget(label(title, "strong", self))
        column.addWidget(self.line)
        column.addWidget(plot)
        plot.setParent(self)
        plot.setFixedHeight(HEIGHT)
        plot.pointed.connect(self._say)

    def show_history(self, history: SiteHistory, top: float | None = None) -> None:
        self.plot.show_history(history, top)
        self._sum = self.plot.summary(history)
        self._say("")

    def _say(self, words: str) -> None:
        self.line.setText(words or self._sum)


class HistoryCharts(QWidget):
    """Made in steps, between which the window answers: await `show_history`. `tops`: where the scales of
    punches and of latency end, for charts that are to be compared."""

    def __init__(self, theme: Theme, says: SiteWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._says = theme, says
        self.cards: list[ChartCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._wanted = 0
        theme.changed.connect(self._wear)

    async def show_history(
        self, history: SiteHistory, tops: tuple[float | None, float | None] = (None, None)
    ) -> None:
        """Of several that are wanted at once, the last one is shown."""
        self._wanted += 1
        mine = self._wanted
        await asyncio.to_thread(import_module, _CHARTS)
        for place, (make, top) in enumerate(zip(self._makers(), (None, *tops), strict=True)):
            await asyncio.sleep(0)
            if mine != self._wanted:
                return
            if place == len(self.cards):
                card = make()
                self._column.addWidget(card)
                self.cards.append(card)
                await asyncio.sleep(0)
            self.cards[place].show_history(history, top)

    def clear(self) -> None:
        """Another site is asked for: what is shown is not its."""
        self._wanted += 1
        for card in self.cards:
            card.hide()

    def reveal(self) -> None:
        for card in self.cards:
            card.show()

    def _makers(self) -> tuple[Callable[[], ChartCard], ...]:
        from console.views import site_charts  # it was brought in beside the loop

        tokens, says = self._theme.tokens, self._says
        uptime, punches = self.tr("Online, % of each day"), self.tr("Punches in each hour")
        latency = self.tr("From punch to receipt, seconds")
        return (
            lambda: ChartCard(uptime, site_charts.UptimePlot(tokens, says, uptime), self),
            lambda: ChartCard(punches, site_charts.PunchHeat(tokens, says, punches), self),
            lambda: ChartCard(latency, site_charts.LatencyPlot(tokens, says, latency), self),
        )

    def _wear(self, tokens: Tokens) -> None:
        for card in self.cards:
            card.plot.wear(tokens)
