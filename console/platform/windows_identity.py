"""What Windows knows the program by, whatever started it: its buttons on the taskbar and its messages belong
together, and to the shortcut in the Start menu, which the installer gives the same name."""

from __future__ import annotations

import sys
from typing import Final

APP_ID: Final = "Punchdeck.Console"


def identify_to_windows() -> None:
    """Before the first window; elsewhere there is nothing to do. Raises OSError."""
    if sys.platform == "win32":
        import ctypes

        ctypes.OleDLL("shell32").SetCurrentProcessExplicitAppUserModelID(APP_ID)
