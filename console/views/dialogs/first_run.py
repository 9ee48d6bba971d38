"""The first start: the demo, or the way to a running edge, one question after the other."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final, Self

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from console.core.connect import ABOUT_CERTIFICATE, ABOUT_KEY, Chosen, Found, keep, try_edge
from console.core.keyring_store import KeyStore
from console.core.problems import Problem, ProblemCode
from console.core.profiles import Profile, Profiles
from console.core.tasks import Failure
from console.theme.theme import Theme
from console.theme.tokens import TypeScale
from console.views.dialogs.first_run_pages import AddressPage, KeyPage, NamePage, in_column
from console.views.dialogs.outcome import Outcome
from console.views.dialogs.profile_form import ProfileForm
from console.views.dialogs.profile_list import host_of
from console.views.dialogs.trust import TrustDialog
from console.views.dialogs.wizard import Step, Wizard
from console.views.widgets.notice import Tone
from console.views.widgets.ways import Way, Ways

BEGIN, ADDRESS, KEY, NAME = range(4)
EDGE, DEMO = "edge", "demo"
HEIGHT: Final = 500
"""At the usual size of text; certificates to compare take more."""


class FirstRunDialog(Wizard[Chosen]):
    """Signals: `demo_requested` when the user would rather look around in the demo."""

    demo_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        profiles: Profiles,
        keys: KeyStore,
        parent: QWidget | None = None,
        *,
        form: ProfileForm | None = None,
        outcome: Outcome | None = None,
    ) -> None:
        title = QCoreApplication.translate("FirstRunDialog", "Welcome to Punchdeck")
        words = QCoreApplication.translate(
            "FirstRunDialog", "It watches over the terminals that report to an edge, a server of your own."
        )
        super().__init__(theme, title, words, parent)
        self._profiles, self._keys = profiles, keys
        self._profile: Profile | None = None
        self._checked: tuple[str, str] | None = None
        self._attempt: asyncio.Task[None] | None = None
        self._going_on = False
        self.tasks.failures.add(self._failed)
        self.form = form or ProfileForm(theme, arranged=False)
        self.form.setParent(self)
        self.ways = Ways(
            theme,
            (
                Way(
                    EDGE, "server", self.tr("Connect to a running edge"),
                    self.tr("You need its address and the key that you were given for it."),
                ),
                Way(
                    DEMO, "play", self.tr("Look around in the demo"),
                    self.tr("An edge and a fleet of simulated terminals run on this computer until you "
                            "leave. Nothing of it is kept."),
                ),
            ),
            self,
        )  # fmt: skip
        self.ways.chosen.connect(lambda _: self._name_button())
        begin = QWidget(self)
        in_column(begin, self.ways)
        self.where = AddressPage(theme, self.form, self.tasks, self)
        self.where.changed.connect(self._where_changed)
        self.key = KeyPage(theme, self.form, outcome or Outcome(theme), self)
        self.key.outcome.acted.connect(self._act)
        self.named = NamePage(theme, self.form, self)
        self.form.edited.connect(self._edited)
        self.form.remember.toggled.connect(lambda _: self._name_button())
        self.begin(
            [
                Step(self.tr("Begin"), begin),
                Step(self.tr("Address"), self.where),
                Step(self.tr("Key"), self.key),
                Step(self.tr("Name"), self.named),
            ]
        )

    @classmethod
    async def made(cls, theme: Theme, profiles: Profiles, keys: KeyStore, parent: QWidget) -> Self:
        """One made in steps, between which the window answers."""
        form = ProfileForm(theme, arranged=False)
        await asyncio.sleep(0)
        outcome = Outcome(theme)
        await asyncio.sleep(0)
        return cls(theme, profiles, keys, parent, form=form, outcome=outcome)

    async def ask(self) -> Chosen | None:
        self.tasks.spawn("where keys are kept", self._learn_place())
        return await super().ask()

    @property
    def trying(self) -> bool:
        """Whether the key is being checked."""
        return self._attempt is not None

    @property
    def _known(self) -> bool:
        """Whether the key that stands there was checked at the edge that was found."""
        return self._checked == (self.where.found, self.form.draft.key)

    # -- from step to step
    # ---------------------------------------------------------------------------------------------

    def entered(self, at: int) -> None:
        self._going_on = False
        self._name_button()
        if at == BEGIN:
            self.ways.cards[self.ways.value].setFocus()
        elif at == ADDRESS:
            self.where.focus_first()
        elif at == KEY:
            self.form.key_field.set_wrong("")
            if not self._known:
                self.key.clear()
            self.key.focus_first()
        else:
            self.named.focus_first()

    def leave_step(self, at: int) -> bool:
        if at == BEGIN and self.ways.value == DEMO:
            self.demo_requested.emit()
            self.reject()
            return False
        if at == ADDRESS and not self.where.found:
            self._going_on = self.where.looking or self.where.look()
            self._name_button()
            return False
        if at == KEY and not self._known:
            self._check()
            return False
        return True

    def finish(self) -> None:
        if self._profile is not None and not self.trying:
            draft = self.form.draft
            name = draft.name or self._profile.name
            settings = {"colour": draft.colour, "safe_mode": draft.safe_mode}
            self._profile = replace(self._profile, name=name, **settings)
            self.tasks.spawn("keep the connection", self._keep(self._profile))

    def _name_button(self) -> None:
        self.on.setEnabled(not self.trying and not (self._going_on and self.where.looking))
        if self.at == BEGIN:
            demo = self.ways.value == DEMO
            self.on.setText(self.tr("Start the demo") if demo else self.tr("Next"))
        elif self.at == KEY:
            self.on.setText(self.tr("Next") if self._known else self.tr("Check the key"))
        else:
            self.on.setText(self.tr("Connect") if self.at == NAME else self.tr("Next"))

    # -- where the edge is
    # ---------------------------------------------------------------------------------------------

    def _where_changed(self) -> None:
        if self.at == ADDRESS and not self.where.looking:
            if self._going_on and self.where.found:
                self.go(KEY)
            elif self.where.found and not self.form.address.hasFocus():
                self.on.setFocus()
            self._going_on = False
        self._name_button()
        self._fit()

    # -- whether the key fits
    # ------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        if self.at == KEY and not self._known:
            self.key.clear()
            self._name_button()
            self._fit()

    def _check(self) -> None:
        if self.trying:
            return
        draft, url = self.form.draft, self.where.found
        if not draft.key:
            self.form.key_field.set_wrong(self.tr("Enter the API key that you were given."))
            self.key.focus_first()
            return
        self._profile = replace(draft, name="").profile(url, None, self.where.pins.get(url))
        self.key.clear()
        self.key.outcome.say_trying(host_of(url))
        self._attempt = self.tasks.spawn("check the key", self._tried(self._profile, draft.key))
        self.form.key_part.setEnabled(False)
        self._name_button()
        self._fit()

    async def _tried(self, profile: Profile, key: str) -> None:
        try:
            found = await try_edge(profile, key)
        finally:
            self._attempt = None
            self.form.key_part.setEnabled(True)
        if isinstance(found, Problem):
            self.key.outcome.say_problem(found)
            self.key.outcome.problem.action.setFocus()
        else:
            self._learn(profile, key, found)
        self._name_button()
        self._fit()

    def _learn(self, profile: Profile, key: str, found: Found) -> None:
        self.key.say_found(found)
        if found.tenant is None:
            self.key.focus_first()
            return
        self._profile, self._checked = replace(profile, name=found.tenant), (profile.url, key)
        self.form.name.setText(found.tenant)
        self.on.setFocus()

    def _act(self, problem: Problem) -> None:
        if problem.code in ABOUT_CERTIFICATE:
            self.tasks.spawn("certificate", self._look_at_certificate(problem))
        elif problem.code in ABOUT_KEY:
            self.key.focus_first()
        elif problem.code is ProblemCode.NOT_AN_EDGE:
            self.go(ADDRESS)
        else:
            self._check()

    async def _look_at_certificate(self, problem: Problem) -> None:
        """It changed between two questions."""
        pem = await TrustDialog(self.theme, problem, self).ask()
        if pem is not None:
            self.where.pins[problem.url] = pem
            self._check()

    # -- keeping and leaving
    # ------------------------------------------------------------------------------------------

    async def _keep(self, profile: Profile) -> None:
        draft = self.form.draft
        try:
            await keep(self._profiles, self._keys, profile, draft.key, remember=draft.remember)
        except OSError as error:
            title = self.tr("The connection cannot be kept on this computer")
            self.named.problem.say(Tone.BAD, title, str(error))
            self.named.problem.show()
            self._fit()
            return
        self.answer(Chosen(profile, draft.key))

    async def _learn_place(self) -> None:
        self.form.set_place(await self._keys.place())

    def _stop(self) -> None:
        """Give up what is being tried."""
        if self._attempt is not None:
            self._attempt.cancel()
            self.key.clear()

    def reject(self) -> None:
        """Esc stops an attempt first; the next one closes."""
        if self.trying:
            self._stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        """As high as what is asked, and never jumping for less."""
        least = round(HEIGHT * self.theme.tokens.type.body / TypeScale().body)
        self.column.activate()
        wanted = max(least, self.column.totalHeightForWidth(self.width()))
        self.setFixedHeight(min(wanted, self.screen().availableSize().height()))

    def _failed(self, failure: Failure) -> None:
        self.key.outcome.say(
            Tone.BAD, self.tr("Something went wrong inside Punchdeck"), f"{failure.task}: {failure.error}"
        )
