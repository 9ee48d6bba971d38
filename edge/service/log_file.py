"""What a service prints where its system keeps no log of it: a file, begun anew before it is too large."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Final

FOLDER: Final = "logs"
NAME: Final = "edge.log"
MOST_BYTES: Final = 10 * 1024 * 1024
KEPT: Final = 5
"""Former files: edge.log.1 is the newest."""


class LogFile(io.TextIOBase):
    """Text, a line an event, in DIR/logs/edge.log. Lines are of one process, and never parted."""

    def __init__(self, data: Path, most_bytes: int = MOST_BYTES) -> None:
        self._path = data / FOLDER / NAME
        self._most = most_bytes
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._line_ended = True
        self._file = self._opened()

    def writable(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        if self._file.tell() >= self._most and self._line_ended:
            self._begin_anew()
        self._line_ended = text.endswith("\n")
        return self._file.write(text)

    def flush(self) -> None:
        if not self._file.closed:
            self._file.flush()

    def close(self) -> None:
        self._file.close()
        super().close()

    def _opened(self) -> io.TextIOWrapper:
        return self._path.open("a", encoding="utf-8", errors="replace", buffering=1)

    def _begin_anew(self) -> None:
        self._file.close()
        for number in range(KEPT, 0, -1):
            former = self._path if number == 1 else _numbered(self._path, number - 1)
            if former.exists():
                former.replace(_numbered(self._path, number))
        self._file = self._opened()


def print_to(data: Path) -> LogFile:
    """Have everything that this process prints go to the file."""
    log = LogFile(data)
    sys.stdout = sys.stderr = log
    return log


def last_lines(data: Path, count: int) -> tuple[str, ...]:
    """Of the file; none where there is none or it may not be read."""
    try:
        text = (data / FOLDER / NAME).read_text("utf-8", errors="replace")
    except OSError:
        return ()
    return tuple(text.splitlines()[-count:])


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")
