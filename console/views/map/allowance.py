"""How much of a frame may go into pictures that are painted for the first time."""

from __future__ import annotations

import time


class Allowance:
    """Grants time until a deadline; whatever is begun within it may end."""

    def __init__(self, milliseconds: float) -> None:
        self._deadline = time.perf_counter() + milliseconds / 1000.0
        self.refused = False

    @property
    def left(self) -> bool:
        """Whether another picture may be begun; once it was not, `refused` says so."""
        if time.perf_counter() >= self._deadline:
            self.refused = True
        return not self.refused
