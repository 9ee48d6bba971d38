"""Asks which punches of the feed are to stand out, and how: filters with a colour and a shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from common.filters import FilterError
from console.core.colour_rules import MOST, Colour, ColourRule, Shape
from console.core.feed import parse_feed_filter
from console.theme.theme import Theme
from console.views.dialogs.ask import AskDialog
from console.views.rule_marks import mark_icon
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.form import Field
from console.views.widgets.picker import Picker

WIDTH: Final = 640
ICON: Final = 16


class RuleRow(QWidget):
    """One rule: its filter, its colour, its shape."""

    def __init__(self, theme: Theme, rule: ColourRule, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.line = QLineEdit(rule.text, self)
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.setPlaceholderText("site:casa verify:password")
        self.field = Field(self.tr("Punches that pass"), self.line, self)
        self.line.textChanged.connect(lambda: self.field.set_wrong(""))
        self.colour = self._picker(self.tr("Colour"))
        self.shape = self._picker(self.tr("Shape"))
        self._name()
        self.colour.choose(rule.colour)
        self.shape.choose(rule.shape)
        for picker in (self.colour, self.shape):
            picker.currentIndexChanged.connect(self._show_marks)
        self._show_marks()
        self.up = IconButton(theme, "chevron-up", self.tr("Before the one above"), self)
        self.gone = IconButton(theme, "trash", self.tr("Remove the rule"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        for part in (
            Field(self.tr("Colour"), self.colour, self), Field(self.tr("Shape"), self.shape, self),
        ):  # fmt: skip
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        for button in (self.up, self.gone):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    @property
    def empty(self) -> bool:
        return not self.line.text().strip()

    def rule(self) -> ColourRule | None:
        """What is entered; None where the filter cannot be read, which is said then."""
        try:
            parse_feed_filter(self.line.text())
        except FilterError as error:
            self.field.set_wrong(str(error))
            return None
        return ColourRule(
            self.line.text().strip(), Colour(self.colour.currentData()), Shape(self.shape.currentData())
        )

    def _picker(self, name: str) -> Picker:
        made = Picker(self._theme, name, self)
        made.setIconSize(QSize(ICON, ICON))
        return made

    def _name(self) -> None:
        self.colour.offer(
            [
                (Colour.BLUE, self.tr("Blue")),
                (Colour.GREEN, self.tr("Green")),
                (Colour.AMBER, self.tr("Amber")),
                (Colour.RED, self.tr("Red")),
                (Colour.VIOLET, self.tr("Violet")),
                (Colour.GREY, self.tr("Grey")),
            ]
        )
        self.shape.offer(
            [
                (Shape.DISC, self.tr("Disc")),
                (Shape.SQUARE, self.tr("Square")),
                (Shape.TRIANGLE, self.tr("Triangle")),
                (Shape.DIAMOND, self.tr("Diamond")),
                (Shape.RING, self.tr("Ring")),
                (Shape.BAR, self.tr("Bar")),
            ]
        )

    def _show_marks(self) -> None:
        """Each list shows what the rule would look like."""
        tokens = self._theme.tokens
        colour, shape = Colour(self.colour.currentData()), Shape(self.shape.currentData())
        for place in range(self.colour.count()):
            each = Colour(self.colour.itemData(place))
            self.colour.setItemIcon(place, mark_icon(each, shape, ICON, tokens))
        for place in range(self.shape.count()):
            self.shape.setItemIcon(place, mark_icon(colour, Shape(self.shape.itemData(place)), ICON, tokens))


class ColourRulesDialog(AskDialog[list[ColourRule]]):
    """Edits them all at once. Of several that fit a punch the uppermost counts."""

    def __init__(self, theme: Theme, rules: Sequence[ColourRule], parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            self.tr("Colour rules"),
            self.tr(
                "Punches that pass a filter stand out in a colour and with a mark. Where several rules fit, "
                "the uppermost counts."
            ),
            self.tr("Use these"),
            parent,
            width=WIDTH,
        )
        self.rows: list[RuleRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self.asked.addLayout(self._column)
        self.more = Button(self.tr("One more rule"), self, theme=theme, icon_name="plus")
        self.more.clicked.connect(self.add)
        self.asked.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        for rule in rules:
            self._add(rule)
        if not rules:
            self.add()

    def add(self) -> RuleRow:
        """Room for another one, unlike those there are."""
        place = len(self.rows)
        colours, shapes = list(Colour), list(Shape)
        row = self._add(ColourRule("", colours[place % len(colours)], shapes[place % len(shapes)]))
        row.line.setFocus()
        return row

    def finish(self) -> None:
        read = [(row, row.rule()) for row in self.rows if not row.empty]
        wrong = next((row for row, rule in read if rule is None), None)
        if wrong is not None:
            wrong.line.setFocus()
            return
        self.answer([rule for _, rule in read if rule is not None])

    def _add(self, rule: ColourRule) -> RuleRow:
        row = RuleRow(self.theme, rule, self)
        row.gone.clicked.connect(lambda: self._remove(row))
        row.up.clicked.connect(lambda: self._lift(row))
        self.rows.append(row)
        self._column.addWidget(row)
        self._judge()
        return row

    def _remove(self, row: RuleRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._judge()
        self.adjustSize()

    def _lift(self, row: RuleRow) -> None:
        place = self.rows.index(row)
        self.rows.insert(max(place - 1, 0), self.rows.pop(place))
        self._column.removeWidget(row)
        self._column.insertWidget(max(place - 1, 0), row)
        self._judge()

    def _judge(self) -> None:
        for place, row in enumerate(self.rows):
            row.up.setEnabled(place > 0)
        self.more.setEnabled(len(self.rows) < MOST)
