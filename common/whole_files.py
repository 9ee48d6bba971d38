"""Whether a file is the one that a release was signed with."""

from __future__ import annotations

import hashlib
import os
import stat
from io import BufferedReader
from pathlib import Path

from common.updates import Artefact


def is_whole(path: Path, artefact: Artefact) -> bool:
    """Whether the file at a path is the one that was signed. Blocks."""
    try:
        with path.open("rb") as file:
            return matches(file, artefact)
    except OSError:
        return False  # gone, or not to be read: of no use in any case


def matches(file: BufferedReader, artefact: Artefact) -> bool:
    """The same of a file that is open: what is read is what was looked at, whatever becomes of its name.
    Blocks. Raises OSError."""
    found = os.fstat(file.fileno())
    if not stat.S_ISREG(found.st_mode) or found.st_size != artefact.size:
        return False
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest() == artefact.sha256
