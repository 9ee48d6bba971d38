"""Plays the sound of an alert with what each system brings; Qt's own multimedia is not shipped."""

from __future__ import annotations

import shutil
import sys
from importlib.resources import files
from typing import Final, Protocol

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

from console.core.alerts import Severity

PLAYERS: Final = (("pw-play",), ("paplay",), ("aplay", "-q"))
"""PipeWire, PulseAudio, ALSA: the first that is there."""


class Sounds(Protocol):
    """Makes itself heard."""

    def play(self, severity: Severity) -> None: ...


class SystemSounds:
    """Never waits, never fails: where nothing can play a file the computer beeps."""

    def play(self, severity: Severity) -> None:
        file = str(files("resources.sounds").joinpath(f"{severity.value}.wav"))
        if sys.platform == "win32":
            import winsound

            try:
                winsound.PlaySound(file, winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            except RuntimeError:
                QApplication.beep()  # no device to play it on
            return
        command = player()
        if not command or not QProcess.startDetached(command[0], [*command[1:], file])[0]:
            QApplication.beep()


def player() -> tuple[str, ...]:
    """The command that plays a file; none where there is none."""
    known = (("afplay",),) if sys.platform == "darwin" else PLAYERS
    return next((command for command in known if shutil.which(command[0])), ())
