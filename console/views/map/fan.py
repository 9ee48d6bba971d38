"""Sites that share one point, fanned out around it so that each can be seen and clicked: pure geometry."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

ROOM: Final = 46.0
"""Pixels from one fanned mark to the next."""
NEAREST: Final = 64.0
ON_A_CIRCLE: Final = 12
"""As many stand on one circle; more go round in a spiral."""


def fan(count: int) -> NDArray[np.float64]:
    """(count, 2) offsets in pixels, the first at twelve o'clock, clockwise."""
    if count <= ON_A_CIRCLE:
        radius = max(NEAREST, count * ROOM / (2 * math.pi))
        angles = np.arange(count) * (2 * math.pi / max(count, 1))
        return np.column_stack((np.sin(angles), -np.cos(angles))) * radius
    offsets = []
    angle, radius = 0.0, NEAREST
    for _ in range(count):
        offsets.append((math.sin(angle) * radius, -math.cos(angle) * radius))
        step = ROOM / radius
        angle += step
        radius += ROOM * 1.1 * step / (2 * math.pi)
    return np.array(offsets)
