"""Who works where in the drill's day, and whom the terminals hold before the edge has said a word."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from edge.simulator import AccessTerminal, FleetPlan, Profile, SitePlan, Terminal, TerminalPlan, plan_fleet
from edge.simulator.access_firmware import ACCESS_FIRMWARES
from edge.simulator.access_tables import AccessTables
from edge.simulator.generations import GENERATIONS
from edge.simulator.hardware import MODEL, MODELS
from edge.simulator.memory import FINGER, Place
from edge.simulator.people import Employee, hire
from edge.simulator.sites import STANDARD
from edge.simulator.wire import Template, User

# Lagos is dark and its zone has no change; three that have one; Paris and Dakar look on.
_FIRST: Final = ("Lagos", "Plant - Tanger", "Rabat", "Paris")
_WEIGHTS: Final = {"speedface": 4, "senseface": 3, "x100c": 2, "f20": 2, "bioface": 2}
_ROOMY: Final = 1_500
_LARGE: Final = 3_000
_FULL: Final = 0.9
_LONG: Final = (
    "Mohamed Abdellah El Idrissi Benjelloun",
    "عبد الله محمد بن الحسن العلوي",
    "Zineb Aït Lahcen-Benchekroun",
)
RENAMED, NEW_CARD, NOT_THERE, STRANGERS = 0.01, 0.01, 0.005, 3
_FIRST_STRANGER: Final = 900_001


@dataclass(frozen=True, slots=True)
class Wish:
    """A person as the terminals of its sites shall hold it. `card` 0: none."""

    pin: str
    name: str
    card: int
    site_id: str


def planned(seed: int, sites: int, terminals: int, people: int, coming: int) -> FleetPlan:
    """A fleet of both dialects in which every site has people, and room for them on all its terminals; where
    these are large, also for so many who are still to come."""
    ordered = sorted(STANDARD, key=lambda spec: _place(spec.name))
    weights = {key: _WEIGHTS.get(key, 1) for key in GENERATIONS}
    profile = Profile(flapping_share=0.0, drifting_share=0.0, generations=weights, site_list=tuple(ordered))
    plan = plan_fleet(seed, sites, terminals, profile)
    fleet = _gathered([replace(_roomy(one), silent=False, incidents=0.0) for one in plan.terminals])
    rooms = [
        _room(min(MODEL[one.model].max_users for one in fleet if one.site_id == site.id), coming)
        for site in plan.sites
    ]
    counts, pin, staffed = shared(people, rooms), 10_001, []
    for site, count in zip(plan.sites, counts, strict=True):
        staffed.append(replace(site, first_pin=pin, headcount=count))
        pin += count
    return replace(plan, sites=tuple(staffed), terminals=fleet)


def _room(least: int, coming: int) -> int:
    """For how many the smallest terminal of a site has room when the day begins."""
    return int(_FULL * least) if least < _LARGE else least - coming - STRANGERS


def _place(name: str) -> int:
    return next((at for at, part in enumerate(_FIRST) if part in name), len(_FIRST))


def _roomy(terminal: TerminalPlan) -> TerminalPlan:
    """A terminal that holds too few people for a site gives way to its big sister."""
    model = MODEL[terminal.model]
    if model.max_users >= _ROOMY:
        return terminal
    model = max((one for one in MODELS if one.generation == model.generation), key=lambda one: one.max_users)
    return replace(terminal, model=model.name, firmware=model.versions[0])


def _gathered(fleet: list[TerminalPlan]) -> tuple[TerminalPlan, ...]:
    """The smallest terminals hang at the last site, so that elsewhere there is room for thousands."""
    small = [at for at, one in enumerate(fleet) if MODEL[one.model].max_users < _ROOMY]
    last = [at for at, one in enumerate(fleet) if one.site_id == fleet[-1].site_id and at not in small]
    for here, there in zip(
        [at for at in small if fleet[at].site_id != fleet[-1].site_id], last, strict=False
    ):
        fleet[here], fleet[there] = _as(fleet[there], fleet[here]), _as(fleet[here], fleet[there])
    return tuple(fleet)


def _as(box: TerminalPlan, place: TerminalPlan) -> TerminalPlan:
    """A box in another's place."""
    return replace(box, site_id=place.site_id, device_id=place.device_id, name=place.name)


def shared(people: int, rooms: Sequence[int]) -> list[int]:
    """So many people shared as evenly as the room allows. Raises ValueError where there is none left."""
    if people > sum(rooms):
        raise ValueError(f"the terminals have room for {sum(rooms)} people, not for {people}")
    counts = [0] * len(rooms)
    while people:
        free = [at for at, room in enumerate(rooms) if counts[at] < room]
        each = max(1, people // len(free))
        for at in free:
            taken = min(each, rooms[at] - counts[at], people)
            counts[at] += taken
            people -= taken
    return counts


def wished(plan: FleetPlan) -> dict[str, Wish]:
    """Everybody by PIN as the office has them: mostly as their terminals do, some renamed, some with a new
    card."""
    rng = random.Random(f"{plan.seed}:office")
    wishes: dict[str, Wish] = {}
    for site in plan.sites:
        for person in plan.employees(site.id):
            name = rng.choice(_LONG) if rng.random() < RENAMED else person.name
            card = int(person.card or 0)
            if rng.random() < NEW_CARD:
                card = rng.randrange(1_000_000, 16_777_216)
            wishes[person.pin] = Wish(person.pin, name, card, site.id)
    return wishes


def newcomers(plan: FleetPlan, site: SitePlan, count: int) -> dict[str, Wish]:
    """People who begin at a site, under PINs that nobody had."""
    first = plan.sites[-1].first_pin + plan.sites[-1].headcount
    rng = random.Random(f"{plan.seed}:newcomers")
    found = hire(rng, site.kind, site.country, first, count)
    return {one.pin: Wish(one.pin, one.name, int(one.card or 0), site.id) for one in found}


def furnish(plan: FleetPlan, terminals: dict[str, Terminal | AccessTerminal]) -> int:
    """Lets attendance terminals hold their people as years of work left them, with some missing, a finger of
    every tenth, and strangers; access terminals come empty. Returns how many people are held."""
    rng = random.Random(f"{plan.seed}:flash")
    held = 0
    for one in terminals.values():
        if isinstance(one, AccessTerminal):
            one.machine.tables = AccessTables(one.machine.firmware)
            continue
        memory = one.machine.memory
        for person in plan.employees(one.plan.site_id):
            if rng.random() < NOT_THERE:
                memory.users.remove(person.pin)
            elif int(person.pin) % 10 == 0:
                memory.templates[Place(person.pin, FINGER, "6")] = Template("dGVtcGxhdGU=", "10")
        for stranger in strangers():
            memory.users.put(stranger)
        held += len(memory.users)
    return held


def strangers() -> Iterator[User]:
    """Whom terminals hold and the office never heard of: they stay."""
    for number in range(STRANGERS):
        yield User(str(_FIRST_STRANGER + number), f"Guard {number}", card=str(5_000_000 + number))


def is_access(terminal: TerminalPlan) -> bool:
    return terminal.generation in ACCESS_FIRMWARES


def was_there(plan: FleetPlan, site_id: str) -> dict[str, Employee]:
    """Who worked at a site when the day began."""
    return {person.pin: person for person in plan.employees(site_id)}


def offset_at(site: SitePlan, instant: float) -> int:
    """Seconds east of UTC that clocks at a site show then."""
    offset = datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(site.timezone)).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())
