"""The left rail: where one is and where one can go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from console.commands.registry import Group, Registry
from console.commands.words import CommandWords
from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.palette import mix
from console.theme.theme import Theme
from console.views.widgets.buttons import IconButton

WIDE: Final = 200
NARROW: Final = 60
ROW: Final = 36
TIGHT: Final = 27
"""How low a row gets where the window is."""
GAP: Final = 1
ICON: Final = 18


@dataclass(frozen=True, slots=True)
class Place:
    """A page one can go to. `hint` is its shortcut as it is written; `scope` what a key must have for it."""

    id: str
    icon: str
    title: str
    hint: str = ""
    scope: str = ""


class RailButton(QAbstractButton):
    """One page: icon, name, and a number where something there wants attention."""

    def __init__(self, theme: Theme, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = place
        self._badge = 0
        self._alarming = False
        self.setText(place.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(ROW)
        self.set_hint(place.hint)
        self._name()
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(NARROW - 20, ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROW - 20, TIGHT)

    def set_hint(self, shortcut: str) -> None:
        """The keys that lead there, or "", as they are read."""
        self.setToolTip(f"{self._place.title}  {shortcut}" if shortcut else self._place.title)

    def set_badge(self, number: int, *, alarming: bool = False) -> None:
        """A number beside the name, or nothing for 0; alarming ones are red."""
        if (number, alarming) != (self._badge, self._alarming):
            self._badge, self._alarming = number, alarming
            self._name()
            self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._place.title}, {self._badge}" if self._badge else self._place.title)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        pointed = self.isEnabled() and (self.underMouse() or self.isDown())
        checked = self.isChecked() and self.isEnabled()
        if checked or pointed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.selected if checked else t.hover))
            painter.drawRoundedRect(box, 7, 7)
        if self.hasFocus():
            painter.setPen(QColor(t.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for inset in (0.5, 1.5):
                painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 7 - inset, 7 - inset)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        narrow = self.width() < WIDE // 2
        left = (self.width() - ICON) / 2 if narrow else 11.0
        if mirrored and not narrow:
            left = self.width() - 11.0 - ICON
        shade = t.accent if self.isChecked() else t.text if pointed else t.text_dim
        if not self.isEnabled():
            shade = t.text_disabled
        pixmap = icon_pixmap(self._place.icon, ICON, self.devicePixelRatioF(), shade)
        painter.drawPixmap(QPointF(left, (self.height() - ICON) / 2), pixmap)
        if narrow:
            self._paint_dot(painter)
        else:
            self._paint_words(painter, mirrored)
        painter.end()

    def _paint_words(self, painter: QPainter, mirrored: bool) -> None:
        t = self._theme.tokens
        here = self.isChecked() and self.isEnabled()
        painter.setFont(font(t.type.body, QFont.Weight.DemiBold if here else QFont.Weight.Normal))
        rest = t.text_dim if self.isEnabled() else t.text_disabled
        lit = self.isEnabled() and (self.isChecked() or self.underMouse())
        painter.setPen(QColor(t.text if lit else rest))
        words = QRectF(40, 0, self.width() - 52, self.height())
        if mirrored:
            words.moveRight(self.width() - 40)
        painter.drawText(
            words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), self.text()
        )
        if not self._badge:
            return
        face = font(t.type.caption, font(1).Weight.DemiBold)
        number = self.locale().toString(self._badge)
        width = max(20.0, QFontMetricsF(face).horizontalAdvance(number) + 12)
        chip = QRectF(self.width() - width - 9, (self.height() - 18) / 2, width, 18)
        if mirrored:
            chip.moveLeft(9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(t.offline, t.panel, 0.2) if self._alarming else t.hover))
        painter.drawRoundedRect(chip, 9, 9)
        painter.setFont(face)
        painter.setPen(QColor(t.offline if self._alarming and not t.dark else t.text))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), number)

    def _paint_dot(self, painter: QPainter) -> None:
        if self._badge:
            t = self._theme.tokens
            painter.setPen(QColor(t.panel))
            painter.setBrush(QColor(t.offline if self._alarming else t.accent))
            painter.drawEllipse(QPointF(self.width() / 2 + 9, self.height() / 2 - 8), 4.5, 4.5)


class Rail(QFrame):
    """Pages from top to bottom; what is set apart (settings) at the bottom.

    Signals: `chosen(page_id)`, `narrowed(bool)` when the user folds it to icons or back.
    """

    chosen = Signal(str)
    narrowed = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        places: Sequence[Place],
        apart: Sequence[Place],
        top: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "window")
        self.setAccessibleName(self.tr("Pages"))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, RailButton] = {}
        self._top = top
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(GAP)
        column.addWidget(top)
        column.addSpacing(8)
        for place in places:
            column.addWidget(self._button(theme, place))
        column.addStretch(1)
        for place in apart:
            column.addWidget(self._button(theme, place))
        self._fold = IconButton(theme, "rail", self.tr("Fold the rail"), self)
        self._fold.clicked.connect(self._toggle_narrow)
        column.addSpacing(4)
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeading)
        self.set_narrow(False)

    @property
    def narrow(self) -> bool:
        return self.maximumWidth() == NARROW

    def set_narrow(self, narrow: bool) -> None:
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._fold.set_name(self.tr("Unfold the rail") if narrow else self.tr("Fold the rail"))

    def set_enabled(self, enabled: bool) -> None:
        """Whether there is anywhere to go."""
        for button in self._buttons.values():
            button.setEnabled(enabled)

    def follow(self, registry: Registry) -> None:
        """Say on hover which keys lead to a page; its command is "go." and its id."""
        words = CommandWords(self)

        def hint(_registry: Registry) -> None:
            for command in registry.by_group(Group.GO):
                button = self._buttons.get(command.id.removeprefix("go."))
                if button is not None:
                    button.set_hint(words.shortcut(command.shortcut) if command.shortcut else "")

        forget = registry.changed.add(hint)
        self.destroyed.connect(lambda: forget())
        hint(registry)

    def set_shown(self, page_id: str, shown: bool) -> None:
        """Whether a page is offered at all."""
        self._buttons[page_id].setVisible(shown)

    def is_offered(self, page_id: str) -> bool:
        return not self._buttons[page_id].isHidden()

    def set_current(self, page_id: str) -> None:
        self._buttons[page_id].setChecked(True)

    def set_badge(self, page_id: str, number: int, *, alarming: bool = False) -> None:
        self._buttons[page_id].set_badge(number, alarming=alarming)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _button(self, theme: Theme, place: Place) -> RailButton:
        button = RailButton(theme, place, self)
        button.setObjectName(place.id)
        self._group.addButton(button)
        self._buttons[place.id] = button
        button.clicked.connect(self._choose)
        return button

    def _choose(self) -> None:
        self.chosen.emit(self.sender().objectName())

    def _toggle_narrow(self) -> None:
        self.set_narrow(not self.narrow)
        self.narrowed.emit(self.narrow)
