"""Whose rules of time zones count: the system's, or those that come with Punchdeck."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import tzdata  # type: ignore[import-untyped]  # it ships no types

_VERSION_LINE: Final = "# version "


class ZoneRules(NamedTuple):
    """The rules of zones in force: their release (`2026c`), and the folder they are read from; None: those
    that come with Punchdeck."""

    release: str
    folder: Path | None


def use_newest_rules(
    folders: Sequence[str] = zoneinfo.TZPATH, bundled: str = tzdata.IANA_VERSION
) -> ZoneRules:
    """Read zones from the system where its rules are newer than ours, else from ours: which day Morocco
    changes its clocks is often decided a few weeks before, and neither is updated reliably.

    For the start of a process, before any zone is looked up.
    """
    rules = ZoneRules(bundled, None)
    for folder in map(Path, folders):
        release = _release_in(folder)
        if release is not None and release > rules.release:
            rules = ZoneRules(release, folder)
    zoneinfo.reset_tzpath(() if rules.folder is None else (str(rules.folder),))
    ZoneInfo.clear_cache()
    return rules


def _release_in(folder: Path) -> str | None:
    """What a system's folder of zones says of its age; None where it does not."""
    try:
        with (folder / "tzdata.zi").open(encoding="ascii", errors="replace") as text:
            first = text.readline(100).strip()
    except OSError:
        return None
    return first.removeprefix(_VERSION_LINE) if first.startswith(_VERSION_LINE) else None
