"""The console put together: one application, one loop, one window, one session at a time."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Final, TypeVar

import qasync
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from console.connecting import Connecting, forget
from console.core import manners, window_memory
from console.core.cache import Cache
from console.core.keyring_store import KeyStore
from console.core.links import Link
from console.core.lock import PinStore
from console.core.profiles import Profile, Profiles, ProfilesUnreadable, Worldview
from console.core.session import Session
from console.core.tasks import Failure, Tasks
from console.demo import ENDS, Demo, DemoError, DemoOptions, announce, running_demo, until_staged
from console.i18n.translations import install_translations, speak, spoken_now
from console.platform.clipboard import clear_secret
from console.platform.crash import CrashReports
from console.platform.garbage import GarbageCollector
from console.platform.installing import install
from console.platform.links_opened import LinksOpened
from console.platform.log_file import logged_to
from console.platform.paths import Paths
from console.platform.single_instance import Call, address, call_of_start, first_or_call
from console.platform.sounds import SystemSounds
from console.platform.windows_identity import identify_to_windows
from console.theme.fonts import load_fonts
from console.theme.theme import Look, Theme
from console.updating import Updating
from console.views.desk import Desk
from console.views.shell.demo_actions import DemoCommands
from console.views.shell.window import Window
from console.views.support import Support

if TYPE_CHECKING:
    from console.core.updates import Setting

SHUTDOWN_S: Final = 12.0
"""The demo's edge and fleet are given this long to end; without a demo it takes no time."""

T = TypeVar("T")

log = logging.getLogger(__name__)


class Console(QObject):
    """The program while it runs. `leave` is set when it shall end."""

    def __init__(
        self,
        application: QApplication,
        paths: Paths,
        *,
        reset_ui: bool = False,
        updates: Setting | None = None,
    ) -> None:
        """`updates`: in place of how this computer is set up for them. Raises ProfilesUnreadable."""
        super().__init__()
        self.paths = paths
        self.profiles = Profiles(paths.profiles)
        self.keys = KeyStore()
        self.leave = asyncio.Event()
        memory = window_memory.WindowMemory() if reset_ui else window_memory.load(paths.window)
        self.theme = Theme(application, _look(memory.look), memory.text_scale)
        self.window = Window(self.theme, memory)
        self.session: Session | None = None
        self.demo: Demo | None = None
        self._tasks = Tasks()
        self._tasks.failures.add(self._failed)
        self._session_tasks: Tasks | None = None
        self.book = manners.MannersBook(manners.load(paths.manners))
        self.book.changed.add(lambda now: self._tasks.spawn("keep the manners", self._keep_manners(now)))
        self.desk = Desk(self.window, self.book, PinStore(paths.pin), self._tasks, SystemSounds(), self.quit)
        self.crashes = CrashReports(paths.crashes)
        self.support = Support(
            *(self.window, paths, self.profiles, self.book, self.crashes, self._tasks),
            running=lambda: self._session_tasks.names if self._session_tasks is not None else (),
        )
        self.desk.lock.forgotten.connect(lambda: self._tasks.spawn("forget the keys", self._forget_keys()))
        self.window.leaving.connect(lambda: self._tasks.spawn("close", self._close()))
        self.window.quitting.connect(self.quit)
        self.connecting = Connecting(self, self._tasks)
        self.updating = Updating(self, self._tasks, updates)
        self.window.connections_wanted.connect(self.connecting.choose)
        self.window.problem_acted.connect(self.connecting.mend)
        self.window.demo_wanted.connect(lambda: self.start_demo(DemoOptions()))
        self.window.worldview_chosen.connect(self._choose_worldview)

    # -- from start to end
    # ----------------------------------------------------------------------------------------------

    async def start(self, name: str | None, link: Link | None = None) -> None:
        """Show the window, with the profile of that name, that of a link's edge, or the one used last."""
        await self.desk.lock.begin()
        await self.show(name, link)
        await self.support.tell_of_crash()
        self._tasks.spawn("updates", self.updating.run())

    async def show(self, name: str | None, link: Link | None = None) -> None:
        """The same of a console that has begun."""
        profile = self.profiles.named(name) if name else self.profiles.current
        if link is not None and not name:
            profile = next((it for it in self.profiles.all if it.url == link.edge), None)
            if profile is None:
                self.window.show()
                self._say_no_connection(link)
                return
        if profile is None:
            self.window.show()
            if name:
                self._say_unknown(name)
            return
        key = await self.keys.get(profile.id)
        if key is None:
            self.window.show()
            self.connecting.choose(profile)
            return
        await self.open(profile, key)
        self.window.show()
        if link is not None:
            await self.follow(link)

    async def follow(self, link: Link) -> None:
        """Show what a link of this edge leads to."""
        await asyncio.to_thread(import_module, "console.views.pages.alerts")
        if not self.window.open_link(link):
            self._say_no_connection(link)

    async def open(self, profile: Profile, key: str, *, remember: bool = True) -> None:
        """Show an edge from now on."""
        await self.close_session()
        session = Session(
            *(profile, key),
            cache=Cache(self.paths.cache_of(profile.id)) if remember else None,
            outbox=self.paths.outbox_of(profile.id) if remember else None,
        )
        session.alerts.language = spoken_now()
        await session.remember()
        tasks = Tasks()
        tasks.failures.add(self._failed)
        self.session, self._session_tasks = session, tasks
        session.connection.states.add(self.connecting.look_into)
        await self.window.show_session(session, tasks)
        self.desk.begin_session(session)
        tasks.spawn("connection", session.run())

    async def close_session(self) -> None:
        """Let go of the edge, if there is one. What waited to be done is done before."""
        await self.window.held.finish()
        session, tasks = self.session, self._session_tasks
        self.session = self._session_tasks = None
        self.desk.end_session()
        self.window.show_welcome()
        if tasks is not None:
            await tasks.close()
        if session is not None:
            await session.close()

    async def end(self) -> None:
        """Keep what is to be kept, and leave nothing running."""
        if self.demo is None:
            await self._keep_window()
        self.window.hide()
        with suppress(TimeoutError):
            async with asyncio.timeout(SHUTDOWN_S):
                await self.close_session()
                await self._tasks.close()
        clear_secret()
        self.desk.close()
        self.window.let_go()
        self.window.deleteLater()

    async def end_to_install(self) -> bool:
        """End, so that a new version can be installed; whether nothing stood in the way."""
        await self._leave()
        return self.leave.is_set()

    def quit(self) -> None:
        """End, whatever is shown, as soon as what was begun is done."""
        self._tasks.spawn("leave", self._leave())

    async def _close(self) -> None:
        """The user closes the window."""
        if not self.desk.lock.screen and await self.desk.stays():
            return
        await self._leave()

    async def _leave(self) -> None:
        """The console ends, unless what was still to be done failed: that is to be read first, and a second
        time it ends."""
        if await self.window.held.finish():
            self.leave.set()

    async def _forget_keys(self) -> None:
        """Somebody gave the PIN up: who does not know it gets nowhere with the keys."""
        await self.close_session()
        for profile in self.profiles.all:
            await self.keys.forget(profile.id)
            await asyncio.to_thread(forget, self.paths, profile.id)
        await self.desk.lock.give_up()

    async def _keep_manners(self, now: manners.Manners) -> None:
        try:
            await asyncio.to_thread(manners.save, self.paths.manners, now)
        except OSError as error:
            log.warning("how the console behaves is not kept: %s", error)

    async def _keep_window(self) -> None:
        try:
            await asyncio.to_thread(window_memory.save, self.paths.window, self.window.memory())
        except OSError as error:
            log.warning("the window's state is not kept: %s", error)

    # -- connecting
    # ------------------------------------------------------------------------------------------------------

    def _choose_worldview(self, worldview: Worldview) -> None:
        if self.session is None:
            return
        profile = replace(self.session.profile, worldview=worldview)
        self.session.profile = profile
        if self.profiles.get(profile.id) is not None:
            self._tasks.spawn("keep the profile", self.kept(self.profiles.keep, profile))

    async def kept(self, keep: Callable[[T], None], what: T) -> None:
        """Write profiles beside the loop. A disk that refuses costs the memory of it, nothing else."""
        try:
            await asyncio.to_thread(keep, what)
        except OSError as error:
            self.window.toast.say(self.tr("The connection cannot be kept on this computer"), str(error))

    def _say_no_connection(self, link: Link) -> None:
        title = self.tr("The link is of another edge")
        words = self.tr("It leads to {0}. Connect to that edge, then open the link again.")
        self.window.toast.say(title, words.format(link.edge))

    def _say_unknown(self, name: str) -> None:
        known = ", ".join(profile.name for profile in self.profiles.all)
        words = self.tr("There are: {0}.").format(known) if known else self.tr("There are none.")
        self.window.show_welcome(self.tr("There is no connection named {0}").format(name), words)

    # -- the demo
    # --------------------------------------------------------------------------------------------------------

    def start_demo(self, options: DemoOptions, say: Callable[[str], None] | None = None) -> None:
        """Run an edge and a fleet on this computer and show them, until the program ends."""
        if self.demo is None:
            self._tasks.spawn("demo", self._run_demo(options, say))

    async def _run_demo(self, options: DemoOptions, say: Callable[[str], None] | None) -> None:
        window = self.window
        window.show_welcome(
            self.tr("Starting the demo"),
            self.tr("An edge and a fleet of simulated terminals are being started on this computer."),
            busy=True,
        )
        try:
            async with running_demo(options) as demo:
                await until_staged(demo)
                self.demo = demo
                if say is not None:
                    announce(demo, say)
                profile = Profile("demo", self.tr("Demo fleet"), demo.url, colour="#6D5BD0")
                await self.open(profile, demo.key, remember=False)
                window.registry.add(*DemoCommands(window, demo, self._tasks).all())
                await self.leave.wait()
        except DemoError as error:
            window.show_welcome(self.tr("The demo did not start"), str(error))
        finally:
            await self.close_session()
            self.demo = None

    # -- what goes wrong in the background
    # ------------------------------------------------------------------------------------

    def _failed(self, failure: Failure) -> None:
        log.error("%s failed", failure.task, exc_info=failure.error)
        self.crashes.write(failure.error)
        self.window.toast.say(
            self.tr("Something went wrong inside Punchdeck"), f"{failure.task}: {failure.error}"
        )

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What no one caught: slots of Qt end here."""
        if issubclass(kind, KeyboardInterrupt):
            self.leave.set()
            return
        log.error("not caught", exc_info=(kind, error, trace))
        self.crashes.write(error, trace)
        self.window.toast.say(self.tr("Something went wrong inside Punchdeck"), f"{error}")


def _look(name: str) -> Look:
    return Look(name) if name in tuple(Look) else Look.SYSTEM


def application() -> QApplication:
    """The application of this process, dressed."""
    identify_to_windows()
    made = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(made, QApplication)
    dress(made)
    return made


def dress(made: QApplication) -> None:
    """Give an application its name, our fonts and English, until it is told to speak something else."""
    made.setApplicationName("Punchdeck")
    made.setApplicationDisplayName("Punchdeck")
    made.setDesktopFileName("punchdeck")
    # The window says itself when it is time: the loop must not stop under the tasks.
    made.setQuitOnLastWindowClosed(False)
    install_translations(made)
    load_fonts()


def run(
    begin: Callable[[Console], Awaitable[None]],
    paths: Paths,
    *,
    seconds: float | None = None,
    reset_ui: bool = False,
    updates: Setting | None = None,
) -> int:
    """A console from beginning to end: until it is closed, or its time is over. Returns the exit code."""
    made = application()
    speak(made, (window_memory.WindowMemory() if reset_ui else window_memory.load(paths.window)).language)
    with logged_to(paths.logs), asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(made)) as runner:
        return runner.run(_live(made, begin, paths, seconds, reset_ui, updates))


async def _live(
    made: QApplication,
    begin: Callable[[Console], Awaitable[None]],
    paths: Paths,
    seconds: float | None,
    reset_ui: bool,
    updates: Setting | None,
) -> int:
    try:
        console = Console(made, paths, reset_ui=reset_ui, updates=updates)
    except ProfilesUnreadable as error:
        print(f"punchdeck: {error}", file=sys.stderr)
        return 1
    console.crashes.watch()
    before = sys.excepthook
    sys.excepthook = console.report
    for each in ENDS:
        with suppress(NotImplementedError, RuntimeError):  # Windows closes windows instead
            asyncio.get_running_loop().add_signal_handler(each, console.leave.set)
    garbage = GarbageCollector()
    try:
        await begin(console)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await console.leave.wait()
        console.leave.set()
        await console.end()
        if console.updating.chosen is not None:
            install(console.updating.chosen)
    finally:
        sys.excepthook = before
        console.crashes.end()
        del console
        garbage.stop()
        # Objects of Qt's that live until the interpreter ends are freed in the wrong order.
        gc.collect()
        await asyncio.sleep(0.05)
    return 0


def run_console(profile: str | None, *, link: Link | None = None, reset_ui: bool = False) -> int:
    """The window, with the profile of that name or the last one, or on what a link leads to, until closed.
    Where one is open already that one is asked instead. Returns the exit code."""
    made, paths = application(), Paths.of_user()
    call = call_of_start("" if link is None else str(link), profile or "")
    doorway = first_or_call(address(paths.settings), call)
    if doorway is None:
        return 0
    links = LinksOpened(made)

    async def begin(console: Console) -> None:
        doorway.called.connect(console.connecting.called)
        links.opened.connect(lambda text: console.connecting.called(Call(link=text)))
        await console.start(profile, link)
        if profile is None and link is None:
            console.connecting.begin()

    try:
        return run(begin, paths, reset_ui=reset_ui)
    finally:
        doorway.close()


def run_demo_window(options: DemoOptions, say: Callable[[str], None]) -> int:
    """The window on a demo fleet, until it is closed or its time is over. Returns the exit code."""

    async def begin(console: Console) -> None:
        console.window.show()
        console.start_demo(options, say)

    return run(begin, Paths.of_user(), seconds=options.seconds)
