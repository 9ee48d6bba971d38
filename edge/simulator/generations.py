"""Every firmware generation a fleet can have in it, of both dialects."""

from __future__ import annotations

from edge.simulator.access_firmware import ACCESS_FIRMWARES
from edge.simulator.firmware import FIRMWARES

_ATTENDANCE = {key: firmware.pushver for key, firmware in FIRMWARES.items()}
_ACCESS = {key: firmware.pushver for key, firmware in ACCESS_FIRMWARES.items()}

GENERATIONS: dict[str, str] = _ATTENDANCE | _ACCESS
"""What each announces as `pushver`, by the key that a profile's `[generations]` names it with."""
