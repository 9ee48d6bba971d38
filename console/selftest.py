"""Whether an installation is whole: what the console needs is brought in and used once, without a display."""

from __future__ import annotations

import asyncio
import os
import pkgutil
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from common import __version__

Check = Callable[[], str]
"""Gives a word on what it found, and raises where something is wrong."""


def run_selftest(say: Callable[[str], None]) -> int:
    """Says a line for each check, OK or FAIL. Returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    say(f"Punchdeck {__version__}")
    failed = 0
    for name, check in _checks():
        try:
            found = check()
        except Exception as error:  # whatever it is, it is what this is for
            failed += 1
            say(f"FAIL {name}: {type(error).__name__}: {error}")
        else:
            say(f"OK   {name}{f': {found}' if found else ''}")
    say(f"{failed} failed" if failed else "all is well")
    return 1 if failed else 0


def _checks() -> list[tuple[str, Check]]:
    return [
        ("Qt", _qt),
        ("fonts", _fonts),
        ("translations", _translations),
        ("basemap", _basemap),
        ("sounds", _sounds),
        ("runbooks", _runbooks),
        ("keyring", _keyring),
        ("certificates", _certificates),
        ("cache", _cache),
        ("pages", _pages),
        ("dialogs", lambda: _modules("console.views.dialogs")),
        ("window", _window),
    ]


def _qt() -> str:
    from PySide6 import __version__ as qt

    from console.app import application

    application()
    return qt


def _fonts() -> str:
    from console.theme.fonts import load_fonts

    return ", ".join(load_fonts())


def _translations() -> str:
    from console.app import application
    from console.i18n.translations import LANGUAGES, install_translations

    for language in reversed(LANGUAGES):  # English last: the rest is checked in it
        install_translations(application(), language)
    return ", ".join(LANGUAGES)


def _basemap() -> str:
    from console.views.map.basemap import LEVELS, level

    return f"{sum(len(level(number).land) for number in range(LEVELS))} groups"


def _sounds() -> str:
    from console.core.alerts import Severity
    from console.platform.sounds import player

    for severity in Severity:
        if not files("resources.sounds").joinpath(f"{severity.value}.wav").is_file():
            raise FileNotFoundError(f"{severity.value}.wav")
    return " ".join(player()) or "by the system"


def _runbooks() -> str:
    for language in ("en", "fr", "ar"):
        files("resources.runbooks").joinpath(f"{language}.md").read_text(encoding="utf-8")
    return ""


def _keyring() -> str:
    from console.core.keyring_store import KeyStore, Place

    place = asyncio.run(KeyStore().place())
    return "keys are remembered" if place is Place.KEYRING else "none: keys are asked for at each start"


def _certificates() -> str:
    from console.core.trust import context_for

    context_for("https://edge.example.com", None)
    return ""


def _cache() -> str:
    from console.core.cache import Cache

    async def open_one(path: Path) -> None:
        cache = Cache(path)
        await cache.load()
        await cache.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(open_one(Path(folder, "cache.db")))
    return ""


def _pages() -> str:
    from console.views.shell.window_places import PAGES, page_class

    for page_id in PAGES:
        page_class(page_id)
    return ", ".join(PAGES)


def _modules(package: str) -> str:
    found = [each.name for each in pkgutil.iter_modules(import_module(package).__path__)]
    for name in found:
        import_module(f"{package}.{name}")
    return f"{len(found)} modules"


def _window() -> str:
    from console.app import application
    from console.core.window_memory import WindowMemory
    from console.theme.theme import Theme
    from console.views.shell.window import Window

    window = Window(Theme(application()), WindowMemory())
    window.show()
    drawn = window.grab()
    window.let_go()
    window.deleteLater()
    if drawn.isNull():
        raise RuntimeError("nothing was drawn")
    return f"{drawn.width()} x {drawn.height()}"
