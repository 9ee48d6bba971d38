"""How far apart a console and an edge may be. The one place to change when either stops understanding the
other.

Console and edge are updated by different people at different times. Each says which version of the other is
the oldest that it works with; who is too old is told so, and what to do, before anything is tried.
"""

from __future__ import annotations

import re
from typing import Final

from packaging.version import InvalidVersion, Version

MIN_EDGE: Final = "0.1.0"
"""The oldest edge that this console works with."""
MIN_CONSOLE: Final = "0.1.0"
"""The oldest console that this edge serves."""

_CONSOLE: Final = re.compile(r"Punchdeck-Console/([0-9][0-9A-Za-z.+!_-]{0,63})(?:\s|$)")


def console_agent(version: str) -> str:
    """What the console calls itself. Integrators call themselves otherwise, also those that copied our
    client: what they use of the API does not change with its version."""
    return f"Punchdeck-Console/{version}"


def console_version(user_agent: str) -> str | None:
    """The version of the console that calls; None where it is none."""
    found = _CONSOLE.match(user_agent)
    return None if found is None else found[1]


def too_old(version: str, least: str) -> bool:
    """Whether a version is below the least one. One that cannot be read is not: a build of somebody's own is
    not locked out for its name."""
    try:
        return Version(version) < Version(least)
    except InvalidVersion:
        return False
