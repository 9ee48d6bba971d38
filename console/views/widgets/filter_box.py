"""The box the filter language is written in: says at once whether it can be read, completes, remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QHideEvent,
    QIcon,
    QInputMethodEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSizePolicy,
    QWidget,
)

from common.filters import Filter, FilterError, completions
from console.models.filter_text import Parse, Read, Reading, narrowed, piece_start, read
from console.theme.icons import icon, icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.labels import ElidedLabel

PAUSE_MS: Final = 150
"""How long somebody who types has stopped before what is written is applied."""
REMEMBERED: Final = 20
OFFERED: Final = 200
SHOWN: Final = 8

Vocabulary = Callable[[], Mapping[str, Iterable[str]]]
"""What there is to filter by, and the values that are known of each."""


class FilterBox(QWidget):
    """The line is always written left to right. Esc clears it, then leaves; Up and Down bring back what was
    written before.

    Signals: `filtered(Filter)` when something else is to be shown, `left` when Esc leaves.
    """

    filtered = Signal(object)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        parse: Parse,
        vocabulary: Vocabulary,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parse = parse
        self._vocabulary = vocabulary
        self._read = Read(Reading.EMPTY, Filter())
        self._wanted = Filter()
        self._history: list[str] = []
        self._back = -1
        self._draft = ""
        self.line = QLineEdit(self)
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.setPlaceholderText(hint)
        self.line.textChanged.connect(self._align)
        self.line.setAccessibleName(self.tr("Filter"))
        self.line.installEventFilter(self)
        self._sign = QAction(self)
        self._clear = QAction(self.tr("Clear the filter"), self)
        self._clear.triggered.connect(self.clear)
        self._funnel = QAction(self)
        self._funnel.setEnabled(False)
        self.line.addAction(self._funnel, QLineEdit.ActionPosition.LeadingPosition)
        self.line.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.line.addAction(self._sign, QLineEdit.ActionPosition.TrailingPosition)
        self._count = _Count(self)
        self._note = ElidedLabel("", "caption", self)
        self._offers = _Offers(self)
        self._offers.chosen.connect(self._complete)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.line, 0, 0)
        grid.addWidget(self._count, 0, 1)
        grid.addWidget(self._note, 1, 0)
        grid.setColumnStretch(0, 1)
        self._align()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.line)
        self.destroyed.connect(self._offers.deleteLater)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._apply)
        self.line.textEdited.connect(self._typed)
        self.line.textChanged.connect(self._changed)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    # -- what is written
    # -----------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        return self.line.text()

    @property
    def reading(self) -> Reading:
        return self._read.reading

    @property
    def wanted(self) -> Filter:
        """The filter that counts."""
        return self._wanted

    @property
    def note(self) -> str:
        """What is said of what is wrong."""
        return self._note.text()

    def set_text(self, text: str) -> None:
        """Write a filter and apply it."""
        self._offers.hide()
        self.line.setText(text)
        self._apply()
        self._remember()

    def clear(self) -> None:
        self.set_text("")

    def narrow(self, key: str, value: str) -> None:
        """Show only this, of what is shown now."""
        usable = self.reading in (Reading.VALID, Reading.EMPTY)
        self.set_text(narrowed(self.text if usable else "", key, value))

    @property
    def count(self) -> str:
        """What is said beside the line."""
        return self._count.text()

    def set_count(self, words: str) -> None:
        """How many there are, beside the line. Only ever grows wider, so that nothing jumps."""
        if words != self._count.text():
            self._count.say(words)

    @property
    def offers(self) -> list[str]:
        """The completions that are to be seen."""
        return self._offers.offers

    @property
    def history(self) -> list[str]:
        """Filters that were used, newest first."""
        return list(self._history)

    def set_history(self, history: Sequence[str]) -> None:
        self._history = list(history)[:REMEMBERED]

    def focus(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    # -- what is typed
    # -------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line:
            if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                if self._wants(event):
                    event.accept()
                    return True
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._wants(event) and self._press(event)
            elif event.type() == QEvent.Type.FocusOut:
                self._offers.hide()
                self._apply()
                self._remember()
            elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
                self._offers.hide()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        self._offers.hide()
        super().hideEvent(event)

    def _wants(self, event: QKeyEvent) -> bool:
        """Whether a key is ours."""
        if event.key() == Qt.Key.Key_Space:
            return event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() == Qt.Key.Key_Tab:
            return self._offers.isVisible()
        return event.key() in (
            Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down,
        )  # fmt: skip

    def _press(self, event: QKeyEvent) -> bool:
        key, open = event.key(), self._offers.isVisible()
        if key == Qt.Key.Key_Space:
            self._offer(always=True)
        elif key == Qt.Key.Key_Escape:
            self._escape(open)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            if open:
                self._offers.step(step)
            elif step > 0 and self._back < 0:
                self._offer(always=True)
            else:
                self._recall(self._back - step)
        elif open and (key == Qt.Key.Key_Tab or self._offers.current is not None):
            self._complete(self._offers.current or self._offers.first)
        else:
            self._offers.hide()
            self._apply()
            self._remember()
        return True

    def _escape(self, open: bool) -> None:
        if open:
            self._offers.hide()
        elif self.text:
            self.clear()
        else:
            self.left.emit()

    def _typed(self) -> None:
        self._back = -1
        self._pause.start()
        self._offer()

    def _align(self) -> None:
        """A filter is written from the left; what it says while it is empty stands where lines begin."""
        empty = not self.line.text()
        side = Qt.AlignmentFlag.AlignRight if empty and self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.line.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _changed(self, text: str) -> None:
        self._read = read(text, self._parse)
        self._show_reading()

    def _apply(self) -> None:
        self._pause.stop()
        wanted = self._read.wanted
        if wanted is not None and wanted != self._wanted:
            self._wanted = wanted
            self.filtered.emit(wanted)

    # -- completion and history
    # ---------------------------------------------------------------------------------------

    def _offer(self, *, always: bool = False) -> None:
        """Show what could stand at the cursor, if anything was begun there."""
        text, cursor = self.text, self.line.cursorPosition()
        start = piece_start(text, cursor)
        begun = start < cursor or (start and text[start - 1] in ":=,<>")
        offers: list[str] = []
        if always or begun:
            offers = completions(text, cursor, self._vocabulary())[:OFFERED]
        if offers and offers != [text[start:cursor]]:
            x = self.line.cursorRect().left() - 12
            self._offers.offer(offers, self.line, max(0, x))
        else:
            self._offers.hide()

    def _complete(self, offer: str) -> None:
        text, cursor = self.text, self.line.cursorPosition()
        before = text[: piece_start(text, cursor)] + offer
        self.line.setText(before + text[cursor:])
        self.line.setCursorPosition(len(before))
        self._offers.hide()
        self._apply()
        if offer.endswith(":"):
            self._offer()

    def _recall(self, back: int) -> None:
        if self._back < 0:
            self._draft = self.text
        self._back = min(max(back, -1), len(self._history) - 1)
        self.line.setText(self._draft if self._back < 0 else self._history[self._back])
        self._apply()

    def _remember(self) -> None:
        self._back = -1
        text = self.text.strip()
        if text and self.reading is Reading.VALID:
            others = [known for known in self._history if known != text]
            self._history = [text, *others][:REMEMBERED]

    # -- how it looks
    # --------------------------------------------------------------------------------------------------

    def _show_reading(self) -> None:
        reading, error = self._read.reading, self._read.error
        words = {
            Reading.EMPTY: "",
            Reading.VALID: self.tr("The filter can be read."),
            Reading.UNFINISHED: self.tr("The filter is not finished."),
            Reading.WRONG: self.tr("The filter cannot be read; what was shown before stays."),
        }[reading]
        self._sign.setIcon(self._picture(reading))
        self._sign.setText(words)
        self._sign.setVisible(reading is not Reading.EMPTY)
        self._clear.setVisible(bool(self.text))
        self.line.setAccessibleDescription(words if error is None else f"{words} {error}")
        note = ""
        if error is not None:
            place = self.tr("At character {0}: {1}") if reading is Reading.WRONG else "{1}"
            note = place.format(error.start + 1, error)
        self._note.setText(note)
        self._wear_property(self._note, "role", "wrong" if reading is Reading.WRONG else "caption")
        self._wear_property(self.line, "reading", reading.value)
        self._underline(error if reading is Reading.WRONG else None)

    def _picture(self, reading: Reading) -> QIcon:
        t = self._theme.tokens
        name, colour = {
            Reading.EMPTY: ("check", t.text_dim),
            Reading.VALID: ("check", t.online),
            Reading.UNFINISHED: ("clock", t.degraded),
            Reading.WRONG: ("warning", t.offline),
        }[reading]
        return QIcon(icon_pixmap(name, 16, self.devicePixelRatioF(), colour))

    def _underline(self, error: FilterError | None) -> None:
        """Mark the part of the line that cannot be read."""
        marks: list[QInputMethodEvent.Attribute] = []
        if error is not None:
            wave = QTextCharFormat()
            wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wave.setUnderlineColor(QColor(self._theme.tokens.offline))
            begin = error.start - self.line.cursorPosition()
            kind = QInputMethodEvent.AttributeType.TextFormat
            marks.append(QInputMethodEvent.Attribute(kind, begin, error.end - error.start, QTextFormat(wave)))
        QApplication.sendEvent(self.line, QInputMethodEvent("", marks))

    def _wear_property(self, widget: QWidget, name: str, value: str) -> None:
        if widget.property(name) != value:
            widget.setProperty(name, value)
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _wear(self, tokens: Tokens) -> None:
        self._funnel.setIcon(icon("filter", tokens, 16))
        self._clear.setIcon(icon("close", tokens, 16))
        self._note.setFixedHeight(tokens.type.label + 8)
        self._show_reading()


class _Count(QLabel):
    """Of a fixed size that only grows: nothing jumps, and another number, which may come twelve times a
    second, lays out nothing anew.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("role", "label")

    def say(self, words: str) -> None:
        self.setText(words)
        if self.fontMetrics().horizontalAdvance(words) > self.minimumWidth():
            self.setFixedSize(self.sizeHint())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.setFixedSize(self.sizeHint())


class _Offers(QListView):
    """The list below the line. It floats over the window and never has the keyboard.

    Signals: `chosen(str)` by a click.
    """

    chosen = Signal(str)

    def __init__(self, owner: FilterBox) -> None:
        super().__init__(owner)
        self._owner = owner
        self._offers = QStringListModel(self)
        self.setModel(self._offers)
        self.setProperty("role", "completion")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Completions"))
        self.clicked.connect(lambda index: self.chosen.emit(index.data()))
        self.hide()

    @property
    def offers(self) -> list[str]:
        return self._offers.stringList() if self.isVisible() else []

    @property
    def first(self) -> str:
        return self._offers.stringList()[0]

    @property
    def current(self) -> str | None:
        index = self.currentIndex()
        return index.data() if index.isValid() else None

    def offer(self, offers: Sequence[str], below: QWidget, x: int) -> None:
        """Show them under a place of a widget, as far as the window has room."""
        window = below.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._offers.setStringList(list(offers))
        self.ensurePolished()
        height = sum(self.sizeHintForRow(row) for row in range(min(len(offers), SHOWN))) + 10
        widest = max(self.fontMetrics().horizontalAdvance(offer) for offer in offers[:OFFERED])
        width = min(max(200, widest + 44), max(200, below.width()))
        place = below.mapTo(window, QPoint(min(x, max(0, below.width() - width)), below.height() + 4))
        self.setGeometry(place.x(), place.y(), width, min(height, max(48, window.height() - place.y() - 8)))
        self.show()
        self.raise_()
        self.scrollToTop()

    def step(self, step: int) -> None:
        """Go on to the next one, or back; round at the ends."""
        count = self._offers.rowCount()
        row = self.currentIndex().row()
        row = (0 if step > 0 else count - 1) if row < 0 else (row + step) % count
        self.setCurrentIndex(self._offers.index(row))
