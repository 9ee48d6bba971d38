"""`punchdeck demo` as somebody starts it before a screen: its window, its edge, and what is left of it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from tests.kit.edge_process import ROOT
from tests.kit.screen import Screen, wait

START_S: Final = 60.0
END_S: Final = 30.0


@dataclass
class DemoWindow:
    """`window` is its id on the screen; `url` and `key` are of the demo's edge, which works in `folder`."""

    process: subprocess.Popen[str]
    window: str
    url: str
    key: str
    folder: Path
    children: list[psutil.Process]

    @property
    def headers(self) -> dict[str, str]:
        """What its API is asked with."""
        return {"Authorization": f"Bearer {self.key}"}

    def ended(self) -> None:
        """It was told to end: it does, without complaint, and nothing of it is left."""
        assert self.process.wait(END_S) == 0
        assert self.process.stderr is not None
        assert self.process.stderr.read() == "", "nothing to complain of"
        left = [child for child in self.children if child.is_running()]
        assert not left, "nothing is left running"
        assert not self.folder.exists(), "nor lying about"


@contextmanager
def demo_window(screen: Screen, *, seconds: int = 240) -> Iterator[DemoWindow]:
    """Shown, with the keyboard in it, while the context is open; killed at its end if it still runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "console", "demo", "--for", str(seconds)],
        env=screen.environment | {"PYTHONUNBUFFERED": "1"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield _shown(screen, process)
        finally:
            if process.poll() is None:
                process.kill()
                print(process.communicate()[1][-3000:])


def _shown(screen: Screen, process: subprocess.Popen[str]) -> DemoWindow:
    assert process.stdout is not None
    window = wait(lambda: screen.window("Punchdeck"), START_S, "a window")
    said = "".join(process.stdout.readline() for _ in range(4))
    found = [re.search(pattern, said) for pattern in (r"Edge\s+(\S+)", r'Bearer (\S+)"', r"Key file\s+(\S+)")]
    url, key, key_file = (match.group(1) for match in found if match is not None)
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2, "an edge and a fleet"
    screen.focus(window)
    return DemoWindow(process, window, url, key, Path(key_file).parent, children)
