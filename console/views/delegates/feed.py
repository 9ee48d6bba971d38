"""Paints the rows of the feed: punches, gaps, and the ground behind the row that is selected or pointed at.

Whole rows and no cells: a frame is some three hundred cells, twelve times a second, and Qt asking for each of
them costs more than painting it. Texts are laid out once and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QStaticText

from console.core.colour_rules import Colour, ColourRules
from console.core.records import FeedLine, Gap, Punch
from console.models.feed import FeedModel
from console.models.feed_columns import Column, Flag
from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.palette import mix
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.feed_words import FeedWords
from console.views.rule_marks import draw_mark, ground

PAD: Final = 12
ICON: Final = 16
ICON_GAP: Final = 8
KEPT_TEXTS: Final = 8_192
NAME_CUT: Final = Qt.TextElideMode.ElideMiddle
"""Names of one fleet often begin alike; what tells them apart is at the end."""
RADIUS: Final = 6
MARK: Final = 7

_VERIFY_ICONS: Final = {
    "fingerprint": "finger",
    "finger_vein": "finger",
    "face": "face",
    "card": "card",
    "unvalidated_card": "card",
    "palm": "palm",
    "pin": "digits",
    "unvalidated_pin": "digits",
    "password": "key",
}
_FLAG_ICONS: Final = {
    Flag.LATE: "clock",
    Flag.SUSPECT: "warning",
    Flag.NONEXISTENT: "warning",
    Flag.AMBIGUOUS: "warning",
    Flag.ASSUMED: "info",
    Flag.REPEATED: "copy",
}
_GRAVE: Final = frozenset({Flag.LATE, Flag.SUSPECT, Flag.NONEXISTENT, Flag.AMBIGUOUS})

_MARKED: Final = frozenset({Column.TYPE, Column.VERIFY, Column.FLAGS})


@cache
def verify_icon(code: str) -> str | None:
    """The picture of how somebody was recognised: of the first way that has one."""
    for factor in code.replace("_or_", "_and_").split("_and_"):
        if factor in _VERIFY_ICONS:
            return _VERIFY_ICONS[factor]
    return None


@cache
def type_icon(code: str) -> str | None:
    """Whether somebody came or went."""
    if code.endswith("_in"):
        return "arrive"
    return "leave" if code.endswith("_out") else None


def row_height(tokens: Tokens) -> int:
    """In logical pixels."""
    return max(28, round(tokens.type.body * 2.15))


class Span(NamedTuple):
    """Where a column stands, in pixels of the viewport."""

    left: int
    width: int


class _Laid(NamedTuple):
    text: QStaticText
    width: float
    height: float


@dataclass(slots=True)
class _Sheet:
    """What a frame is made of, by how it is written: so the pen is changed thrice and not for each text.
    `passing` is what is hardly ever seen twice, at its baseline: to lay it out would cost more than it saves.
    """

    plain: list[tuple[QPointF, QStaticText]] = field(default_factory=list)
    dim: list[tuple[QPointF, QStaticText]] = field(default_factory=list)
    small: list[tuple[QPointF, QStaticText]] = field(default_factory=list)
    icons: list[tuple[QPointF, QPixmap]] = field(default_factory=list)
    passing: list[tuple[QPointF, str]] = field(default_factory=list)


class FeedPainter(QObject):
    """Paints one frame: `begin`, the rows, `finish`."""

    def __init__(
        self, theme: Theme, model: FeedModel, words: FeedWords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._words = words
        self._texts: dict[tuple[str, int, bool], _Laid] = {}
        self._icons: dict[tuple[str, int], QPixmap] = {}
        self._dpr = 1.0
        self._spans: Mapping[Column, Span] = {}
        self._beside: Mapping[Column, Span] = {}
        self._mirrored = False
        self._sheet = _Sheet()
        self.rules = ColourRules()
        """What is marked, in which colour and shape."""
        self.filling: Gap | None = None
        """What this gap misses is being fetched."""
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    def begin(self, painter: QPainter, spans: Mapping[Column, Span], mirrored: bool) -> None:
        """`spans`: the columns in sight."""
        self._painter, self._spans, self._mirrored = painter, spans, mirrored
        dpr = painter.device().devicePixelRatioF()
        if dpr != self._dpr:
            self._dpr = dpr
            self._icons.clear()
        marked = _MARKED & spans.keys()
        self._beside = {column: self._after(spans[column], ICON + ICON_GAP) for column in marked}
        self._sheet = _Sheet()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def row(self, box: QRectF, line: FeedLine) -> None:
        """`box`: the whole row."""
        if isinstance(line, Gap):
            self._gap(box, line)
        else:
            self._punch(box.top(), line)

    def finish(self) -> None:
        painter, sheet = self._painter, self._sheet
        for at, pixmap in sheet.icons:
            painter.drawPixmap(at, pixmap)
        for face, colour, texts in (
            (self._body, self._text, sheet.plain),
            (self._body, self._dim, sheet.dim),
            (self._label, self._dim, sheet.small),
        ):
            painter.setFont(face)
            painter.setPen(colour)
            for at, text in texts:
                painter.drawStaticText(at, text)
        painter.setFont(self._body)
        painter.setPen(self._text)
        for at, words in sheet.passing:
            painter.drawText(at, words)

    def tint(self, box: QRectF, line: FeedLine) -> None:
        """Behind a row that a rule is about, with the mark of the rule at its leading edge."""
        rule = None if isinstance(line, Gap) else self.rules.of(line)
        if rule is None:
            return
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tints[rule.colour])
        painter.drawRect(box)
        left = box.right() - MARK if self._mirrored else box.left()
        mark = QRectF(left, box.top() + (box.height() - MARK) / 2, MARK, MARK)
        draw_mark(painter, mark, rule, self._tokens)

    def fill_box(self, box: QRectF, gap: Gap) -> QRectF:
        """Where a gap offers to fetch what it misses; empty while that is under way."""
        if self.filling is not None:
            return QRectF()
        words = self._words.fill()
        chip = self._chip(box, gap)
        wide = self._label_metrics.horizontalAdvance(words) + 2 * ICON_GAP
        left = chip.left() + PAD / 2 if self._mirrored else chip.right() - PAD / 2 - wide
        return QRectF(left, box.top(), wide, box.height())

    def ground(self, box: QRectF, selected: bool, focused: bool) -> None:
        """Behind the row that is selected or pointed at."""
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._selected if selected else self._hover)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if selected and focused:
            painter.setPen(QPen(self._focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)

    def width_of(self, column: Column, line: FeedLine) -> int:
        """How wide a column must be to show a line whole; a gap has the whole row."""
        if isinstance(line, Gap):
            return 0
        if column is Column.TIME:
            aside = self._words.beside_clock(line)
            beside = self._label_metrics.horizontalAdvance(aside) + ICON_GAP if aside else 0.0
            return round(self._metrics.horizontalAdvance(self._words.clock(line)) + beside) + 2 * PAD + 2
        text = self._words.text(line, column, self._model.marks(line))
        icon = ICON + ICON_GAP if column in _MARKED and text else 0
        return round(self._metrics.horizontalAdvance(text)) + 2 * PAD + icon + 1

    # -- a punch
    # ---------------------------------------------------------------------------------------------------

    def _punch(self, top: float, punch: Punch) -> None:
        plain, dim, words = self._sheet.plain, self._sheet.dim, self._words
        for column, span in self._spans.items():
            if column is Column.TIME:
                used = self._write(plain, span, top, words.clock(punch))
                aside = words.beside_clock(punch)
                if aside:
                    self._write(self._sheet.small, self._after(span, used + ICON_GAP), top, aside)
            elif column is Column.LAG:
                self._write(dim, span, top, words.lag(punch))
            elif column is Column.EMPLOYEE:
                self._pass(span, top, punch.employee)
            elif column is Column.TYPE:
                self._mark(column, top, type_icon(punch.punch_type), self._dim, words.type(punch))
            elif column is Column.VERIFY:
                self._mark(column, top, verify_icon(punch.verify_mode), self._dim, words.verify(punch))
            elif column is Column.DEVICE:
                self._write(plain, span, top, punch.device, NAME_CUT)
            elif column is Column.SITE:
                self._write(dim, span, top, punch.site, NAME_CUT)
            else:
                self._remarks(top, punch)

    def _remarks(self, top: float, punch: Punch) -> None:
        flags = self._model.marks(punch)
        if flags:
            colour = self._warning if flags[0] in _GRAVE else self._dim
            self._mark(Column.FLAGS, top, _FLAG_ICONS[flags[0]], colour, self._words.remarks(flags))

    def _mark(self, column: Column, top: float, icon: str | None, colour: QColor, text: str) -> None:
        """An icon, if there is one, and a text, which stands where it would stand beside one."""
        span = self._spans[column]
        if icon is not None and span.width > ICON + PAD:
            left = span.left + span.width - PAD - ICON if self._mirrored else span.left + PAD
            at = QPointF(left, top + (self._height - ICON) // 2)
            picture = self._icons.get((icon, id(colour)))
            if picture is None:
                picture = icon_pixmap(icon, ICON, self._dpr, colour.name())
                self._icons[icon, id(colour)] = picture
            self._sheet.icons.append((at, picture))
        self._write(self._sheet.dim, self._beside[column], top, text)

    def _write(
        self,
        texts: list[tuple[QPointF, QStaticText]],
        span: Span,
        top: float,
        text: str,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> int:
        """At the leading edge of the cell, shortened where it is too long. Returns how wide it became."""
        room = span.width - 2 * PAD
        if not text or room <= 0:
            return 0
        small = texts is self._sheet.small
        laid = self._texts.get((text, room, small)) or self._lay(text, room, small, cut)
        left = span.left + span.width - PAD - laid.width if self._mirrored else span.left + PAD
        texts.append((QPointF(left, top + (self._height - laid.height) / 2), laid.text))
        return round(laid.width)

    def _pass(self, span: Span, top: float, text: str) -> None:
        """The same for what is hardly ever seen twice."""
        digits = text.isascii() and text.isdigit()
        wide = len(text) * self._digit if digits else self._metrics.horizontalAdvance(text)
        room = span.width - 2 * PAD
        if wide > room:
            text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            wide = self._metrics.horizontalAdvance(text)
        left = span.left + span.width - PAD - wide if self._mirrored else span.left + PAD
        self._sheet.passing.append((QPointF(left, top + self._baseline), text))

    def _lay(self, text: str, room: int, small: bool, cut: Qt.TextElideMode) -> _Laid:
        if len(self._texts) >= KEPT_TEXTS:
            self._texts.clear()
        metrics, face = (self._label_metrics, self._label) if small else (self._metrics, self._body)
        made = QStaticText(metrics.elidedText(text, cut, room))
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.prepare(font=face)
        size = made.size()
        laid = self._texts[text, room, small] = _Laid(made, size.width(), size.height())
        return laid

    def _after(self, span: Span, taken: int) -> Span:
        """The cell without what its leading edge has already been used for."""
        return Span(span.left if self._mirrored else span.left + taken, span.width - taken)

    # -- a gap
    # ---------------------------------------------------------------------------------------------------

    def _gap(self, box: QRectF, gap: Gap) -> None:
        """A dashed line across the whole row, and the words in the middle of it."""
        painter, text = self._painter, self._words.gap(gap)
        chip = self._chip(box, gap)
        middle = box.center().y()
        painter.setPen(self._dashes)
        painter.drawLine(QPointF(box.left() + PAD, middle), QPointF(chip.left(), middle))
        painter.drawLine(QPointF(chip.right(), middle), QPointF(box.right() - PAD, middle))
        painter.setPen(QPen(self._gap_edge, 1))
        painter.setBrush(self._gap_ground)
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        left = chip.right() - PAD - ICON if self._mirrored else chip.left() + PAD
        picture = icon_pixmap("unplugged", ICON, self._dpr, self._warning.name())
        painter.drawPixmap(QPointF(left, chip.center().y() - ICON / 2), picture)
        beside, offered = ICON + ICON_GAP, self._offer_width(gap)
        sides = (PAD + offered, -PAD - beside) if self._mirrored else (PAD + beside, -PAD - offered)
        words = chip.adjusted(sides[0], 0, sides[1], 0)
        painter.setFont(self._label)
        painter.setPen(self._text)
        shown = self._label_metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width() + 1)
        centred = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(words, centred, shown)
        if self.filling == gap:
            painter.setPen(self._dim)
            place = chip.adjusted(PAD, 0, -PAD, 0)
            side = Qt.AlignmentFlag.AlignLeft if self._mirrored else Qt.AlignmentFlag.AlignRight
            absolute = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, int(side | absolute), self._words.being_filled())
        elif self.filling is None:
            painter.setFont(self._strong)
            painter.setPen(self._accent)
            painter.drawText(self.fill_box(box, gap), centred, self._words.fill())

    def _offer_width(self, gap: Gap) -> float:
        """What the offer to fetch takes of a chip."""
        if self.filling is not None and self.filling != gap:
            return 0.0
        words = self._words.being_filled() if self.filling == gap else self._words.fill()
        return self._label_metrics.horizontalAdvance(words) + 2 * ICON_GAP

    def _chip(self, box: QRectF, gap: Gap) -> QRectF:
        beside = ICON + ICON_GAP + self._offer_width(gap)
        wide = self._label_metrics.horizontalAdvance(self._words.gap(gap)) + beside
        chip = QRectF(0, 0, min(wide, box.width() - 4 * PAD) + 2 * PAD, box.height() - 6)
        chip.moveCenter(box.center())
        return chip

    def _wear(self, tokens: Tokens) -> None:
        self._texts.clear()
        self._icons.clear()
        self._tokens = tokens
        self._tints = {colour: QColor(ground(colour, tokens)) for colour in Colour}
        self._strong: QFont = font(tokens.type.label, QFont.Weight.DemiBold)
        self._accent = QColor(tokens.accent)
        self._height = row_height(tokens)
        self._body: QFont = font(tokens.type.body)
        self._label: QFont = font(tokens.type.label)
        self._metrics = QFontMetricsF(self._body)
        self._label_metrics = QFontMetricsF(self._label)
        self._digit = self._metrics.horizontalAdvance("0")
        """All digits are as wide: to measure what is hardly ever seen twice costs more than to paint it."""
        self._baseline = (self._height - self._metrics.height()) / 2 + self._metrics.ascent()
        self._text, self._dim = QColor(tokens.text), QColor(tokens.text_dim)
        self._warning, self._focus = QColor(tokens.degraded), QColor(tokens.focus)
        self._selected = QColor(tokens.selected)
        self._hover = QColor(mix(tokens.hover, tokens.panel, 0.6))
        self._gap_ground = QColor(mix(tokens.degraded, tokens.panel, 0.10))
        self._gap_edge = QColor(mix(tokens.degraded, tokens.panel, 0.45))
        self._dashes = QPen(self._warning, 1.2)
        self._dashes.setDashPattern([4, 4])
