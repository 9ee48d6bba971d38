"""A walk over every page: what takes the keyboard has a name, what can be done is found everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

from console.app import Console
from console.core.profiles import Profile
from console.core.states import Live
from console.views.dialogs.shortcuts import ShortcutSheet
from console.views.menus import MenuBar
from console.views.shell.window_places import PAGES
from tests.console.conftest import Until
from tests.console.ui.conftest import Fleet, Opened, page_shown


def focusable(top: QWidget) -> Iterator[QWidget]:
    """Whatever in it takes the keyboard by Tab now."""
    for widget in top.findChildren(QWidget):
        if widget.isVisibleTo(top) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and _is_own(widget):
            yield widget


def _is_own(widget: QWidget) -> bool:
    """Not a part that Qt made inside of another: an editor in a box, a viewport."""
    parent = widget.parentWidget()
    inside = parent is not None and parent.focusProxy() is widget
    return not inside and not widget.objectName().startswith("qt_")


def spoken(widget: QWidget) -> str:
    """What a screen reader says of it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name).strip()


def nameless(top: QWidget) -> list[str]:
    return [
        f"{type(widget).__module__}.{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in focusable(top)
        if not spoken(widget)
    ]


async def live(console: Console, fleet: Fleet, until: Until) -> None:
    console.window.show()
    await console.open(Profile.new("Test", fleet.edge.url), fleet.edge.admin_key)
    await until(lambda: console.session is not None and isinstance(console.session.state, Live), 30)
    await until(lambda: set(console.window.pages) == set(PAGES), 60)


async def test_every_page_names_whatever_takes_the_keyboard(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        await live(console, fleet, until)
        wrong: dict[str, list[str]] = {}
        for page_id in PAGES:
            page = await page_shown(console, page_id, until)
            await until(lambda page=page: page.isVisible())
            found = nameless(console.window)
            if found:
                wrong[page_id] = found
        assert not wrong


async def test_whatever_can_be_done_is_in_the_menus_the_palette_and_the_sheet(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        await live(console, fleet, until)
        window = console.window
        for page_id in PAGES:
            await page_shown(console, page_id, until)
            commands = {command.id: command for command in window.registry.all()}
            bar = window.menuBar()
            assert isinstance(bar, MenuBar)
            bar.refresh()
            in_menus = {
                action.data() for group in window.registry.groups() for action in bar.menu(group).actions()
            }
            assert in_menus >= set(commands), page_id
            window.open_palette()
            await until(window.palette_box.isVisible)
            shown = window.palette_box.rows.rows
            offered = {row.entry.id for row in shown if row.entry is not None}
            can = {id for id, command in commands.items() if command.enabled()}
            assert offered >= can - {"palette"}, page_id
            window.palette_box.dismiss()
        sheet = ShortcutSheet(console.theme, window.registry, window)
        said = {label.text() for label in sheet.findChildren(QLabel)}
        with_keys = {command.title for command in window.registry.all() if command.shortcut is not None}
        assert with_keys <= said
        sheet.deleteLater()
