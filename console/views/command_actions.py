"""Commands wherever terminals are shown: sent at once where that is harmless, else asked about first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from console.commands.registry import Command
from console.core.blast import is_wrong
from console.core.orders import KINDS, offered
from console.core.profiles import SafeMode
from console.core.records import Device
from console.views.acting import Acting
from console.views.order_words import OrderWords
from console.views.pages.page import Surroundings

SCOPE: Final = "commands:execute"
BRIEF: Final = ("restart", "sync_time")
"""Those that stand in menus by themselves; all others are behind "Send a command…"."""


class CommandActions(QObject):
    """`over` is what the dialog stands over. One at a time."""

    def __init__(self, around: Surroundings, over: QWidget) -> None:
        super().__init__(over)
        self._around = around
        self._over = over
        self._acting = Acting(around, over)
        self._words = OrderWords(around.session, around.words, self)
        self._open = False

    @property
    def allowed(self) -> bool:
        """Whether commands can be sent from here at all."""
        return self._around.may(SCOPE)

    def can(self, device_ids: Sequence[str]) -> bool:
        """Whether any of these takes commands: those that wait for approval do not."""
        known = self._around.session.fleet.devices
        return self.allowed and any(id in known for id in device_ids)

    def title(self, word: str) -> str:
        """What the command is called; … where it asks first."""
        said = self._words.title(word)
        return said if KINDS[word].at_once else self.tr("{0}…").format(said)

    def drifting(self, device_ids: Sequence[str]) -> list[str]:
        """Those whose clock is worth setting."""
        known = self._around.session.fleet.devices
        return [id for id in device_ids if id in known and is_wrong(known[id])]

    # -- doing
    # ---------------------------------------------------------------------------------------------------

    def send(self, word: str, device_ids: Sequence[str]) -> None:
        """One harmless act on one terminal is done at once; all else is looked at first."""
        known = self._around.session.fleet.devices
        wanted = [id for id in device_ids if id in known]
        if not wanted or not self.allowed:
            return
        if len(wanted) == 1 and KINDS[word].at_once:
            self._at_once(word, known[wanted[0]])
        else:
            self.open(wanted, word)

    def open(self, device_ids: Sequence[str] = (), word: str = "", site_id: str | None = None) -> None:
        """The dialog, about these terminals or a site, and about this command if it is known."""
        if self.allowed and not self._open:
            self._open = True
            self._around.tasks.spawn("command", self._opened(tuple(device_ids), word, site_id))

    def _at_once(self, word: str, device: Device) -> None:
        client = self._around.session.connection.client

        async def do() -> None:
            await client.post(f"/v1/devices/{device.id}/commands", {"command": word, "params": {}})

        polls = device.connectivity == "online"
        waits = (
            self.tr("{0} fetches it when it next polls.") if polls else self.tr("{0} is offline: it waits.")
        )
        title = self.tr("{0}: queued").format(self._words.title(word))
        asks = self.tr("{0}: {1}?").format(device.name, self._words.title(word))
        self._acting.do(do, title, waits.format(device.name), asks=asks)

    async def _opened(self, device_ids: tuple[str, ...], word: str, site_id: str | None) -> None:
        from console.views.dialogs.command import CommandDialog  # heavy, and most sessions never need it

        try:
            dialog = CommandDialog(self._around, self._over.window(), device_ids, word, site_id)
            job_id = await dialog.ask()
        finally:
            self._open = False
        if job_id:
            said = self.tr("How it goes stands under Commands.")
            self._around.tell(self.tr("It goes on by itself"), said)

    # -- where it is offered
    # ---------------------------------------------------------------------------------------

    def fill(self, menu: QMenu, device_ids: Sequence[str]) -> None:
        """Adds what can be sent to these terminals; nothing where nothing can."""
        if not self.can(device_ids):
            return
        menu.addSeparator()
        for word in BRIEF:
            send: Callable[..., Any] = partial(self._send, word, tuple(device_ids))
            menu.addAction(self.title(word)).triggered.connect(send)
        more = menu.addAction(self.tr("Send a command…"))
        more.triggered.connect(lambda: self.open(device_ids))

    def fill_site(self, menu: QMenu, site_id: str) -> None:
        """The same of all terminals of a site."""
        devices = [device.id for device in self._around.session.fleet.devices_at(site_id)]
        if self.can(devices):
            restart = menu.addAction(self.tr("Restart its terminals…"))
            restart.triggered.connect(lambda: self.open(word="restart", site_id=site_id))
            more = menu.addAction(self.tr("Send them a command…"))
            more.triggered.connect(lambda: self.open(site_id=site_id))

    def commands(self, group: str, prefix: str, picked: Callable[[], Sequence[str]]) -> list[Command]:
        """For the palette, the menu bar and the keys of a page: none where none can be sent. Before the edge
        has said who we are they are there, and cannot be run."""
        me = self._around.session.connection.me
        ruled_out = self._around.session.profile.safe_mode is SafeMode.READ_ONLY
        if ruled_out or (me is not None and not self.allowed):
            return []
        made = [
            Command(
                f"{prefix}.{kind.word}", self.title(kind.word), group,
                run=partial(self._picked, kind.word, picked), enabled=lambda: self.can(picked()),
                icon="clock" if kind.word == "sync_time" else "commands", grave=kind.grave,
                shortcut=_KEYS.get(kind.word), keywords=(self.tr("command"),),
            )
            for kind in offered((SCOPE,) if me is None else me["scopes"])
        ]  # fmt: skip
        made.append(
            Command(
                f"{prefix}.send", self.tr("Send a command…"), group, run=lambda: self.open(picked()),
                icon="commands", shortcut="C",
            )
        )  # fmt: skip
        return made

    def _picked(self, word: str, picked: Callable[[], Sequence[str]]) -> None:
        self.send(word, picked())

    def _send(self, word: str, device_ids: Sequence[str], _checked: bool = False) -> None:
        self.send(word, device_ids)


_KEYS: Final = {"restart": "Shift+R", "sync_time": "Shift+T"}
