"""The card beside a mark: which site, what is wrong, its own time, its last punch, its day so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.theme.fonts import font
from console.theme.tokens import Tokens
from console.views.map.chrome import Panel
from console.views.map.phrases import Phrases
from console.views.map.shapes import status_pixmap
from console.views.map.sites import STATUSES, Counts, MapSite

WIDTH: Final = 264
LISTED: Final = 5
"""Sites of a cluster that are listed, the worst ones."""
AWAY: Final = 12


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

    def __init__(self, tokens: Tokens, phrases: Phrases, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self.phrases = phrases
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(self)
        space = tokens.space
        self._column.setContentsMargins(space.medium, space.small + 2, space.medium, space.medium)
        self._column.setSpacing(space.tiny)
        self._content: QWidget | None = None
        self.hide()

    def show_sites(self, sites: Sequence[MapSite], now: datetime, beside: QPointF, reach: float) -> None:
        """The card of one site, or of a cluster (worst first), beside a mark of that reach."""
        self._fresh()
        if len(sites) == 1:
            self._fill_site(sites[0], now)
        else:
            self._fill_cluster(sites)
        self.adjustSize()
        self.move(self._room_at(beside, reach))
        self.show()
        self.raise_()

    def _fresh(self) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget(self)
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(self.tokens.space.tiny)
        self._column.addWidget(self._content)

    def _room_at(self, mark: QPointF, reach: float) -> QPoint:
        """Right of the mark where there is room, else left of it; never outside the map."""
        around = self.parentWidget().rect()
        x = mark.x() + reach + AWAY
        if x + self.width() > around.width() - AWAY:
            x = mark.x() - reach - AWAY - self.width()
        y = min(max(mark.y() - 28, AWAY), around.height() - self.height() - AWAY)
        return QPoint(round(max(x, AWAY)), round(y))

    def _fill_site(self, site: MapSite, now: datetime) -> None:
        counts = site.counts
        self._title(site.name, site.worst.value, self.phrases.status(site.worst))
        if site.verdict:
            self._line(site.verdict, self.tokens.text, self.tokens.type.label)
        self._shares(counts)
        facts = QGridLayout()
        facts.setContentsMargins(0, self.tokens.space.tiny, 0, 0)
        facts.setHorizontalSpacing(self.tokens.space.medium)
        facts.setVerticalSpacing(2)
        facts.setColumnStretch(1, 1)
        rows = (
            (self.tr("Local time"), self.phrases.local_time(site.timezone, now)),
            (self.tr("Last punch"), self.phrases.last_punch(site.last_punch_at, site.timezone, now)),
        )
        for number, (what, value) in enumerate(rows):
            facts.addWidget(self._label(what, self.tokens.text_dim, self.tokens.type.label), number, 0)
            facts.addWidget(self._label(value, self.tokens.text, self.tokens.type.label), number, 1)
        self._inner().addLayout(facts)
        if any(site.hourly):
            self._line(
                self.tr("Punches, last %n hours", "", len(site.hourly)),
                self.tokens.text_dim,
                self.tokens.type.caption,
            )
            self._inner().addWidget(Sparkline(self.tokens, site.hourly, self))

    def _fill_cluster(self, sites: Sequence[MapSite]) -> None:
        counts = Counts(*(sum(column) for column in zip(*(site.counts for site in sites), strict=True)))
        self._title(self.phrases.sites(len(sites)), counts.worst.value, self.phrases.terminals(counts.total))
        self._shares(counts)
        listing = QGridLayout()
        listing.setContentsMargins(0, self.tokens.space.tiny, 0, 0)
        listing.setHorizontalSpacing(self.tokens.space.small)
        listing.setVerticalSpacing(3)
        listing.setColumnStretch(1, 1)
        for number, site in enumerate(sites[:LISTED]):
            shape = QLabel(self)
            shape.setPixmap(status_pixmap(site.worst, 12, self.devicePixelRatioF(), self.tokens))
            name = self._label(site.name, self.tokens.text, self.tokens.type.label)
            trouble = self.phrases.trouble_of(site.counts)
            listing.addWidget(shape, number, 0)
            listing.addWidget(name, number, 1)
            told = self._label(trouble, self.tokens.text_dim, self.tokens.type.caption)
            listing.addWidget(told, number, 2, Qt.AlignmentFlag.AlignRight)
        self._inner().addLayout(listing)
        if len(sites) > LISTED:
            more = self.phrases.more_sites(len(sites) - LISTED)
            self._line(more, self.tokens.text_dim, self.tokens.type.caption)

    def _title(self, text: str, status: str, word: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.tokens.space.small)
        shape = QLabel(self)
        named = next(s for s in STATUSES if s.value == status)
        shape.setPixmap(status_pixmap(named, 16, self.devicePixelRatioF(), self.tokens))
        title = self._label(text, self.tokens.text, self.tokens.type.lead, QFont.Weight.DemiBold)
        title.setWordWrap(True)
        row.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(title, 1)
        row.addWidget(self._label(word, self.tokens.text_dim, self.tokens.type.caption))
        self._inner().addLayout(row)

    def _shares(self, counts: Counts) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.tokens.space.tiny)
        for status, n in zip(STATUSES, counts, strict=True):
            if n:
                shape = QLabel(self)
                shape.setPixmap(status_pixmap(status, 12, self.devicePixelRatioF(), self.tokens))
                row.addWidget(shape)
                row.addWidget(
                    self._label(self.phrases.so_many(status, n), self.tokens.text_dim, self.tokens.type.caption)
                )
                row.addSpacing(self.tokens.space.tiny)
        row.addStretch(1)
        self._inner().addLayout(row)

    def _line(self, text: str, colour: str, size: int) -> None:
        label = self._label(text, colour, size)
        label.setWordWrap(True)
        self._inner().addWidget(label)

    def _label(
        self, text: str, colour: str, size: int, weight: QFont.Weight = QFont.Weight.Normal
    ) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(font(size, weight))
        label.setStyleSheet(f"color: {colour};")
        return label

    def _inner(self) -> QVBoxLayout:
        content = self._content
        assert content is not None
        layout = content.layout()
        assert isinstance(layout, QVBoxLayout)
        return layout
