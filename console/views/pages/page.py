"""What every page of the window has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QStackedWidget, QWidget

from console.commands.registry import Command
from console.core.links import Link
from console.core.listeners import Listeners
from console.core.profiles import SafeMode, Worldview
from console.core.session import Session
from console.core.sheets import Sheet
from console.core.tasks import Tasks
from console.core.undo import Act
from console.models.choices import Choices
from console.models.selection import Kind, Selection
from console.theme.theme import Theme
from console.views.words import Words

State = Mapping[str, Any]
Later = Callable[[str, str, Act], object]


def at_once() -> Later:
    """Where no window holds an act back it is done now."""
    tasks = Tasks()

    def do(title: str, words: str, act: Act) -> None:
        async def done() -> None:
            await act()

        tasks.spawn(title, done())

    return do


@dataclass(frozen=True, slots=True)
class SettingsPart:
    """A card of the settings that somebody else owns: its title, the name of its icon, and what is put in it,
    made of the card."""

    title: str
    icon: str
    make: Callable[[QWidget], QWidget]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page stands in. `open_page(page_id)` goes to another one; `tell(title, words)` says in the
    corner of the window what was done or went wrong; `tasks` owns what is asked of the edge; `page_shown`
    is the id of the page that is in front. `later(title, words, act)` awaits `act()` in ten seconds unless
    the operator takes it back: for writes that are undone by not being sent. `title` and `words` say what is
    about to happen; a failure of `act` is told in the corner of the window.
    `choices` are the user's for this computer; `settings` are what others add to the page of settings;
    `command(id)` is one that stands now, with the keys it has now."""

    theme: Theme
    session: Session
    selection: Selection
    words: Words
    open_page: Callable[[str], object]
    tell: Callable[[str, str], object] = lambda title, words: None
    tasks: Tasks = field(default_factory=Tasks)
    page_shown: Callable[[], str] = lambda: ""
    later: Later = field(default_factory=at_once)
    choices: Choices = field(default_factory=Choices)
    settings: Sequence[SettingsPart] = ()
    command: Callable[[str], Command | None] = lambda id: None

    def may(self, scope: str) -> bool:
        """Whether that may be done from here: the key has the scope ("webhooks:write"), and Safe Mode, unless
        it is for reading, lets. False before the edge has said who we are."""
        scopes = (self.session.connection.me or {}).get("scopes", ())
        reads = scope.endswith(":read")
        return scope in scopes and (reads or self.session.profile.safe_mode is not SafeMode.READ_ONLY)

    def link_to(self, kind: Kind, id: str) -> str:
        """What leads here from elsewhere."""
        return str(Link(kind.value, id, self.session.profile.url))


class Page(QWidget):
    """One page. It shows what its session knows; while it is hidden it owes nobody anything, and catches up
    when it is shown.

    `id` names it in shortcuts and in the saved state; `inspects`: whether what is selected matters here, so
    that the inspector is shown beside it.

    Signals: `worldview_chosen(Worldview)` for this profile, `profile_wanted` when the connection is to be
    changed, `command_wanted(str)` for one of the window's by its id.
    """

    id = ""
    inspects = True

    worldview_chosen = Signal(object)
    profile_wanted = Signal()
    command_wanted = Signal(str)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self.theme = around.theme
        self.session = around.session
        self.selection = around.selection
        self.words = around.words
        self._endings: list[Callable[[], None]] = []
        self.setProperty("role", "window")
        self.setObjectName(self.id)

    def listen(self, listeners: Listeners[Any], callback: Callable[[Any], object]) -> None:
        """Hear news of core's until the page is closed."""
        self._endings.append(listeners.add(callback))

    def close_page(self) -> None:
        """The session ends: hear nothing any more."""
        for end in self._endings:
            end()
        self._endings.clear()

    def finish_making(self) -> Iterator[None]:
        """Make what the constructor left, a step at a time: in the background the window answers between
        two of them. Whoever makes a page goes through all before anything else is asked of it."""
        yield from ()

    def commands(self) -> Sequence[Command]:
        """What can be done here, while the page is the current one."""
        return ()

    def sheet(self) -> Sheet | None:
        """What is seen here as a table to be exported: the rows as they are filtered and ordered now. None
        where there is nothing. Asked often, so quick: rows may be made while they are read."""
        return None

    async def whole_sheet(self) -> Sheet | None:
        """The same of everything there is, also what the page has not fetched; None where `sheet` has it all.
        Raises EdgeError."""
        return None

    def save_state(self) -> State:
        """What the next run shall find as it was left; JSON."""
        return {}

    def restore_state(self, state: State) -> None:
        """Take over what `save_state` gave; whatever cannot be used any more is passed over."""

    def catch_up(self) -> None:
        """Show what has changed while nobody looked."""

    def focus_first(self) -> None:
        """Put the keyboard where one works on this page."""
        self.setFocus()

    def turn_to(self, stack: QStackedLayout | QStackedWidget, shown: QWidget) -> None:
        """Show this part of a stack. The keyboard goes with it: Qt alone would hand it to whatever comes
        next, were it a text field, which then keeps the keys that lead to other pages."""
        before = stack.currentWidget()
        if before is shown:
            return
        keyboard = QApplication.focusWidget()
        held = keyboard in (self, before) or (before is not None and before.isAncestorOf(keyboard or self))
        stack.setCurrentWidget(shown)
        if keyboard is not None and held:
            self.focus_first()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Whether nothing shall glide or blink."""

    def set_on_wall(self, on: bool) -> None:
        """Whether people look from far away: what only serves those who click is left out."""

    def set_torn(self) -> None:
        """It stands in a window of its own from now on."""

    def set_worldview(self, worldview: Worldview) -> None:
        """Which borders are shown from now on."""

    def bring(self, id: str) -> None:
        """Show this one of what only this page knows: a link leads to it."""

    def step_back(self) -> bool:
        """Esc: undo what stands in the way here; whether there was anything."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()


P = TypeVar("P", bound=Page)


def finished(page: P) -> P:
    """A page that was just constructed, with the rest of it made in one go."""
    for _ in page.finish_making():
        pass
    return page
