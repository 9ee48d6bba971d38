"""Whether an installation is whole: everything the console has is brought in, opened and used once.

A demo runs for it in a scratch folder, so that pages and dialogs have something to show. Nothing is left
behind, and no connection, key or setting of the person's is touched.
"""

from __future__ import annotations

import asyncio
import os
import pkgutil
import tempfile
from importlib import import_module
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from common import __version__
from common.selftest import Report, Say


def run_selftest(say: Say) -> int:
    """Says a line for each part, OK or FAIL. Returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    report = Report(f"Punchdeck {__version__}", say)
    for name, part in (
        ("Qt", _qt),
        ("fonts", _fonts),
        ("translations", _translations),
        ("basemap", _basemap),
        ("sounds", _sounds),
        ("runbooks", _runbooks),
        ("keyring", _keyring),
    ):
        with report.part(name) as found:
            found(part())
    with report.part("cache"):
        _cache()
    with report.part("TLS") as found:
        from console.selftest_tls import tried

        found(tried())
    with report.part("code") as found:
        found(f"{_code()} modules")
    with report.part("window"), tempfile.TemporaryDirectory(prefix="punchdeck-") as folder:
        from console.selftest_window import run_window

        run_window(report, Path(folder))
    return report.end()


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
    languages = ("en", "fr", "ar")
    for language in languages:
        files("resources.runbooks").joinpath(f"{language}.md").read_text(encoding="utf-8")
    return ", ".join(languages)


def _keyring() -> str:
    from console.core.keyring_store import KeyStore, Place

    backends = sorted(each.name for each in entry_points(group="keyring.backends"))
    if not backends:
        raise LookupError("keyring has lost its backends: its metadata is missing from the installation")
    place = asyncio.run(KeyStore().place())
    kept = "keys are remembered" if place is Place.KEYRING else "keys are asked for at each start"
    return f"{', '.join(backends)}; {kept}"


def _cache() -> None:
    from console.core.cache import Cache

    async def open_one(path: Path) -> None:
        cache = Cache(path)
        await cache.load()
        await cache.close()

    with tempfile.TemporaryDirectory(prefix="punchdeck-") as folder:
        asyncio.run(open_one(Path(folder, "cache.db")))


def _code() -> int:
    """What is brought in by its name only when it is wanted is there too."""
    import console.views

    names = [each.name for each in pkgutil.walk_packages(console.views.__path__, "console.views.")]
    for name in names:
        import_module(name)
    return len(names)
