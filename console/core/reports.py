"""What a fleet did in some days: how long it was up, who came and went, what alerts there were and who saw to
them, what was punched and how late it came.

Asked of the edge once, then plain figures. Instants are microseconds, UTC.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from statistics import median
from typing import Final

from common.client import EdgeClient, RequestRefused
from common.instants import parse_instant, rfc3339
from console.core.alerts import Alert
from console.core.fleet import FleetState
from console.core.records import Device, Json, moment

DAY_US: Final = 86_400_000_000
EVENTS_KEPT_US: Final = 30 * DAY_US
"""The edge tells of no older coming and going."""
PAGE: Final = 1_000
MOST_PUNCHES: Final = 300_000
"""More are not looked through: the report says so."""
TOP: Final = 10
_PRESENCE: Final = {"device.online": True, "device.offline": False}
_WATCHED: Final = frozenset({"online", "offline", "unstable"})
_PUNCH_FIELDS: Final = "punch_time,received_at,device_id,late"

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Between:
    """From an instant until before another."""

    from_us: int
    to_us: int

    def days(self, zone: tzinfo | None) -> list[date]:
        """The days it touches."""
        first = moment(self.from_us).astimezone(zone).date()
        last = moment(self.to_us - 1).astimezone(zone).date()
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]

    def by_day(self, zone: tzinfo | None) -> list[tuple[date, Between]]:
        """Those days, each as far as it belongs to it."""
        found = []
        for day in self.days(zone):
            begin, end = (
                round(datetime(at.year, at.month, at.day, tzinfo=zone).timestamp() * 1e6)
                for at in (day, day + timedelta(days=1))
            )
            found.append((day, Between(max(begin, self.from_us), min(end, self.to_us))))
        return found


@dataclass(frozen=True, slots=True)
class Up:
    """Microseconds online, of those it was watched; `drops`: how often it went."""

    online_us: int = 0
    watched_us: int = 0
    drops: int = 0

    def __add__(self, other: Up) -> Up:
        return Up(
            self.online_us + other.online_us,
            self.watched_us + other.watched_us,
            self.drops + other.drops,
        )

    @property
    def percent(self) -> float | None:
        """None of what was not watched."""
        return None if self.watched_us <= 0 else round(100 * self.online_us / self.watched_us, 2)

    @property
    def away_s(self) -> float:
        return (self.watched_us - self.online_us) / 1e6


@dataclass(frozen=True, slots=True)
class DeviceUp:
    """How long a terminal was there."""

    device: Device
    site: str
    up: Up


@dataclass(frozen=True, slots=True)
class RuleWorth:
    """What the alerts of a rule were worth: on how many somebody acted."""

    rule: str
    kind: str
    alerts: int
    acted_on: int

    @property
    def ignored(self) -> int:
        return self.alerts - self.acted_on


@dataclass(frozen=True, slots=True)
class LateDevice:
    """A terminal whose punches came late."""

    device: Device
    site: str
    punches: int
    longest_s: float


@dataclass(frozen=True, slots=True)
class Report:
    """The figures. Medians are seconds, None where nobody did it. `uptime_known`: whether the edge told of
    coming and going; `capped`: whether there were more punches than were looked through."""

    period: Between
    days: Sequence[date] = ()
    devices: Sequence[DeviceUp] = ()
    up_by_day: Mapping[date, Up] = field(default_factory=dict)
    uptime_known: bool = True
    alerts: Sequence[Alert] = ()
    alerts_by_day: Mapping[date, int] = field(default_factory=dict)
    rules: Sequence[RuleWorth] = ()
    to_acknowledge_s: float | None = None
    to_resolve_s: float | None = None
    punches: Mapping[date, int] = field(default_factory=dict)
    late: Mapping[date, int] = field(default_factory=dict)
    late_devices: Sequence[LateDevice] = ()
    capped: bool = False

    @property
    def up(self) -> Up:
        """Of all terminals together."""
        return sum((row.up for row in self.devices), Up())

    @property
    def sites(self) -> list[tuple[str, Up, int]]:
        """Name, uptime and number of terminals of each site, the worst first."""
        gathered: dict[str, list[Up]] = defaultdict(list)
        for row in self.devices:
            gathered[row.site].append(row.up)
        found = [(site, sum(ups, Up()), len(ups)) for site, ups in gathered.items()]
        return sorted(found, key=lambda one: (_rank(one[1]), one[0].casefold()))

    @property
    def flapping(self) -> list[DeviceUp]:
        """Those that went most often."""
        gone = [row for row in self.devices if row.up.drops]
        return sorted(gone, key=lambda row: (-row.up.drops, row.device.name.casefold()))[:TOP]

    @property
    def acted_on(self) -> int:
        return sum(acted_on(alert) for alert in self.alerts)


# -- asking
# ----------------------------------------------------------------------------------------------------------


async def fetch_report(
    client: EdgeClient,
    fleet: FleetState,
    period: Between,
    now_us: int,
    *,
    site_id: str | None = None,
    zone: tzinfo | None = None,
    progress: Progress = lambda _: None,
) -> Report:
    """Ask for everything. `site_id` narrows it to one site; `zone` decides where days begin; `progress` hears
    how many things have come. Raises EdgeError."""
    devices = [it for it in fleet.devices.values() if site_id is None or fleet.site_of(it) == site_id]
    sites = {device.id: fleet.sites.get(fleet.site_of(device)) for device in devices}
    names = {device_id: "" if site is None else site.name for device_id, site in sites.items()}
    ahead_us = round((client.clock_ahead_s or 0.0) * 1e6)
    turns = await _turns(client, period, now_us - ahead_us, progress)
    alerts = await _alerts(client, period, site_id, progress)
    punches, late, worst, capped = await _punches(client, period, site_id, zone, progress)
    spans = [(day, span) for day, span in period.by_day(zone) if span.from_us < now_us]
    ups, by_day = await asyncio.to_thread(_ups, devices, names, turns or {}, spans, now_us)
    by_id = {device.id: device for device in devices}
    return Report(
        period=period,
        days=period.days(zone),
        devices=ups,
        up_by_day=by_day,
        uptime_known=turns is not None,
        alerts=alerts,
        alerts_by_day=Counter(moment(alert.opened_us).astimezone(zone).date() for alert in alerts),
        rules=worth_of(alerts),
        to_acknowledge_s=_median(
            (alert.acknowledged_us - alert.opened_us) / 1e6 for alert in alerts if alert.acknowledged_us
        ),
        to_resolve_s=_median(
            (alert.resolved_us - alert.opened_us) / 1e6 for alert in alerts if alert.resolved_us
        ),
        punches=punches,
        late=late,
        late_devices=[
            LateDevice(by_id[device_id], names[device_id], count, longest_s)
            for device_id, (count, longest_s) in sorted(worst.items(), key=lambda one: -one[1][0])
            if device_id in by_id
        ][:TOP],
        capped=capped,
    )


async def _turns(
    client: EdgeClient, period: Between, now_us: int, progress: Progress
) -> dict[str, list[tuple[int, bool]]] | None:
    """When each terminal came and went, from the beginning of the period until now; None where the key may
    not know."""
    begin = max(period.from_us, now_us - EVENTS_KEPT_US)
    wanted = {"types": ",".join(_PRESENCE), "limit": PAGE, "from": rfc3339(begin)}
    found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    try:
        async for body in client.pages("/v1/events", wanted):
            if body["device"] is not None:
                found[body["device"]["id"]].append(turn_of(body))
                progress(1)
    except RequestRefused as error:
        if error.status == 403:
            return None
        raise
    return found


def turn_of(body: Json) -> tuple[int, bool]:
    """When, and whether it came. Offline begins with the silence, which its event is told after."""
    online = _PRESENCE[body["event"]]
    since = None if online else body.get("since")
    return parse_instant(since or body["timestamp"]), online


async def _alerts(
    client: EdgeClient, period: Between, site_id: str | None, progress: Progress
) -> list[Alert]:
    wanted = {
        "status": "all", "order": "opened_at", "limit": 250,
        "from": rfc3339(period.from_us), "to": rfc3339(period.to_us), "site": site_id or None,
    }  # fmt: skip
    found: list[Alert] = []
    async for body in client.pages("/v1/alerts", wanted):
        found.append(Alert.of(body))
        progress(1)
    # What never lasted long enough to tell anybody of is no alert to anybody.
    return [alert for alert in found if alert.fired_us is not None or not alert.over]


async def _punches(
    client: EdgeClient, period: Between, site_id: str | None, zone: tzinfo | None, progress: Progress
) -> tuple[Counter[date], Counter[date], dict[str, tuple[int, float]], bool]:
    """By day, those of them that came late, and how many of which terminal and how late at most."""
    wanted = {
        "limit": PAGE, "fields": _PUNCH_FIELDS, "from": rfc3339(period.from_us),
        "to": rfc3339(period.to_us), "site": site_id or None,
    }  # fmt: skip
    by_day: Counter[date] = Counter()
    late: Counter[date] = Counter()
    worst: dict[str, tuple[int, float]] = {}
    known: dict[str, date] = {}
    try:
        async for body in client.pages("/v1/attendance", wanted):
            at = body["punch_time"]
            hour = at[:13]
            day = known.get(hour)
            if day is None:
                day = known[hour] = moment(parse_instant(at)).astimezone(zone).date()
            by_day[day] += 1
            if body["late"]:
                late[day] += 1
                lag_s = (parse_instant(body["received_at"]) - parse_instant(at)) / 1e6
                count, longest = worst.get(body["device_id"], (0, 0.0))
                worst[body["device_id"]] = count + 1, max(longest, lag_s)
            progress(1)
            if by_day.total() >= MOST_PUNCHES:
                return by_day, late, worst, True
    except RequestRefused as error:
        if error.status != 403:
            raise
    return by_day, late, worst, False


# -- reckoning
# ----------------------------------------------------------------------------------------------------------


def up_of(
    turns: Iterable[tuple[int, bool]], online_now: bool, created_us: int | None, from_us: int, to_us: int
) -> Up:
    """How long a terminal was online between two instants. `turns`: when it came and went, until now. Before
    the first of them it was the opposite; without any it was all the time what it is now. One that was made
    meanwhile is watched from its first sign of life on."""
    known = sorted(turns)
    if created_us is not None and created_us > from_us:
        seen = known[0][0] if known and known[0][1] else created_us
        from_us = min(max(created_us, seen), to_us)
    state = not known[0][1] if known else online_now
    marks = [(from_us, state), *((min(max(at, from_us), to_us), on) for at, on in known), (to_us, False)]
    online = sum(after - at for (at, on), (after, _) in pairwise(marks) if on)
    drops = sum(1 for at, on in known if not on and from_us <= at < to_us)
    return Up(online, max(to_us - from_us, 0), drops)


def _ups(
    devices: Sequence[Device],
    sites: Mapping[str, str],
    turns: Mapping[str, Sequence[tuple[int, bool]]],
    spans: Sequence[tuple[date, Between]],
    now_us: int,
) -> tuple[list[DeviceUp], dict[date, Up]]:
    """Of each terminal, the worst first, and of all of them by day."""
    found: list[DeviceUp] = []
    by_day = {day: Up() for day, _ in spans}
    for device in devices:
        whole = Up()
        for day, span in spans if device.connectivity in _WATCHED else ():
            there, end = device.connectivity == "online", min(span.to_us, now_us)
            up = up_of(turns.get(device.id, ()), there, device.created_us, span.from_us, end)
            whole, by_day[day] = whole + up, by_day[day] + up
        found.append(DeviceUp(device, sites[device.id], whole))
    return sorted(found, key=lambda row: (_rank(row.up), row.device.name.casefold())), by_day


def _rank(up: Up) -> float:
    """The worst first, what was not watched last."""
    return 101.0 if up.percent is None else up.percent


def acted_on(alert: Alert) -> bool:
    """Whether a person did something about it."""
    return alert.acknowledged or alert.assignee is not None or any(entry.by for entry in alert.timeline)


def worth_of(alerts: Iterable[Alert]) -> list[RuleWorth]:
    """By rule; those with the most alerts that nobody acted on first."""
    count: Counter[tuple[str, str]] = Counter()
    acted: Counter[tuple[str, str]] = Counter()
    for alert in alerts:
        which = alert.rule, alert.kind
        count[which] += 1
        acted[which] += acted_on(alert)
    found = [RuleWorth(rule, kind, n, acted[rule, kind]) for (rule, kind), n in count.items()]
    return sorted(found, key=lambda one: (-one.ignored, -one.alerts, one.kind))


def _median(seconds: Iterable[float]) -> float | None:
    known = [one for one in seconds if one >= 0]
    return median(known) if known else None
