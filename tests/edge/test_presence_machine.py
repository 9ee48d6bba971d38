"""Whatever happens to clocks, the edge and single polls: no false fact, and every real silence is told."""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from edge.presence import GRACE_POLLS, GRACE_S, SCAN_S, Fact, Presence
from edge.presence_rhythm import T_OFF_MAX_S

START = 1_800_000_000_000_000
SITE = 7
HOUR_S = 3600.0
END_S = 4000.0
LOST = 0.08
MOST_LOST = 2
JITTER = 0.05


@dataclass(frozen=True)
class Trouble:
    """At this second: a jump of the wall's clock, a sleep (with or without the clock that never jumps), or a
    restart; `seconds` is by how much or for how long."""

    at: float
    kind: str
    seconds: float


@dataclass
class World:
    """Terminals with their rhythms, an edge that may be away, and the true time `now` that nobody sees."""

    rhythms: list[float]
    deaths: dict[int, float]
    rng: random.Random
    now: float = 0.0
    mono_offset: float = 500.0
    wall_offset_us: int = START
    away_until: float = 0.0
    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    facts: list[tuple[float, Fact]] = field(default_factory=list)
    last_sign: dict[int, float] = field(default_factory=dict)
    limits: dict[int, float] = field(default_factory=dict)
    troubled: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = Presence(self.mono, self.wall)

    @property
    def mono(self) -> float:
        return self.now + self.mono_offset

    @property
    def wall(self) -> int:
        return round(self.now * 1e6) + self.wall_offset_us

    def run(self, troubles: list[Trouble], end: float = END_S) -> None:
        happening: list[tuple[float, int, str, Any]] = [
            (trouble.at, n, "trouble", trouble) for n, trouble in enumerate(troubles)
        ]
        happening += [(self.rng.uniform(0, 20), 10 + n, "poll", n) for n in range(len(self.rhythms))]
        happening.append((SCAN_S, 9, "scan", None))
        heapq.heapify(happening)
        while happening[0][0] < end:
            self.now, order, what, about = heapq.heappop(happening)
            match what:
                case "trouble":
                    self.befall(about)
                case "poll":
                    if self.now >= self.deaths.get(about, END_S):
                        continue
                    self.poll(about)
                    heapq.heappush(happening, (self.now + self.gap(about), order, what, about))
                case "scan":
                    if self.now >= self.away_until:
                        self.note(self.book.scan(self.mono, self.wall))
                    heapq.heappush(happening, (self.now + SCAN_S, order, what, about))

    def gap(self, n: int) -> float:
        lost = 0
        while lost < MOST_LOST and self.rng.random() < LOST:
            lost += 1
        return sum(self.rhythms[n] * self.rng.uniform(1 - JITTER, 1 + JITTER) for _ in range(1 + lost))

    def poll(self, n: int) -> None:
        if self.now < self.away_until:
            return
        fact = self.book.seen((1, n), self.mono, self.wall, "10.0.0.1", poll=True, site=SITE)
        self.last_sign[n] = self.now
        state = self.book.of((1, n))
        assert state is not None
        self.limits[n] = state[2]
        self.note([fact] if fact else [])

    def note(self, facts: list[Fact]) -> None:
        self.facts += [(self.now, fact) for fact in facts]

    def befall(self, trouble: Trouble) -> None:
        self.troubled.append(self.now + (0 if trouble.kind == "jump" else trouble.seconds))
        if trouble.kind == "jump":
            self.wall_offset_us += round(trouble.seconds * 1e6)
            return
        self.away_until = max(self.away_until, self.now + trouble.seconds)
        if trouble.kind == "frozen":  # as on Linux: the steady clock does not count the sleep
            self.mono_offset -= trouble.seconds
        elif trouble.kind == "restart":
            self.rows |= {row["device_id"]: row for row in self.book.take_dirty()}
            self.mono_offset = 90.0 - self.now
            self.book = Presence(self.mono, self.wall)
            rows = [{**row, "id": n, "site_id": SITE} for n, row in self.rows.items()]
            self.book.restore(rows, self.mono, self.wall)
            self.book.deaf(self.mono + trouble.seconds)


def troubles() -> st.SearchStrategy[list[Trouble]]:
    at = st.floats(100, HOUR_S)
    away = st.builds(Trouble, at, st.sampled_from(["asleep", "frozen", "restart"]), st.floats(18, 300))
    jump = st.builds(Trouble, at, st.just("jump"), st.sampled_from([-86_400.0, -3600.0, 3600.0, 86_400.0]))
    return st.lists(away | jump, max_size=4).map(lambda found: sorted(found, key=lambda one: one.at))


@settings(max_examples=60, deadline=None)
@given(
    rhythms=st.lists(st.floats(5, 120), min_size=1, max_size=4),
    dying=st.dictionaries(st.integers(0, 3), st.floats(700, 2000), max_size=3),
    troubles=troubles(),
    seed=st.integers(0, 1 << 30),
)
def test_no_false_fact_and_every_silence_is_told_in_time(
    rhythms: list[float], dying: dict[int, float], troubles: list[Trouble], seed: int
) -> None:
    deaths = {n: at for n, at in dying.items() if n < len(rhythms)}
    world = World(rhythms, deaths, random.Random(seed))
    world.run(troubles)
    offline = {fact.key[1]: (at, fact) for at, fact in world.facts if fact.status == "offline"}
    told = [fact.key[1] for _, fact in world.facts if fact.status == "offline"]
    assert sorted(told) == sorted(offline)  # nobody twice
    assert set(offline) <= set(deaths)
    for n in deaths:
        if n not in world.last_sign:
            continue
        grace = max(GRACE_S, GRACE_POLLS * rhythms[n] * (1 + JITTER) * (1 + MOST_LOST))
        deaf = max((at + grace for at in world.troubled), default=0.0)
        due = max(world.last_sign[n], deaf) + world.limits[n] + 2 * SCAN_S
        if due < END_S:
            assert n in offline, f"silent since {world.last_sign[n]}, due {due}"
            assert offline[n][0] <= due


@settings(max_examples=30, deadline=None)
@given(rhythm=st.floats(3, 15), dies=st.floats(60, 900), seed=st.integers(0, 1 << 30))
def test_at_the_rhythm_that_we_dictate_a_minute_is_enough(rhythm: float, dies: float, seed: int) -> None:
    world = World([rhythm, rhythm], {0: dies}, random.Random(seed))
    world.run([], dies + T_OFF_MAX_S + 60)
    ((at, fact),) = [(at, fact) for at, fact in world.facts if fact.status == "offline"]
    usual = world.limits[0] <= 58.0  # too few polls or lost ones may have hidden how fast it is
    assert fact.key == (1, 0)
    assert at - world.last_sign[0] <= (60.0 if usual else T_OFF_MAX_S + 2 * SCAN_S)
