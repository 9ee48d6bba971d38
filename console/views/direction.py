"""Which way a text is read that stands among texts of another script."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QGuiApplication

_FROM_RIGHT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FROM_LEFT: Final = re.compile("[A-Za-z\u00c0-\u02af\u0370-\u058f]")


def own_way(text: str) -> str:
    """A name, an address, what the edge says: in one script only, and not the user's. It keeps its own order,
    its full stop and its … at its own end. What is of both scripts goes the user's way, as sentences do."""
    user_from_right = QGuiApplication.isRightToLeft()
    theirs, users = (_FROM_LEFT, _FROM_RIGHT) if user_from_right else (_FROM_RIGHT, _FROM_LEFT)
    if theirs.search(text) is None or users.search(text) is not None:
        return text
    return f"\u2068{text}\u2069"
