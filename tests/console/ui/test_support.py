"""Logs and diagnostics, as a user asks for them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from console.platform.log_file import NAME
from console.views.dialogs.diagnostics import DiagnosticsDialog
from console.views.dialogs.logs import LogsDialog
from tests.console.conftest import Until
from tests.console.ui.conftest import Opened

LINE = "2026-11-22T07:00:00.123Z WARNING console.app: 'Amina' was not found at 10.20.0.7\n"


@pytest.fixture
def with_log(tmp_path: Path) -> None:
    logs = tmp_path / "console" / "cache" / "logs"
    logs.mkdir(parents=True)
    (logs / NAME).write_text(LINE)


@pytest.mark.usefixtures("with_log")
async def test_the_log_is_read_and_copied_without_names(opened: Opened, until: Until, qtbot: QtBot) -> None:
    async with opened() as console:
        console.window.show()
        console.window.registry.run("help.logs")
        dialog = await until(lambda: _active(LogsDialog), 30)
        await until(lambda: "Amina" in dialog.text.toPlainText(), 30)
        qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
        await until(lambda: dialog.said.text() == "Copied, without names", 30)
        copied = QApplication.clipboard().text()
        assert "was not found at" in copied
        assert "Amina" not in copied
        dialog.reject()
        await until(lambda: _active(LogsDialog) is None, 30)


@pytest.mark.usefixtures("with_log")
async def test_every_part_is_looked_at_before_it_is_saved(
    opened: Opened, until: Until, qtbot: QtBot, tmp_path: Path
) -> None:
    async with opened() as console:
        console.window.show()
        console.window.registry.run("help.diagnostics")
        dialog = await until(lambda: _active(DiagnosticsDialog), 30)
        names = [dialog.files.item(row).text() for row in range(dialog.files.count())]
        assert names == ["about.txt", "settings.json", "log.txt"]
        assert "Punchdeck" in dialog.text.toPlainText()
        dialog.files.setCurrentRow(2)
        assert "was not found" in dialog.text.toPlainText()
        assert "Amina" not in dialog.text.toPlainText()
        dialog.with_picture.setChecked(True)
        assert dialog.files.currentItem().text() == "window.png"
        assert not dialog._image.pixmap().isNull()
        dialog.with_picture.setChecked(False)
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        asked = await until(lambda: _active(QFileDialog), 30)
        path = tmp_path / "diagnostics.zip"
        asked.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        asked.accept()
        assert await until(lambda: not asked.isVisible(), 30)
        await until(lambda: path.exists() and path.stat().st_size and console.window.toast.isVisible(), 30)
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist() == names
            assert b"Amina" not in archive.read("log.txt")


async def test_a_crash_of_the_last_run_is_offered_at_the_next_start(
    opened: Opened, until: Until, qtbot: QtBot, tmp_path: Path
) -> None:
    crashes = tmp_path / "console" / "cache" / "crashes"
    crashes.mkdir(parents=True)
    (crashes / "crash-20261122T070000000000.txt").write_text("ValueError: […]")
    async with opened() as console:
        await console.start(None)
        toast = console.window.toast
        assert toast.accessibleName().startswith("Punchdeck had a problem last time.")
        qtbot.mouseClick(toast.show_it, Qt.MouseButton.LeftButton)
        dialog = await until(lambda: _active(LogsDialog), 30)
        await until(lambda: "ValueError" in dialog.text.toPlainText(), 30)
        assert dialog.which.currentText() == "Crash 20261122T070000"
        dialog.reject()
        await until(lambda: _active(LogsDialog) is None, 30)


def _active(kind: type) -> object:
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, kind) else None
