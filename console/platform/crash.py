"""What is left of a crash: a dated file with versions, the trace and the last of the log; never data."""

from __future__ import annotations

import faulthandler
import os
import platform
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

import PySide6

from common import __version__
from console.core.redaction import shareable
from console.platform.log_file import recent_lines

KEPT: Final = 20
LINES: Final = 60
MOST: Final = 10
"""Reports in one run: what fails again and again is not more of a help."""
SEEN: Final = "seen"


def versions() -> str:
    """What runs here."""
    return "\n".join(
        (
            f"Punchdeck {__version__}{' (frozen)' if getattr(sys, 'frozen', False) else ''}",
            f"Python {platform.python_version()}, Qt {PySide6.__version__}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
        )
    )


class CrashReports:
    """Those in one folder. Nothing here raises: a report that cannot be written must not be a crash too."""

    def __init__(self, folder: Path, lines: Callable[[], list[str]] = recent_lines) -> None:
        self.folder = folder
        self._lines = lines
        self._fault: TextIO | None = None
        self._written: set[str] = set()

    def watch(self) -> None:
        """Have what takes the whole process down written, until `end`."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._fault = self._running(os.getpid()).open("w", encoding="utf-8")
            self._fault.write(f"{_now():%Y-%m-%dT%H:%M:%SZ}\n{versions()}\n\n")
            self._fault.flush()
            faulthandler.enable(self._fault)
        except OSError:
            self._fault = None  # a computer where nothing can be written

    def end(self) -> None:
        """The program ends as it should: nothing is left."""
        if self._fault is not None:
            faulthandler.disable()
            self._fault.close()
            self._fault = None
            self._running(os.getpid()).unlink(missing_ok=True)

    def write(self, error: BaseException, trace: TracebackType | None = None) -> Path | None:
        """Of an error that nobody caught; None where it was reported already or cannot be."""
        said = "".join(traceback.format_exception(type(error), error, trace or error.__traceback__))
        where = "".join(traceback.format_tb(trace or error.__traceback__))
        if where in self._written or len(self._written) >= MOST:
            return None
        self._written.add(where)
        text = "\n".join([versions(), "", said, "", "The last lines of the log:", *self._lines()[-LINES:]])
        path = self.folder / f"crash-{_now():%Y%m%dT%H%M%S%f}.txt"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_text(shareable(text), encoding="utf-8")
            self._forget_old()
        except OSError:
            return None
        return path

    def all(self) -> list[Path]:
        """The newest first; what processes left that ended without a word is among them from now on."""
        try:
            self._gather()
            return sorted(self.folder.glob("crash-*.txt"), reverse=True)
        except OSError:
            return []

    def unseen(self) -> list[Path]:
        """Those that came since this was asked last."""
        found = self.all()
        marker = self.folder / SEEN
        try:
            seen = marker.read_text(encoding="utf-8") if marker.exists() else ""
            if found:
                marker.write_text(found[0].name, encoding="utf-8")
        except OSError:
            return []
        return [path for path in found if path.name > seen]

    def _running(self, process: int) -> Path:
        return self.folder / f"running-{process}.txt"

    def _gather(self) -> None:
        """A report of each process that is gone and left its file; of one that was only killed there is
        nothing to tell."""
        for path in self.folder.glob("running-*.txt"):
            process = path.stem.partition("-")[2]
            if process == str(os.getpid()) or _runs(process):
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            if "Fatal" in text or "fault" in text or "exception" in text:
                at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                (self.folder / f"crash-{at:%Y%m%dT%H%M%S%f}.txt").write_text(
                    shareable(text), encoding="utf-8"
                )
            path.unlink(missing_ok=True)
        self._forget_old()

    def _forget_old(self) -> None:
        for path in sorted(self.folder.glob("crash-*.txt"), reverse=True)[KEPT:]:
            path.unlink(missing_ok=True)


def _runs(process: str) -> bool:
    if not process.isdigit() or sys.platform == "win32":
        return False  # there a file that is still open cannot be read or removed: it waits for the next start
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _now() -> datetime:
    return datetime.now(UTC)
