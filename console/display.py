"""Whether a window can be opened here, and if not, what is missing. Qt aborts instead of raising, so a child
tries.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

from common.programs import is_bundled

PROBE_S: Final = 20.0
_PROBE: Final = "from PySide6.QtWidgets import QApplication; application = QApplication([])"
OFFSCREEN_PACKAGES: Final = "libgl1 libegl1 libglib2.0-0 libfontconfig1 libxkbcommon0 libdbus-1-3"
XCB_PACKAGES: Final = "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
_MISSING_LIBRARY: Final = re.compile(r"(lib[\w+.-]+\.so[\w.]*): cannot open shared object")


@dataclass(frozen=True, slots=True)
class Display:
    """`usable`, or why not: one line for people."""

    usable: bool
    reason: str = ""


def probe_display() -> Display:
    """Try to open a display in a child process."""
    if sys.platform in ("win32", "darwin"):
        return Display(True)
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    if not wanted and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return Display(False, "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).")
    if is_bundled():
        # Qt's libraries are carried, so only the display can be missing: a child would cost half of a start.
        return Display(True) if wanted or os.environ.get("WAYLAND_DISPLAY") else _asked_of_x11()
    try:
        tried = subprocess.run(
            [sys.executable, "-c", _PROBE], capture_output=True, text=True, timeout=PROBE_S, check=False
        )
    except subprocess.TimeoutExpired:
        return Display(False, f"The display did not answer within {PROBE_S:.0f} s.")
    if tried.returncode == 0:
        return Display(True)
    return Display(False, _reason(tried.stderr))


def _asked_of_x11() -> Display:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return Display(
            False, f"Qt needs libxcb.so.1 ({error}): apt-get install --no-install-recommends libxcb1"
        )
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    if xcb.xcb_connection_has_error(connection):
        return Display(False, _cannot_be_opened())
    # It stays open: a server whose last client has gone may start anew, and would then refuse Qt.
    return Display(True)


def _cannot_be_opened() -> str:
    return f"The display {os.environ.get('DISPLAY', '')} cannot be opened."


def _reason(printed: str) -> str:
    library = _MISSING_LIBRARY.search(printed)
    if library is not None:
        return (
            f"Qt needs {library.group(1)}, which is not installed: "
            f"apt-get install --no-install-recommends {OFFSCREEN_PACKAGES} {XCB_PACKAGES}"
        )
    if "could not load the Qt platform plugin" in printed or "xcb-cursor0" in printed:
        return f"Qt's X11 libraries are incomplete: apt-get install --no-install-recommends {XCB_PACKAGES}"
    if "could not connect to display" in printed:
        return _cannot_be_opened()
    lines = [line for line in printed.splitlines() if line.strip()]
    return f"Qt cannot open a window: {lines[-1] if lines else 'it did not say why'}"
