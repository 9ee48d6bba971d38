"""Whom this copy believes about new versions, and where it asks: what whoever makes the releases fills in.

`resources/installers/updates/keygen.py --install` writes a public key here. While there is none, a copy built
from this source says that it cannot update itself; it never believes just anybody.
"""

from __future__ import annotations

from typing import Final

PUBLIC_KEYS: Final[tuple[str, ...]] = ()
"""Ed25519, hexadecimal digits: the one in use first, then the one that will follow it."""

UPDATES_URL: Final = ""
"""The folder that holds `latest.json`, https and ending in a slash; "" where releases are not published."""
