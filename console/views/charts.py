"""Charts in the colours of the theme, on the screen and on paper.

Brings in pyqtgraph, which takes a while: import it beside the loop, when the first chart is wanted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QImage, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from console.theme.fonts import font
from console.theme.palette import mix
from console.theme.tokens import Tokens

BAR: Final = 0.62
SHARP: Final = 2
PAPER: Final = (660, 190)
MOST_LABELS: Final = 10
AXIS: Final = 48
APART: Final = 10
BELOW: Final = 8


@dataclass(frozen=True, slots=True)
class Bars:
    """One colour of bars: `values` as many as the chart has places, `words` of each value; `role` is a token
    (accent, degraded, ...)."""

    name: str
    role: str
    values: Sequence[float]
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over places in their order, each kind upon the one before. `top`: where the scale ends, None for
    where the bars do; `bottom`: where it begins."""

    title: str
    places: Sequence[str]
    bars: Sequence[Bars]
    top: float | None = None
    bottom: float = 0.0

    def sentence(self, place: int) -> str:
        """What stands at a place, in words."""
        said = [f"{bars.name}: {bars.words[place]}" for bars in self.bars if bars.words[place]]
        return "\n".join([self.places[place], *said])


class Plot(pg.PlotWidget):
    """Something drawn over places in their order, to look at: it neither zooms nor moves; pointing at a place
    says what stands there. Times run from left to right in every language."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        plain: Any = self
        plain.setBackground(None)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("background: transparent")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tokens = tokens
        self._plot: Any = self.getPlotItem()  # pyqtgraph's types are not its own
        self._plot.hideButtons()
        self._plot.setMouseEnabled(False, False)
        self._plot.setContentsMargins(0, 6, 8, 0)
        self._plot.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._names: Sequence[str] = ()

    def wear(self, tokens: Tokens) -> None:
        """In these colours from now on."""
        self.tokens = tokens
        line = QPen(QColor(mix(tokens.border_strong, tokens.panel, 0.55)))
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(line)
            axis.setTextPen(QColor(tokens.text_dim))
            axis.setStyle(tickFont=font(tokens.type.caption), tickLength=0, tickTextOffset=6)
        self._plot.getAxis("left").setStyle(showValues=True)
        self._plot.getAxis("left").setGrid(28)
        self._plot.getAxis("left").setZValue(-1)

    def said_at(self, at: QPointF) -> str:
        """What stands at a point of the widget, in words; nothing where nothing does."""
        raise TypeError(f"{type(self).__name__} does not say what it shows")

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.said_at(QPointF(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def label_places(self, names: Sequence[str]) -> None:
        """Under the chart, as many as there is room for."""
        self._names = names
        metrics = QFontMetricsF(font(self.tokens.type.caption))
        widest = max(map(metrics.horizontalAdvance, names), default=0.0)
        room = max(1, min(MOST_LABELS, int((self.width() - AXIS) / (widest + APART))))
        step = max(1, -(-len(names) // room))
        ticks = [(place, names[place]) for place in range(0, len(names), step)]
        axis = self._plot.getAxis("bottom")
        axis.setTicks([ticks, []])
        # it grows by itself only after it was drawn: too late for letters that reach further down
        tallest = max((metrics.boundingRect(name).height() for name in names), default=0.0)
        axis.setHeight(ceil(max(metrics.height(), tallest)) + BELOW)

    def resizeEvent(self, ev: QResizeEvent) -> None:
        super().resizeEvent(ev)
        if hasattr(self, "_names"):  # pyqtgraph sizes itself while it is being made
            self.label_places(self._names)

    def point_of(self, at: QPointF) -> QPointF:
        """A point of the widget on the chart's own scales."""
        found: QPointF = self._plot.getViewBox().mapSceneToView(self.mapToScene(at.toPoint()))
        return found


class BarChart(Plot):
    """Bars, each kind upon the one before."""

    def __init__(self, tokens: Tokens, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._chart = chart
        self._items: list[tuple[Bars, pg.BarGraphItem]] = []
        self.show_chart(chart)
        self.wear(tokens)

    @property
    def chart(self) -> Chart:
        return self._chart

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        self._plot.clear()
        self._items = []
        count = len(chart.places)
        below = np.full(count, chart.bottom)
        for bars in chart.bars:
            height = np.maximum(
                np.asarray(bars.values, dtype=float) - (chart.bottom if not self._items else 0), 0
            )
            item = pg.BarGraphItem(x=np.arange(count), y0=below.copy(), height=height, width=BAR, pen=None)
            self._plot.addItem(item)
            self._items.append((bars, item))
            below += height
        top = chart.top if chart.top is not None else max(float(below.max(initial=0.0)) * 1.08, 4.0)
        self._plot.setRange(xRange=(-0.6, count - 0.4), yRange=(chart.bottom, top), padding=0)
        self.label_places(chart.places)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription("; ".join(chart.sentence(place) for place in range(count)))

    def wear(self, tokens: Tokens) -> None:
        for bars, item in self._items:
            item.setOpts(brush=QColor(getattr(tokens, bars.role)), pen=None)
        super().wear(tokens)

    def said_at(self, at: QPointF) -> str:
        x = self.point_of(at).x()
        place = round(x)
        on = 0 <= place < len(self._chart.places) and abs(x - place) <= BAR / 2
        return self._chart.sentence(place) if on else ""


async def printed(tokens: Tokens, chart: Chart) -> QImage:
    """The chart as it goes on paper: in light colours, sharp. In steps, between which the window answers."""
    await asyncio.sleep(0)
    made = BarChart(tokens, chart)
    made.resize(*PAPER)
    await asyncio.sleep(0)
    made.grab()  # what was never shown is laid out by this
    await asyncio.sleep(0)
    image = QImage(PAPER[0] * SHARP, PAPER[1] * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    made.render(painter, QRectF(0, 0, *PAPER), made.rect(), Qt.AspectRatioMode.IgnoreAspectRatio)
    painter.end()
    made.close()
    made.deleteLater()
    return image
