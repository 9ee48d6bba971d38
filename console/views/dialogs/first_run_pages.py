"""What the first start asks, page by page: which way to go, where the edge is, the key to it, its name."""

from __future__ import annotations

import asyncio
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.core.connect import ABOUT_CERTIFICATE, Found, find_edge, stays_here
from console.core.problems import Problem, ProblemCode
from console.core.profiles import AddressError
from console.core.tasks import Tasks
from console.theme.theme import Theme
from console.views.dialogs.outcome import Outcome
from console.views.dialogs.problem import ProblemPanel, explain
from console.views.dialogs.profile_form import ProfileForm
from console.views.dialogs.trust import Fingerprint, TrustDialog, may_trust
from console.views.inspector.parts import Fact, Facts
from console.views.widgets.busy import BusyBar
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.widgets.notice import Notice, Tone
from console.views.words import isolated

PAUSE_MS: Final = 700
"""Who has not typed for so long wants to know."""


def in_column(page: QWidget, *parts: QWidget) -> QVBoxLayout:
    """One under the other, from the top."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return column


class AddressPage(QWidget):
    """Looks for the edge by itself whenever the typing pauses. `found` is the base address at which one
    answers and shows a certificate that is trusted, "" while there is none; `pins` are the certificates (PEM)
    trusted here, by address.

    Signals: `changed` when any of that did.
    """

    changed = Signal()

    def __init__(self, theme: Theme, form: ProfileForm, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = ""
        self.pins: dict[str, str] = {}
        self._theme, self._form, self._tasks = theme, form, tasks
        self._looking: asyncio.Task[None] | None = None
        self._problem: Problem | None = None
        self.busy = BusyBar(theme, self)
        self.notice = Notice(theme, self)
        self.problem = ProblemPanel(theme, self)
        self.problem.acted.connect(self._act)
        self.offer = Offer(theme, self)
        self.offer.trust.clicked.connect(self._trust)
        self.offer.look.clicked.connect(self._look_closer)
        in_column(self, form.address_field, self.busy, self.notice, self.problem, self.offer)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)
        form.address_field.set_hint(
            self.tr("As whoever runs the edge gave it to you: a name or figures, with a port if it has one.")
        )
        form.address.textChanged.connect(lambda _: self._typed())
        self._show(None)

    @property
    def looking(self) -> bool:
        return self._looking is not None

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""
        self._form.address.setFocus()

    def look(self) -> bool:
        """Look for the edge now; False where what was typed is no address, which is said."""
        self.stop()
        if self._form.read_address() is None:
            return False
        self._show(None)
        self.busy.show()
        self._looking = self._tasks.spawn("look for the edge", self._look(self._form.draft.address))
        self.changed.emit()
        return True

    def stop(self) -> None:
        """Give up looking."""
        self._pause.stop()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
            self.busy.hide()
            self.changed.emit()

    def _typed(self) -> None:
        self.stop()
        self.found = ""
        self._show(None)
        if self._form.draft.address:
            self._pause.start()
        self.changed.emit()

    async def _look(self, typed: str) -> None:
        try:
            met = await find_edge(typed, self.pins)
        except AddressError as error:
            self._form.address_field.set_wrong(str(error))
            return
        finally:
            self._looking = None
            self.busy.hide()
        if isinstance(met, Problem):
            self.found = ""
            self._say_problem(met)
        else:
            self.found = met
            self._say_found(met)
        self.changed.emit()

    # -- what is said
    # ----------------------------------------------------------------------------------------------------

    def _say_found(self, url: str) -> None:
        title = self.tr("An edge answers at {0}").format(isolated(url))
        if url in self.pins:
            self.notice.say(Tone.GOOD, title, self.tr("It shows the certificate that you trust."))
        elif url.startswith("https://"):
            words = self.tr("An authority that this computer knows vouches for it.")
            self.notice.say(Tone.GOOD, title, words)
        elif stays_here(url):
            self.notice.say(Tone.GOOD, title, self.tr("It runs on this computer."))
        else:
            words = self.tr(
                "It has no certificate: whoever is on the way can read along, also the key. Ask for an "
                "address with https:// unless the network is your own."
            )
            self.notice.say(Tone.CARE, title, words)
        self._show(self.notice)

    def _say_problem(self, problem: Problem) -> None:
        self._problem = problem
        if problem.code is ProblemCode.CERTIFICATE_UNKNOWN and may_trust(problem):
            self.offer.show_problem(problem)
            self._show(self.offer)
        else:
            self.problem.show_problem(problem)
            self._show(self.problem)

    def _show(self, part: QWidget | None) -> None:
        """One of them, or nothing."""
        self.busy.hide()
        for each in (self.notice, self.problem, self.offer):
            each.setVisible(each is part)

    # -- what can be done about it
    # ---------------------------------------------------------------------------------------

    def _act(self, problem: Problem) -> None:
        if problem.code is ProblemCode.NOT_AN_EDGE:
            self.focus_first()
            self._form.address.selectAll()
        elif problem.code in ABOUT_CERTIFICATE:
            self._look_closer()
        else:
            self.look()

    def _trust(self) -> None:
        problem = self._problem
        if problem is not None and problem.offered is not None and may_trust(problem):
            self._pin(problem.url, problem.offered.pem)

    def _look_closer(self) -> None:
        if self._problem is not None:
            self._tasks.spawn("certificate", self._ask_to_trust(self._problem))

    async def _ask_to_trust(self, problem: Problem) -> None:
        pem = await TrustDialog(self._theme, problem, self).ask()
        if pem is not None:
            self._pin(problem.url, pem)

    def _pin(self, url: str, pem: str) -> None:
        self.pins[url] = pem
        self.focus_first()
        self.look()


class Offer(Notice):
    """A certificate that nobody known vouches for, and its fingerprint to be compared. `trust` and `look` are
    its buttons: trust it, or see all that stands in it first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, Tone.CARE)
        self.fingerprint: Fingerprint | None = None
        self.trust = Button(self.tr("They are the same: trust it"), self)
        self.look = Button(self.tr("See all of it…"), self, kind="quiet")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.trust)
        row.addWidget(self.look)
        row.addStretch(1)
        self.column.addSpacing(4)
        self.column.addLayout(row)

    def show_problem(self, problem: Problem) -> None:
        """What the server shows."""
        offered = problem.offered
        assert offered is not None, "there is something to be trusted"
        words = self.tr(
            "That is usual for a server inside a company. Compare this fingerprint with the one that the "
            "edge writes when it starts, as sha256=…, or that whoever runs it gives you."
        )
        self.say(Tone.CARE, explain(problem, self).title, words, icon_name="lock")
        if self.fingerprint is not None:
            self.fingerprint.hide()
            self.fingerprint.deleteLater()
        self.fingerprint = Fingerprint(self.theme, offered.fingerprint, parent=self)
        self.column.insertWidget(2, self.fingerprint, 0, Qt.AlignmentFlag.AlignLeading)
        self.fingerprint.show()


class KeyPage(QWidget):
    """The key, and once it was checked what it may do. `outcome` says what came of it."""

    def __init__(
        self, theme: Theme, form: ProfileForm, outcome: Outcome, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._form = form
        self.outcome = outcome
        self.rights = Facts(theme, self)
        self.rights.hide()
        self._about = label(
            self.tr("Whoever runs the edge makes one for you. The first one stands in the file admin.key of "
                    "its data folder."),
            "dim", self, wrap=True,
        )  # fmt: skip
        in_column(self, form.key_part, self._about, outcome, self.rights)

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""
        self._form.key.line.setFocus()
        self._form.key.line.selectAll()

    def clear(self) -> None:
        """Nothing is known of the key that stands there."""
        self.outcome.clear()
        self.rights.hide()
        self._about.show()

    def say_found(self, found: Found) -> None:
        """What the key may do, and for whom."""
        self.outcome.say_found(found)
        self._about.hide()
        if found.tenant is None:
            return
        self.rights.show_facts(
            [
                Fact(self.tr("Account"), isolated(found.tenant)),
                Fact(self.tr("Role"), self.outcome.role(found.role)),
                Fact(self.tr("May change"), self._changes(found)),
            ]
        )
        self.rights.show()

    def _changes(self, found: Found) -> str:
        names = {
            "devices": self.tr("terminals"),
            "commands": self.tr("commands"),
            "employees": self.tr("employees"),
            "sites": self.tr("sites"),
            "alerts": self.tr("alerts"),
            "webhooks": self.tr("webhooks"),
            "keys": self.tr("keys"),
        }
        can = [
            name for scope, name in names.items()
            if any(held.startswith(f"{scope}:") and not held.endswith(":read") for held in found.scopes)
        ]  # fmt: skip
        return self.tr(", ").join(can) or self.tr("nothing: it is for looking")


class NamePage(QWidget):
    """How the connection is called, looks, and how careful it is."""

    def __init__(self, theme: Theme, form: ProfileForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.problem = Notice(theme, self, Tone.BAD)
        self.problem.hide()
        in_column(self, form.name_field, form.colour_field, form.safe_mode_field, self.problem)

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""
        self._form.name.setFocus()
        self._form.name.selectAll()
