"""A real display of its own, without a monitor: its keyboard, its mouse, and pictures of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import pytest

from tests.kit.edge_process import ROOT

SIZE: Final = "1440x900"
NEEDED: Final = pytest.mark.skipif(
    shutil.which("Xvfb") is None or shutil.which("xdotool") is None,
    reason="needs Xvfb and xdotool (apt-get install xvfb xdotool): a display and a keyboard to test with",
)
_SHOT: Final = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
picture = application.primaryScreen().grabWindow(0).toImage()
picture.save(sys.argv[1])
"""

T = TypeVar("T")


class Screen:
    """What programs are started with in order to be seen on it, and what a person does before it."""

    def __init__(self, display: str, folder: Path) -> None:
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        self._folder = folder

    def press(self, *keys: str) -> None:
        self._do("key", "--delay", "60", *keys)

    def write(self, text: str) -> None:
        self._do("type", "--delay", "30", text)

    def click(self, window: str, x: int, y: int) -> None:
        """With the left button, at a place inside a window."""
        self._do("mousemove", "--window", window, str(x), str(y), "click", "1")

    def window(self, name: str) -> str | None:
        """The id of a window that is on the screen; `name` is an expression its title fits."""
        found = self._ask("search", "--onlyvisible", "--name", name)
        return found.split()[0] if found.split() else None

    def title(self, window: str) -> str:
        """What the system shows of a window."""
        return self._ask("getwindowname", window).strip()

    def focus(self, window: str) -> None:
        self._do("windowfocus", "--sync", window)

    def share(self, colour: str) -> float:
        """How much of the screen has a colour or one that the eye takes for it, in a thousand."""
        from PySide6.QtGui import QImage

        image = QImage(str(self.picture())).convertToFormat(QImage.Format.Format_RGB888)
        wanted = bytes.fromhex(colour.removeprefix("#"))
        data, step = bytes(image.constBits()), image.bytesPerLine()
        hits = 0
        for row in range(0, image.height(), 2):
            line = data[row * step : row * step + image.width() * 3]
            hits += sum(
                all(abs(line[at + part] - wanted[part]) <= 6 for part in range(3))
                for at in range(0, len(line), 6)
            )
        return 1000 * hits / (image.width() * image.height() / 4)

    def picture(self) -> Path:
        """The whole screen as it is now, as a PNG file."""
        path = self._folder / "screen.png"
        subprocess.run([sys.executable, "-c", _SHOT, str(path)], env=self.environment, check=True, cwd=ROOT)
        return path

    def _do(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=20)

    def _ask(self, *arguments: str) -> str:
        asked = ["xdotool", *arguments]
        return subprocess.run(
            asked, env=self.environment, capture_output=True, text=True, check=False, timeout=20
        ).stdout


@contextmanager
def screen_in(folder: Path) -> Iterator[Screen]:
    """A screen while the context is open. What programs keep goes into the folder."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    try:
        yield Screen(f":{number}", folder)
    finally:
        server.terminate()
        server.wait(10)


def wait(what: Callable[[], T], seconds: float, name: str) -> T:
    """Until something outside has happened: other processes have no events for us."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.25)
    raise AssertionError(f"{name}: not within {seconds:.0f} s")
