"""Other keys for what can be done: every command of every page, and the keys it has now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from console.commands.keymap import Bindings, Bound, is_for_moving
from console.commands.keys import parse_shortcut
from console.commands.registry import Registry
from console.commands.search import Entry, Query
from console.commands.words import CommandWords
from console.theme.icons import icon
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.palette_rows import Row, RowPainter, Rows
from console.views.widgets.buttons import Button
from console.views.widgets.key_field import KeyField
from console.views.widgets.labels import ElidedLabel, label
from console.views.widgets.notice import Notice, Tone

SIZE: Final = (720, 620)
MARGIN: Final = 24
STEPS: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class KeysEditor(QDialog):
    """Opened with `open()`; is gone once it is closed. `bound` are all commands there are as they came,
    `places` what pages are called. What is changed counts at once, and can be undone.
    """

    def __init__(
        self,
        theme: Theme,
        registry: Registry,
        bound: Iterable[Bound],
        places: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._registry = registry
        self._bound = tuple(bound)
        self._places = places
        self._words = CommandWords(self)
        self._bindings = Bindings(self._bound, registry.changes)
        self._before: dict[str, str] = {}
        self._ids: list[str] = []
        self._answers: dict[QObject, Callable[[], object]] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setWindowTitle(self.tr("Change keyboard shortcuts"))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find a command or a key"))
        self.search.setAccessibleName(self.tr("Find a command or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._refill)
        self.search.installEventFilter(self)
        self._glass = self.search.addAction(
            icon("search", theme.tokens), QLineEdit.ActionPosition.LeadingPosition
        )
        self.rows = Rows(self)
        self.list = QListView(self)
        self.list.setModel(self.rows)
        self._painter = RowPainter(theme.tokens, self._words, self)
        self.list.setItemDelegate(self._painter)
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setUniformItemSizes(False)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.activated.connect(lambda _: self.field.record())
        self.list.selectionModel().currentChanged.connect(self._turned)
        self._nothing = label("", "dim", self, wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build(theme)
        theme.changed.connect(self._wear)
        self.resize(*SIZE)
        self._refill()
        self.search.setFocus()

    # -- how it is built

    def _build(self, theme: Theme) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 18, MARGIN, 14)
        head.addWidget(label(self.tr("Keyboard shortcuts"), "title", self))
        head.addStretch(1)
        self.search.setMinimumWidth(280)
        head.addWidget(self.search)
        whole.addLayout(head)
        whole.addWidget(self.list, 1)
        whole.addWidget(self._nothing, 1)
        line = QFrame(self)
        line.setProperty("role", "line")
        whole.addWidget(line)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, 16, MARGIN, 18)
        foot.setSpacing(10)
        whole.addLayout(foot)
        self._title = ElidedLabel("", "lead", self)
        foot.addWidget(self._title)
        self.field = KeyField(theme, self.tr("Keys"), self)
        self.field.pressed.connect(self._pressed)
        self.remove = Button(self.tr("No keys"), self)
        self.remove.clicked.connect(lambda: self._give(""))
        self.reset = Button(self.tr("As it came"), self)
        self.reset.clicked.connect(self._reset)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.remove)
        row.addWidget(self.reset)
        foot.addLayout(row)
        self.notice = Notice(theme, self)
        self.first, self.second = Button("", self), Button("", self, kind="quiet")
        answers = QHBoxLayout()
        answers.setSpacing(4)
        for button in (self.first, self.second):
            button.clicked.connect(self._answered)
            answers.addWidget(button)
        answers.addStretch(1)
        self.notice.column.addLayout(answers)
        foot.addWidget(self.notice)
        self.reset_all = Button(self.tr("All as they came"), self)
        self.reset_all.clicked.connect(self._reset_all)
        done = Button(self.tr("Close"), self, kind="primary")
        done.clicked.connect(self.accept)
        ends = QHBoxLayout()
        ends.addWidget(self.reset_all)
        ends.addStretch(1)
        ends.addWidget(done)
        foot.addLayout(ends)
        self.notice.hide()

    def _wear(self, tokens: Tokens) -> None:
        self._glass.setIcon(icon("search", tokens))
        self._painter.tokens = tokens
        self.list.doItemsLayout()

    # -- the list

    @property
    def current(self) -> Bound | None:
        """The command whose keys are shown below."""
        row = self.list.currentIndex().row()
        id = self._ids[row] if 0 <= row < len(self._ids) else ""
        return next((each for each in self._bound if each.command.id == id), None)

    def _refill(self) -> None:
        """Show what answers to the search; the current one stays the current one."""
        current = self.current
        query = Query(self.search.text())
        rows: list[Row] = []
        self._ids = []
        for heading, members in self._sections().items():
            found = [each for each in members if not query or self._answers_to(query, heading, each)]
            if found:
                rows.append(Row(heading))
                rows += [Row(entry=self._entry(each)) for each in found]
                self._ids += ["", *(each.command.id for each in found)]
        self.rows.show(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._nothing.setText(
            self.tr("Nothing is called “{0}”, and no such keys are used.").format(self.search.text().strip())
        )
        wanted = self._ids.index(current.command.id) if current and current.command.id in self._ids else 1
        if rows:
            self.list.setCurrentIndex(self.rows.index(wanted, 0))
        self._show_current()

    def _sections(self) -> dict[str, list[Bound]]:
        """What counts everywhere by its group, then page by page."""
        sections: dict[str, list[Bound]] = {}
        for each in sorted(self._bound, key=lambda bound: bool(bound.place)):
            heading = self._words.group(each.command.group)
            if each.place:
                heading = self.tr("On the page {0}").format(self._places[each.place])
            sections.setdefault(heading, []).append(each)
        return sections

    def _answers_to(self, query: Query, heading: str, bound: Bound) -> bool:
        command = bound.command
        keys = self._bindings.keys(command.id)
        spoken = self._words.shortcut(keys) if keys else ""
        return any(map(query.is_in, (command.title, heading, keys, spoken, *command.keywords)))

    def _entry(self, bound: Bound) -> Entry:
        command = bound.command
        keys = self._bindings.keys(command.id)
        return Entry(
            command.title,
            self.field.record,
            subtitle=self._came_with(bound) if self._bindings.is_changed(command.id) else "",
            icon=command.icon or "",
            shortcut=keys or None,
        )

    def _came_with(self, bound: Bound) -> str:
        keys = bound.command.shortcut
        if not keys:
            return self.tr("changed, came without keys")
        return self.tr("changed, came with {0}").format(self._words.shortcut(keys))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list work in the search too."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in STEPS:
                self.list.setFocus()
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
                self.field.record()
                return True
        return super().eventFilter(watched, event)

    # -- the current one

    def _turned(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.notice.hide()
        self._show_current()

    def _show_current(self) -> None:
        bound = self.current
        for part in (self.field, self.remove, self.reset, self._title):
            part.setEnabled(bound is not None)
        self.reset_all.setEnabled(bool(self._bindings.changes))
        if bound is None:
            self._title.setText("")
            self.field.set_keys("")
            return
        id = bound.command.id
        self._title.setText(bound.command.title)
        self.field.set_keys(self._bindings.keys(id))
        self.remove.setEnabled(bool(self._bindings.keys(id)))
        self.reset.setEnabled(self._bindings.is_changed(id))

    def _pressed(self, keys: str) -> None:
        bound = self.current
        if bound is None or keys == self._bindings.keys(bound.command.id):
            self._show_current()
            return
        spoken = self._words.shortcut(keys)
        if is_for_moving(parse_shortcut(keys)):
            self._show_current()
            words = self.tr("It is needed to move about in the window. Hold Ctrl or Alt beside it.")
            self._say(Tone.CARE, self.tr("{0} cannot be used").format(spoken), words)
            return
        rivals = self._bindings.rivals(bound.command.id, keys)
        if not rivals:
            self._give(keys)
            return
        self.field.set_keys(keys)
        self._say(
            Tone.CARE,
            self.tr("{0} is used already").format(spoken),
            self._used_by(rivals),
            (self.tr("Use it here instead"), lambda: self._give(keys)),
            (self.tr("Press others"), self.field.record),
        )
        self.first.setFocus()

    def _used_by(self, rivals: Sequence[Bound]) -> str:
        names = [self._name(each) for each in rivals[:2]]
        more = len(rivals) - len(names)
        if more:
            return self.tr("By %n commands, among them {0} and {1}.", "", more + 2).format(*names)
        return (self.tr("By {0} and {1}.") if len(names) == 2 else self.tr("By {0}.")).format(*names)

    def _name(self, bound: Bound) -> str:
        title = bound.command.title
        if not bound.place:
            return self.tr("“{0}”").format(title)
        return self.tr("“{0}” on the page {1}").format(title, self._places[bound.place])

    # -- changing

    def _give(self, keys: str) -> None:
        """The current one has these keys from now on."""
        bound = self.current
        if bound is None:
            return
        self._change(self._bindings.with_keys(bound.command.id, keys))
        title = bound.command.title
        if keys:
            self._say_done(self.tr("“{0}” is {1} now").format(title, self._words.shortcut(keys)))
        else:
            self._say_done(self.tr("“{0}” has no keys now").format(title))

    def _reset(self) -> None:
        bound = self.current
        if bound is None:
            return
        keys = bound.command.shortcut or ""
        rivals = self._bindings.rivals(bound.command.id, keys)
        if rivals:
            self._pressed(keys)
        else:
            self._change(self._bindings.without(bound.command.id))
            self._say_done(self.tr("“{0}” is as it came").format(bound.command.title))

    def _reset_all(self) -> None:
        self._change({})
        self._say_done(self.tr("All keys are as they came"))

    def _undo(self) -> None:
        self._change(self._before)
        self.notice.hide()
        self.list.setFocus()

    def _change(self, changes: Mapping[str, str]) -> None:
        self._before = dict(self._registry.changes)
        self._registry.change_keys(changes)
        self._bindings = Bindings(self._bound, self._registry.changes)
        self._refill()

    # -- what is said

    def _say_done(self, title: str) -> None:
        self._say(Tone.GOOD, title, "", (self.tr("Undo"), self._undo))
        self.list.setFocus()

    def _say(self, tone: Tone, title: str, words: str, *answers: tuple[str, Callable[[], object]]) -> None:
        self.notice.say(tone, title, words)
        self._answers.clear()
        for button, answer in zip((self.first, self.second), (*answers, None, None), strict=False):
            button.setVisible(answer is not None)
            if answer is not None:
                button.setText(answer[0])
                self._answers[button] = answer[1]
        self.notice.show()
        QTimer.singleShot(0, self, lambda: self.list.scrollTo(self.list.currentIndex()))

    def _answered(self) -> None:
        answer = self._answers.get(self.sender())
        self.notice.hide()
        if answer is not None:
            answer()
