"""What a demo can do beside watching: take a site's line away, and give it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console.commands.registry import Command
from console.core.records import Site
from console.core.tasks import Tasks
from console.models.selection import site_of

if TYPE_CHECKING:
    from console.demo import Demo
    from console.views.shell.window import Window


class DemoCommands(QObject):
    """For the site that is selected, or that belongs to what is selected."""

    def __init__(self, window: Window, demo: Demo, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._demo = demo
        self._tasks = tasks

    def all(self) -> tuple[Command, ...]:
        group = self.tr("Demo")
        cut = self.tr("The line of {0} is cut: it goes dark in half a minute")
        mended = self.tr("The line of {0} is mended: it comes back with what it kept")
        return (
            Command(
                "demo.cut",
                self.tr("Cut the line of the selected site"),
                group,
                run=partial(self._tell, "cut", cut),
                enabled=lambda: self._site() is not None,
                icon="unplugged",
                grave=True,
            ),
            Command(
                "demo.restore",
                self.tr("Mend the line of the selected site"),
                group,
                run=partial(self._tell, "restore", mended),
                enabled=lambda: self._site() is not None,
                icon="plug",
            ),
        )

    def _site(self) -> Site | None:
        session = self._window.session
        if session is None:
            return None
        return session.fleet.sites.get(site_of(self._window.selection.current, session) or "")

    def _tell(self, verb: str, said: str) -> None:
        site = self._site()
        if site is not None:
            self._tasks.spawn("demo", self._demo.tell_fleet(f"{verb} {site.id}"))
            self._window.toast.say(said.format(site.name))
