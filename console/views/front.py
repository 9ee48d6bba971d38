"""Bringing a window before the operator."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget

ACTIVATION = "XDG_ACTIVATION_TOKEN"


def bring_to_front(window: QWidget, token: str = "") -> None:
    """Show it over everything else, as far as the system lets us: Windows may only flash its button.
    `token` is what the desktop gave the one who asked for it."""
    with _activation(token):
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()


@contextmanager
def _activation(token: str) -> Iterator[None]:
    """Qt takes the token of Wayland from the environment."""
    if token:
        os.environ[ACTIVATION] = token
    try:
        yield
    finally:
        if token:
            os.environ.pop(ACTIVATION, None)
