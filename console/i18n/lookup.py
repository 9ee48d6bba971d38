"""Finds what a text of the sources is in the user's language: `QObject.tr`, as the console needs it.

PySide's own looks only under the name of the object's class. A text of a base class is not found there, its
plural not counted, and before `QObject.__init__` it cannot be asked at all. Importing this puts ours in its
place, for every QObject of the process.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

_OF_QT: Final = ("PySide6", "Shiboken", "builtins")

_translators: list[QTranslator] = []
_known: dict[tuple[type, str, str], tuple[str, str]] = {}
"""Under which class a text of an object of a class was found, and what it is when nothing is counted."""


def look_in(translators: list[QTranslator]) -> None:
    """These hold the console's texts from now on; the application has them installed."""
    _translators[:] = translators
    _known.clear()


def tr(self: QObject, sourceText: str, /, disambiguation: str | None = None, n: int = -1) -> str:
    """The text in the user's language, counted by `n`; as it stands where there is no translation."""
    source, comment = sourceText, disambiguation or ""
    asked = (type(self), source, comment)
    found = _known.get(asked)
    if found is None:
        context = _context(*asked)
        found = _known[asked] = (context, QCoreApplication.translate(context, source, comment))
    context, text = found
    return text if n < 0 else QCoreApplication.translate(context, source, comment, n)


def _context(kind: type, source: str, comment: str) -> str:
    names = _names(kind)
    for name in names:
        if any(each.translate(name, source, comment) for each in _translators):
            return name
    return names[0]


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Classes of ours that an object is of, the most particular first."""
    ours = tuple(each.__name__ for each in kind.__mro__ if not each.__module__.startswith(_OF_QT))
    return ours or (kind.__name__,)


QObject.tr = tr
