"""What most questions look like: a title, a sentence, what is asked, two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from console.theme.theme import Theme
from console.theme.tokens import TypeScale
from console.views.dialogs.dialog import Dialog
from console.views.widgets.buttons import Button
from console.views.widgets.form import Field
from console.views.widgets.labels import label
from console.views.words import isolated

WIDTH: Final = 480
LONGEST: Final = 2_000

T = TypeVar("T")


class AskDialog(Dialog[T]):
    """What is asked goes into `asked`. Enter does it, Esc does not. `grave` marks what takes something away:
    its button is never the one that Enter presses by itself."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        verb: str,
        parent: QWidget | None = None,
        *,
        width: int = WIDTH,
        grave: bool = False,
    ) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(title)
        self.width_wanted = round(width * theme.tokens.type.body / TypeScale().body)
        self.setFixedWidth(self.width_wanted)
        self._grave = grave
        self.asked = QVBoxLayout()
        self.asked.setSpacing(16)
        self.do = Button(verb, self, kind="grave" if grave else "primary")
        self.do.clicked.connect(self.finish)
        self.leave = Button(self.tr("Cancel"), self)
        self.leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(title, "title", self, wrap=True))
        self.about = label(words, "dim", self, wrap=True)
        self.about.setVisible(bool(words))
        column.addWidget(self.about)
        column.addLayout(self.asked)
        column.addStretch(1)
        column.addLayout(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not self._grave or self.do.hasFocus():
            self.finish()
        elif self.leave.hasFocus():
            self.reject()

    def grow(self) -> None:
        """As high as what is asked needs now: more is shown than at first, or less."""
        column = self.layout()
        if column is not None:
            self.resize(self.width(), column.totalHeightForWidth(self.width()))

    def finish(self) -> None:
        """Answer, unless something is missing: that is said then."""
        raise TypeError(f"{type(self).__name__} does not say what its answer is")

    def line_field(self, name: str, hint: str = "", text: str = "") -> Field:
        """A line to write in, with its name. `line_of` gives the line."""
        line = QLineEdit(text, self)
        line.setMaxLength(LONGEST)
        field = Field(name, line, self, hint=hint)
        line.textChanged.connect(lambda: field.set_wrong(""))
        return field

    def text_field(self, name: str, hint: str = "", text: str = "", *, lines: int = 4) -> Field:
        """Several lines to write in; Enter begins another one. `text_of` gives the box."""
        box = QPlainTextEdit(text, self)
        box.setTabChangesFocus(True)
        box.setFixedHeight(box.fontMetrics().lineSpacing() * lines + 18)
        field = Field(name, box, self, hint=hint)
        box.textChanged.connect(lambda: field.set_wrong(""))
        return field


class ConfirmDialog(AskDialog[bool]):
    """What is about to be done, in `facts` one a line. `typed`: what the operator must write out before, for
    what cannot be taken back or touches many; "" where a press is enough."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        verb: str,
        parent: QWidget | None = None,
        *,
        facts: Sequence[str] = (),
        typed: str = "",
        grave: bool = False,
    ) -> None:
        super().__init__(theme, title, words, verb, parent, grave=grave)
        self._typed = typed
        for fact in facts:
            self.asked.addWidget(label(fact, "", self, wrap=True))
        self.field = self.line_field(self.tr("Write {0} to go on").format(isolated(typed)))
        self.field.setVisible(bool(typed))
        if typed:
            self.asked.addWidget(self.field)
            line_of(self.field).textChanged.connect(self._judge)
            self._judge()
            line_of(self.field).setFocus()
        else:
            (self.leave if grave else self.do).setFocus()

    def finish(self) -> None:
        if self.do.isEnabled():
            self.answer(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._typed and self.do.isEnabled() and not self.leave.hasFocus():
            self.finish()
        else:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        written = line_of(self.field).text().strip()
        self.do.setEnabled(written.casefold() == self._typed.casefold())


def line_of(field: Field) -> QLineEdit:
    """The line of a `line_field`."""
    control = field.control
    assert isinstance(control, QLineEdit)
    return control


def text_of(field: Field) -> QPlainTextEdit:
    """The box of a `text_field`."""
    control = field.control
    assert isinstance(control, QPlainTextEdit)
    return control
