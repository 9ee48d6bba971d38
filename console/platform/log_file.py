"""What the program says of itself, in files of which the oldest go."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from console.core.redaction import without_secrets

NAME: Final = "punchdeck.log"
BYTES: Final = 512 * 1024
FILES: Final = 3
TAIL: Final = 200
_OURS: Final = ("console", "common")


class _Format(logging.Formatter):
    """UTC to the millisecond, and never a key."""

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class _Tail(logging.Handler):
    """Keeps the last lines at hand, for the report of a crash."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=TAIL)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


_tail = _Tail()


def recent_lines() -> list[str]:
    """The last lines that were logged, without keys."""
    return list(_tail.lines)


@contextmanager
def logged_to(folder: Path) -> Iterator[None]:
    """Keep a log there while the block runs. Where none can be written nothing else is lost."""
    root, levels = logging.getLogger(), {name: logging.getLogger(name).level for name in _OURS}
    handlers: list[logging.Handler] = [_tail]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(
            RotatingFileHandler(folder / NAME, maxBytes=BYTES, backupCount=FILES - 1, encoding="utf-8")
        )
    except OSError as error:
        logging.getLogger(__name__).warning("no log is kept: %s", error)
    for handler in handlers:
        handler.setFormatter(_Format())
        root.addHandler(handler)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        for handler in handlers:
            root.removeHandler(handler)
            handler.close()
