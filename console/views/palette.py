"""Ctrl+K: whatever can be done or gone to, found by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from console.commands.keys import Shortcut, parse_shortcut
from console.commands.registry import Command, Group, Registry
from console.commands.search import Entry, Provider, Query, ranked
from console.commands.words import CommandWords
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.keys import stroke_of
from console.views.palette_panel import FOOTER, HEADER, Panel, Shadow
from console.views.palette_rows import INSET, Row, RowPainter, Rows
from console.views.widgets.labels import label

SHORTCUT: Final = "Ctrl+K"
WIDTH: Final = 640
SHOWN: Final = 50
RECENT: Final = 5
VISIBLE: Final = 10
"""Rows in sight before the list scrolls."""


class Palette(QWidget):
    """Lies over a window and dims it while it is open.

    Commands that cannot be done now are left out: the sheet of shortcuts lists all. With nothing typed, what
    was used last comes first, then where one can go; what is grave neither begins nor is it chosen by itself.
    `providers` are asked once something is typed.
    """

    def __init__(
        self, theme: Theme, registry: Registry, over: QWidget, providers: Sequence[Provider] = ()
    ) -> None:
        super().__init__(over)
        self._theme = theme
        self._registry = registry
        self._over = over
        self._providers = list(providers)
        self._recent: list[str] = []
        self._words = CommandWords(self)
        self._before: QWidget | None = None
        self._deafen: Callable[[], None] | None = None
        self._shadow = Shadow()
        self.setAccessibleName(self.tr("Command palette"))
        self.hide()
        self._build()
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)
        over.installEventFilter(self)

    def _build(self) -> None:
        self.panel = Panel(self)
        self.input = Input(self.panel, self._own_keys)
        self.input.setPlaceholderText(self.tr("Find a command, a site or a terminal"))
        self.input.setAccessibleName(self.tr("Find a command, a site or a terminal"))
        self.input.textEdited.connect(self._refresh)
        self.input.stepped.connect(self._step)
        self.input.chosen.connect(self._run_current)
        self.input.left.connect(self.dismiss)
        self._glass = QLabel(self.panel)
        self.rows = Rows(self)
        self._painter = RowPainter(self._theme.tokens, self._words, self)
        self.list = QListView(self.panel)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self._painter)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Results"))
        self.list.clicked.connect(self._clicked)
        self._nothing = label("", "dim", self.panel, wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setContentsMargins(20, 0, 20, 0)
        head.setSpacing(12)
        head.addWidget(self._glass)
        head.addWidget(self.input, 1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._footer())

    def _footer(self) -> QWidget:
        footer = QWidget(self.panel)
        footer.setFixedHeight(FOOTER)
        row = QHBoxLayout(footer)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(6)
        for keys, meaning in (
            (("Up", "Down"), self.tr("choose")),
            (("Enter",), self.tr("run")),
            (("Esc",), self.tr("close")),
        ):
            for key in keys:
                row.addWidget(
                    label(self._words.shortcut(key), "key", footer), 0, Qt.AlignmentFlag.AlignVCenter
                )
            row.addWidget(label(meaning, "caption", footer))
            row.addSpacing(10)
        row.addStretch(1)
        return footer

    # -- opening and leaving

    def add_provider(self, provider: Provider) -> None:
        self._providers.append(provider)

    @property
    def recent(self) -> list[str]:
        """Ids of the commands that were run from here, the latest first, to be kept for the next run."""
        return list(self._recent)

    def set_recent(self, ids: Sequence[str]) -> None:
        self._recent = list(ids)[:RECENT]

    def open_palette(self) -> None:
        """Show it, empty, with the keyboard in it."""
        if self.isVisible():
            return
        self._before = self._over.focusWidget()
        self._deafen = self._registry.changed.add(self._refresh)
        self.input.clear()
        self.setGeometry(self._over.rect())
        self._refresh()
        self.show()
        self.raise_()
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Take it away; the keyboard goes back to where it was."""
        if not self.isVisible():
            return
        if self._deafen is not None:
            self._deafen()
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    # -- what it finds

    def _refresh(self, _news: object = None) -> None:
        typed = self.input.text()
        rows = self._found(typed) if typed.strip() else self._everything()
        self.rows.show(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._nothing.setText(
            self.tr("Nothing is called “{0}”. Try fewer letters, or another name.").format(typed.strip())
        )
        self._go_to(self._first())
        self.list.scrollToTop()
        self._place()

    def _available(self) -> list[Command]:
        commands = [command for command in self._registry.all() if command.enabled()]
        used = {id: place for place, id in enumerate(self._recent)}
        return sorted(commands, key=lambda command: used.get(command.id, len(used)))

    def _everything(self) -> list[Row]:
        """Every command under the title of its group, those used last before all."""
        rows: list[Row] = []
        commands = self._available()
        recent = [command for command in commands if command.id in self._recent and not command.grave]
        if recent:
            rows.append(Row(self.tr("Used last")))
            rows += [Row(entry=self._entry(command)) for command in recent]
        for group in sorted(self._registry.groups(), key=_standing):
            members = [one for one in commands if one.group == group and one not in recent]
            members.sort(key=lambda one: one.grave)
            if members:
                rows.append(Row(self._words.group(group)))
                rows += [Row(entry=self._entry(command, bare=True)) for command in members]
        return rows

    def _found(self, typed: str) -> list[Row]:
        entries = [self._entry(command) for command in self._available()]
        for provider in self._providers:
            entries += provider(typed)
        query = Query(typed)
        return [
            Row(entry=entry, emphasis=query.emphasis(entry.title)) for entry in ranked(typed, entries, SHOWN)
        ]

    def _entry(self, command: Command, *, bare: bool = False) -> Entry:
        """`bare` where the group is said already."""
        return Entry(
            title=command.title,
            run=partial(self._registry.run, command.id),
            id=command.id,
            subtitle="" if bare else self._words.group(command.group),
            icon=command.icon or "",
            shortcut=command.shortcut,
            keywords=command.keywords,
        )

    # -- choosing

    def _first(self) -> int:
        """What Enter does before an arrow is pressed; -1 where that would be grave and nobody typed it."""
        first = self._next(-1, 1)
        entry = self.rows.rows[first].entry if first >= 0 else None
        asked = self.input.text().strip()
        return -1 if entry is not None and entry.id in self._grave() and not asked else first

    def _grave(self) -> set[str]:
        return {command.id for command in self._registry.all() if command.grave}

    def _step(self, rows: int) -> None:
        """Up or down by one, round the ends; by more, up to the end."""
        current = self.list.currentIndex().row()
        if abs(rows) == 1:
            target = self._next(current, rows)
        else:
            last = self.rows.rowCount() - 1
            aim = min(last, max(0, current + rows))
            target = aim if self.rows.rows[aim].entry else self._next(aim, 1 if rows < 0 else -1)
        self._go_to(target)

    def _next(self, row: int, step: int) -> int:
        """The next row that can be chosen, round the ends; -1 where there is none."""
        count = self.rows.rowCount()
        for distance in range(1, count + 1):
            candidate = (row + step * distance) % count
            if self.rows.rows[candidate].entry:
                return candidate
        return -1

    def _go_to(self, row: int) -> None:
        if row < 0:
            self.list.setCurrentIndex(QModelIndex())
            self.input.setAccessibleDescription("")
            return
        index = self.rows.index(row)
        self.list.setCurrentIndex(index)
        first = row == self._next(-1, 1)
        self.list.scrollTo(self.rows.index(0) if first else index)
        spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        self.input.setAccessibleDescription(spoken)
        if self.isVisible() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.input, spoken))

    def _clicked(self, index: QModelIndex) -> None:
        self._run(index.row())

    def _run_current(self) -> None:
        self._run(self.list.currentIndex().row())

    def _run(self, row: int) -> None:
        entry = self.rows.rows[row].entry if 0 <= row < self.rows.rowCount() else None
        if entry is None:
            return
        self.dismiss()
        if entry.id:
            self._recent = [entry.id, *(id for id in self._recent if id != entry.id)][:RECENT]
        entry.run()

    # -- looks

    def _place(self) -> None:
        margin, top = 24, max(24, self.height() // 9)
        width = min(WIDTH, self.width() - 2 * margin)
        room = self.height() - top - margin
        row = self._painter.height()
        all_rows = sum(self._painter.height(heading=not one.entry) for one in self.rows.rows) or 2 * row
        around = HEADER + 2 * RowPainter.PADDING + FOOTER
        height = min(room, around + min(all_rows, VISIBLE * row))
        self._painter.inset = INSET if around + all_rows <= height else 0
        self.panel.setGeometry((self.width() - width) // 2, top, width, height)
        self.update()

    def _wear(self, tokens: Tokens) -> None:
        self.panel.tokens = tokens
        self._painter.tokens = tokens
        self._shadow.forget()
        self._glass.setPixmap(icon_pixmap("search", 20, self.devicePixelRatioF(), tokens.text_dim))
        self.input.setStyleSheet(
            f"QLineEdit {{ background: transparent; border: none; padding: 0; "
            f"min-height: {HEADER}px; font-size: {tokens.type.lead}px; }}"
        )
        self.list.setStyleSheet(
            f"QListView {{ background: transparent; border: none; padding: {RowPainter.PADDING}px 0; }}"
        )
        if self.isVisible():
            self._refresh()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(0, 0, 0, 120 if self._theme.tokens.dark else 56))
        self._shadow.paint(painter, self.panel.geometry(), self._theme.tokens)
        painter.end()

    def _own_keys(self) -> Shortcut | None:
        command = self._registry.find("help.palette")
        return parse_shortcut(SHORTCUT) if command is None else command.strokes


def _standing(group: str) -> int:
    """Where one can go before everything else; what ends things, in the menu File, after it."""
    return {Group.GO: 0, Group.FILE: 2}.get(Group(group), 1) if group in tuple(Group) else 1


class Input(QLineEdit):
    """Where one types; hands on the keys that belong to the list, and keeps all others from the window.
    `toggle` gives the keys that open and close the palette.

    Signals: `stepped` by so many rows; `chosen`; `left`.
    """

    stepped = Signal(int)
    chosen = Signal()
    left = Signal()

    _STEPS: Final = {
        Qt.Key.Key_Up: -1,
        Qt.Key.Key_Down: 1,
        Qt.Key.Key_Backtab: -1,
        Qt.Key.Key_Tab: 1,
        Qt.Key.Key_PageUp: 1 - VISIBLE,
        Qt.Key.Key_PageDown: VISIBLE - 1,
    }

    def __init__(self, parent: QWidget, toggle: Callable[[], Shortcut | None]) -> None:
        super().__init__(parent)
        self.setProperty("keysOfItsOwn", True)
        self._toggle = toggle

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._hand_on(event):
            return True
        return super().event(event)

    def _hand_on(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in self._STEPS:
            self.stepped.emit(self._STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif key == Qt.Key.Key_Escape or self._is_shortcut(event):
            self.left.emit()
        else:
            return False
        return True

    def _is_shortcut(self, event: QKeyEvent) -> bool:
        return (stroke_of(event, QGuiApplication.platformName()),) == self._toggle()
