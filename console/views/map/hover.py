"""The card beside a mark: which site, what is wrong, its own time, its last punch, its day so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.core.status import STATUSES, Status
from console.theme.fonts import font
from console.theme.tokens import Tokens
from console.views.map.chrome import Panel
from console.views.map.phrases import Phrases
from console.views.map.shapes import status_pixmap
from console.views.map.sites import Counts, MapSite

WIDTH: Final = 264
LISTED: Final = 5
"""Sites of a cluster that are listed, the worst ones."""
WORDED: Final = 3
"""With more statuses than this the shapes speak for themselves."""
BESIDE: Final = 5
"""Pixels from the mark: where its name begins, which the card says again and so covers."""
AWAY: Final = 12
"""Pixels from the map's edges."""
BOLD: Final = QFont.Weight.DemiBold


class Sparkline(QWidget):
    """Punches an hour as bars; time runs from left to right in every language, like the map itself."""

    def __init__(self, tokens: Tokens, values: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._values = values
        self.setFixedHeight(30)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = max(max(self._values), 1)
        pitch = self.width() / len(self._values)
        height = self.height() - 2.0
        painter.setPen(Qt.PenStyle.NoPen)
        for number, value in enumerate(self._values):
            tall = value / top * (height - 2.0)
            colour = QColor(self._tokens.accent if value else self._tokens.border_strong)
            painter.setBrush(colour)
            bar = QRectF(number * pitch + 0.75, height - max(tall, 1.0), pitch - 1.5, max(tall, 1.0))
            painter.drawRoundedRect(bar, 1.0, 1.0)
        painter.end()


class HoverCard(Panel):
    """Lies over the map without catching the mouse."""

    opacity = 1.0

    def __init__(self, tokens: Tokens, phrases: Phrases, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._phrases = phrases
        self._around = parent
        self._content = QWidget(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedWidth(WIDTH)
        space = tokens.space
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(space.medium, space.small + 2, space.medium, space.medium)
        column.addWidget(self._content)
        self.hide()

    def show_sites(self, sites: Sequence[MapSite], now: datetime, beside: QPointF, reach: float) -> None:
        """The card of one site, or of a cluster (worst first), beside a mark of that reach."""
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.tokens.space.tiny)
        if len(sites) == 1:
            self._fill_site(column, sites[0], now)
        else:
            self._fill_cluster(column, sites)
        self._column.replaceWidget(self._content, content)
        self._content.deleteLater()
        self._content = content
        self.adjustSize()
        self.move(self._room_at(beside, reach))
        self.show()
        self.raise_()

    def _room_at(self, mark: QPointF, reach: float) -> QPoint:
        """Right of the mark where there is room, else left of it; never outside the map."""
        x = mark.x() + reach + BESIDE
        if x + self.width() > self._around.width() - AWAY:
            x = mark.x() - reach - BESIDE - self.width()
        y = min(max(mark.y() - 28, AWAY), self._around.height() - self.height() - AWAY)
        return QPoint(round(max(x, AWAY)), round(y))

    def _fill_site(self, column: QVBoxLayout, site: MapSite, now: datetime) -> None:
        tokens, phrases = self.tokens, self._phrases
        column.addLayout(self._title(site.name, site.worst, phrases.status(site.worst)))
        if site.verdict:
            column.addWidget(self._label(site.verdict, tokens.text, tokens.type.label, wrap=True))
        column.addLayout(self._shares(site.counts))
        facts = self._grid(tokens.space.medium)
        for number, (what, value) in enumerate(
            (
                (self.tr("Local time"), phrases.local_time(site.timezone, now)),
                (self.tr("Last punch"), phrases.last_punch(site.last_punch_at, site.timezone, now)),
            )
        ):
            facts.addWidget(self._label(what, tokens.text_dim, tokens.type.label), number, 0)
            facts.addWidget(self._label(value, tokens.text, tokens.type.label), number, 1)
        column.addLayout(facts)
        if any(site.hourly):
            caption = self.tr("Punches, last %n hours", "", len(site.hourly))
            column.addWidget(self._label(caption, tokens.text_dim, tokens.type.caption))
            column.addWidget(Sparkline(tokens, site.hourly, self))

    def _fill_cluster(self, column: QVBoxLayout, sites: Sequence[MapSite]) -> None:
        tokens, phrases = self.tokens, self._phrases
        counts = Counts(*(sum(numbers) for numbers in zip(*(site.counts for site in sites), strict=True)))
        worst = min((site.worst for site in sites), key=STATUSES.index)
        column.addLayout(self._title(phrases.sites(len(sites)), worst, phrases.terminals(counts.total)))
        column.addLayout(self._shares(counts))
        listing = self._grid(tokens.space.small)
        for number, site in enumerate(sites[:LISTED]):
            told = self._label(phrases.trouble_of(site.counts), tokens.text_dim, tokens.type.caption)
            listing.addWidget(self._shape(site.worst, 12), number, 0)
            listing.addWidget(self._label(site.name, tokens.text, tokens.type.label), number, 1)
            listing.addWidget(told, number, 2, Qt.AlignmentFlag.AlignRight)
        column.addLayout(listing)
        if len(sites) > LISTED:
            more = phrases.more_sites(len(sites) - LISTED)
            column.addWidget(self._label(more, tokens.text_dim, tokens.type.caption))

    def _title(self, text: str, status: Status, word: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.tokens.space.small)
        title = self._label(text, self.tokens.text, self.tokens.type.lead, wrap=True, weight=BOLD)
        row.addWidget(self._shape(status, 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(title, 1)
        row.addWidget(self._label(word, self.tokens.text_dim, self.tokens.type.caption))
        return row

    def _shares(self, counts: Counts) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.tokens.space.tiny)
        words = sum(1 for n in counts if n) <= WORDED
        for status, n in zip(STATUSES, counts, strict=True):
            if n:
                word = self._phrases.so_many(status, n) if words else self._phrases.number(n)
                row.addWidget(self._shape(status, 12))
                row.addWidget(self._label(word, self.tokens.text_dim, self.tokens.type.caption))
                row.addSpacing(self.tokens.space.tiny)
        row.addStretch(1)
        return row

    def _grid(self, gap: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, self.tokens.space.tiny, 0, 0)
        grid.setHorizontalSpacing(gap)
        grid.setVerticalSpacing(self.tokens.space.hair)
        grid.setColumnStretch(1, 1)
        return grid

    def _shape(self, status: Status, size: int) -> QLabel:
        label = QLabel(self)
        label.setPixmap(status_pixmap(status, size, self.devicePixelRatioF(), self.tokens))
        return label

    def _label(
        self,
        text: str,
        colour: str,
        size: int,
        *,
        wrap: bool = False,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(font(size, weight))
        label.setStyleSheet(f"color: {colour}; background: transparent;")
        label.setWordWrap(wrap)
        return label
