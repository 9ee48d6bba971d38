"""CPU time of the edge's hot paths, of one checkout or, with `--beside PATH`, of two in turn.

Microseconds of all the server's threads, user and system, a unit of work: a punch a request, a heartbeat, a
record of a backlog, a punch that is also delivered to a webhook. On a machine that others use too, time on
the clock says little; this says what a change costs or saves.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from pathlib import Path
from typing import Any, Final

import psutil
from aiohttp import web

from tests.bench.backlog import LINES_A_POST, ask, bodies_of
from tests.bench.stand import Stand, pinned
from tests.bench.table import arguments, machine, show
from tests.bench.webhooks import delete, listen
from tests.kit.edge_process import ROOT, EdgeProcess

TERMINALS: Final = 256
CONCURRENCY: Final = 64
SETTLE_S: Final = 4.0
"""What new terminals have the edge do besides is over by then."""
DRAIN_S: Final = 60.0

PATHS: Final = ("punch", "heartbeat", "record", "webhook")


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--beside", type=Path, help="another checkout, measured in turn with this one")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rounds", type=int, help="of each server (default 5, quick 2)")
    parser.add_argument("--only", choices=PATHS, nargs="+", default=PATHS)
    options = parser.parse_args()
    rounds = options.rounds or (2 if options.quick else 5)
    share = 0.25 if options.quick else 1.0
    with Stand() as stand:
        on = machine(stand.folder)
        server = stand.postgres() if options.database == "postgresql" else None
        servers = {"bare": stand.bare()}
        checkouts = {"beside": options.beside} if options.beside else {}
        for name, checkout in {**checkouts, "edge": ROOT}.items():
            url = None if server is None else server.create_database(f"bench_{name}")
            servers[name] = stand.edge(url, name=name, checkout=checkout.absolute())
        used: dict[str, dict[str, list[float]]] = {
            what: {name: [] for name in servers} for what in options.only
        }
        load = Load(stand, share)
        for name, one in servers.items():
            load.introduce(one, bare=name == "bare")
        for _ in range(rounds):
            for what in options.only:
                for name, one in servers.items():
                    if name != "bare" or what in ("punch", "heartbeat"):
                        used[what][name].append(getattr(load, what)(one))
    show(
        f"CPU a unit of work, {options.database}",
        [_row(what, found) for what, found in used.items()],
        on=on,
        notes=[f"{rounds} rounds in turn, medians; others use the machine too."],
        as_json=options.json,
    )
    return 0


class Load:
    """The four loads; each says what its server's CPU was used a unit, microseconds."""

    def __init__(self, stand: Stand, share: float) -> None:
        self._stand = stand
        self._share = share
        self._sent: dict[int, int] = {}
        self._outages = 0

    def introduce(self, server: EdgeProcess, *, bare: bool) -> None:
        self._load(server, "polls", 4 * TERMINALS, introduced=False)
        if not bare:
            time.sleep(SETTLE_S)

    def punch(self, server: EdgeProcess) -> float:
        """A punch a request, as fast as the server takes them."""
        return self._load(server, "punches", round(8_000 * self._share))

    def heartbeat(self, server: EdgeProcess) -> float:
        return self._load(server, "polls", round(8_000 * self._share))

    def record(self, server: EdgeProcess) -> float:
        """Buffered records of one terminal, a thousand a post."""
        self._outages += 1
        serial, bodies = f"CPU{self._outages:04d}", bodies_of(round(30 * self._share) * LINES_A_POST)
        ask(server, "GET", f"/iclock/cdata?SN={serial}&options=all&language=69&pushver=2.4.1")
        with pinned(self._stand.other_cores):
            begun = _cpu_s(server)
            for body in bodies:
                ask(server, "POST", f"/iclock/cdata?SN={serial}&table=ATTLOG&Stamp=9999", body)
            return (_cpu_s(server) - begun) / (len(bodies) * LINES_A_POST) * 1e6

    def webhook(self, server: EdgeProcess) -> float:
        """A punch a request at 200 a second, each delivered to a receiver that answers at once."""
        with pinned(self._stand.other_cores):
            return asyncio.run(self._delivered(server, round(1_200 * self._share)))

    async def _delivered(self, server: EdgeProcess, count: int) -> float:
        arrived = 0

        async def take(request: web.Request) -> web.Response:
            nonlocal arrived
            await request.read()
            arrived += 1
            return web.Response()

        app = web.Application()
        app.router.add_post("/", take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        webhook = await listen(server, f"http://127.0.0.1:{runner.addresses[0][1]}/")
        begun = _cpu_s(server)
        await asyncio.to_thread(self._load, server, "punches", count, rate=200)
        deadline = time.monotonic() + DRAIN_S
        while arrived < count and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
        used = (_cpu_s(server) - begun) / count * 1e6
        await delete(server, webhook)
        await runner.cleanup()
        if arrived < count:
            raise SystemExit(f"{count - arrived} of {count} punches never reached the receiver.")
        return used

    def _load(
        self,
        server: EdgeProcess,
        kind: str,
        count: int,
        *,
        introduced: bool = True,
        rate: float | None = None,
    ) -> float:
        first = self._sent.get(server.port, 0)
        report = self._stand.load(
            server,
            kind=kind,
            terminals=TERMINALS,
            concurrency=CONCURRENCY,
            count=count,
            first=first,
            introduced=introduced,
            rate=rate,
            warm_up=0.0,
        )
        if report["errors"]:
            raise SystemExit(f"{report['errors']} answers were wrong: {report['first_error']}")
        self._sent[server.port] = first + report["punches_sent"]
        return float(report["server_cpu_us"])


def _cpu_s(server: EdgeProcess) -> float:
    times = psutil.Process(server.pid).cpu_times()
    return float(times.user + times.system)


def _row(what: str, found: dict[str, list[float]]) -> dict[str, Any]:
    median = {name: round(statistics.median(values), 1) if values else None for name, values in found.items()}
    row: dict[str, Any] = {"CPU us a": what, **median}
    edge, bare, beside = median["edge"], median["bare"], median.get("beside")
    assert edge is not None
    row["edge / bare"] = round(edge / bare, 2) if bare else None
    if beside is not None:
        row["edge / beside"] = round(edge / beside, 2)
    return row


if __name__ == "__main__":
    sys.exit(main())
