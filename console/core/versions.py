"""Whether this console and the edge it calls are near enough to each other to be understood."""

from __future__ import annotations

from typing import Final

from common import __version__
from common.client import EdgeError
from common.compatibility import MIN_EDGE, console_agent, too_old
from console.core.records import Json

AGENT: Final = console_agent(__version__)
"""By this an edge knows a console, and which one."""


class EdgeTooOld(EdgeError):
    """The edge does not know what this console asks for. `least` would do."""

    def __init__(self, url: str, version: str, least: str) -> None:
        super().__init__(
            f"The edge at {url} is version {version}, and this console ({__version__}) works with {least} "
            "and later. Ask whoever runs the edge to update it."
        )
        self.version, self.least = version, least


class ConsoleTooOld(EdgeError):
    """This console does not know what the edge would tell it. `least` would do."""

    def __init__(self, url: str, version: str, least: str) -> None:
        super().__init__(
            f"This console is version {version}, and the edge at {url} serves {least} and later. Update this "
            "program."
        )
        self.version, self.least = version, least


def check_versions(me: Json, url: str, *, ours: str = __version__, min_edge: str = MIN_EDGE) -> None:
    """Hold what an edge says of itself (/v1/me) against what we are. What it leaves out speaks for it. Raises
    EdgeTooOld, ConsoleTooOld."""
    theirs, least = me.get("server_version"), me.get("min_console")
    if isinstance(theirs, str) and too_old(theirs, min_edge):
        raise EdgeTooOld(url, theirs, min_edge)
    if isinstance(least, str) and too_old(ours, least):
        raise ConsoleTooOld(url, ours, least)
