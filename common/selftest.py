"""Whether an installation is whole: what `--selftest` of both programs says, and with what it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Say = Callable[[str], None]


class Report:
    """A line for each part that was tried: OK with a word on what was found, or FAIL with what is wrong."""

    def __init__(self, title: str, say: Say) -> None:
        self._say = say
        self._failed = 0
        say(title)

    @contextmanager
    def part(self, name: str) -> Iterator[Callable[[object], None]]:
        """Try one part; what it raises is told and goes no further. Gives a way to say what was found."""
        found: list[str] = []
        try:
            yield lambda word: found.append(str(word))
        except Exception as error:  # whatever it is, it is what this is for
            self._failed += 1
            self._say(f"FAIL {name}: {_told(error)}")
        else:
            self._say(f"OK   {name}{': ' if found else ''}{', '.join(found)}")

    def end(self) -> int:
        """The last line, and the exit code."""
        self._say(f"{self._failed} failed" if self._failed else "all is well")
        return 1 if self._failed else 0


def _told(error: Exception) -> str:
    if isinstance(error, ExceptionGroup):
        return "; ".join(_told(each) for each in error.exceptions if isinstance(each, Exception))
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
