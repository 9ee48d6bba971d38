"""The one window: rail, page, inspector, status strip. It knows nothing of how one connects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from console.commands.keymap import Bound
from console.commands.registry import Registry
from console.commands.search import Entry
from console.core.links import Link
from console.core.problems import Problem
from console.core.profiles import Worldview
from console.core.session import Session
from console.core.states import CatchingUp, Connecting, Live, Offline, Stale, State
from console.core.tasks import Tasks
from console.core.window_memory import WindowMemory
from console.models.choices import Choices
from console.models.selection import Selection
from console.theme.theme import Theme
from console.views.alert_herald import AlertHerald
from console.views.dialogs.problem import explain
from console.views.held_acts import HeldActs
from console.views.inspector.panel import Inspector
from console.views.keys import CommandKeys
from console.views.menus import MenuBar
from console.views.pages.page import Page, SettingsPart
from console.views.palette import Palette
from console.views.shell.actions import WindowCommands
from console.views.shell.connection_words import ConnectionWords
from console.views.shell.head import Head
from console.views.shell.strip import StatusStrip
from console.views.shell.torn import TornWindows
from console.views.shell.wall import Wall
from console.views.shell.welcome import Welcome
from console.views.shell.window_places import PAGES, WindowPlaces
from console.views.shell.window_session import WindowSession
from console.views.widgets.banner import Banner
from console.views.widgets.rail import Rail
from console.views.widgets.toast import Toast
from console.views.words import Words

SMALLEST: Final = (960, 600)
USUAL: Final = (1440, 900)


class Window(QMainWindow):
    """Signals: `leaving` when the user closes it: whoever owns it ends things and then calls `let_go`.
    `quitting` when the program shall end, whatever closing means on this computer.
    `connections_wanted` when the user asks for another connection, `problem_acted(Problem)` for what can be
    done about a problem, `demo_wanted`, and `worldview_chosen(Worldview)` for the profile that is open.
    """

    leaving = Signal()
    quitting = Signal()
    connections_wanted = Signal()
    problem_acted = Signal(object)
    demo_wanted = Signal()
    worldview_chosen = Signal(object)

    def __init__(self, theme: Theme, memory: WindowMemory, registry: Registry | None = None) -> None:
        super().__init__()
        self.theme = theme
        self.registry = registry or Registry()
        self.registry.change_keys(memory.keys)
        self.words = Words(self.locale(), self)
        self.selection = Selection(self)
        self.places = WindowPlaces(self)
        self._open: WindowSession | None = None
        self._memory = memory
        self._kept: dict[str, Mapping[str, Any]] = dict(memory.pages)
        self._page_id = memory.page
        self.choices = Choices(memory, self)
        self.settings: list[SettingsPart] = []
        """What others add to the page of settings, before a session is shown."""
        self._inspecting = memory.inspector
        self._problem: Problem | None = None
        self._end = lambda: None
        self._may_close = False
        self._says = ConnectionWords(self.words, self)
        self.wall, self.torn = Wall(self), TornWindows(self)
        self._say_title()
        self.setMinimumSize(*SMALLEST)
        self._build()
        self.registry.add(*WindowCommands(self).all())
        self.rail.follow(self.registry)
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
        self.rail = Rail(self.theme, self.places.main, self.places.apart, self.head, self)
        self.rail.chosen.connect(self.go)
        self.rail.set_narrow(self._memory.rail_narrow)
        self.banner = Banner(self.theme, self)
        self.banner.acted.connect(self._act)
        self.stack = QStackedWidget(self)
        self.strip = StatusStrip(self.theme, self.words, self)
        centre = QWidget(self)
        column = self._centre = QVBoxLayout(centre)
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
        outer = self._outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(inner, 1)
        outer.addWidget(self.strip)
        self.setCentralWidget(whole)
        self.toast = Toast(self.theme, self)
        self.held = HeldActs(self.theme, self.toast, self.registry)
        self.welcome = Welcome(self.theme, self)
        self.welcome.connect_wanted.connect(self.connections_wanted)
        self.welcome.demo_wanted.connect(self.demo_wanted)
        self.stack.addWidget(self.welcome)

    # -- sessions
    # -------------------------------------------------------------------------------------------------------

    def show_welcome(self, title: str = "", words: str = "", *, busy: bool = False) -> None:
        """No session: what one can do instead, or what is being done."""
        self.close_session()
        self._say_title()
        self.welcome.say(title, words, busy=busy)
        self.stack.setCurrentWidget(self.welcome)
        self.head.say(self.tr("Punchdeck"), self.tr("Not connected"), None)
        self.rail.set_enabled(False)
        self.strip.show_session(None)

    async def show_session(self, session: Session, tasks: Tasks) -> None:
        """Show this edge from now on, on the page that was the last one. In steps, between which the window
        answers."""
        self.close_session()
        self.selection.clear()
        profile = session.profile
        self.head.say(profile.name, profile.url.partition("://")[2], profile.colour)
        self._say_title(profile.name)
        self.strip.show_session(session)
        self.rail.set_enabled(True)
        opened = self._open = WindowSession(self, session, tasks)
        self._end = session.connection.states.add(self._moved)
        self._moved(session.state)
        await opened.open(self._page_id)

    def close_session(self) -> None:
        """Let go of everything that belongs to the session."""
        self._end()
        self._end = lambda: None
        if self._open is not None:
            self._memory = self.memory()
            self._kept, self._page_id = dict(self._memory.pages), self._memory.page
            self._open.close()
            self._open = None
        self.banner.hide()

    @property
    def session(self) -> Session | None:
        """The one that is shown."""
        return None if self._open is None else self._open.session

    @property
    def shown(self) -> WindowSession | None:
        """All that is shown of it."""
        return self._open

    @property
    def page_id(self) -> str:
        """Of the page in front, or of the one that was."""
        return (self._open.page_id if self._open is not None else "") or self._page_id

    @property
    def pages(self) -> Mapping[str, Page]:
        """Those made so far."""
        return {} if self._open is None else self._open.pages

    @property
    def page(self) -> Page | None:
        """The current one."""
        return None if self._open is None else self._open.page

    @property
    def herald(self) -> AlertHerald | None:
        return None if self._open is None else self._open.herald

    @property
    def inspector(self) -> Inspector | None:
        return None if self._open is None else self._open.inspector

    def adopt(self, page: Page) -> None:
        """Take in a page that was made: as it was left, and with what is chosen for all pages."""
        page.restore_state(self._kept.get(page.id, {}))
        page.set_reduced_motion(self.choices.now.reduced_motion)
        page.command_wanted.connect(self.registry.run)
        page.profile_wanted.connect(self.connections_wanted)
        page.worldview_chosen.connect(self._show_worldview)
        self.stack.addWidget(page)

    def _show_worldview(self, worldview: Worldview) -> None:
        self.worldview_chosen.emit(worldview)
        if self._open is not None:
            self._open.show_worldview(worldview)

    # -- going about
    # ----------------------------------------------------------------------------------------------------

    def go(self, page_id: str) -> None:
        """Show a page."""
        if self._open is not None and page_id in PAGES:
            self._open.go(page_id)
            self._say_title(self._open.session.profile.name, self.places.title(page_id))

    def _say_title(self, profile: str = "", page: str = "") -> None:
        """What the system shows of the window: in lists of windows, on the task bar, aloud."""
        if page:
            self.setWindowTitle(self.tr("{0} · {1} – Punchdeck").format(page, profile))
        else:
            self.setWindowTitle(
                self.tr("{0} – Punchdeck").format(profile) if profile else self.tr("Punchdeck")
            )

    def may_go(self, page_id: str) -> bool:
        """Whether that page can be shown now, and is offered."""
        return self._open is not None and self.rail.is_offered(page_id)

    def show_alert(self, alert_id: str) -> None:
        """Bring an alert before the user; "" all of them."""
        if self._open is not None:
            self._open.show_alert(alert_id)

    def open_link(self, link: Link) -> bool:
        """Show what a link leads to; whether it is of the edge that is open."""
        return self._open is not None and self._open.open_link(link)

    def bound_commands(self) -> tuple[Bound, ...]:
        """Every command there is, whatever page is in front, as it came."""
        session = self._open
        of_page = set() if session is None else {command.id for command in session.page_commands}
        here = [Bound("", it) for it in self.registry.as_they_came() if it.id not in of_page]
        return (*here, *(() if session is None else session.bound_commands()))

    def place_bar(self, bar: QWidget) -> None:
        """Over the page, below what is said of the connection."""
        self._centre.insertWidget(1, bar)

    def place_ticker(self, ticker: QWidget) -> None:
        """Below everything, over the whole width."""
        self._outer.addWidget(ticker)

    def step_back(self) -> None:
        """Esc: undo the last thing that stands in the way, one at a time."""
        page = self.page
        if page is not None and not page.step_back():
            self.selection.clear()

    def _find(self, typed: str) -> list[Entry]:
        return [] if self._open is None else self._open.finder(typed)

    def open_palette(self) -> None:
        self.palette_box.open_palette()

    def show_inspector(self, shown: bool) -> None:
        self._inspecting = shown
        if self._open is not None:
            self._open.show_inspector(shown)

    @property
    def inspector_shown(self) -> bool:
        """Whether it is wanted beside the pages that have a use for it."""
        return self._inspecting

    @property
    def inspector_width(self) -> int:
        """As the user has it, or left it."""
        if self.inspector is not None and self.inspector.isVisible():
            return self.panes.sizes()[-1] or self._memory.inspector_width
        return self._memory.inspector_width

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
        return replace(
            self.choices.now,
            place=(normal.x(), normal.y(), normal.width(), normal.height()),
            maximised=self.isMaximized(),
            page=self.page_id,
            rail_narrow=self.rail.narrow,
            inspector=self._inspecting,
            inspector_width=self.inspector_width,
            look=self.theme.look.value,
            text_scale=self.theme.text_scale,
            recent=tuple(self.palette_box.recent),
            pages=pages,
            keys=dict(self.registry.changes),
        )

    def let_go(self) -> None:
        """Close for good."""
        self._may_close = True
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._open is not None:
            self._open.show_inspector(self._inspecting)

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
