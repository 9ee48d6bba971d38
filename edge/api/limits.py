"""How often somebody may ask: GCRA, a token bucket in one number a caller; and how much at the same time.

What streams or works for long is held to a Gate: `with services.exports.hold(tenant_id): …` for exports and
bulk calls, which is 429 where a tenant has ten of them under way already.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from edge.api.errors import ApiError

SWEEP_AT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Policy:
    """`quota` requests a window on average, `burst` at once."""

    name: str
    quota: int
    window_s: int
    burst: int


KEY: Final = Policy("key", 600, 60, 100)
TENANT: Final = Policy("tenant", 3_000, 60, 1_000)
ADDRESS: Final = Policy("address", 60, 60, 60)
REFUSED_KEYS: Final = Policy("refused-keys", 20, 60, 20)
EXPORTS_AT_ONCE: Final = 10
CONNECTIONS_OF_KEY: Final = 20


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


class Gate:
    """How many of one thing may be under way at the same time, for each of those who have it."""

    def __init__(self, policy: str, what: str, most: int) -> None:
        self._policy = policy
        self._what = what
        self._most = most
        self._under_way: Counter[Hashable] = Counter()

    @contextmanager
    def hold(self, who: Hashable) -> Iterator[None]:
        """Count one more while the context is open. Raises ApiError (rate_limited)."""
        if self._under_way[who] >= self._most:
            raise ApiError(
                "rate_limited",
                f"{self._most} {self._what} are under way already ({self._policy}). Wait for one to end.",
                headers={"Retry-After": str(random.randint(1, 3))},
                policy=self._policy,
            )
        self._under_way[who] += 1
        try:
            yield
        finally:
            self._under_way[who] -= 1
            if not self._under_way[who]:
                del self._under_way[who]


def exports_gate() -> Gate:
    """For exports and bulk calls, by tenant."""
    return Gate("exports", "exports and bulk calls of this account", EXPORTS_AT_ONCE)
