"""The window in a language that is read from right to left, from the setting of the last run."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from console.app import Console, dress
from console.core import window_memory
from console.i18n.translations import install_translations, speak
from console.platform.paths import Paths
from console.views.alert_words import AlertWords
from console.views.widgets.flow import Flow
from console.views.words import Words
from tests.console.alerts import alert
from tests.console.fleets import three_sites
from tests.kit.watchdog import watchdog

ISOLATES, TOGETHER = "\u2066\u2067\u2068\u2069", "\u00a0\u202f"
Until = Callable[..., Awaitable[Any]]


@asynccontextmanager
async def speaking(qapp: QApplication, folder: Path, language: str) -> AsyncIterator[Console]:
    paths, before = Paths.under(folder), QLocale()
    paths.window.parent.mkdir(parents=True, exist_ok=True)
    window_memory.save(paths.window, window_memory.WindowMemory(language=language))
    dress(qapp)
    speak(qapp, window_memory.load(paths.window).language)
    console = Console(qapp, paths)
    console.window.resize(1200, 800)
    try:
        yield console
    finally:
        watchdog.stop()
        await console.end()
        install_translations(qapp)
        QLocale.setDefault(before)
        del console
        gc.collect()


async def test_arabic_begins_at_the_right(
    qapp: QApplication, tmp_path: Path, memory_keyring: Any, until: Until
) -> None:
    async with speaking(qapp, tmp_path, "ar") as console:
        window = console.window
        await console.start(None)
        await until(window.isVisible, 30)
        rail = window.rail.mapTo(window, window.rail.rect().center()).x()
        assert rail > window.width() / 2
        assert "ملف" in window.menuBar().actions()[0].text()
        assert window.memory().language == "ar"


async def test_french_is_chosen_and_kept(
    qapp: QApplication, tmp_path: Path, memory_keyring: Any, until: Until
) -> None:
    async with speaking(qapp, tmp_path, "fr") as console:
        window = console.window
        await console.start(None)
        await until(window.isVisible, 30)
        assert "Fichier" in window.menuBar().actions()[0].text().replace("&", "")
        assert window.memory().language == "fr"


def test_alerts_are_called_what_they_are_in_the_users_language(qapp: QApplication) -> None:
    told = three_sites()
    outage = {"entity_type": "site", "entity_name": "Agadir", "title": "Agadir is offline"}
    alerts = [alert("a"), alert("b", "site_outage", **outage), alert("c", "brewed_elsewhere")]
    english = AlertWords(Words(QLocale("en_GB")), told.session)
    assert [english.title(it) for it in alerts] == ["Title of a", "Agadir is offline", "Title of c"]
    try:
        speak(qapp, "fr")
        french = AlertWords(Words(QLocale("fr_FR")), told.session)
        said = [plain(french.title(it)) for it in alerts]
        why = [french.reason(it) for it in alerts]
    finally:
        install_translations(qapp)
    assert said == ["Gate 1, Agadir : Terminal hors ligne", "Agadir : Site hors ligne", "Title of c"]
    assert why == [
        "Il se tait depuis plus longtemps que permis.",
        "Ses terminaux se sont tus ensemble : courant, routeur ou ligne plutôt que les terminaux.",
        "Because.",
    ]
    assert [english.reason(it) for it in alerts] == ["Because."] * 3


def plain(text: str) -> str:
    """Without what keeps directions apart."""
    return "".join(" " if it in TOGETHER else it for it in text if it not in ISOLATES)


def test_equals_stand_abreast_while_their_words_can_be_read(qapp: QApplication) -> None:
    panel = QWidget()
    flow = Flow(panel, abreast=2)
    buttons = [QPushButton("Prendre en charge…"), QPushButton("Silence…")]
    for each in buttons:
        flow.addWidget(each)
    widest = buttons[0].sizeHint().width()
    panel.resize(2 * widest + 40, 200)
    flow.setGeometry(panel.rect())
    assert buttons[0].y() == buttons[1].y()
    assert abs(buttons[0].width() - buttons[1].width()) <= 1
    panel.resize(widest + 20, 200)
    flow.setGeometry(panel.rect())
    assert buttons[1].y() > buttons[0].y()
    panel.deleteLater()
