"""What forms are made of: a named field that says what is wrong with it, a secret, one of a few, a colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.labels import label

DISC: Final = 24
SWATCH: Final = (60, 52)


class Field(QWidget):
    """A name over a control, and under it a line: what is wrong, or else what helps."""

    def __init__(self, name: str, control: QWidget, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self.control = control
        self._hint = hint
        self._name = label(name, "label", self)
        self._name.setProperty("strong", True)
        self._name.setBuddy(control)
        self._line = label("", "label", self, wrap=True)
        if not control.accessibleName():
            control.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addWidget(control)
        column.addWidget(self._line)
        self._wrong = ""
        self._say()

    @property
    def wrong(self) -> str:
        """What is wrong, as it is shown."""
        return self._wrong

    def set_name(self, name: str) -> None:
        """Ask for something else."""
        self._name.setText(name)
        self.control.setAccessibleName(name)

    def set_hint(self, hint: str) -> None:
        """Say what helps, where nothing is wrong."""
        self._hint = hint
        self._say()

    def set_wrong(self, wrong: str) -> None:
        """Say what is wrong with what was entered; an empty text takes it back."""
        turned = bool(wrong) != bool(self._wrong)
        self._wrong = wrong
        self._say()
        if turned:
            self._line.setProperty("role", "wrong" if wrong else "label")
            self.control.setProperty("reading", "wrong" if wrong else "")
            for worn in (self._line, self.control):
                worn.style().unpolish(worn)
                worn.style().polish(worn)

    def _say(self) -> None:
        words = self._wrong or self._hint
        self._line.setText(words)
        self._line.setVisible(bool(words))
        self.control.setAccessibleDescription(words)


class Secret(QWidget):
    """A line for a key, hidden unless the eye is down. Blanks and line breaks around a paste are dropped.

    Signals: `edited` when its text changes.
    """

    edited = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit(self)
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setAccessibleName(name)
        self._line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._line.textChanged.connect(lambda _: self.edited.emit())
        self._eye = IconButton(theme, "eye", self.tr("Show the key"), self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._line, 1)
        row.addWidget(self._eye, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self._line)

    @property
    def line(self) -> QLineEdit:
        return self._line

    @property
    def eye(self) -> QAbstractButton:
        return self._eye

    @property
    def text(self) -> str:
        return self._line.text().strip()

    def set_text(self, text: str) -> None:
        self._line.setText(text)

    def set_placeholder(self, text: str) -> None:
        self._line.setPlaceholderText(text)

    def hide_text(self) -> None:
        self._eye.setChecked(False)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._line.setEchoMode(mode)
        self._eye.set_name(self.tr("Hide the key") if shown else self.tr("Show the key"))


class Option(NamedTuple):
    """One of a few: its value, its name, and a line on what it means."""

    value: object
    name: str
    words: str = ""


class Choice(QWidget):
    """A few buttons of which one is down, and under them what that one means.

    Signals: `chosen(object)` with the value behind the one pressed.
    """

    chosen = Signal(object)

    def __init__(self, name: str, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._group = QButtonGroup(self)
        self._words = label("", "label", self, wrap=True)
        row = QHBoxLayout()
        row.setSpacing(4)
        for number, option in enumerate(options):
            button = Button(option.name, self)
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {option.name}")
            button.setAccessibleDescription(option.words)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._words)
        self._words.setVisible(any(option.words for option in options))
        self._group.idToggled.connect(self._toggled)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._options[number].value))
        self.set_value(self._options[0].value)

    @property
    def value(self) -> object:
        return self._options[self._group.checkedId()].value

    def set_value(self, value: object) -> None:
        """Raises ValueError where it is not among the options."""
        number = [option.value for option in self._options].index(value)
        self._group.button(number).setChecked(True)

    def button(self, value: object) -> QAbstractButton:
        """The button of a value. Raises ValueError."""
        return self._group.button([option.value for option in self._options].index(value))

    def _toggled(self, number: int, down: bool) -> None:
        if down:
            self._words.setText(self._options[number].words)


class Swatch(NamedTuple):
    """A colour by name; `colour` is "#RRGGBB", None for none."""

    colour: str | None
    name: str


class Swatches(QWidget):
    """One colour of a few, each with its name under it. A colour that is none of them is shown beside them.

    Signals: `chosen(object)` with "#RRGGBB" or None.
    """

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, name: str, swatches: Sequence[Swatch], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._discs: list[_Disc] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        for swatch in swatches:
            self._add(swatch)
        self._own = self._add(Swatch("", self.tr("Own")))
        self._own.hide()
        self._group.buttonClicked.connect(lambda _: self.chosen.emit(self.value))
        self._discs[0].setChecked(True)

    @property
    def value(self) -> str | None:
        return next(disc.swatch.colour for disc in self._discs if disc.isChecked())

    def set_value(self, colour: str | None) -> None:
        known = next((disc for disc in self._discs[:-1] if disc.swatch.colour == colour), None)
        if known is None:
            self._own.swatch = Swatch(colour, self._own.swatch.name)
        self._own.setVisible(known is None)
        (known or self._own).setChecked(True)

    def button(self, colour: str | None) -> QAbstractButton:
        """The button of a colour. Raises StopIteration where there is none."""
        return next(disc for disc in self._discs if disc.swatch.colour == colour)

    def _add(self, swatch: Swatch) -> _Disc:
        disc = _Disc(self._theme, swatch, self)
        disc.setAccessibleName(f"{self._name}: {swatch.name}")
        self._group.addButton(disc, len(self._discs))
        self._row.insertWidget(len(self._discs), disc)
        self._discs.append(disc)
        return disc


class _Disc(QAbstractButton):
    def __init__(self, theme: Theme, swatch: Swatch, parent: QWidget) -> None:
        super().__init__(parent)
        self.swatch = swatch
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._resize)

    def sizeHint(self) -> QSize:
        face = font(self._theme.tokens.type.caption)
        metrics = QFontMetricsF(face)
        wide = round(metrics.horizontalAdvance(self.swatch.name)) + 12
        return QSize(max(SWATCH[0], wide), max(SWATCH[1], round(metrics.height()) + DISC + 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.selected if self.isChecked() else t.hover))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.focus), t.space.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        disc = QRectF((self.width() - DISC) / 2, 6, DISC, DISC)
        self._paint_disc(painter, disc)
        painter.setFont(font(t.type.caption))
        ink = t.text if self.isChecked() else t.text_dim
        painter.setPen(QColor(ink if self.isEnabled() else t.text_disabled))
        words = QRectF(0, disc.bottom() + 2, self.width(), self.height() - disc.bottom() - 4)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.swatch.name)
        painter.end()

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        t = self._theme.tokens
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        if self.swatch.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.swatch.colour))
            painter.drawEllipse(disc)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.border_strong), 1.5))
            painter.drawEllipse(disc.adjusted(0.75, 0.75, -0.75, -0.75))
            painter.drawLine(disc.center() + QPointF(-7, 7), disc.center() + QPointF(7, -7))
        if self.isChecked() and self.swatch.colour:
            mark = icon_pixmap("check", 16, self.devicePixelRatioF(), "#FFFFFF")
            painter.drawPixmap(disc.center() - QPointF(8, 8), mark)
        painter.setOpacity(1.0)

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()
