"""The menu bar: a menu for each group of commands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from console.commands.registry import Command, Registry
from console.commands.words import CommandWords
from console.theme.icons import icon
from console.theme.theme import Theme
from console.theme.tokens import Tokens


class GroupMenu(QMenu):
    """The commands of one group. What can be done and what is on is asked when it opens.

    Shortcuts are only written here: keys.py listens to them.
    """

    def __init__(self, registry: Registry, words: CommandWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._registry = registry
        self._words = words
        self._commands: Sequence[Command] = ()
        self.aboutToShow.connect(self._look_again)
        self.triggered.connect(self._run)

    def fill(self, commands: Sequence[Command], tokens: Tokens) -> None:
        self.clear()
        self._commands = commands
        for command in commands:
            action = self.addAction(self._text(command))
            action.setData(command.id)
            action.setCheckable(command.checked is not None)
            if command.checked is not None:
                action.setIcon(icon("check", tokens))
                action.setIconVisibleInMenu(False)
            elif command.icon is not None:
                action.setIcon(icon(command.icon, tokens))
            action.setMenuRole(QAction.MenuRole.NoRole)
        self._look_again()

    def _text(self, command: Command) -> str:
        title = command.title.replace("&", "&&")
        return f"{title}\t{self._words.shortcut(command.shortcut)}" if command.shortcut else title

    def _look_again(self) -> None:
        for action, command in zip(self.actions(), self._commands, strict=True):
            action.setEnabled(command.enabled())
            if command.checked is not None:
                on = command.checked()
                action.setChecked(on)
                action.setIconVisibleInMenu(on)

    def _run(self, action: QAction) -> None:
        self._registry.run(action.data())


class MenuBar(QMenuBar):
    """Follows the registry: menus come and go with the commands of pages."""

    def __init__(self, registry: Registry, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registry = registry
        self._theme = theme
        self._words = CommandWords(self)
        self._menus: dict[str, GroupMenu] = {}
        self.setAccessibleName(self.tr("Menu bar"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        forget = registry.changed.add(self._changed)
        self.destroyed.connect(lambda: forget())
        theme.changed.connect(self._changed)
        self.refresh()

    def menu(self, group: str) -> GroupMenu:
        """Raises KeyError where no command is of this group."""
        return self._menus[group]

    def refresh(self) -> None:
        """Show the commands that stand now. Happens by itself, once for any number of changes."""
        self._soon.stop()
        groups = self._registry.groups()
        for group in [group for group in self._menus if group not in groups]:
            self._menus.pop(group).deleteLater()
        self.clear()
        taken: set[str] = set()
        for group, commands in groups.items():
            menu = self._menus.get(group)
            if menu is None:
                menu = self._menus[group] = GroupMenu(self._registry, self._words, self)
            menu.fill(commands, self._theme.tokens)
            title = self._words.group(group)
            menu.setTitle(with_mnemonic(title, taken))
            menu.setAccessibleName(title)
            self.addMenu(menu)

    def _changed(self, _news: object) -> None:
        self._soon.start(0)


def with_mnemonic(title: str, taken: set[str]) -> str:
    """Marks the first letter that no other menu is opened by, and takes it."""
    for place, letter in enumerate(title):
        if letter.isalnum() and letter.casefold() not in taken:
            taken.add(letter.casefold())
            return f"{title[:place].replace('&', '&&')}&{title[place:].replace('&', '&&')}"
    return title.replace("&", "&&")
