"""Starting the programs of a bundle as somebody does who has no Python: in a home of their own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

KEPT = ("PATH", "DISPLAY", "XAUTHORITY", "LANG", "LC_ALL", "TZ", "TMPDIR")


def environment(home: Path, **more: str) -> Mapping[str, str]:
    """Nothing of the tests' Python, nor of a connection that somebody made."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "QT_QPA_PLATFORM": "offscreen", **more}


def run(command: Sequence[str | Path], home: Path, seconds: float = 180, **more: str) -> str:
    """What it printed, both ways. Fails where it does not end with 0."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=home.parent,
        env=environment(home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}"
    return done.stdout
