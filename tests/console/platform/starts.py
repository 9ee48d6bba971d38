"""The console as its users start it: processes of their own, with a home of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.kit.edge_process import ROOT

NO_KEYRING = "keyring.backends.null.Keyring"


def home(folder: Path) -> Mapping[str, str]:
    """The environment of somebody who has never used Punchdeck."""
    folders = {name: str(folder / name.lower()) for name in ("HOME", "XDG_RUNTIME_DIR")}
    for each in folders.values():
        Path(each).mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {
        **kept,
        **folders,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": NO_KEYRING,
        "PYTHONPATH": str(ROOT),
        "LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
    }


def start(environment: Mapping[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "console", *arguments],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def running(environment: Mapping[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """One that is ended with the block, however it stands."""
    process = start(environment, *arguments)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
