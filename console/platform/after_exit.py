"""Starts another program once this one has ended, however it ends.

What waits is a shell that reads from a pipe of ours: it reads on when nobody holds the other end any more. No
file of ours is in use then, and nothing has to be asked again and again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_KEPT: Final[list[subprocess.Popen[bytes]]] = []


def start_after_exit(command: Sequence[str], folder: Path) -> None:
    """Have a program run in a folder when this one is gone. On Windows its name and words must be plain: no
    blanks, no quotes. Raises OSError, ValueError."""
    ours, theirs = _pipe()
    try:
        _KEPT.append(
            subprocess.Popen(
                waiting(command, sys.platform),
                cwd=folder,
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # Neither a window of its own, nor ended with what this program was started in.
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=True,
            )
        )
    except (OSError, ValueError):
        os.close(ours)
        raise
    finally:
        os.close(theirs)


def _pipe() -> tuple[int, int]:
    """Our end, and the one to be read. Ours is a bare number that nobody owns: an object of Python's would
    close it while the program still ends; the system closes it when there is no program any more."""
    theirs, ours = os.pipe()
    return ours, theirs


def waiting(command: Sequence[str], system: str) -> list[str] | str:
    """What the shell is told."""
    if system == "win32":
        if any(set(word) & set(' "&|<>^%()!') for word in command):
            raise ValueError(f"{command} cannot be told to cmd.exe as it is")
        return f'cmd.exe /d /s /c "set /p _= & {" ".join(command)}"'
    return ["/bin/sh", "-c", 'read -r _; exec "$@"', "sh", *command]
