"""What came of an attempt to connect, inside the dialog that made it: one thing at a time, or nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.core.connect import Found
from console.core.problems import Problem
from console.theme.theme import Theme
from console.views.dialogs.problem import ProblemPanel
from console.views.widgets.busy import BusyBar
from console.views.widgets.buttons import Button
from console.views.widgets.notice import Notice, Tone
from console.views.words import isolated


class Outcome(QWidget):
    """Signals: `acted(Problem)` and `set_aside(Problem)` as those of ProblemPanel; `removal(bool)`: whether
    the user does remove what was asked about.
    """

    acted = Signal(object)
    set_aside = Signal(object)
    removal = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice(theme, self)
        self.problem = ProblemPanel(theme, self)
        self.problem.acted.connect(self.acted)
        self.problem.set_aside.connect(self.set_aside)
        self.question = Notice(theme, self, Tone.CARE)
        self.remove = Button(self.tr("Remove"), self)
        self.remove.clicked.connect(lambda: self.removal.emit(True))
        self.keep = Button(self.tr("Keep it"), self, kind="quiet")
        self.keep.clicked.connect(lambda: self.removal.emit(False))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.remove)
        row.addWidget(self.keep)
        row.addStretch(1)
        self.question.column.addSpacing(4)
        self.question.column.addLayout(row)
        self.busy = BusyBar(theme, self)
        self.notice.column.addSpacing(4)
        self.notice.column.addWidget(self.busy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.notice, self.problem, self.question):
            column.addWidget(part)
        self.clear()

    def clear(self) -> None:
        self._show(None)

    def say_trying(self, host: str) -> None:
        title = self.tr("Connecting to {0}…").format(isolated(host))
        self.notice.say(Tone.PLAIN, title, self.tr("Press Esc to stop."), icon_name="plug")
        self._show(self.notice, busy=True)

    def say_found(self, found: Found) -> None:
        if found.tenant is None:
            self._say_platform(found)
            return
        title = self.tr("Connected to {0} as {1}").format(isolated(found.tenant), isolated(found.key_name))
        parts = [self.tr("Role {0}, server {1}.").format(self.role(found.role), found.server_version)]
        if found.mode == "test":
            parts.append(self.tr("It is a test key."))
        if not found.may_write:
            parts.append(self.tr("It may read only."))
        self.notice.say(Tone.GOOD, title, " ".join(parts))
        self._show(self.notice)

    def say_problem(self, problem: Problem, *, aside: str = "") -> None:
        """`aside` names the way around it, where there is one."""
        self.problem.show_problem(problem, other=aside)
        self._show(self.problem)

    def say(self, tone: Tone, title: str, words: str = "") -> None:
        self.notice.say(tone, title, words)
        self._show(self.notice)

    def ask_removal(self, name: str) -> None:
        self.question.say(
            Tone.CARE,
            self.tr("Remove {0}?").format(isolated(name)),
            self.tr("Its address, settings and key are forgotten on this computer. The edge is not touched."),
            icon_name="trash",
        )
        self._show(self.question)
        self.keep.setFocus()

    def role(self, role: str) -> str:
        """What a role is called."""
        return {
            "viewer": self.tr("viewer"),
            "operator": self.tr("operator"),
            "integrator": self.tr("integrator"),
            "admin": self.tr("administrator"),
        }.get(role, role)

    def _say_platform(self, found: Found) -> None:
        self.notice.say(
            Tone.CARE,
            self.tr("{0} is a key of the whole server").format(isolated(found.key_name)),
            self.tr(
                "It belongs to no account, and what is shown here does. Ask whoever runs the edge for a key "
                "of one account."
            ),
            icon_name="key",
        )
        self._show(self.notice)

    def _show(self, part: QWidget | None, *, busy: bool = False) -> None:
        for each in (self.notice, self.problem, self.question):
            each.setVisible(each is part)
        self.busy.setVisible(busy)
        self.setVisible(part is not None)
