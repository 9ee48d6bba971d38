"""Small fleets for tests of what shows them: sessions that nobody connects, told what an edge would tell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from console.core.fleet import Snapshot
from console.core.intake import Clocks
from console.core.profiles import Profile
from console.core.records import Device, Punch, Site
from console.core.session import Session
from console.core.states import Live, Offline, State

NINE_US = 1_795_251_600_000_000
"""2026-11-21, 09:00 UTC."""
MINUTE_US = 60_000_000


def site(name: str, **of_it: Any) -> Site:
    """On the map, in Casablanca, unless told otherwise."""
    place = {"lat": 33.6, "lon": -7.6, "timezone": "Africa/Casablanca"}
    return Site(name.casefold(), name, **{**place, **of_it})


def terminals(at: Site, n: int, **of_them: Any) -> list[Device]:
    """Online ones, called "Gate 1" and so on."""
    return [
        Device(
            f"{at.id}{number}", f"SN-{at.id}{number}", f"Gate {number}", at.name, at.id,
            **{"connectivity": "online", "last_seen_us": NINE_US, "offline_after_s": 30.0, **of_them},
        )
        for number in range(1, n + 1)
    ]  # fmt: skip


@dataclass
class Told:
    """A session, its clock, and what it was told last."""

    sites: list[Site] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    waiting: tuple[Device, ...] = ()
    now_us: int = NINE_US

    def __post_init__(self) -> None:
        clocks = Clocks(wall_us=lambda: self.now_us)
        self.session = Session(Profile.new("Test", "http://127.0.0.1:8080"), "key", clocks=clocks)

    def stand(self, state: State) -> None:
        """The connection stands like that now."""
        self.session.connection._state = state
        self.session.connection.states.tell(state)

    def live(self) -> Told:
        """The edge has told everything, and is heard."""
        self.session.connection.remember(self.now_us)
        self.tell()
        self.stand(Live())
        return self

    def silence(self) -> None:
        """The edge is not heard any more."""
        self.stand(Offline(self.session.connection.heard_us))

    def tell(self) -> None:
        self.session.snapshot_taken(
            Snapshot(tuple(self.devices), tuple(self.sites), self.waiting, self.now_us)
        )

    def change(self, *ids: str, **to: Any) -> None:
        """Tell that terminals are different now."""
        self.devices = [replace(device, **to) if device.id in ids else device for device in self.devices]
        self.tell()

    def punch(self, device_id: str, n: int = 1) -> None:
        """Punches of now."""
        device = next(device for device in self.devices if device.id == device_id)
        known = len(self.session.feed)
        self.session._take_lines(
            [
                Punch(
                    f"punch {known + number}", self.now_us, self.now_us, 60, "7", "check_in", "fingerprint",
                    device.id, device.serial, device.name, device.site, device.site_id, "ok", late=False,
                )
                for number in range(n)
            ]
        )  # fmt: skip


def three_sites() -> Told:
    """Agadir with four terminals, Fès with three, Rabat with two; all is well."""
    sites = [site("Agadir"), site("Fès"), site("Rabat")]
    devices = [device for at, n in zip(sites, (4, 3, 2), strict=True) for device in terminals(at, n)]
    return Told(sites, devices)
