"""The pair of Python and PySide6 that runs here is one that works."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_a_void_call_leaves_the_reference_count_of_none_alone() -> None:
    """PySide6 6.12.0 drops a reference to None on each void call under Python 3.11, and dies in the end."""
    thing = QObject()
    before = sys.getrefcount(None)

    for _ in range(500):
        thing.setObjectName("terminal")

    assert abs(sys.getrefcount(None) - before) < 50
