"""The charts of a site's days: who was online, what was punched in each hour, how soon it arrived.

Brings in pyqtgraph: import it beside the loop, when the first chart is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from console.core.sites import SiteDay, SiteHistory
from console.theme.palette import mix
from console.theme.tokens import Tokens
from console.views.charts import BAR, Plot
from console.views.site_words import SiteWords

HOURS: Final = 24
AXIS: Final = 40
"""As wide as the numbers beside a chart are, so that days stand under one another."""
GOOD, FAIR = 0.99, 0.95
STEPS: Final = 32
_STEP: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_HOUR: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class DayPlot(Plot):
    """Days from left to right. The mouse or the arrow keys go to a day; days of which nothing is known are
    framed by a dashed line.

    Signals: `pointed(str)` with what stands where one points, "" where one does not.
    """

    pointed = Signal(str)

    def __init__(self, tokens: Tokens, says: SiteWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self.says = says
        self.days: Sequence[SiteDay] = ()
        self.place: int | None = None
        self._frames: list[Any] = []
        self._cursor: Any = pg.InfiniteLine(angle=90, movable=False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(name)
        self._plot.getAxis("left").setWidth(AXIS)
        super().wear(tokens)
        self._plot.getAxis("left").setGrid(False)  # which drops the numbers at the ends
        for side in ("left", "bottom"):
            self._plot.getAxis(side).setStyle(hideOverlappingLabels=False)

    def show_history(self, history: SiteHistory, top: float | None = None) -> None:
        """`top`: where the scale ends, for charts that are to be compared."""
        self.days = history.days
        self._plot.clear()
        self._frames = []
        self.place = None
        self.draw_days(top)
        self._plot.addItem(self._cursor)
        self._cursor.hide()
        self.label_places([self.says.short_day(day.date) for day in self.days])
        self.setAccessibleDescription(self.summary(history))
        self.dress(self.tokens)

    def draw_days(self, top: float | None) -> None:
        raise TypeError(f"{type(self).__name__} does not say how it is drawn")

    def summary(self, history: SiteHistory) -> str:
        """All of it in one sentence."""
        raise TypeError(f"{type(self).__name__} does not say what it shows")

    def said(self, place: int) -> str:
        """What stands at a day."""
        raise TypeError(f"{type(self).__name__} does not say what stands at a day")

    def said_at(self, at: QPointF) -> str:
        place = round(self.point_of(at).x())
        return self.said(place) if 0 <= place < len(self.days) else ""

    def wear(self, tokens: Tokens) -> None:
        super().wear(tokens)
        self._plot.getAxis("left").setGrid(False)
        self.dress(tokens)

    def dress(self, tokens: Tokens) -> None:
        """What is drawn, in these colours."""
        dashed = QPen(QColor(mix(tokens.border_strong, tokens.panel, 0.4)), 1, Qt.PenStyle.DashLine)
        dashed.setCosmetic(True)
        for frame in self._frames:
            frame.setPen(dashed)
        mark = QPen(QColor(tokens.focus), 1)
        mark.setCosmetic(True)
        self._cursor.setPen(mark)

    def frame_unknown(self, known: Sequence[bool], top: float) -> None:
        """Dash the days of which nothing is known."""
        for first, last in runs([not it for it in known]):
            x = np.array([first - 0.5, last + 0.5, last + 0.5, first - 0.5, first - 0.5])
            y = np.array([0, 0, top, top, 0]) * 0.995
            item = pg.PlotCurveItem(x=x, y=y, antialias=False)
            self._plot.addItem(item)
            self._frames.append(item)

    # -- pointing
    # --------------------------------------------------------------------------------------------------

    def point_to(self, place: int | None) -> None:
        """Go to a day; None to none."""
        self.place = place if place is not None and 0 <= place < len(self.days) else None
        self._cursor.setVisible(self.place is not None)
        if self.place is not None:
            self._cursor.setValue(self.place)
        self.pointed.emit("" if self.place is None else self.said(self.place))

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        self.follow(self.point_of(ev.position()))

    def follow(self, at: QPointF) -> None:
        """The mouse is there, on the chart's own scales."""
        self.point_to(round(at.x()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and not self.hasFocus():
            self.point_to(None)
        return super().viewportEvent(event)

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        key, last = Qt.Key(ev.key()), len(self.days) - 1
        if last >= 0 and key in _STEP:
            here = last - _STEP[key] if self.place is None else self.place
            self.point_to(min(max(here + _STEP[key], 0), last))
        elif last >= 0 and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.point_to(0 if key == Qt.Key.Key_Home else last)
        else:
            ev.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point_to(None)
        self.viewport().update()

    def paintEvent(self, ev: QPaintEvent) -> None:
        super().paintEvent(ev)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self.tokens.focus), self.tokens.space.focus_width))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)
            painter.end()

    def wheelEvent(self, ev: Any) -> None:
        ev.ignore()  # the page scrolls


class UptimePlot(DayPlot):
    """How much of each day terminals were online. How high a bar is says what its colour does."""

    def draw_days(self, top: float | None) -> None:
        self._items: list[tuple[str, Any]] = []
        for role, least, most in (("online", GOOD, 2.0), ("degraded", FAIR, GOOD), ("offline", -1.0, FAIR)):
            at = [
                (place, max(day.uptime * 100, 0.6))
                for place, day in enumerate(self.days)
                if day.uptime is not None and least <= day.uptime < most
            ]
            if at:
                x, height = (np.array(it, dtype=float) for it in zip(*at, strict=True))
                item = pg.BarGraphItem(x=x, height=height, width=BAR, pen=None)
                self._plot.addItem(item)
                self._items.append((role, item))
        self._plot.setRange(xRange=(-0.6, len(self.days) - 0.4), yRange=(0, 104), padding=0)
        self._plot.getAxis("left").setTicks([[(0, "0"), (50, "50"), (100, "100")], []])
        self.frame_unknown([day.uptime is not None for day in self.days], 100)

    def dress(self, tokens: Tokens) -> None:
        for role, item in self._items:
            item.setOpts(brush=QColor(getattr(tokens, role)), pen=None)
        super().dress(tokens)

    def said(self, place: int) -> str:
        return self.says.uptime(self.days[place])

    def summary(self, history: SiteHistory) -> str:
        return self.says.uptime_sum(history)


class PunchHeat(DayPlot):
    """Punches in each hour of each day: the more, the stronger. Up and Down go from hour to hour."""

    def __init__(self, tokens: Tokens, says: SiteWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(tokens, says, name, parent)
        self.hour: int | None = None
        self._image: Any = pg.ImageItem(axisOrder="row-major")
        self._box: Any = pg.PlotCurveItem(antialias=False)

    def draw_days(self, top: float | None) -> None:
        counts = np.array([day.hours for day in self.days], dtype=float).T
        most = top if top is not None else float(counts.max(initial=0.0))
        self._image.setImage(counts, levels=(0, max(most, 1.0)), autoLevels=False)
        self._image.setRect(QRectF(-0.5, 0, max(len(self.days), 1), HOURS))
        self._plot.addItem(self._image)
        self._plot.addItem(self._box)
        self._box.setVisible(False)
        self._plot.setRange(xRange=(-0.6, len(self.days) - 0.4), yRange=(0, HOURS), padding=0)
        self._plot.getAxis("left").setTicks([[(hour, str(hour)) for hour in range(0, HOURS + 1, 6)], []])

    def dress(self, tokens: Tokens) -> None:
        shades = [QColor(mix(tokens.accent, tokens.panel, (step / STEPS) ** 0.6)) for step in range(STEPS)]
        floor = QColor(mix(tokens.border, tokens.panel, 0.35))
        table = [floor, *shades[1:], QColor(tokens.accent)]
        self._image.setLookupTable(np.array([it.getRgb() for it in table], dtype=np.ubyte))
        mark = QPen(QColor(tokens.text), 1.5)
        mark.setCosmetic(True)
        self._box.setPen(mark)
        super().dress(tokens)

    def said(self, place: int) -> str:
        day = self.days[place]
        return self.says.day_punches(day) if self.hour is None else self.says.hour(day, self.hour)

    def said_at(self, at: QPointF) -> str:
        there = self.point_of(at)
        place, hour = round(there.x()), int(there.y())
        known = 0 <= place < len(self.days) and 0 <= hour < HOURS
        return self.says.hour(self.days[place], hour) if known else ""

    def summary(self, history: SiteHistory) -> str:
        return self.says.punches_sum(history)

    def follow(self, at: QPointF) -> None:
        self.hour = int(at.y()) if 0 <= at.y() < HOURS else None
        super().follow(at)

    def point_to(self, place: int | None) -> None:
        if place is None:
            self.hour = None
        super().point_to(place)
        boxed = self.place is not None and self.hour is not None
        self._box.setVisible(boxed)
        if self.place is not None and self.hour is not None:
            self._cursor.setVisible(False)
            left, low = self.place - 0.5, self.hour
            x = np.array([left, left + 1, left + 1, left, left])
            self._box.setData(x=x, y=np.array([low, low, low + 1, low + 1, low], dtype=float))

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        step = _HOUR.get(Qt.Key(ev.key()))
        if step is None or not self.days:
            super().keyPressEvent(ev)
            return
        self.hour = min(max((8 if self.hour is None else self.hour + step), 0), HOURS - 1)
        self.point_to(len(self.days) - 1 if self.place is None else self.place)


class LatencyPlot(DayPlot):
    """From a punch to its receipt: the median as a line with dots, what 95 of 100 did not exceed dashed."""

    def draw_days(self, top: float | None) -> None:
        self._lines: list[tuple[Any, Any, str, Qt.PenStyle]] = []
        self._line([day.p95_s for day in self.days], "t", "text_dim", Qt.PenStyle.DotLine)
        self._line([day.median_s for day in self.days], "o", "accent", Qt.PenStyle.SolidLine)
        high = top if top is not None else slowest(self.days)
        self._plot.setRange(xRange=(-0.6, len(self.days) - 0.4), yRange=(0, high * 1.1), padding=0)
        self.frame_unknown([day.median_s is not None for day in self.days], high * 1.08)

    def dress(self, tokens: Tokens) -> None:
        for line, dots, role, style in self._lines:
            colour = QColor(getattr(tokens, role))
            pen = QPen(colour, 1.6, style)
            pen.setCosmetic(True)
            line.setPen(pen)
            dots.setBrush(colour)
        super().dress(tokens)

    def _line(self, values: Sequence[float | None], symbol: str, role: str, style: Qt.PenStyle) -> None:
        """Through the days that are known, broken where one is not."""
        known = [(place, value) for place, value in enumerate(values) if value is not None]
        if not known:
            return
        x, y = (np.array(it, dtype=float) for it in zip(*known, strict=True))
        joined = np.append(np.diff(x) == 1, False).astype(np.int32)
        line: Any = pg.PlotCurveItem(x=x, y=y, connect=joined, antialias=True)
        dots: Any = pg.ScatterPlotItem(x=x, y=y, symbol=symbol, size=6, pen=None)
        for item in (line, dots):
            self._plot.addItem(item)
        self._lines.append((line, dots, role, style))

    def said(self, place: int) -> str:
        return self.says.latency(self.days[place])

    def summary(self, history: SiteHistory) -> str:
        return self.says.latency_sum(history)


def slowest(days: Sequence[SiteDay]) -> float:
    """Where a scale of latencies ends."""
    return max([day.p95_s for day in days if day.p95_s is not None], default=1.0) or 1.0


def busiest(days: Sequence[SiteDay]) -> float:
    """Where a scale of punches an hour ends."""
    return float(max((count for day in days for count in day.hours), default=0))


def runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last place of every unbroken run of True."""
    place = 0
    for flag, held in groupby(flags):
        count = len(list(held))
        if flag:
            yield place, place + count - 1
        place += count
