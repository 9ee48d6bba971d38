"""Runs first in a program of a bundle: what it starts begins as if from a shell."""

import os
import sys

# The loader has read it by now; by it a pg_dump, a player or a browser would be given our libraries.
_given = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _given is not None:
    os.environ["LD_LIBRARY_PATH"] = _given
elif os.environ.get("LD_LIBRARY_PATH") == getattr(sys, "_MEIPASS", ""):
    del os.environ["LD_LIBRARY_PATH"]
# Or one of our own programs would take itself for a part of this one, and not look for its libraries.
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
