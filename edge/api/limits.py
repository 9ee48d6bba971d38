"""How often somebody may ask: GCRA, a token bucket in one number a caller."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

SWEEP_AT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Policy:
    """`quota` requests a window on average, `burst` at once."""

    name: str
    quota: int
    window_s: int
    burst: int


KEY: Final = Policy("key", 600, 60, 100)
ADDRESS: Final = Policy("address", 60, 60, 60)
REFUSED_KEYS: Final = Policy("refused-keys", 20, 60, 20)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass, and what its headers say."""

    policy: Policy
    allowed: bool
    remaining: int
    full_in_s: float
    retry_in_s: float

    def headers(self, now_s: float) -> dict[str, str]:
        """X-RateLimit-Reset is a second since 1970, when nothing will be used up; `t` is seconds from now."""
        policy = self.policy
        headers = {
            "X-RateLimit-Limit": str(policy.quota),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(math.ceil(now_s + self.full_in_s)),
            "RateLimit-Policy": f'"{policy.name}";q={policy.quota};w={policy.window_s}',
            "RateLimit": f'"{policy.name}";r={self.remaining};t={math.ceil(self.full_in_s)}',
        }
        if not self.allowed:
            # Spread out, or all who were refused together come back together.
            headers["Retry-After"] = str(math.ceil(self.retry_in_s * random.uniform(1.0, 1.2)))
        return headers


class Limiter:
    """Counts requests of callers under one policy each. `mono`: a clock in seconds that never jumps."""

    def __init__(self, mono: Callable[[], float]) -> None:
        self._mono = mono
        self._arrival: dict[tuple[str, object], float] = {}
        self._sweep_at = SWEEP_AT

    def ask(self, policy: Policy, who: object, cost: int = 1) -> Verdict:
        """Count one request; `cost` 0 only looks."""
        now = self._mono()
        interval = policy.window_s / policy.quota
        room = interval * policy.burst
        start = max(self._arrival.get((policy.name, who), now), now)
        after = start + cost * interval
        allowed = after - now <= room + 1e-9 if cost else start + interval - now <= room + 1e-9
        if allowed and cost:
            self._arrival[(policy.name, who)] = after
            if len(self._arrival) > self._sweep_at:
                self._sweep(now)
        used = (after if allowed else start) - now
        return Verdict(
            policy,
            allowed,
            remaining=max(0, math.floor((room - used) / interval + 1e-6)),
            full_in_s=used,
            retry_in_s=0.0 if allowed else max(start + interval - now - room, 0.001),
        )

    def _sweep(self, now: float) -> None:
        self._arrival = {who: at for who, at in self._arrival.items() if at > now}
        self._sweep_at = max(SWEEP_AT, 2 * len(self._arrival))
