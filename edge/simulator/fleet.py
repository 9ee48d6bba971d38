"""The plan of a simulated fleet: which sites, which terminals, which people; the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice

from edge.simulator.access_firmware import ACCESS_FIRMWARES
from edge.simulator.generations import GENERATIONS
from edge.simulator.hardware import MODEL, MODELS, Model
from edge.simulator.people import Employee, hire
from edge.simulator.profile import MOST_DEVICES, MOST_SITES, Profile
from edge.simulator.sites import STANDARD, SiteSpec, Uplink, more_sites

FIRST_PIN = 1001
INCIDENT_SHARE = 0.02
_FRENCH_SPEAKING = "MA DZ TN MR FR BE CH SN CI ML BF NE BJ TG GN CM GA CD MG CA"
_LANGUAGE_FRENCH, _LANGUAGE_ENGLISH = 70, 69  # PROTOCOL.md §3.7

# Serial numbers the articles and their samples name: (site slug, position at the site) -> serial, model
_KNOWN_TERMINALS = {
    ("hq-main-entrance", 1): ("BFEZ203901245", "SpeedFace-V5L[TD]"),
    ("warehouse", 4): ("DGD9220156", "X100-C"),
}
_SILENT_SERIAL = "DGD9220156"
_DOORS = {
    "office": ("Reception", "Staff Door", "Second Floor", "Car Park", "Canteen", "Archive"),
    "warehouse": ("Gate In", "Gate Out", "Dock 1", "Dock 2", "Dispatch", "Canteen"),
    "plant": ("North Gate", "South Gate", "Line 1", "Line 2", "Paint Shop", "Canteen", "Tool Store"),
    "farm": ("Packing House", "Field Office", "Greenhouse 1", "Greenhouse 2", "Pump House", "Workshop"),
    "store": ("Staff Entrance", "Stock Room", "Cash Office", "Delivery Door", "Bakery"),
}


class PlanError(ValueError):
    """A fleet of that size cannot be planned; the message says what can."""


@dataclass(frozen=True, slots=True)
class FlapProfile:
    """An unsteady line: mean seconds up, mean seconds down."""

    up_s: float
    down_s: float


@dataclass(frozen=True, slots=True)
class SitePlan:
    """One site. `first_pin` and `headcount` say whose PINs belong to it: PINs are unique over the fleet."""

    id: str
    slug: str
    name: str
    address: str
    country: str
    lat: float
    lon: float
    timezone: str
    kind: str
    uplink: Uplink
    business_critical: bool
    first_pin: int
    headcount: int


@dataclass(frozen=True, slots=True)
class TerminalPlan:
    """One terminal and its habits.

    `clock_drift_s` is how wrong its clock is when it starts; one that does not follow the server stays so.
    With `state_keys` people choose in or out, else every status is 255 where the generation has that. A
    `silent` terminal registers once and is never heard of again. `poll_jitter` stretches its waits by that
    share. `incidents` is the share of passages at an access terminal beside which something else happens.
    """

    serial: str
    device_id: str
    name: str
    site_id: str
    generation: str
    model: str
    firmware: str
    pushver: str
    language: int
    ip: str
    mac: str
    clock_drift_s: float = 0.0
    follows_server_clock: bool = True
    state_keys: bool = False
    poll_jitter: float = 0.0
    flapping: FlapProfile | None = None
    silent: bool = False
    incidents: float = 0.0


@dataclass(frozen=True, slots=True)
class FleetPlan:
    """Sites in order of importance, terminals in order of sites."""

    seed: int
    sites: tuple[SitePlan, ...]
    terminals: tuple[TerminalPlan, ...]

    def site(self, site_id: str) -> SitePlan:
        """The site of that id; KeyError names what is missing."""
        for site in self.sites:
            if site.id == site_id:
                return site
        raise KeyError(site_id)

    def terminals_of(self, site_id: str) -> tuple[TerminalPlan, ...]:
        """The terminals of one site."""
        return tuple(terminal for terminal in self.terminals if terminal.site_id == site_id)

    def employees(self, site_id: str) -> tuple[Employee, ...]:
        """Who works at a site; every terminal there knows them."""
        return _employees(self.seed, self.site(site_id))


@lru_cache(maxsize=MOST_SITES)
def _employees(seed: int, site: SitePlan) -> tuple[Employee, ...]:
    rng = random.Random(f"{seed}:people:{site.id}")
    return hire(rng, site.kind, site.country, site.first_pin, site.headcount)


def plan_fleet(
    seed: int, sites: int | None = None, devices: int | None = None, profile: Profile | None = None
) -> FleetPlan:
    """Plans a fleet; what is not given is the profile's, else 14 sites, 62 terminals. Raises PlanError."""
    profile = profile or Profile()
    specs, devices = _extent(seed, sites, devices, profile)
    shares = share_out(devices, [spec.devices for spec in specs])
    per_terminal = profile.employees_per_terminal
    if per_terminal is None:
        per_terminal = 25 if devices <= 250 else 8
    site_plans, pin = [], FIRST_PIN
    for spec, count in zip(specs, shares, strict=True):
        site_plans.append(_plan_site(spec, pin, max(1, count) * per_terminal))
        pin += site_plans[-1].headcount
    places = [
        (spec, plan, number)
        for spec, plan, count in zip(specs, site_plans, shares, strict=True)
        for number in range(1, count + 1)
    ]
    return FleetPlan(seed, tuple(site_plans), _plan_terminals(seed, places, profile))


def _extent(
    seed: int, sites: int | None, devices: int | None, profile: Profile
) -> tuple[tuple[SiteSpec, ...], int]:
    listed = profile.site_list or STANDARD
    if sites is None:
        sites = profile.sites or len(listed)
    if not 1 <= sites <= MOST_SITES:
        raise PlanError(f"a fleet has 1 to {MOST_SITES} sites, not {sites}")
    rng = random.Random(f"{seed}:sites")
    more = more_sites(rng, {spec.name for spec in listed} | {spec.name for spec in STANDARD})
    specs = tuple(islice(chain(listed, more), sites))
    if devices is None:
        devices = profile.devices or sum(spec.devices for spec in specs)
    if not 1 <= devices <= MOST_DEVICES:
        raise PlanError(f"a fleet has 1 to {MOST_DEVICES} devices, not {devices}")
    return specs, devices


def share_out(total: int, weights: list[int]) -> list[int]:
    """`total` things shared by weight, whole and exact; one each while there are enough, first come first."""
    if total <= len(weights):
        return [1] * total + [0] * (len(weights) - total)
    spare, heavy = total - len(weights), [weight - 1 for weight in weights]
    whole = sum(heavy)
    if whole == 0:
        heavy, whole = [1] * len(weights), len(weights)
    exact = [spare * weight / whole for weight in heavy]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda at: (shares[at] - exact[at], at))
    for at in by_remainder[: spare - sum(shares)]:
        shares[at] += 1
    return [1 + share for share in shares]


def _plan_site(spec: SiteSpec, first_pin: int, headcount: int) -> SitePlan:
    return SitePlan(
        id=f"site_{spec.slug.replace('-', '_')}",
        slug=spec.slug,
        name=spec.name,
        address=spec.address,
        country=spec.country,
        lat=spec.lat,
        lon=spec.lon,
        timezone=spec.timezone,
        kind=spec.kind,
        uplink=spec.uplink,
        business_critical=spec.business_critical,
        first_pin=first_pin,
        headcount=headcount,
    )


def _plan_terminals(
    seed: int, places: list[tuple[SiteSpec, SitePlan, int]], profile: Profile
) -> tuple[TerminalPlan, ...]:
    rng = random.Random(f"{seed}:terminals")
    generations = _mix(rng, profile, len(places))
    taken = {serial for serial, _ in _KNOWN_TERMINALS.values()}
    planned = []
    for number, ((spec, site, position), generation) in enumerate(zip(places, generations, strict=True)):
        known = _KNOWN_TERMINALS.get((site.slug, position))
        if known is None:
            model = rng.choice([model for model in MODELS if model.generation == generation])
            serial = _serial(rng, model, taken)
        else:
            serial, model = known[0], MODEL[known[1]]
        planned.append(_plan_terminal(rng, spec, site, position, number, serial, model))
    return _unsteady(rng, planned, {site.id: site for _, site, _ in places}, profile)


def _mix(rng: random.Random, profile: Profile, count: int) -> list[str]:
    """A generation for every terminal: shares as exact as whole terminals allow, in random order."""
    weights = {key: weight for key, weight in profile.generations.items() if weight > 0}
    total = sum(weights.values())
    exact = {key: count * weight / total for key, weight in weights.items()}
    mixed = [key for key in weights for _ in range(int(exact[key]))]
    by_remainder = sorted(weights, key=lambda key: int(exact[key]) - exact[key])
    mixed += by_remainder[: count - len(mixed)]
    rng.shuffle(mixed)
    return mixed


def _serial(rng: random.Random, model: Model, taken: set[str]) -> str:
    while True:
        serial = model.serial_prefix + str(rng.randrange(10**8, 10**9))[: 13 - len(model.serial_prefix)]
        if serial not in taken:
            taken.add(serial)
            return serial


def _plan_terminal(
    rng: random.Random, spec: SiteSpec, site: SitePlan, position: int, number: int, serial: str, model: Model
) -> TerminalPlan:
    doors = spec.doors or _DOORS[spec.kind]
    turn, door = divmod(position - 1, len(doors))
    numbered = turn > 0 or len(doors) == 1
    return TerminalPlan(
        serial=serial,
        device_id=f"dev_{site.slug.replace('-', '_')}_{position:02d}",
        name=f"{doors[door]} {turn + 1}" if numbered else doors[door],
        site_id=site.id,
        generation=model.generation,
        model=model.name,
        firmware=rng.choice(model.versions),
        pushver=GENERATIONS[model.generation],
        language=_LANGUAGE_FRENCH if site.country in _FRENCH_SPEAKING else _LANGUAGE_ENGLISH,
        ip=f"192.168.{number // 200 % 250 + 1}.{number % 200 + 20}",
        mac="00:17:61:" + ":".join(f"{rng.randrange(256):02x}" for _ in range(3)),
        clock_drift_s=round(max(-8.0, min(8.0, rng.gauss(0, 3))), 1),
        state_keys=model.generation in ("legacy", "old", "x100c", "essl", "tft") or rng.random() < 0.25,
        poll_jitter=round(rng.uniform(0, 0.05), 3),
        silent=serial == _SILENT_SERIAL,
        incidents=INCIDENT_SHARE if model.generation in ACCESS_FIRMWARES else 0.0,
    )


def _unsteady(
    rng: random.Random, planned: list[TerminalPlan], sites: dict[str, SitePlan], profile: Profile
) -> tuple[TerminalPlan, ...]:
    """Gives some terminals a bad line or a bad clock; never at the sites the articles show as healthy."""
    healthy = {"hq-main-entrance", "hq-parking", "warehouse", "branch-office-casablanca", "farm-meknes"}
    open_to = [
        at for at, plan in enumerate(planned) if sites[plan.site_id].slug not in healthy and not plan.silent
    ]
    remote = [at for at in open_to if sites[planned[at].site_id].uplink is not Uplink.FIBER]
    flapping = min(len(open_to), round(len(planned) * profile.flapping_share))
    for at in rng.sample(remote if len(remote) >= flapping else open_to, flapping):
        planned[at] = replace(planned[at], flapping=FlapProfile(rng.uniform(180, 420), rng.uniform(75, 150)))
    steady_clocks = [at for at in open_to if planned[at].generation not in ("legacy", "old")]
    drifting = min(len(steady_clocks), round(len(planned) * profile.drifting_share))
    for at in rng.sample(steady_clocks, drifting):
        drift = rng.choice((-1, 1)) * rng.uniform(90, 400)
        planned[at] = replace(planned[at], clock_drift_s=round(drift, 1), follows_server_clock=False)
    return tuple(planned)
