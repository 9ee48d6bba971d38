"""`punchdeck demo` on a real display, worked with a real keyboard: from the first window to nothing left."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import psutil
import pytest

from common.client import EdgeClient
from console.theme.tokens import DARK
from tests.kit.edge_process import ROOT

SITE = "Warehouse - Gate A"
SIZE = "1440x900"

pytestmark = pytest.mark.skipif(
    shutil.which("Xvfb") is None or shutil.which("xdotool") is None,
    reason="needs Xvfb and xdotool (apt-get install xvfb xdotool): a display and a keyboard to test with",
)

_SHOT = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
picture = application.primaryScreen().grabWindow(0).toImage()
picture.save(sys.argv[1])
"""


class Screen:
    """A display of its own, its keyboard, and pictures of it."""

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

    def window(self, name: str) -> str | None:
        """The id of a window that is on the screen."""
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", name],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return found.stdout.split()[0] if found.stdout.split() else None

    def focus(self, window: str) -> None:
        self._do("windowfocus", "--sync", window)

    def share(self, colour: str) -> float:
        """How much of the screen has a colour or one that the eye takes for it, in a thousand."""
        from PySide6.QtGui import QImage

        path = self._folder / "screen.png"
        subprocess.run([sys.executable, "-c", _SHOT, str(path)], env=self.environment, check=True, cwd=ROOT)
        image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
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

    def _do(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=20)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
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
        yield Screen(f":{number}", tmp_path)
    finally:
        server.terminate()
        server.wait(10)


def wait(what: Callable[[], object], seconds: float, name: str) -> object:
    """Until something outside has happened: other processes have no events for us."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.25)
    raise AssertionError(f"{name}: not within {seconds:.0f} s")


def lines(stream: IO[str], wanted: int) -> str:
    return "".join(stream.readline() for _ in range(wanted))


def online(url: str, key: str, site: str) -> float:
    """Which share of a site's terminals is. In the demo one or the other comes and goes by itself."""

    async def ask() -> float:
        async with EdgeClient(url, key) as client:
            devices = await client.devices(site=site)
            return sum(device["status"] == "online" for device in devices) / len(devices)

    return asyncio.run(ask())


def test_the_demo_opens_a_window_where_a_dark_site_turns_red_and_comes_back(screen: Screen) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "console", "demo", "--for", "240"],
        env=screen.environment | {"PYTHONUNBUFFERED": "1"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as demo:
        assert demo.stdout is not None
        try:
            window = str(wait(lambda: screen.window("Punchdeck"), 30, "a window"))
            said = lines(demo.stdout, 4)
            url = re.search(r"Edge\s+(\S+)", said).group(1)  # type: ignore[union-attr]  # it always says so
            key = re.search(r"Bearer (\S+)\"", said).group(1)  # type: ignore[union-attr]
            folder = Path(re.search(r"Key file\s+(\S+)", said).group(1)).parent  # type: ignore[union-attr]
            processes = psutil.Process(demo.pid).children(recursive=True)
            assert len(processes) >= 2, "an edge and a fleet"
            screen.focus(window)
            wait(lambda: online(url, key, "warehouse") > 0.7, 60, "the site is online")
            screen.press("g", "m")
            wait(lambda: screen.share(DARK.online) > 0.2, 20, "green marks on the map")
            calm = screen.share(DARK.offline)
            screen.press("ctrl+k")
            screen.write(SITE)
            screen.press("Return")
            screen.press("ctrl+k")
            screen.write("Cut the line")
            screen.press("Return")
            wait(lambda: online(url, key, "warehouse") == 0, 60, "the site is dark")
            wait(lambda: screen.share(DARK.offline) > calm + 0.3, 10, "red on the screen")
            dark = screen.share(DARK.offline)
            screen.press("ctrl+k")
            screen.write("Mend the line")
            screen.press("Return")
            wait(lambda: online(url, key, "warehouse") > 0.7, 90, "the site is back")
            wait(lambda: screen.share(DARK.offline) < dark * 0.7, 10, "less red on the screen")
            screen.press("ctrl+q")
            assert demo.wait(30) == 0
        finally:
            if demo.poll() is None:
                demo.kill()
                print(demo.communicate()[1][-3000:])
        assert demo.stderr is not None
        assert demo.stderr.read() == "", "nothing to complain of"
        left = [process for process in processes if process.is_running()]
        assert not left, "nothing is left running"
        assert not folder.exists(), "nor lying about"
