"""What a window shows of one session, from its opening to its closing: pages, inspector, heralded alerts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from console.commands.keymap import Bound
from console.commands.registry import Command
from console.core.alert_news import QuietHours
from console.core.links import Link
from console.core.profiles import Worldview
from console.core.session import Session
from console.core.states import State
from console.core.tasks import Tasks
from console.models.selection import Kind
from console.platform.notifications import system_notifier
from console.theme.icons import icon
from console.views.alert_herald import AlertHerald
from console.views.inspector.panel import Inspector, sheet_class
from console.views.outbox_desk import OutboxDesk
from console.views.pages.page import Page, Surroundings
from console.views.shell.finder import Finder
from console.views.shell.torn import INSPECTOR
from console.views.shell.window_places import HOME, LISTED_ON, PAGES, SELECTED_ON, page_class
from console.views.terminal_wizards import TerminalWizards

if TYPE_CHECKING:
    from console.views.shell.window import Window

IDLE_S: Final = 0.1
"""Between two pages that are made before anybody asks for them."""
ROOMY: Final = 1_200
"""So wide a window has room for an inspector that has nothing to show."""


class WindowSession(QObject):
    """Made by the window when it is given a session, and closed by it. `page_id` is the current page's."""

    def __init__(self, window: Window, session: Session, tasks: Tasks) -> None:
        super().__init__(window)
        self.session = session
        self.pages: dict[str, Page] = {}
        self._making: dict[str, tuple[Page, Iterator[None]]] = {}
        self.inspector: Inspector | None = None
        self.page_id = ""
        self._window = window
        self._commands: tuple[Command, ...] = ()
        self.around = Surroundings(
            *(window.theme, session, window.selection, window.words, window.go, window.toast.say, tasks),
            page_shown=lambda: self.page_id,
            later=window.held.later,
            choices=window.choices,
            settings=window.settings,
            command=window.registry.find,
        )
        self.finder = Finder(session, window.selection, window.go)
        self.herald = AlertHerald(
            *(session, window.words, window.rail, window.toast),
            system_notifier(icon("bell", window.theme.tokens, 32), session.profile.name, window),
            window.show_alert,
            window,
        )
        self.wizards = TerminalWizards(self.around, window)
        self._wizard_commands: tuple[Command, ...] = ()
        self.outbox = OutboxDesk(self.around, window)
        self._ends = (session.connection.states.add(self._look_who),)
        window.selection.changed.connect(self._selected)
        window.choices.changed.connect(self._chosen)
        for name in ("notify", "sparing"):
            self._chosen(name)
        self._show_places()

    async def open(self, page_id: str) -> None:
        """Show that page, or the first where there is none of that name. In steps, between which the window
        answers."""
        first = page_id if page_id in PAGES else HOME
        await asyncio.to_thread(page_class, first)
        for step in (self._open_inspector, partial(self._ensure, first), partial(self._window.go, first)):
            await asyncio.sleep(0)
            if self.closed:
                return
            step()
        self.around.tasks.spawn("pages", self._make_others())

    @property
    def closed(self) -> bool:
        return not self._ends

    def close(self) -> None:
        """Let go of everything that belongs to the session."""
        for end in self._ends:
            end()
        self._ends = ()
        self._window.wall.leave()
        self._window.torn.close_all()
        self._window.registry.remove(*self._commands, *self._wizard_commands)
        self._commands = self._wizard_commands = ()
        if self.inspector is not None:
            self.inspector.close_panel()
            self.inspector.setParent(None)
            self.inspector.deleteLater()
        for page in (*self.pages.values(), *(page for page, _ in self._making.values())):
            page.close_page()
            self._window.stack.removeWidget(page)
            page.deleteLater()
        self.pages, self._making, self.inspector = {}, {}, None
        self.herald.close()
        self.outbox.close()
        self.deleteLater()

    @property
    def page_commands(self) -> tuple[Command, ...]:
        """Those of the current page."""
        return self._commands

    # -- pages
    # ------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The current one."""
        return self.pages.get(self.page_id)

    def go(self, page_id: str) -> Page:
        """Put a page in front."""
        window = self._window
        page = self._ensure(page_id)
        window.registry.remove(*self._commands)
        self.page_id = page_id
        self._commands = tuple(page.commands())
        window.registry.add(*self._commands)
        window.stack.setCurrentWidget(page)
        window.rail.set_current(page_id)
        self.show_inspector(window.inspector_shown)
        if self.inspector is not None:
            self.inspector.refresh()
        page.focus_first()
        return page

    def bound_commands(self) -> tuple[Bound, ...]:
        """Those of all pages made so far."""
        return tuple(Bound(id, command) for id, page in self.pages.items() for command in page.commands())

    def show_inspector(self, shown: bool) -> None:
        """Beside the pages that have a use for it; in a narrow window only while something is selected."""
        if self.inspector is not None and self.page is not None:
            window = self._window
            beside = INSPECTOR not in window.torn.open and not window.wall.on
            room = window.width() >= ROOMY or window.selection.current is not None
            self.inspector.setVisible(shown and beside and room and self.page.inspects)

    def _selected(self) -> None:
        self.show_inspector(self._window.inspector_shown)

    def show_alert(self, alert_id: str) -> None:
        """Bring an alert before the user; "" all of them."""
        self._window.go("alerts")
        if alert_id:
            self.session.alerts.ask_for(alert_id)
            self._window.selection.select(Kind.ALERT, alert_id)

    def open_link(self, link: Link) -> bool:
        """Show what a link leads to; whether it is of this edge and we know such things."""
        if self.session.profile.url != link.edge:
            return False
        if link.kind == Kind.ALERT:
            self.show_alert(link.id)
        elif link.kind in tuple(Kind):
            kind = Kind(link.kind)
            self._window.go(SELECTED_ON[kind])
            self._window.selection.select(kind, link.id)
        elif LISTED_ON.get(link.kind) in PAGES:
            self._window.go(LISTED_ON[link.kind])
            if self.page is not None:
                self.page.bring(link.id)
        else:
            return False
        return True

    def _ensure(self, page_id: str) -> Page:
        """The page, made when it is first wanted."""
        page = self.pages.get(page_id)
        if page is None:
            page, steps = self._making.pop(page_id, None) or self._begin_page(page_id)
            for _ in steps:
                pass
            self.pages[page_id] = page
            self._window.adopt(page)
        return page

    def _begin_page(self, page_id: str) -> tuple[Page, Iterator[None]]:
        page = page_class(page_id)(self.around, self._window.stack)
        page.hide()  # else it is shown with its parent, half made
        return page, page.finish_making()

    async def _make_others(self) -> None:
        """Make the sheets of the inspector and the other pages too, one at a time and their code beside the
        loop, so that going to one takes no time."""
        for kind in Kind:
            await asyncio.sleep(IDLE_S)
            await asyncio.to_thread(sheet_class, kind)
            if self.inspector is None:
                return
            self.inspector.prepare(kind)
        self._window.torn.restore(self)
        for page_id in PAGES:
            await asyncio.sleep(IDLE_S)
            await asyncio.to_thread(page_class, page_id)
            if self.closed:
                return
            if page_id not in self.pages:
                self._making[page_id] = begun = self._begin_page(page_id)
                for _ in begun[1]:
                    await asyncio.sleep(0)
                    if self.closed:
                        return
                await asyncio.sleep(0)  # the last step of making and taking the page in cost about the same
                if self.closed:
                    return
            self._ensure(page_id)

    # -- what stands around them
    # -----------------------------------------------------------------------------------------------

    def _chosen(self, name: str) -> None:
        if self.closed:
            return
        now = self._window.choices.now
        if name in ("notify", "quiet"):
            self.herald.notify, self.herald.quiet = now.notify, QuietHours.of(now.quiet)
        elif name == "sparing":
            self.session.set_sparing(now.sparing)
        elif name == "reduced_motion":
            for page in self.pages.values():
                page.set_reduced_motion(now.reduced_motion)

    def show_worldview(self, worldview: Worldview) -> None:
        for page in self.pages.values():
            page.set_worldview(worldview)

    def _open_inspector(self) -> None:
        window = self._window
        width = window.inspector_width
        self.inspector = Inspector(self.around, window.panes)
        self.inspector.closed.connect(lambda: window.show_inspector(False))
        self.inspector.tear_wanted.connect(lambda: window.torn.tear(INSPECTOR))
        window.panes.addWidget(self.inspector)
        window.panes.setSizes([10_000, width])

    def _look_who(self, _state: State) -> None:
        self._show_places()
        if not self._wizard_commands:
            self._wizard_commands = tuple(self.wizards.commands())
            self._window.registry.add(*self._wizard_commands)

    def _show_places(self) -> None:
        """Hide the places that the key may not read, once the edge has said who we are."""
        known = self.session.connection.me is not None
        for place in self._window.places.all:
            self._window.rail.set_shown(place.id, not (known and place.scope) or self.around.may(place.scope))
