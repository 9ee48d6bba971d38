"""What every sheet of the inspector is made of: sections, facts, a status in words, rows that lead on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.core.status import Status
from console.theme.fonts import font
from console.theme.theme import Theme
from console.views.direction import own_way
from console.views.map.shapes import paint_status, status_pixmap
from console.views.widgets.buttons import IconButton
from console.views.widgets.labels import ElidedLabel, WrappedLabel, label

ROW: Final = 32
MARK: Final = 14
LABEL_WIDTH: Final = 96
LINE: Final = 22


class Section(QWidget):
    """A titled part of a sheet; add to `column`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self._title = label(title, "section", self)
        self.column.addWidget(self._title)

    def set_title(self, title: str) -> None:
        self._title.setText(title)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what, and what it is. `copy`: what the button beside it copies, if anything."""

    what: str
    value: str
    copy: str = ""
    hint: str = ""


class Facts(QWidget):
    """Labels and values in two columns; long values go on in the next line. Lines are kept while their number
    stays, so that nothing flickers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, WrappedLabel, IconButton]] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        if self._lines or not facts:
            self._show(facts)
        else:  # line by line they would be laid out as many times
            hidden = self.isHidden()
            self.hide()
            self._show(facts)
            self.setHidden(hidden)

    def _show(self, facts: Sequence[Fact]) -> None:
        while len(self._lines) < len(facts):
            self._lines.append(self._line(len(self._lines)))
        for number, (what, value, copy) in enumerate(self._lines):
            shown = number < len(facts)
            fact = facts[number] if shown else Fact("", "")
            what.setText(fact.what)
            value.setToolTip(fact.hint)
            value.setText(fact.value)
            copy.setObjectName(fact.copy)
            copy.set_name(self.tr("Copy {0}").format(fact.what.lower()))
            what.setVisible(shown)
            value.setVisible(shown)
            copy.setVisible(bool(fact.copy))
            height = max(LINE, copy.sizeHint().height()) if fact.copy else LINE
            for part in (what, value):
                around = max(0, height - part.fontMetrics().height())
                part.setContentsMargins(0, around // 2, 0, around - around // 2)

    def _line(self, number: int) -> tuple[QLabel, WrappedLabel, IconButton]:
        """All begin at the top, because a value may go on below."""
        what, value = label("", "label", self), WrappedLabel("", "", self)
        copy = IconButton(self._theme, "copy", self.tr("Copy"), self, small=True)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(copy.objectName()))
        self._grid.addWidget(what, number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, number, 1)
        self._grid.addWidget(copy, number, 2, Qt.AlignmentFlag.AlignTop)
        return what, value, copy


class StatusLine(QWidget):
    """A status as shape and word, and a few words more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = Status.NO_DATA
        self._mark = QLabel(self)
        self._word = label("", "strong", self)
        self._more = ElidedLabel("", "dim", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._word)
        row.addWidget(self._more, 1)
        theme.changed.connect(self._wear)

    def say(self, status: Status, word: str, more: str = "") -> None:
        self._status = status
        self._word.setText(word)
        self._more.setText(more)
        self._wear()

    def _wear(self) -> None:
        self._mark.setPixmap(status_pixmap(self._status, MARK, self.devicePixelRatioF(), self._theme.tokens))


class LeadRow(QAbstractButton):
    """A row that leads to something else: shape, name, and a few dim words at its end."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status: Status | None = None
        self._more = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def say(self, name: str, more: str = "", status: Status | None = None, spoken: str = "") -> None:
        """`spoken`: the status as a word, for those who do not see its shape."""
        if (name, more, status) != (self.text(), self._more, self._status):
            self._status, self._more = status, more
            self.setText(name)
            self.setToolTip(name)
            self.setAccessibleName(", ".join(part for part in (name, spoken, more) if part))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.hover))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QColor(t.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for inset in (0.5, 1.5):
                painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6 - inset, 6 - inset)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left, right = 8.0, self.width() - 8.0
        if self._status is not None:
            at = right - MARK if mirrored else left
            paint_status(painter, QRectF(at, (self.height() - MARK) / 2, MARK, MARK), self._status, t)
            left, right = (left, right - MARK - 8) if mirrored else (left + MARK + 8, right)
        dim = font(t.type.label)
        width = QFontMetricsF(dim).horizontalAdvance(self._more)
        painter.setFont(dim)
        painter.setPen(QColor(t.text_dim))
        at = left if mirrored else right - width
        painter.drawText(QPointF(at, self._baseline(dim)), self._more)
        left, right = (left + width + 8, right) if mirrored else (left, right - width - 8)
        plain = font(t.type.body)
        name = own_way(
            QFontMetricsF(plain).elidedText(self.text(), Qt.TextElideMode.ElideRight, right - left)
        )
        painter.setFont(plain)
        painter.setPen(QColor(t.text))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(QRectF(left, 0, right - left, self.height()), int(align), name)
        painter.end()

    def _baseline(self, face: QFont) -> float:
        metrics = QFontMetricsF(face)
        return (self.height() + metrics.ascent() - metrics.descent()) / 2
