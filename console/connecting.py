"""Which edge is shown: chosen by the operator, asked for by a link or a start, mended where it fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console.commands.registry import Command
from console.core.cache import Cache
from console.core.connect import ABOUT_CERTIFICATE, Chosen
from console.core.links import Link, LinkError, read_link
from console.core.outbox import save
from console.core.problems import Problem, ProblemCode
from console.core.profiles import Profile, pinned
from console.core.session import Session
from console.core.states import Live, Offline, State
from console.core.tasks import Tasks
from console.demo import DemoOptions
from console.platform.paths import Paths
from console.platform.single_instance import Call
from console.views.front import bring_to_front

if TYPE_CHECKING:
    from console.app import Console


def forget(paths: Paths, profile_id: str) -> None:
    """Leave nothing of what this computer remembered of a connection. Raises OSError."""
    Cache.remove(paths.cache_of(profile_id))
    save(paths.outbox_of(profile_id), ())


class Connecting(QObject):
    """The questions around a connection, one at a time."""

    def __init__(self, console: Console, tasks: Tasks) -> None:
        super().__init__(console)
        self._console, self._tasks = console, tasks
        self._asking = False
        self._shown: tuple[object, Problem] | None = None

    def choose(self, profile: Profile | None = None) -> None:
        """Let the operator choose, beginning with this one."""
        self._once("connect", lambda: self._connect(profile))

    def begin(self) -> None:
        """Where nothing was ever connected to: ask how to begin."""
        if not self._console.profiles.all and self._console.session is None:
            self.choose()

    def mend(self, problem: Problem) -> None:
        """Do what can be done about a problem that does not go away by itself."""
        self._once("mend", lambda: self._mend(problem))

    def called(self, call: Call) -> None:
        """Another start of the program handed over what it was asked for; or the system did, with a link."""
        if call.quit:
            self._console.quit()
            return
        bring_to_front(self._console.window, call.token)
        try:
            link = read_link(call.link) if call.link else None
        except LinkError as error:
            self._console.window.toast.say(self.tr("This link leads nowhere"), str(error))
            return
        if call.profile or link is not None:
            self._once("called", lambda: self._answer(call.profile, link))

    async def _answer(self, name: str, link: Link | None) -> None:
        session = self._console.session
        there = session is not None and (
            session.profile.name == name if name else link is not None and session.profile.url == link.edge
        )
        if not there:
            await self._console.show(name or None, link)
        elif link is not None:
            await self._console.follow(link)

    def _once(self, name: str, ask: Callable[[], Awaitable[None]]) -> None:
        """One question at a time."""
        if not self._asking:
            self._asking = True
            self._tasks.spawn(name, self._asked(ask))

    async def _asked(self, ask: Callable[[], Awaitable[None]]) -> None:
        try:
            await ask()
        finally:
            self._asking = False

    async def _connect(self, profile: Profile | None = None) -> None:
        if not self._console.profiles.all and self._console.session is None:
            await self._first_run()
            return
        await _bring("connect")
        from console.views.dialogs.connect import ConnectDialog

        current = profile or (self._console.session.profile if self._console.session is not None else None)
        dialog = await ConnectDialog.made(
            self._console.theme, self._console.profiles, self._console.keys, self._console.window, current
        )
        dialog.removed.connect(lambda profile_id: self._forget_cache(profile_id))
        dialog.demo_requested.connect(lambda: self._console.start_demo(DemoOptions()))
        chosen = await dialog.ask()
        if chosen is not None:
            await self._open(chosen)

    async def _first_run(self) -> None:
        await _bring("first_run")
        from console.views.dialogs.first_run import FirstRunDialog

        dialog = await FirstRunDialog.made(
            self._console.theme, self._console.profiles, self._console.keys, self._console.window
        )
        dialog.demo_requested.connect(lambda: self._console.start_demo(DemoOptions()))
        chosen = await dialog.ask()
        if chosen is not None:
            await self._open(chosen)
            if self._console.session is not None:
                self._offer_terminal(self._console.session)

    async def _open(self, chosen: Chosen) -> None:
        await self._console.kept(self._console.profiles.choose, chosen.profile.id)
        await self._console.open(chosen.profile, chosen.key)

    def _offer_terminal(self, session: Session) -> None:
        """Once it is known that there is none: what good is a console without terminals?"""

        def look(state: State) -> None:
            if isinstance(state, Live):
                end()
                fleet = session.fleet
                if not fleet.devices and not fleet.waiting and self._command("terminal.add") is not None:
                    self._once("first terminal", self._ask_for_terminal)

        end = session.connection.states.add(look)

    async def _ask_for_terminal(self) -> None:
        from console.views.dialogs.ask import ConfirmDialog

        wanted = await ConfirmDialog(
            self._console.theme,
            self.tr("No terminal reports to this edge yet"),
            self.tr("Punchdeck leads you through it: what to enter on its menu, and whether it calls."),
            self.tr("Add a terminal…"),
            self._console.window,
        ).ask()
        command = self._command("terminal.add")
        if wanted and command is not None:
            command.run()

    def _command(self, command_id: str) -> Command | None:
        return self._console.window.registry.find(command_id)

    def _forget_cache(self, profile_id: str) -> None:
        """What was remembered of a connection that is no more."""
        if self._console.session is not None and self._console.session.profile.id == profile_id:
            return  # it is open: the next start finds no profile for it, and removing it again is harmless
        self._tasks.spawn("forget", asyncio.to_thread(forget, self._console.paths, profile_id))

    async def _mend(self, problem: Problem) -> None:
        session = self._console.session
        if session is None:
            return
        if problem.code is ProblemCode.CONSOLE_TOO_OLD:
            self._console.window.registry.run("help.updates")
            return
        if problem.code not in ABOUT_CERTIFICATE:
            await self._connect(session.profile)
            return
        await _bring("trust")
        from console.views.dialogs.trust import TrustDialog

        pem = await TrustDialog(self._console.theme, problem, self._console.window).ask()
        if pem is None:
            return
        key = await self._console.keys.get(session.profile.id)
        if key is None:
            return
        profile = pinned(session.profile, pem)
        await self._console.kept(self._console.profiles.keep, profile)
        await self._console.open(profile, key)

    def look_into(self, state: State) -> None:
        """A problem that waits for the operator is not left to a red dot."""
        if not isinstance(state, Offline) or state.problem is None or not state.problem.lasting:
            return
        shown = (self._console.session, state.problem)
        if shown != self._shown:
            self._shown = shown
            self.mend(state.problem)


async def _bring(dialog: str) -> None:
    """Load the code of a dialog, which the start does without, beside the loop."""
    await asyncio.to_thread(import_module, f"console.views.dialogs.{dialog}")
