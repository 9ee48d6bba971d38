"""What can be done about alerts: asked in a dialog, done at the edge, said in the corner of the window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from common.instants import rfc3339
from console.core.alerts import Alert
from console.core.outbox import in_turn
from console.core.profiles import SafeMode
from console.models.alert_columns import AlertRow, Column
from console.views.acting import Acting
from console.views.alert_words import AlertWords
from console.views.dialogs.alert import (
    NOBODY,
    AssignDialog,
    Held,
    HoldDialog,
    Matcher,
    NoteDialog,
    SilenceDialog,
)
from console.views.dialogs.ask import AskDialog
from console.views.pages.page import Surroundings

SCOPE: Final = "alerts:write"


class AlertActions(QObject):
    """`over` is what the dialogs stand over. One question at a time."""

    def __init__(self, around: Surroundings, words: AlertWords, over: QWidget) -> None:
        super().__init__(over)
        self._around = around
        self._words = words
        self._over = over
        self._acting = Acting(around, over)

    @property
    def allowed(self) -> bool:
        """Whether anything can be done from here at all."""
        return self._around.may(SCOPE)

    @property
    def ruled_out(self) -> bool:
        """Whether it is known by now that nothing can: before the edge has said who we are it is not."""
        session = self._around.session
        known = session.connection.me is not None
        return session.profile.safe_mode is SafeMode.READ_ONLY or (known and not self.allowed)

    def can(self, alerts: Sequence[Alert]) -> bool:
        """Whether something can be done about these: at least one of them is not over."""
        return self.allowed and any(not alert.over for alert in alerts)

    # -- what is done
    # -----------------------------------------------------------------------------------------------

    def acknowledge(self, alerts: Sequence[Alert]) -> None:
        open_ones = [alert for alert in alerts if not alert.over]
        words = self.tr("Nobody is told of it again until then. It stays in the list until it is over.")
        dialog = partial(
            HoldDialog, self._around.theme, self.tr("Take on {0}").format(self._named(open_ones)), words,
            self.tr("Take on"), endless=True, parent=self._over.window(),
        )  # fmt: skip

        async def do(held: Held) -> None:
            ids = [alert.id for alert in open_ones]
            await self._around.session.alerts.acknowledge(ids, self._in(held.seconds), held.note)

        self._ask(open_ones, dialog, do, self.tr("Taken on"))

    def snooze(self, alerts: Sequence[Alert]) -> None:
        words = self.tr("Nobody is told of it until then; afterwards it is as new.")
        dialog = partial(
            HoldDialog, self._around.theme, self.tr("Snooze {0}").format(self._named(alerts)), words,
            self.tr("Snooze"), endless=False, parent=self._over.window(),
        )  # fmt: skip

        async def do(held: Held) -> None:
            until = self._in(held.seconds)
            assert until is not None, "a snooze always ends"
            intake = self._around.session.alerts
            await in_turn(partial(intake.snooze, alert.id, until, held.note) for alert in alerts)

        self._ask(alerts, dialog, do, self.tr("Snoozed"))

    def assign(self, alerts: Sequence[Alert]) -> None:
        intake = self._around.session.alerts
        current = alerts[0].assignee if len(alerts) == 1 else None
        dialog = partial(
            AssignDialog, self._around.theme, self._named(alerts), intake.people, current, self._over.window()
        )

        async def do(person: str) -> None:
            whom = None if person == NOBODY else person
            await in_turn(partial(intake.assign, alert.id, whom) for alert in alerts)

        self._ask(alerts, dialog, do, self.tr("Assigned"))

    def comment(self, alert: Alert) -> None:
        dialog = partial(
            NoteDialog, self._around.theme, self.tr("Comment"), self._words.title(alert), self.tr("Add"),
            self.tr("Write something."), self._over.window(),
        )  # fmt: skip

        async def do(text: str) -> None:
            await self._around.session.alerts.comment(alert.id, text)

        self._ask([alert], dialog, do, self.tr("Comment added"))

    def resolve(self, alerts: Sequence[Alert]) -> None:
        words = self.tr("It opens again if the edge still finds it so.")
        dialog = partial(
            NoteDialog, self._around.theme, self.tr("{0}: over").format(self._named(alerts)), words,
            self.tr("It is over"), self.tr("Say why it is over."), self._over.window(),
        )  # fmt: skip

        async def do(note: str) -> None:
            intake = self._around.session.alerts
            await in_turn(partial(intake.resolve, alert.id, note) for alert in alerts)

        self._ask(alerts, dialog, do, self.tr("Noted as over"))

    def silence(self, alerts: Sequence[Alert]) -> None:
        words = self.tr("Nobody is told of what fits until then, also of what recovers and fails again.")
        dialog = partial(SilenceDialog, self._around.theme, words, self.matchers(alerts), self._over.window())
        intake = self._around.session.alerts

        async def do(silence: Any) -> None:
            until = self._in(silence.seconds)
            assert until is not None, "a silence always ends"
            await intake.silence(dict(silence.matcher), until, silence.reason)

        self._ask(alerts, dialog, do, self.tr("Silenced"))

    def matchers(self, alerts: Sequence[Alert]) -> list[Matcher]:
        """What a silence of these may be of, the narrowest first."""
        ids = [alert.id for alert in alerts]
        just = self.tr("This alert") if len(alerts) == 1 else self.tr("These %n alerts", "", len(alerts))
        found = [Matcher({"alerts": ids}, just, self._named(alerts))]
        devices = sorted({alert.device_id for alert in alerts if alert.device_id is not None})
        if len(devices) == 1:
            name = alerts[0].entity_name
            said = self.tr("Every alert about {0}").format(name)
            found.append(Matcher({"devices": devices}, self.tr("This terminal"), said))
        sites = {alert.site_id: self._site(alert) for alert in alerts if alert.site_id}
        if len(sites) == 1:
            said = self.tr("Every alert at {0}").format(next(iter(sites.values())))
            found.append(Matcher({"sites": list(sites)}, self.tr("This site"), said))
        kinds = sorted({alert.kind for alert in alerts})
        if len(kinds) == 1:
            said = self.tr("{0}, wherever it happens").format(self._words.kind(kinds[0]))
            found.append(Matcher({"kinds": kinds}, self.tr("This kind"), said))
        return found

    # -- how
    # -------------------------------------------------------------------------------------------------------

    def _ask(
        self,
        alerts: Sequence[Alert],
        dialog: Callable[[], AskDialog[Any]],
        do: Callable[[Any], Awaitable[None]],
        done: str,
    ) -> None:
        if alerts and self.can(alerts):
            self._acting.ask(dialog, do, done, self._named(alerts))

    def _named(self, alerts: Sequence[Alert]) -> str:
        return self._words.title(alerts[0]) if len(alerts) == 1 else self._words.alerts(len(alerts))

    def _site(self, alert: Alert) -> str:
        return self._words.text(AlertRow(alert), Column.SITE)

    def _in(self, seconds: int | None) -> str | None:
        """So long after now, by the edge's clock."""
        if seconds is None:
            return None
        ahead_us = round((self._around.session.connection.clock_ahead_s or 0.0) * 1e6)
        return rfc3339(self._around.session.now_us() - ahead_us + seconds * 1_000_000)
