"""How long a punch takes from the terminal's upload to the receiver's answer, at 200 punches a second.

`python -m tests.bench.webhooks [--rate 200] [--seconds 60] [--quick] [--json] [--database sqlite|postgresql]`

Each terminal sends one punch a second, each over a connection of its own. The receiver answers at once in one
round, after 100 ms in the other; the webhook has 32 lanes, because 8 of them make 80 deliveries a second
where a receiver takes 100 ms. Measured outside of the edge: from the last byte of the upload (t0) to the
request's arrival at the receiver (t3, our share) and to its answer (t4).
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx
import psutil
from aiohttp import web

from tests.bench.stand import Stand, metric
from tests.bench.table import Budget, arguments, machine, show
from tests.kit.edge_process import EdgeProcess

LANES: Final = 32
WARM_UP_S: Final = 15.0
"""What 200 new terminals have the edge do besides is over by then."""
DRAIN_S: Final = 60.0


@dataclass
class Clockwork:
    """When what happened to each punch, by serial number and PIN."""

    consumer_s: float
    sent: dict[tuple[str, str], float] = field(default_factory=dict)
    reached: dict[tuple[str, str], float] = field(default_factory=dict)
    answered: dict[tuple[str, str], float] = field(default_factory=dict)
    again: int = 0

    async def take(self, request: web.Request) -> web.Response:
        now = time.perf_counter()
        body = await request.json()
        key = (body["device_serial"], body["raw"]["pin"])
        self.again += key in self.reached
        self.reached.setdefault(key, now)
        if self.consumer_s:
            await asyncio.sleep(self.consumer_s)
        self.answered.setdefault(key, time.perf_counter())
        return web.Response()


async def measured(edge: EdgeProcess, consumer_s: float, rate: int, seconds: float, prefix: str) -> Clockwork:
    """One round, from the first punch to the last answer."""
    clockwork = Clockwork(consumer_s)
    app = web.Application()
    app.router.add_post("/", clockwork.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    webhook = await listen(edge, f"http://127.0.0.1:{runner.addresses[0][1]}/")
    until = time.perf_counter() + WARM_UP_S + seconds
    async with asyncio.TaskGroup() as group:
        for number in range(rate):
            group.create_task(_terminal(f"{prefix}{number:04}", edge.port, clockwork, number / rate, until))
    deadline = time.perf_counter() + DRAIN_S
    while len(clockwork.answered) < len(clockwork.sent) and time.perf_counter() < deadline:
        await asyncio.sleep(0.05)
    await delete(edge, webhook)
    await runner.cleanup()
    return clockwork


async def _terminal(serial: str, port: int, clockwork: Clockwork, offset_s: float, until: float) -> None:
    """One punch a second, whatever the edge does."""
    await asyncio.sleep(offset_s)
    pin = 0
    following = time.perf_counter()
    while following < until:
        await asyncio.sleep(max(following - time.perf_counter(), 0))
        following += 1.0
        pin += 1
        line = f"{pin}\t{datetime.now(UTC):%Y-%m-%d %H:%M:%S}\t0\t1\t\t0\t0\n".encode()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"POST /iclock/cdata?SN={serial}&table=ATTLOG&Stamp=9999 HTTP/1.1\r\nHost: bench\r\n"
            f"Content-Length: {len(line)}\r\n\r\n".encode()
            + line
        )
        clockwork.sent[serial, str(pin)] = time.perf_counter()
        answer = await reader.read()
        writer.close()
        if not answer.endswith(b"OK: 1"):
            raise RuntimeError(f"{serial} was answered {answer[-200:]!r}")


async def listen(edge: EdgeProcess, url: str) -> str:
    body = {"url": url, "events": ["attendance.created"], "max_lanes": LANES}
    async with _api(edge) as http:
        made = await http.post(f"{edge.url}/v1/webhooks", json=body)
        made.raise_for_status()
        return str(made.json()["id"])


async def delete(edge: EdgeProcess, webhook: str) -> None:
    async with _api(edge) as http:
        (await http.delete(f"{edge.url}/v1/webhooks/{webhook}")).raise_for_status()


def _api(edge: EdgeProcess) -> httpx.AsyncClient:
    return httpx.AsyncClient(trust_env=False, headers={"Authorization": f"Bearer {edge.admin_key}"})


@dataclass(frozen=True)
class Figures:
    """Of one round, milliseconds."""

    row: dict[str, Any]
    whole_avg: float
    whole_p50: float
    whole_p99: float
    own_p50: float
    own_p99: float
    lost: int


def figures(name: str, clockwork: Clockwork) -> Figures:
    """Without the warm-up."""
    begin = min(clockwork.sent.values()) + WARM_UP_S
    keys = [key for key, at in clockwork.sent.items() if at >= begin and key in clockwork.answered]
    whole = sorted((clockwork.answered[key] - clockwork.sent[key]) * 1_000 for key in keys)
    own = sorted((clockwork.reached[key] - clockwork.sent[key]) * 1_000 for key in keys)
    lost = len(clockwork.sent) - len(clockwork.answered)
    row = {
        "receiver": name,
        "punches": len(keys),
        "avg ms": sum(whole) / len(whole),
        **{f"p{share} ms": _at(whole, share) for share in (50, 95, 99)},
        "own avg": sum(own) / len(own),
        **{f"own p{share}": _at(own, share) for share in (50, 95, 99)},
        "lost": lost,
        "twice": clockwork.again,
    }
    return Figures(row, row["avg ms"], row["p50 ms"], row["p99 ms"], _at(own, 50), _at(own, 99), lost)


def _at(ordered: list[float], share: int) -> float:
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)]


def budgets(at_once: Figures, slow: Figures) -> list[Budget]:
    """The lines of the design that these rounds answer."""

    def line(what: str, limit: float, value: float) -> Budget:
        return Budget(what, f"≤ {limit:g} ms", f"{value:.1f} ms", value <= limit)

    lost = at_once.lost + slow.lost
    return [
        line("upload → receiver's 2xx, p50", 30, at_once.whole_p50),
        line("upload → receiver's 2xx, p99", 150, at_once.whole_p99),
        line("the same on average, receiver takes 100 ms", 340, slow.whole_avg),
        line("our share of that, p50", 30, slow.own_p50),
        line("our share of that, p99", 150, slow.own_p99),
        Budget("punches that never arrived", "0", str(lost), lost == 0),
    ]


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    given = parser.parse_args()
    seconds = 5.0 if given.quick else given.seconds
    with Stand() as stand:
        on = machine(Path(stand.folder))
        server = stand.postgres() if given.database == "postgresql" else None
        edge = stand.edge(None if server is None else server.create_database("bench"))
        loads = [psutil.getloadavg()[0]]
        rounds = []
        for name, consumer_s, prefix in (("at once", 0.0, "NOW"), ("100 ms", 0.1, "NOW")):
            clockwork = asyncio.run(measured(edge, consumer_s, given.rate, seconds, prefix))
            rounds.append(figures(name, clockwork))
            loads.append(psutil.getloadavg()[0])
        window = 'punchdeck_webhook_latency_seconds{part="%s",stat="%s",window="5m"}'
        said = {
            f"{part} {stat}": round(metric(edge, window % (part, stat)) * 1_000, 1)
            for part in ("whole", "own", "receiver")
            for stat in ("avg", "p99")
        }
    show(
        f"webhooks at {given.rate} punches/s, {given.database}",
        [one.row for one in rounds],
        on=on,
        budgets=budgets(*rounds),
        notes=[
            f"The edge's own figures of the last five minutes, ms: {said}",
            "Load average before, between and after: " + ", ".join(f"{load:.2f}" for load in loads),
        ],
        as_json=given.json,
    )


if __name__ == "__main__":
    main()
