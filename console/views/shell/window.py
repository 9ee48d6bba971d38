"""The one window: rail, page, inspector, status strip. It knows nothing of how one connects."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any, Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from console.commands.registry import Registry
from console.commands.search import Entry
from console.core.alert_news import QuietHours
from console.core.links import Link
from console.core.problems import Problem
from console.core.profiles import Worldview
from console.core.session import Session
from console.core.states import CatchingUp, Connecting, Live, Offline, Stale, State
from console.core.tasks import Tasks
from console.core.window_memory import WindowMemory
from console.models.selection import Kind, Selection
from console.platform.notifications import system_notifier
from console.theme.icons import icon
from console.theme.theme import Theme
from console.views.alert_herald import AlertHerald
from console.views.dialogs.problem import explain
from console.views.inspector.panel import Inspector, sheet_class
from console.views.keys import CommandKeys
from console.views.menus import MenuBar
from console.views.pages.page import Page, Surroundings
from console.views.palette import Palette
from console.views.shell.actions import WindowCommands
from console.views.shell.connection_words import ConnectionWords
from console.views.shell.finder import Finder
from console.views.shell.head import Head
from console.views.shell.strip import StatusStrip
from console.views.shell.welcome import Welcome
from console.views.widgets.banner import Banner
from console.views.widgets.rail import Place, Rail
from console.views.widgets.toast import Toast
from console.views.words import Words

FIRST: Final = "overview"
PAGES: Final = {
    "overview": "OverviewPage",
    "map": "MapPage",
    "devices": "DevicesPage",
    "feed": "FeedPage",
    "alerts": "AlertsPage",
    "settings": "SettingsPage",
}
"""The class of each page in console.views.pages, brought in one by one: a start needs only the first."""
SMALLEST: Final = (960, 600)
USUAL: Final = (1440, 900)
IDLE_S: Final = 0.1
"""Between two pages that are made before anybody asks for them."""


class Window(QMainWindow):
    """Signals: `leaving` when the user closes it: whoever owns it ends things and then calls `let_go`.
    `connections_wanted` when the user asks for another connection, `problem_acted(Problem)` for what can be
    done about a problem, `demo_wanted`, and `worldview_chosen(Worldview)` for the profile that is open.
    """

    leaving = Signal()
    connections_wanted = Signal()
    problem_acted = Signal(object)
    demo_wanted = Signal()
    worldview_chosen = Signal(object)

    def __init__(self, theme: Theme, memory: WindowMemory, registry: Registry | None = None) -> None:
        super().__init__()
        self.theme = theme
        self.registry = registry or Registry()
        self.words = Words(self.locale(), self)
        self.selection = Selection(self)
        self.session: Session | None = None
        self.pages: dict[str, Page] = {}
        self.inspector: Inspector | None = None
        self._memory = memory
        self._kept: dict[str, Mapping[str, Any]] = dict(memory.pages)
        self._page_id = memory.page
        self._page_commands: tuple[Any, ...] = ()
        self._reduced_motion = memory.reduced_motion
        self._notify, self._quiet = memory.notify, memory.quiet
        self.herald: AlertHerald | None = None
        self._inspecting = memory.inspector
        self._problem: Problem | None = None
        self._end = lambda: None
        self._may_close = False
        self._around: Surroundings | None = None
        self._finder: Finder | None = None
        self._says = ConnectionWords(self.words, self)
        self.setWindowTitle(self.tr("Punchdeck"))
        self.setMinimumSize(*SMALLEST)
        self._build()
        self.registry.add(*WindowCommands(self).all())
        self.setMenuBar(MenuBar(self.registry, theme, self))
        self.palette_box = Palette(theme, self.registry, self, [self._find])
        self.palette_box.set_recent(memory.recent)
        self.keys = CommandKeys(self, self.registry)
        self.show_welcome()
        self._restore_place(memory)

    # -- how it is built
    # ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head = Head(self.theme, self)
        self.head.clicked.connect(self.connections_wanted)
        self.rail_places, self.rail_places_apart = self._places(), self._places_apart()
        self.rail = Rail(self.theme, self.rail_places, self.rail_places_apart, self.head, self)
        self.rail.chosen.connect(self.go)
        self.rail.set_narrow(self._memory.rail_narrow)
        self.banner = Banner(self.theme, self)
        self.banner.acted.connect(self._act)
        self.stack = QStackedWidget(self)
        self.strip = StatusStrip(self.theme, self.words, self)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self.panes.setChildrenCollapsible(False)
        self.panes.addWidget(centre)
        self.panes.setStretchFactor(0, 1)
        inner = QWidget(self)
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.panes, 1)
        whole = QWidget(self)
        whole.setProperty("role", "window")
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(inner, 1)
        outer.addWidget(self.strip)
        self.setCentralWidget(whole)
        self.toast = Toast(self.theme, self)
        self.welcome = Welcome(self.theme, self)
        self.welcome.connect_wanted.connect(self.connections_wanted)
        self.welcome.demo_wanted.connect(self.demo_wanted)
        self.stack.addWidget(self.welcome)

    def _places(self) -> tuple[Place, ...]:
        return (
            Place("overview", "overview", self.tr("Overview"), "G O"),
            Place("map", "map", self.tr("Map"), "G M"),
            Place("devices", "devices", self.tr("Devices"), "G D"),
            Place("feed", "feed", self.tr("Live"), "G L"),
            Place("alerts", "bell", self.tr("Alerts"), "G A"),
        )

    def _places_apart(self) -> tuple[Place, ...]:
        return (Place("settings", "settings", self.tr("Settings"), "G S"),)

    # -- sessions
    # -------------------------------------------------------------------------------------------------------

    def show_welcome(self, title: str = "", words: str = "", *, busy: bool = False) -> None:
        """No session: what one can do instead, or what is being done."""
        self.close_session()
        self.welcome.say(title, words, busy=busy)
        self.stack.setCurrentWidget(self.welcome)
        self.head.say(self.tr("Punchdeck"), self.tr("Not connected"), None)
        self.rail.set_enabled(False)
        self.strip.show_session(None)

    async def show_session(self, session: Session, tasks: Tasks) -> None:
        """Show this edge from now on, on the page that was the last one. In steps, between which the window
        answers."""
        self.close_session()
        self._begin_session(session, tasks)
        first = self._page_id if self._page_id in PAGES else FIRST
        await asyncio.to_thread(_page_class, first)
        for step in (self._open_inspector, partial(self._ensure, first), partial(self.go, first)):
            await asyncio.sleep(0)
            if self.session is not session:
                return
            step()
        tasks.spawn("pages", self._make_others(session))

    def _begin_session(self, session: Session, tasks: Tasks) -> None:
        self.session = session
        self.selection.clear()
        self._around = Surroundings(
            *(self.theme, session, self.selection, self.words, self.go, self.toast.say, tasks),
            page_shown=lambda: self._page_id,
        )
        self._finder = Finder(session, self.selection, self.go)
        profile = session.profile
        self.head.say(profile.name, profile.url.partition("://")[2], profile.colour)
        self.setWindowTitle(self.tr("{0} – Punchdeck").format(profile.name))
        self.strip.show_session(session)
        self.rail.set_enabled(True)
        self.herald = AlertHerald(
            *(session, self.words, self.rail, self.toast),
            system_notifier(icon("bell", self.theme.tokens, 32), profile.name, self),
            self.show_alert,
            self,
        )
        self._choose_notifications(self._notify, self._quiet)
        self._end = session.connection.states.add(self._moved)
        self._moved(session.state)

    def _open_inspector(self) -> None:
        assert self._around is not None, "there is nothing to inspect without a session"
        self.inspector = Inspector(self._around, self.panes)
        self.inspector.closed.connect(lambda: self.show_inspector(False))
        self.panes.addWidget(self.inspector)
        self.panes.setSizes([10_000, self._memory.inspector_width])

    def close_session(self) -> None:
        """Let go of everything that belongs to the session."""
        self._end()
        self._end = lambda: None
        self.registry.remove(*self._page_commands)
        self._page_commands = ()
        self._kept |= {page_id: page.save_state() for page_id, page in self.pages.items()}
        if self.inspector is not None:
            self._memory = self.memory()
            self.inspector.close_panel()
            self.inspector.setParent(None)
            self.inspector.deleteLater()
        for page in self.pages.values():
            page.close_page()
            self.stack.removeWidget(page)
            page.deleteLater()
        self.pages, self.inspector, self.session, self._around = {}, None, None, None
        self._finder = None
        if self.herald is not None:
            self.herald.close()
            self.herald = None
        self.banner.hide()

    def _ensure(self, page_id: str) -> Page:
        """The page, made when it is first wanted."""
        page = self.pages.get(page_id)
        if page is None:
            assert self._around is not None, "there are no pages without a session"
            page = self.pages[page_id] = _page_class(page_id)(self._around, self.stack)
            page.restore_state(self._kept.get(page_id, {}))
            page.set_reduced_motion(self._reduced_motion)
            page.set_notifications(self._notify, self._quiet)
            page.motion_reduced.connect(self._reduce_motion)
            page.notifications_chosen.connect(self._choose_notifications)
            page.profile_wanted.connect(self.connections_wanted)
            page.worldview_chosen.connect(self._show_worldview)
            self.stack.addWidget(page)
        return page

    async def _make_others(self, session: Session) -> None:
        """Make the sheets of the inspector and the other pages too, one at a time and their code beside the
        loop, so that going to one takes no time."""
        for kind in Kind:
            await asyncio.sleep(IDLE_S)
            await asyncio.to_thread(sheet_class, kind)
            if self.session is not session or self.inspector is None:
                return
            self.inspector.prepare(kind)
        for page_id in PAGES:
            await asyncio.sleep(IDLE_S)
            await asyncio.to_thread(_page_class, page_id)
            if self.session is not session:
                return
            self._ensure(page_id)

    def _reduce_motion(self, reduced: bool) -> None:
        self._reduced_motion = reduced
        for page in self.pages.values():
            page.set_reduced_motion(reduced)

    def _choose_notifications(self, notify: bool, quiet: str) -> None:
        self._notify, self._quiet = notify, quiet
        if self.herald is not None:
            self.herald.notify, self.herald.quiet = notify, QuietHours.of(quiet)

    def _show_worldview(self, worldview: Worldview) -> None:
        self.worldview_chosen.emit(worldview)
        for page in self.pages.values():
            page.set_worldview(worldview)

    # -- going about
    # ----------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The current one."""
        return self.pages.get(self._page_id)

    def go(self, page_id: str) -> None:
        """Show a page."""
        if self._around is None or page_id not in PAGES:
            return
        page = self._ensure(page_id)
        self.registry.remove(*self._page_commands)
        self._page_id = page_id
        self._page_commands = tuple(page.commands())
        self.registry.add(*self._page_commands)
        self.stack.setCurrentWidget(page)
        self.rail.set_current(page_id)
        if self.inspector is not None:
            self.inspector.setVisible(self._inspecting and page.inspects)
            self.inspector.refresh()
        page.focus_first()

    def show_alert(self, alert_id: str) -> None:
        """Bring an alert before the user; "" all of them."""
        self.go("alerts")
        if alert_id and self.session is not None:
            self.session.alerts.ask_for(alert_id)
            self.selection.select(Kind.ALERT, alert_id)

    def open_link(self, link: Link) -> bool:
        """Show what a link leads to; whether it is of the edge that is open."""
        if self.session is None or self.session.profile.url != link.edge or link.kind not in tuple(Kind):
            return False
        kind = Kind(link.kind)
        if kind is Kind.ALERT:
            self.show_alert(link.id)
        else:
            self.go({Kind.SITE: "map", Kind.DEVICE: "devices", Kind.PUNCH: "feed"}[kind])
            self.selection.select(kind, link.id)
        return True

    def step_back(self) -> None:
        """Esc: undo the last thing that stands in the way, one at a time."""
        page = self.page
        if page is not None and not page.step_back():
            self.selection.clear()

    def _find(self, typed: str) -> list[Entry]:
        return [] if self._finder is None else self._finder(typed)

    def open_palette(self) -> None:
        self.palette_box.open_palette()

    def show_inspector(self, shown: bool) -> None:
        self._inspecting = shown
        if self.inspector is not None and self.page is not None:
            self.inspector.setVisible(shown and self.page.inspects)

    @property
    def inspector_shown(self) -> bool:
        """Whether it is wanted beside the pages that have a use for it."""
        return self._inspecting

    # -- the connection
    # -------------------------------------------------------------------------------------------------

    def _moved(self, state: State) -> None:
        match state:
            case Live() | CatchingUp() | Connecting():
                self._problem = None
                self.banner.hide()
            case Stale(_, problem):
                self._problem = problem
                self.banner.hide()
            case Offline(since_us, problem, _):
                self._problem = problem
                since = self._says.since(since_us, self._zones())
                if problem is None:
                    self.banner.say(self.tr("The edge is not heard. {0}").format(since), self.tr("Try again"))
                else:
                    told = explain(problem, self)
                    self.banner.say(f"{told.title}. {since}", told.action)

    def _zones(self) -> frozenset[str]:
        return frozenset() if self.session is None else self.session.fleet.zones

    def _act(self) -> None:
        if self._problem is None or not self._problem.lasting:
            if self.session is not None:
                self.session.connection.retry()
            return
        self.problem_acted.emit(self._problem)

    # -- leaving, and what is kept
    # --------------------------------------------------------------------------------------

    def memory(self) -> WindowMemory:
        """How it stands now, for the next start."""
        normal = self.normalGeometry()
        pages = dict(self._kept) | {page_id: page.save_state() for page_id, page in self.pages.items()}
        width = self._memory.inspector_width
        if self.inspector is not None and self.inspector.isVisible():
            width = self.panes.sizes()[-1] or width
        return WindowMemory(
            place=(normal.x(), normal.y(), normal.width(), normal.height()),
            maximised=self.isMaximized(),
            page=self._page_id,
            rail_narrow=self.rail.narrow,
            inspector=self._inspecting,
            inspector_width=width,
            look=self.theme.look.value,
            text_scale=self.theme.text_scale,
            reduced_motion=self._reduced_motion,
            notify=self._notify,
            quiet=self._quiet,
            recent=tuple(self.palette_box.recent),
            pages=pages,
        )

    def let_go(self) -> None:
        """Close for good."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.leaving.emit()

    def _restore_place(self, memory: WindowMemory) -> None:
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        wanted = QRect(*memory.place) if memory.place is not None else None
        seen = wanted is not None and any(
            screen.intersected(wanted).width() >= 200 and screen.intersected(wanted).height() >= 100
            for screen in screens
        )
        room = screens[0] if screens else QRect(0, 0, *USUAL)
        if wanted is None or not seen:
            wanted = QRect(0, 0, min(USUAL[0], room.width()), min(USUAL[1], room.height()))
            wanted.moveCenter(room.center())
        self.setGeometry(wanted)
        if memory.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)


def _page_class(page_id: str) -> type[Page]:
    module = import_module(f"console.views.pages.{page_id}")
    made: type[Page] = getattr(module, PAGES[page_id])
    return made
