"""What keeps us from an edge, said to a person: what happened, to what, and what to do about it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from PySide6.QtCore import QDate, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from console.core.problems import Problem, ProblemCode
from console.core.trust import ServerCertificate
from console.theme.icons import icon
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.notice import Notice, Tone
from console.views.words import isolated

DETAIL_LINES: Final = 4
_PICTURES: Final = {
    ProblemCode.UNREACHABLE: "unplugged",
    ProblemCode.SILENT: "unplugged",
    ProblemCode.WRONG_KEY: "key",
    ProblemCode.NO_KEY: "key",
    ProblemCode.NOT_PERMITTED: "lock",
    ProblemCode.NOT_AN_EDGE: "server",
    ProblemCode.EDGE_TOO_OLD: "server",
    ProblemCode.CONSOLE_TOO_OLD: "to-end",
}


class Explanation(NamedTuple):
    """`title` what happened to what, without a full stop; `words` what to do next; `action` the label of the
    button that begins to."""

    title: str
    words: str
    action: str


def explain(problem: Problem, shown_in: QObject) -> Explanation:
    """Any problem in the user's language; dates as where it is shown writes them."""
    locale = shown_in.locale() if isinstance(shown_in, QWidget) else QLocale()
    return _ProblemWords(locale).explain(problem)


def out_of_date(problem: Problem, now: datetime) -> ServerCertificate | None:
    """The certificate that the server shows, where its time is over: no one can trust it, pinned or not."""
    if problem.code is ProblemCode.CERTIFICATE_EXPIRED:
        return problem.pinned
    shown = problem.offered or problem.pinned
    return shown if shown is not None and shown.expired(now) else None


def day_of(instant: datetime, locale: QLocale) -> str:
    """The day of an instant on this computer's calendar, as a country writes it."""
    local = instant.astimezone()
    return locale.toString(QDate(local.year, local.month, local.day), QLocale.FormatType.LongFormat)


class _ProblemWords(QObject):
    def __init__(self, locale: QLocale) -> None:
        super().__init__()
        self._locale = locale

    def explain(self, problem: Problem) -> Explanation:
        host = isolated(urlsplit(problem.url).netloc)
        outdated = out_of_date(problem, datetime.now(UTC))
        if outdated is not None:
            return self._expired(host, outdated.valid_to)
        match problem.code:
            case ProblemCode.UNREACHABLE | ProblemCode.SILENT | ProblemCode.REFUSED:
                return self._passing(problem, host)
            case ProblemCode.WRONG_KEY | ProblemCode.NO_KEY | ProblemCode.NOT_PERMITTED:
                return self._of_key(problem.code, host)
            case ProblemCode.EDGE_TOO_OLD | ProblemCode.CONSOLE_TOO_OLD:
                return self._too_old(problem, host)
            case ProblemCode.NOT_AN_EDGE:
                return Explanation(
                    self.tr("{0} does not answer like an edge").format(host),
                    self.tr("Something else is running there. Check the address and the port."),
                    self.tr("Check the address"),
                )
            case _:
                return self._of_certificate(problem, host)

    def _passing(self, problem: Problem, host: str) -> Explanation:
        again = self.tr("Try again")
        if problem.code is ProblemCode.UNREACHABLE:
            title = self.tr("{0} cannot be reached")
            words = self.tr(
                "Nothing answers there. Check the address and the network; if both are right, the server may "
                "be down."
            )
        elif problem.code is ProblemCode.SILENT:
            title = self.tr("{0} has gone silent")
            words = self.tr(
                "The connection stands, but nothing comes through it. If trying again does not help, look at "
                "the network between here and the server."
            )
        else:
            title = self.tr("{0} refused")
            words = self.tr("It says: “{0}” Try again; if it lasts, ask whoever runs the edge.")
            words = words.format(isolated(problem.detail))
        return Explanation(title.format(host), words, again)

    def _too_old(self, problem: Problem, host: str) -> Explanation:
        version, least = isolated(problem.version), isolated(problem.least)
        if problem.code is ProblemCode.EDGE_TOO_OLD:
            words = self.tr(
                "It runs version {0}, and this console works with {1} or later. Ask whoever runs the edge to "
                "update it; Punchdeck connects by itself then."
            )
            title, action = self.tr("{0} is too old for this console"), self.tr("Try again")
        else:
            words = self.tr(
                "This is version {0}, and the edge serves {1} or later. Update Punchdeck; the edge may have "
                "the update itself."
            )
            title, action = self.tr("This console is too old for {0}"), self.tr("Update Punchdeck")
        return Explanation(title.format(host), words.format(version, least), action)

    def _of_key(self, code: ProblemCode, host: str) -> Explanation:
        another = self.tr("Enter another key")
        if code is ProblemCode.WRONG_KEY:
            title = self.tr("{0} does not accept the key")
            words = self.tr(
                "It is mistyped, has expired or was revoked. Enter another one; whoever runs the edge can "
                "make it."
            )
        elif code is ProblemCode.NO_KEY:
            title, another = self.tr("There is no key for {0}"), self.tr("Enter the key")
            words = self.tr("None is kept on this computer. Enter the API key that you were given.")
        else:
            title = self.tr("The key may not read what is needed at {0}")
            words = self.tr(
                "The edge knows the key, but it lacks a permission. Enter one with a greater role, or ask "
                "whoever runs the edge."
            )
        return Explanation(title.format(host), words, another)

    def _of_certificate(self, problem: Problem, host: str) -> Explanation:
        look = self.tr("Look at the certificate")
        if problem.code is ProblemCode.CERTIFICATE_CHANGED:
            title = self.tr("{0} shows another certificate than the one you trust")
            words = self.tr(
                "The server may have got a new one, or someone may be listening in between. Ask whoever runs "
                "it before you go on."
            )
        else:
            title = self.tr("The certificate of {0} is not known to this computer")
            words = self.tr(
                "No authority trusted here vouches for it. Compare its fingerprint with the server's, then "
                "trust it."
            )
        if problem.offered is None:
            words = self.tr("It could not be fetched to be looked at. Check the network, then try again.")
        return Explanation(title.format(host), words, look)

    def _expired(self, host: str, valid_to: datetime) -> Explanation:
        day = day_of(valid_to, self._locale)
        return Explanation(
            self.tr("The certificate of {0} has expired").format(host),
            self.tr(
                "It was valid until {0}. Ask whoever runs the server to renew it; then connect again."
            ).format(day),
            self.tr("Look at the certificate"),
        )


class ProblemPanel(Notice):
    """A problem with its button, and the technical detail to unfold and copy.

    Signals: `acted(Problem)` when its button is pressed, `set_aside(Problem)` for the other one.
    """

    acted = Signal(object)
    set_aside = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, Tone.CARE)
        self.problem: Problem | None = None
        self.action = Button("", self)
        self.action.clicked.connect(lambda: self.acted.emit(self.problem))
        self.other = Button("", self, kind="quiet")
        self.other.clicked.connect(lambda: self.set_aside.emit(self.problem))
        self.fold = Button(self.tr("Details"), self, kind="quiet")
        self.fold.clicked.connect(lambda: self.unfold(self.detail.isHidden()))
        self.detail = _Detail(self)
        self.copy = IconButton(theme, "copy", self.tr("Copy the details"), self)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.detail.toPlainText()))
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.action)
        buttons.addWidget(self.other)
        buttons.addWidget(self.fold)
        buttons.addStretch(1)
        folded = QHBoxLayout()
        folded.setSpacing(4)
        folded.addWidget(self.detail, 1)
        folded.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addSpacing(4)
        self.column.addLayout(buttons)
        self.column.addLayout(folded)
        self.unfold(False)
        theme.changed.connect(self._wear_fold)

    def show_problem(self, problem: Problem, *, action: bool = True, other: str = "") -> None:
        """`action=False` leaves its button out; `other` names one more way out, where there is one."""
        self.problem = problem
        told = explain(problem, self)
        tone = Tone.BAD if problem.code is ProblemCode.CERTIFICATE_CHANGED else Tone.CARE
        self.say(tone, told.title, told.words, icon_name=_PICTURES.get(problem.code, ""))
        self.action.setText(told.action)
        self.action.setVisible(action)
        self.other.setText(other)
        self.other.setVisible(bool(other))
        self.detail.setPlainText(problem.detail)
        self.unfold(False)

    def unfold(self, open: bool) -> None:
        """Show the technical detail, or hide it."""
        self.detail.setVisible(open)
        self.copy.setVisible(open)
        self._wear_fold(self.theme.tokens)

    def _wear_fold(self, tokens: Tokens) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        closed = "chevron-left" if mirrored else "chevron-right"
        self.fold.setIcon(icon(closed if self.detail.isHidden() else "chevron-down", tokens, 16))
        state = self.tr("folded") if self.detail.isHidden() else self.tr("open")
        self.fold.setAccessibleName(f"{self.fold.text()}, {state}")


class _Detail(QPlainTextEdit):
    """A few lines to read and copy; long addresses wrap anywhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(self.tr("Details"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * DETAIL_LINES + 20)
