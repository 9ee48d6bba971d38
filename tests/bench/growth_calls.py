"""What users, integrators and the console ask of a database that has grown, each time about another part."""

from __future__ import annotations

import http.client
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

import psutil

from tests.kit.edge_process import EdgeProcess

KEYS: Final = 20  # a key has 100 calls at once and ten a second; the tenant a thousand, and fifty a second
PIECE: Final = 512
PACE_S: Final = 0.02
RETRY_S: Final = 0.2

Ask = Callable[["Customer"], str]


@dataclass(slots=True)
class Timed:
    """How long answers to a call took: milliseconds from the request, and of the server's CPU time."""

    name: str
    first: bool
    took: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        ordered = sorted(self.took)
        return {
            "call": self.name + (" (first bytes)" if self.first else ""),
            "p50 ms": round(ordered[len(ordered) // 2], 1),
            "p99 ms": round(ordered[-(-len(ordered) * 99 // 100) - 1], 1),
            "CPU ms": round(sum(self.cpu) / len(self.cpu), 1),
        }


class Customer:
    """Somebody with keys who knows the names of what there is. `dice` say what is asked about next."""

    def __init__(self, edge: EdgeProcess) -> None:
        self._edge = edge
        self._server = psutil.Process(edge.pid)
        self._keys = [edge.admin_key]
        self._asked = 0
        self.dice = random.Random(3)
        made = [self._json("POST", "/v1/keys", {"name": f"bench {n}", "role": "admin"}) for n in range(KEYS)]
        self._keys = [one["key"] for one in made]
        self.devices = [one["id"] for one in self._json("GET", "/v1/devices")["data"]]
        self.sites = [one["slug"] for one in self._json("GET", "/v1/sites?limit=1000")["data"]]
        self.punches = self._json("GET", "/v1/attendance?limit=1000")["data"]
        oldest = self._json("GET", "/v1/attendance?limit=1&order=asc")["data"][0]["punch_time"]
        self._oldest = datetime.fromisoformat(oldest)
        self.deep_pages = [self._deep_page() for _ in range(8)]

    def day(self) -> datetime:
        """A morning somewhere in the years that are there."""
        days = (datetime.now(UTC) - self._oldest).days - 14
        return (self._oldest + timedelta(days=7 + self.dice.randrange(days))).replace(
            hour=0, minute=0, second=0, microsecond=0
        )

    def between(self, days: int) -> dict[str, str]:
        """Instants so many days apart."""
        start = self.day()
        return {"from": _text(start), "to": _text(start + timedelta(days=days))}

    def one(self, of: Sequence[Any]) -> Any:
        return self.dice.choice(of)

    def employee(self) -> str:
        return f"E{self.dice.randrange(24_000):05}"

    def _deep_page(self) -> dict[str, str]:
        wanted = {"limit": "100", "to": _text(self.day())}
        page = self._json("GET", f"/v1/attendance?{urlencode(wanted)}")
        return {**wanted, "cursor": page["next_cursor"]}

    def time(self, name: str, ask: Ask, rounds: int) -> Timed:
        """Ask so often. Of what is a file or a stream, the first bytes are what is waited for."""
        first = name.startswith(("csv", "stream"))
        found = Timed(name, first)
        for _ in range(rounds):
            target = ask(self)
            before = self._cpu_s()
            begun = time.perf_counter()
            self._answer("GET", target, None, first)
            found.took.append((time.perf_counter() - begun) * 1e3)
            found.cpu.append((self._cpu_s() - before) * 1e3)
            time.sleep(PACE_S)
        return found

    def _cpu_s(self) -> float:
        times = self._server.cpu_times()
        return float(times.user + times.system)

    def _json(self, method: str, target: str, body: Mapping[str, Any] | None = None) -> Any:
        return json.loads(self._answer(method, target, body, False))

    def _answer(self, method: str, target: str, body: Mapping[str, Any] | None, first: bool) -> bytes:
        """What is answered; raises SystemExit where it is an error. Waiting for the rate limit is no error,
        but it shows in the time."""
        while True:
            self._asked += 1
            connection = http.client.HTTPConnection("127.0.0.1", self._edge.port, timeout=60)
            headers = {"Authorization": f"Bearer {self._keys[self._asked % len(self._keys)]}"}
            if body is not None:
                headers["Content-Type"] = "application/json"
            try:
                connection.request(method, target, None if body is None else json.dumps(body), headers)
                response = connection.getresponse()
                answer = response.read1(PIECE) if first else response.read()
            finally:
                connection.close()
            if response.status != 429:
                break
            time.sleep(RETRY_S)
        if response.status >= 300:
            raise SystemExit(f"{method} {target} was answered {response.status}: {answer[:400]!r}")
        return answer


def _text(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _punches(**wanted: Any) -> str:
    return "/v1/attendance?" + urlencode({"limit": 100, **wanted}, doseq=True)


CALLS: Final[Mapping[str, Ask]] = {
    "newest punches": lambda of: _punches(),
    "newest 1,000 (console start)": lambda of: _punches(limit=1000),
    "one punch": lambda of: f"/v1/attendance/{of.one(of.punches)['id']}",
    "of a terminal": lambda of: _punches(device=of.one(of.devices)),
    "of a terminal, a past week": lambda of: _punches(device=of.one(of.devices), **of.between(7)),
    "of 40 terminals": lambda of: _punches(device=of.dice.sample(of.devices, min(40, len(of.devices)))),
    "of the largest site": lambda of: _punches(site=of.sites[0]),
    "of the largest site, a past day": lambda of: _punches(site=of.sites[0], **of.between(1)),
    "of a small site": lambda of: _punches(site=of.sites[-1]),
    "of a small site, a past day": lambda of: _punches(site=of.sites[-1], **of.between(1)),
    "of an employee": lambda of: _punches(employee_id=of.employee()),
    "of an employee, a past month": lambda of: _punches(employee_id=of.employee(), **of.between(31)),
    "of 40 employees": lambda of: _punches(employee_id=[of.employee() for _ in range(40)]),
    "of an employee at a site": lambda of: _punches(employee_id=of.employee(), site=of.one(of.sites)),
    "a past day": lambda of: _punches(date=of.day().date().isoformat()),
    "a past hour, 1,000": lambda of: _punches(limit=1000, **of.between(1)),
    "deep pages": lambda of: _punches(**of.one(of.deep_pages)),
    "oldest first": lambda of: _punches(order="asc"),
    "as received, from the first": lambda of: _punches(order="received_at"),
    "as received, from a past day": lambda of: _punches(order="received_at", received_from=_text(of.day())),
    "gap fill of the console": lambda of: _punches(
        limit=1000, order="received_at", received_from=_text(of.day()), received_to=_text(datetime.now(UTC))
    ),
    "before a gap": lambda of: _punches(limit=1000, received_to=_text(datetime.now(UTC) - timedelta(days=1))),
    "by card (one in four)": lambda of: _punches(verify_mode="card"),
    "by palm (none)": lambda of: _punches(verify_mode="palm"),
    "search by name": lambda of: _punches(q=f"Person {of.dice.randrange(100, 24_000)}"),
    "counted, a terminal": lambda of: _punches(device=of.one(of.devices), include="total_count"),
    "counted, all": lambda of: _punches(include="total_count"),
    "csv of a day": lambda of: _punches(format="csv", date=of.day().date().isoformat()),
    "csv of everything": lambda of: "/v1/attendance?format=csv",
    "csv of a site and month": lambda of: (
        "/v1/attendance?" + urlencode({"format": "csv", "site": of.one(of.sites), **of.between(31)})
    ),
    "devices": lambda of: "/v1/devices",
    "devices, a page": lambda of: "/v1/devices?limit=250",
    "devices of a site": lambda of: f"/v1/devices?site={of.one(of.sites)}",
    "a device": lambda of: f"/v1/devices/{of.one(of.devices)}",
    "health of a device": lambda of: f"/v1/devices/{of.one(of.devices)}/health",
    "events of a device": lambda of: f"/v1/devices/{of.one(of.devices)}/events",
    "sites": lambda of: "/v1/sites?limit=250",
    "health of the largest site": lambda of: f"/v1/sites/{of.sites[0]}/health",
    "health of a small site": lambda of: f"/v1/sites/{of.sites[-1]}/health",
    "week of the largest site": lambda of: f"/v1/sites/{of.sites[0]}/history?days=7",
    "week of a small site": lambda of: f"/v1/sites/{of.sites[-1]}/history?days=7",
    "employees": lambda of: "/v1/employees?limit=100",
    "employees by name": lambda of: (
        f"/v1/employees?limit=100&q={quote('Person ' + str(of.dice.randrange(24_000)))}"
    ),
    "an employee": lambda of: f"/v1/employees/{of.employee()}",
    "events": lambda of: "/v1/events?limit=100",
    "events since a past day of the month": lambda of: (
        "/v1/events?limit=100&from="
        + quote(_text(datetime.now(UTC) - timedelta(days=of.dice.randrange(1, 29))))
    ),
    "presence events (few)": lambda of: "/v1/events?limit=1000&types=device.online,device.offline",
    "stream after a cursor": lambda of: "/v1/stream?after=0.0",
    "alerts": lambda of: "/v1/alerts?limit=250",
    "unreadable lines": lambda of: "/v1/attendance/dead?limit=100",
    "commands": lambda of: "/v1/commands?limit=100",
}


def timings(edge: EdgeProcess, rounds: int, only: str = "") -> Iterator[Timed]:
    """Every call so often, one call after another."""
    customer = Customer(edge)
    for name, ask in CALLS.items():
        if only in name:
            yield customer.time(name, ask, rounds)
