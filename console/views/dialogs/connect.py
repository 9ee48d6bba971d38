"""Which edge to open: choose a connection, make one, try it, mend it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final, NamedTuple, Self

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.core.connect import ABOUT_CERTIFICATE, ABOUT_KEY, Chosen, keep, remove, try_edge
from console.core.keyring_store import KeyStore
from console.core.problems import Problem, ProblemCode
from console.core.profiles import Profile, Profiles
from console.core.tasks import Failure
from console.theme.theme import Theme
from console.theme.tokens import TypeScale
from console.views.dialogs.connect_side import Side
from console.views.dialogs.dialog import Dialog
from console.views.dialogs.outcome import Outcome
from console.views.dialogs.profile_form import Draft, ProfileForm
from console.views.dialogs.profile_list import host_of
from console.views.dialogs.trust import TrustDialog
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.labels import label
from console.views.widgets.notice import Tone

SIZE: Final = (836, 708)
"""At the usual size of text."""
LOWEST: Final = 584
MARGIN: Final = 24


class Attempt(NamedTuple):
    """What is tried, as it stood in the form. An empty key means the kept one; `opens`: not only to see."""

    draft: Draft
    profile: Profile
    key: str
    opens: bool


class Parts(NamedTuple):
    """What takes the longest to make."""

    form: ProfileForm
    outcome: Outcome


class ConnectDialog(Dialog[Chosen]):
    """Begins with `profile` where it is one of `profiles`, else with the one used last.

    Signals: `demo_requested` when the user would rather look around in the demo, `removed(str)` with the id
    of a profile that is no more.
    """

    demo_requested = Signal()
    removed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        profiles: Profiles,
        keys: KeyStore,
        parent: QWidget | None = None,
        *,
        profile: Profile | None = None,
        parts: Parts | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self.form, self.outcome = parts or Parts(ProfileForm(theme), Outcome(theme))
        self._profiles = profiles
        self._keys = keys
        self._profile: Profile | None = None
        self._drafts: dict[str | None, Draft] = {}
        self._pins: dict[str, str] = {}
        self._attempt: asyncio.Task[None] | None = None
        self._last: Attempt | None = None
        self.tasks.failures.add(self._failed)
        self.setWindowTitle(self.tr("Connect to an edge"))
        self._build()
        self._first = (
            (profile and profiles.get(profile.id)) or profiles.current or next(iter(profiles.all), None)
        )
        self._relist()
        self._show_profile(None)

    @classmethod
    async def made(
        cls, theme: Theme, profiles: Profiles, keys: KeyStore, parent: QWidget, profile: Profile | None
    ) -> Self:
        """One made in steps, between which the window answers."""
        form = ProfileForm(theme)
        await asyncio.sleep(0)
        outcome = Outcome(theme)
        await asyncio.sleep(0)
        return cls(theme, profiles, keys, parent, profile=profile, parts=Parts(form, outcome))

    async def ask(self) -> Chosen | None:
        self.tasks.spawn("where keys are kept", self._learn_place())
        self.list.choose(self._first.id if self._first is not None else None)
        return await super().ask()

    @property
    def trying(self) -> bool:
        return self._attempt is not None

    # -- how it is built
    # ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.side = Side(self.theme, self)
        self.side.demo_requested.connect(self._want_demo)
        self.list = self.side.list
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _: self._begin(opens=True))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addLayout(self._build_main(), 1)
        scale = self.theme.tokens.type.body / TypeScale().body
        wide, high = round(SIZE[0] * scale), round(SIZE[1] * scale)
        self.setMinimumSize(wide, LOWEST)
        self.resize(wide, min(high, max(LOWEST, self.screen().availableSize().height())))

    def _build_main(self) -> QVBoxLayout:
        area = self._area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form.edited.connect(self._edited)
        self.form.setProperty("role", "flow")
        area.setWidget(self.form)
        area.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._make_room()
        self.outcome.acted.connect(self._act)
        self.outcome.set_aside.connect(lambda _: self._open_anyway())
        self.outcome.removal.connect(self._answer_removal)
        result = QHBoxLayout()
        result.setContentsMargins(24, 8, 24, 0)
        result.addWidget(self.outcome)
        column = QVBoxLayout()
        column.setContentsMargins(0, 20, 0, 20)
        column.setSpacing(12)
        column.addLayout(self._build_head())
        column.addWidget(area, 1)
        column.addLayout(result)
        column.addLayout(self._build_buttons())
        return column

    def _build_head(self) -> QHBoxLayout:
        self.title = label("", "title", self)
        self.remove = IconButton(self.theme, "trash", self.tr("Remove this connection"), self)
        self.remove.clicked.connect(self._ask_removal)
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 20, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        return head

    def _build_buttons(self) -> QHBoxLayout:
        self.test = Button(self.tr("Test connection"), self)
        self.test.clicked.connect(lambda: self._begin(opens=False))
        self.save = Button(self.tr("Save"), self)
        self.save.clicked.connect(self._begin_saving)
        self.cancel = Button(self.tr("Cancel"), self)
        self.cancel.clicked.connect(self.reject)
        self.connect_button = Button(self.tr("Connect"), self, kind="primary")
        self.connect_button.setDefault(True)
        self.connect_button.clicked.connect(lambda: self._begin(opens=True))
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        row.addWidget(self.test)
        row.addStretch(1)
        for button in (self.save, self.cancel, self.connect_button):
            row.addWidget(button)
        return row

    def _make_room(self) -> None:
        """The bar takes of the margin, not of the form."""
        bar = self._area.verticalScrollBar()
        rest = MARGIN - (bar.sizeHint().width() if bar.maximum() > 0 else 0)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left, right = (rest, MARGIN) if mirrored else (MARGIN, rest)
        self.form.setContentsMargins(left, 0, right, 8)

    # -- which connection is shown
    # ---------------------------------------------------------------------------------------

    def _relist(self) -> None:
        self.list.show_profiles(self._profiles.all)
        self.side.set_first(not self._profiles.all)

    def _choose(self, profile: Profile | None) -> None:
        self._drafts[self._profile.id if self._profile is not None else None] = self.form.draft
        self._show_profile(profile)

    def _show_profile(self, profile: Profile | None) -> None:
        self._profile, self._last = profile, None
        saved = Draft.of(profile) if profile is not None else Draft()
        self.form.show_draft(self._drafts.get(profile.id if profile is not None else None, saved))
        self.form.set_key_kept(False)
        self.title.setText(profile.name if profile is not None else self.tr("New connection"))
        self.remove.setVisible(profile is not None)
        self.save.setVisible(profile is not None)
        self.outcome.clear()
        self._judge_changes()
        if profile is None:
            self.form.address.setFocus()
        else:
            self.tasks.spawn("kept key", self._learn_key(profile))

    def _edited(self) -> None:
        self.outcome.clear()
        self._judge_changes()

    def _judge_changes(self) -> None:
        self.save.setEnabled(self._profile is not None and self.form.draft != Draft.of(self._profile))

    async def _learn_place(self) -> None:
        self.form.set_place(await self._keys.place())

    async def _learn_key(self, profile: Profile) -> None:
        key = await self._keys.get(profile.id)
        if self._profile is profile:
            self.form.set_key_kept(key is not None)

    # -- trying
    # ---------------------------------------------------------------------------------------------------

    def _begin(self, *, opens: bool) -> None:
        if not self.trying and (attempt := self._read(opens=opens)) is not None:
            self._try(attempt)

    def _read(self, *, opens: bool) -> Attempt | None:
        """What stands in the form; None where it says itself what is wrong."""
        draft, url = self.form.draft, self.form.read_address()
        if url is None:
            self.form.address.setFocus()
            return None
        old = self._profile
        # A kept key is never shown to another address than the one it was entered for.
        if not draft.key and (old is None or old.url != url):
            self._miss_key(self.tr("The address is another one: enter the key for it.") if old else "")
            return None
        return Attempt(draft, draft.profile(url, old, self._pins.get(url)), draft.key, opens)

    def _miss_key(self, why: str = "") -> None:
        self.form.key_field.set_wrong(why or self.tr("Enter the API key that you were given."))
        self.form.key.setFocus()

    def _try(self, attempt: Attempt) -> None:
        self._last = attempt
        self._set_busy(True)
        self.outcome.say_trying(host_of(attempt.profile.url))
        self._attempt = self.tasks.spawn("attempt to connect", self._tried(attempt))

    async def _tried(self, attempt: Attempt) -> None:
        try:
            key = attempt.key or await self._keys.get(attempt.profile.id)
            found = await try_edge(attempt.profile, key) if key else None
        finally:
            self._attempt = None
            self._set_busy(False)
        if key is None or found is None:
            self.outcome.clear()
            self._miss_key()
        elif isinstance(found, Problem):
            aside = "" if found.lasting or not attempt.opens else self.tr("Open anyway")
            self._last = attempt._replace(key=key)
            self.outcome.say_problem(found, aside=aside)
        elif attempt.opens and found.tenant is not None:
            name = attempt.draft.name or found.tenant
            await self._open(attempt._replace(profile=replace(attempt.profile, name=name), key=key))
        else:
            self.outcome.say_found(found)

    def _stop(self) -> None:
        if self._attempt is not None:
            self._attempt.cancel()
            self._attempt = None
            self.outcome.clear()

    def _set_busy(self, busy: bool) -> None:
        if busy:
            self.cancel.setFocus()
        for part in (self.list, self.form, self.test, self.save, self.connect_button, self.remove):
            part.setEnabled(not busy)
        if not busy:
            self._judge_changes()
            self.connect_button.setFocus()

    # -- what can be done about it
    # ---------------------------------------------------------------------------------------

    def _act(self, problem: Problem) -> None:
        if problem.code in ABOUT_CERTIFICATE:
            self.tasks.spawn("certificate", self._look_at_certificate(problem))
        elif problem.code in ABOUT_KEY:
            self.form.key.line.setFocus()
            self.form.key.line.selectAll()
        elif problem.code is ProblemCode.NOT_AN_EDGE:
            self.form.address.setFocus()
            self.form.address.selectAll()
        elif self._last is not None:
            self._try(self._last)

    async def _look_at_certificate(self, problem: Problem) -> None:
        pem = await TrustDialog(self.theme, problem, self).ask()
        if pem is not None and self._last is not None:
            self._pins[self._last.profile.url] = pem
            self._try(self._last._replace(profile=replace(self._last.profile, certificate=pem)))

    def _open_anyway(self) -> None:
        if self._last is not None:
            self.tasks.spawn("open", self._open(self._last))

    # -- keeping
    # ---------------------------------------------------------------------------------------------------

    async def _open(self, attempt: Attempt) -> None:
        if await self._keep(attempt.profile, attempt.draft):
            self.answer(Chosen(attempt.profile, attempt.key))

    async def _keep(self, profile: Profile, draft: Draft) -> bool:
        """False where the disk refuses, which is said."""
        try:
            await keep(self._profiles, self._keys, profile, draft.key or None, remember=draft.remember)
        except OSError as error:
            self.outcome.say(Tone.BAD, self.tr("The connection cannot be kept on this computer"), str(error))
            return False
        return True

    def _begin_saving(self) -> None:
        url = self.form.read_address()
        if self._profile is not None and url is not None:
            self.tasks.spawn("save", self._save(self._profile, self.form.draft, url))

    async def _save(self, old: Profile, draft: Draft, url: str) -> None:
        profile = draft.profile(url, old, self._pins.get(url))
        if not await self._keep(profile, draft):
            return
        if url != old.url and not draft.key:
            await self._keys.forget(profile.id)  # it was for another address
        self._drafts.pop(profile.id, None)
        self._relist()
        self._show_again(profile.id)
        self.outcome.say(Tone.GOOD, self.tr("Saved"))

    def _show_again(self, profile_id: str | None) -> None:
        """After the list was made anew."""
        self.list.rows.blockSignals(True)
        self.list.choose(profile_id)
        self.list.rows.blockSignals(False)
        self._show_profile(self.list.current)

    # -- removing
    # ---------------------------------------------------------------------------------------------------

    def _ask_removal(self) -> None:
        if self._profile is not None:
            self.outcome.ask_removal(self._profile.name)

    def _answer_removal(self, wanted: bool) -> None:
        self.outcome.clear()
        self.list.rows.setFocus()
        if wanted and self._profile is not None:
            self.tasks.spawn("remove", self._remove(self._profile))

    async def _remove(self, profile: Profile) -> None:
        try:
            await remove(self._profiles, self._keys, profile.id)
        except OSError as error:
            self.outcome.say(Tone.BAD, self.tr("The connection cannot be removed"), str(error))
            return
        self._drafts.pop(profile.id, None)
        self._relist()
        left = next(iter(self._profiles.all), None)
        self._show_again(left.id if left is not None else None)
        self.removed.emit(profile.id)

    # -- leaving
    # ---------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc stops an attempt first; the next one closes."""
        if self.trying:
            self._stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        super().closeEvent(event)

    def _want_demo(self) -> None:
        self.demo_requested.emit()
        self.reject()

    def _failed(self, failure: Failure) -> None:
        words = f"{failure.task}: {failure.error}"
        self.outcome.say(Tone.BAD, self.tr("Something went wrong inside Punchdeck"), words)
