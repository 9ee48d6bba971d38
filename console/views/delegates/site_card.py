"""Paints a site in trouble as a card: what is wrong, since when, with which terminals."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from console.core.records import moment
from console.core.session import Session
from console.models.sites import Role, SiteRow
from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.palette import mix
from console.theme.theme import Theme
from console.views.delegates.cell import STRONG, CellDelegate, Index, Ink, grown, has_keyboard, line_height
from console.views.delegates.site import local_clock, site_reason
from console.views.map.shapes import paint_status, status_colour
from console.views.widgets.share_bar import paint_shares
from console.views.words import Words

BETWEEN: Final = 12
PAD: Final = 16
SHAPE: Final = 20
GAP: Final = 12
NAMED: Final = 3
DAY_US: Final = 86_400_000_000
LINK_ICON: Final = 16


class SiteCardDelegate(CellDelegate):
    """For a list of SitesModel, those in trouble.

    Signals: `map_wanted(index)` when "Show on map" is clicked.
    """

    map_wanted = Signal(object)

    def __init__(self, theme: Theme, words: Words, session: Session) -> None:
        super().__init__(theme)
        self._words = words
        self._session = session

    def narrowest(self) -> int:
        return grown(self.theme.tokens, 372)

    def height(self) -> int:
        sizes = self.theme.tokens.type
        lines = line_height(sizes.lead) + line_height(sizes.body) + line_height(sizes.label)
        return lines + BETWEEN + 2 * PAD + 28

    def paint_cell(self, ink: Ink, state: QStyle.StateFlag, index: Index) -> None:
        row: SiteRow = index.data(Role.ROW)
        t = ink.tokens
        card = self._card_box(ink.cell)
        ink.cell = card
        self._card(ink, card, row, state)
        inner = card.adjusted(PAD, PAD - 2, -PAD, -PAD + 2)
        lead, body = line_height(t.type.lead), line_height(t.type.body)
        y = inner.top()
        shape = QRectF(inner.left(), y + (lead - SHAPE) / 2, SHAPE, SHAPE)
        paint_status(ink.painter, ink.placed(shape), row.verdict.level, t)
        left = shape.right() + GAP
        width = inner.right() - left
        self._pair(ink, QRectF(left, y, width, lead), row.name, *self._seen(row), lead=True)
        y += lead + 4
        clock = local_clock(self._words, row, self._session.now_us())
        there = self.tr("local time {0}").format(clock) if clock else ""
        self._pair(ink, QRectF(left, y, width, body), site_reason(self._words, row), there)
        y += body + 12
        bar = ink.placed(QRectF(left, y, width, 6))
        paint_shares(ink.painter, bar, row.verdict.counts, t, mirrored=ink.mirrored)
        self._footer(ink, QRectF(left, y + 16, width, line_height(t.type.label)), row)

    def _card_box(self, cell: QRectF) -> QRectF:
        """Cards keep a distance from each other, but not from the edges of the list."""
        width = (cell.width() * self.columns - BETWEEN * (self.columns - 1)) / self.columns
        column = round(cell.left() / cell.width())
        return QRectF(column * (width + BETWEEN), cell.top(), width, cell.height() - BETWEEN)

    def _card(self, ink: Ink, card: QRectF, row: SiteRow, state: QStyle.StateFlag) -> None:
        t, painter = ink.tokens, ink.painter
        selected = bool(state & QStyle.StateFlag.State_Selected)
        pointed = bool(state & QStyle.StateFlag.State_MouseOver)
        colour = status_colour(t, row.verdict.level).name()
        edge = t.accent if selected else mix(colour, t.panel, 0.7 if pointed else 0.4)
        painter.setPen(QPen(QColor(edge), 1.0))
        painter.setBrush(QColor(t.selected if selected else t.hover if pointed else t.panel))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), t.space.radius, t.space.radius)
        if has_keyboard(state):
            ink.focus_ring(card, t.space.radius)

    def _pair(self, ink: Ink, box: QRectF, words: str, *remarks: str, lead: bool = False) -> None:
        """A line with a smaller remark at its end: the first of those given that fits beside the words, or
        the last."""
        t = ink.tokens
        remark, face = font(t.type.label), font(t.type.lead, STRONG) if lead else font(t.type.body)
        small = QFontMetricsF(remark)
        room = box.width() - QFontMetricsF(face).horizontalAdvance(words)
        wide = [(small.horizontalAdvance(each) + GAP if each else 0.0, each) for each in remarks]
        taken, beside = next((one for one in wide if one[0] <= room), wide[-1])
        taken = min(taken, max(room, box.width() / 2))
        ink.text(box.adjusted(0, 0, -taken, 0), words, face, t.text)
        ink.text(box.adjusted(box.width() - taken, 0, 0, 0), beside, remark, t.text_dim, trailing=True)

    def _footer(self, ink: Ink, box: QRectF, row: SiteRow) -> None:
        t = ink.tokens
        link = self._link(box, row)
        room = box.width() - (link.width() + GAP if row.placed else 0)
        names = QRectF(box.left(), box.top(), room, box.height())
        face = font(t.type.label)
        ink.text(names, self._names(row, QFontMetricsF(face), room), face, t.text_dim)
        if not row.placed:
            return
        picture = QRectF(link.left(), link.center().y() - LINK_ICON / 2, LINK_ICON, LINK_ICON)
        dpr = ink.painter.device().devicePixelRatio()
        pixmap = icon_pixmap("place", LINK_ICON, dpr, t.accent)
        ink.painter.drawPixmap(ink.placed(picture).topLeft(), pixmap)
        words = link.adjusted(LINK_ICON + 4, 0, 0, 0)
        ink.text(words, self.tr("Show on map"), font(t.type.label, STRONG), t.accent, trailing=True)

    def _link(self, box: QRectF, row: SiteRow) -> QRectF:
        face = font(self.theme.tokens.type.label, STRONG)
        width = QFontMetricsF(face).horizontalAdvance(self.tr("Show on map")) + LINK_ICON + 6
        return QRectF(box.right() - width, box.top(), width, box.height())

    def link_box(self, cell: QRect, row: SiteRow, *, mirrored: bool) -> QRectF:
        """Where "Show on map" is in a cell, with room for a finger; empty where there is none."""
        if not row.placed:
            return QRectF()
        card = self._card_box(QRectF(cell))
        inner = card.adjusted(PAD, 0, -PAD, -PAD + 2)
        height = line_height(self.theme.tokens.type.label)
        box = self._link(QRectF(inner.left(), inner.bottom() - height, inner.width(), height), row)
        if mirrored:
            box.moveRight(card.left() + card.right() - box.left())
        return box.adjusted(-8, -8, 8, 8)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            cell: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
            mirrored = option.direction is Qt.LayoutDirection.RightToLeft  # pyright: ignore[reportAttributeAccessIssue]
            at: QPointF = event.position()
            if self.link_box(cell, index.data(Role.ROW), mirrored=mirrored).contains(at):
                self.map_wanted.emit(index)
                return True
        return super().editorEvent(event, model, option, index)

    def _seen(self, row: SiteRow) -> tuple[str, ...]:
        """In full, then shorter."""
        if row.seen_us is None:
            return ("",)
        now_us = self._session.now_us()
        ago = self.tr("last seen {0}").format(self._words.ago_us(row.seen_us, now_us))
        if now_us - row.seen_us >= DAY_US:
            return (ago,)
        then, zones = moment(row.seen_us), self._session.fleet.zones
        if row.timezone is None:
            at = self._words.own_clock(then, zones)
        else:
            at = self._words.local_time(row.timezone, then)
        return self.tr("{0} · {1}").format(ago, at), ago

    def _names(self, row: SiteRow, metrics: QFontMetricsF, room: float) -> str:
        """As many of the first few as fit, and how many more there are."""
        said = ""
        for shown in range(min(NAMED, len(row.troubled)), 0, -1):
            said = self.tr(", ").join(row.troubled[:shown])
            more = len(row.troubled) - shown
            if more:
                said = self.tr("{0} and %n more", "", more).format(said)
            if metrics.horizontalAdvance(said) <= room:
                break
        return said
