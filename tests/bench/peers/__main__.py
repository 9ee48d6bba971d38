"""The edge beside other open servers for the same terminals: `python -m tests.bench.peers`.

Same terminals, same machine, alternating rounds, medians; then what each of them keeps of what terminals
really send. The others are installed when it runs, in a scratch folder, pinned by version; one that cannot be
had is listed with the reason. All servers share one core; load and PostgreSQL (as installed, fsync on)
have the rest. Nothing is tuned but what is said under *runs as* and in the adapters.
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from tests.bench.peers import integrity
from tests.bench.peers.django_fpa import DjangoFpa
from tests.bench.peers.meteoronyx import Meteoronyx
from tests.bench.peers.ours import Bare, EdgeOnPostgres, EdgeOnSqlite
from tests.bench.peers.server import PROJECT, PYTHON, PeerUnavailable, Server, Where, tree_cpu_s
from tests.bench.peers.tungsten_hr import TungstenHr
from tests.bench.stand import Stand, pinned
from tests.bench.table import arguments, machine, machine_line, print_table

SERVERS: Final[tuple[type[Server], ...]] = (
    Bare, EdgeOnSqlite, EdgeOnPostgres, Meteoronyx, TungstenHr, DjangoFpa,
)  # fmt: skip
# Servers of the design's list that are not here, and why.
LEFT_OUT: Final = {
    "s0x90/zkteco-adms": "a Go library, in neither PyPI nor npm; its examples keep records in memory",
    "saifulcoder/adms-server-ZKTeco and its forks": "Laravel and MySQL, in neither PyPI nor npm",
    "PravinShahi0007/adms-server-py": "in neither; with 50 terminals in a closed loop it stops answering",
    "iclockhelper, zkteco-push-python-sdk (PyPI)": "parsers for such requests, no server and no store",
    "zkpush-* (PyPI)": "reserved names without code",
}
# So many that no server comes to what it takes of a single terminal: ours serves each 20 times a second.
TERMINALS: Final = 500
KINDS: Final = {
    "one": ("one punch a request, 50 at once", {"kind": "punches", "lines": 1, "at-once": 50}),
    "hundred": ("100 punches a request, 20 at once", {"kind": "punches", "lines": 100, "at-once": 20}),
    "polls": ("heartbeats (getrequest), 50 at once", {"kind": "polls", "at-once": 50}),
}
KILLS: Final = 3
# While others have their turn terminals are silent, so the edge asks those that are back what they hold.
WARM_UP_S: Final = 4.0
Report = dict[str, Any]


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--rounds", type=int, help="of each server and load (default 3, quick 1)")
    parser.add_argument("--seconds", type=float, help="of a round (default 5, quick 1.5)")
    parser.add_argument("--only", nargs="*", help="names of servers; the bare handler always runs")
    parser.add_argument("--source", action="append", default=[], help="NAME=FOLDER: a copy of its repository")
    parser.add_argument("--scratch", type=Path, help="where servers are installed; kept if given")
    parser.add_argument("--loads-only", action="store_true", help="without the table of integrity")
    options = parser.parse_args()
    rounds = options.rounds or (1 if options.quick else 3)
    seconds = options.seconds or (1.5 if options.quick else 5.0)
    sources = dict(one.split("=", 1) for one in options.source)
    with ExitStack() as stack:
        stand = stack.enter_context(Stand())
        on = machine(stand.folder)
        scratch = options.scratch or Path(tempfile.mkdtemp(prefix="punchdeck-peers-"))
        if options.scratch is None:
            stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        where = Where(
            scratch.resolve(), stand, stand.postgres(), {name: Path(path) for name, path in sources.items()}
        )
        wanted = [kind for kind in SERVERS if not options.only or kind is Bare or kind.name in options.only]
        servers, unavailable = _started(wanted, where, stack)
        reports, stored = _loads(servers, rounds, seconds)
        judged = [server for server in servers if server.stores and not options.loads_only]
        verdicts = {server.name: _integrity(server) for server in judged}
        settings = {
            name: _setting(servers, name) for name in ("server_version", "fsync", "synchronous_commit")
        }
    document = {
        "bench": "the edge beside other open servers",
        "machine": dict(on),
        "postgresql": settings,
        "servers": {server.name: asdict(server.about) for server in servers},
        "unavailable": unavailable,
        "left out": LEFT_OUT,
        "loads": reports,
        "stored": stored,
        "integrity": verdicts,
    }
    if options.json:
        print(json.dumps(document, indent=2))
    else:
        _show(
            document, [server.name for server in servers], f"{rounds} rounds of {seconds:g} s each, medians"
        )
    ours = [name for name in verdicts if name.startswith("punchdeck")]
    return 1 if any(verdicts[name]["acknowledged but lost"] for name in ours) else 0


def _started(
    kinds: Sequence[type[Server]], where: Where, stack: ExitStack
) -> tuple[list[Server], dict[str, str]]:
    running, unavailable = [], {}
    for kind in kinds:
        server = kind(where)
        try:
            _say(f"{kind.name}: install")
            server.install()
            server.prepare()
            server.start()
        except PeerUnavailable as error:
            unavailable[kind.name] = str(error)
            continue
        stack.callback(server.stop)
        running.append(server)
    return running, unavailable


def _loads(
    servers: Sequence[Server], rounds: int, seconds: float
) -> tuple[dict[str, dict[str, list[Report]]], dict[str, list[int]]]:
    """Load -> server -> reports; server -> punches acknowledged and stored."""
    reports: dict[str, dict[str, list[Report]]] = {
        kind: {server.name: [] for server in servers} for kind in KINDS
    }
    stored = {server.name: [0, 0] for server in servers if server.stores}
    for server in servers:
        finish(begin(server, kind="introductions", terminals=TERMINALS))
        server.admit()
    for round_ in range(rounds):
        for place, (kind, (_, load)) in enumerate(KINDS.items()):
            for server in servers:
                _say(f"round {round_ + 1}: {kind}, {server.name}")
                finish(begin(server, kind="polls", terminals=TERMINALS, seconds=WARM_UP_S))
                before = server.count() if server.stores else 0
                cpu, database_cpu = server.cpu_s(), tree_cpu_s(server.where.postgres.pid)
                turn = {"terminals": TERMINALS, "seconds": seconds, "day": round_ * len(KINDS) + place}
                report = finish(begin(server, **load, **turn))
                cpu, database_cpu = server.cpu_s() - cpu, tree_cpu_s(server.where.postgres.pid) - database_cpu
                handled = report["requests"] * int(load.get("lines", 1))
                report["cpu_us"] = _each_us(cpu, handled)
                report["database_cpu_us"] = _each_us(database_cpu, handled) if server.on_postgres else None
                report["memory_mib"] = round(server.memory_mib(), 1)
                report["punches_s"] = round(report["rate"] * load.get("lines", 1), 1)
                reports[kind][server.name].append(report)
                if server.stores and kind != "polls":
                    stored[server.name][0] += report["requests"] * int(load["lines"])
                    stored[server.name][1] += server.count() - before
    return reports, stored


def _each_us(seconds: float, handled: int) -> float | None:
    return round(1e6 * seconds / handled, 1) if handled else None


def _integrity(server: Server) -> dict[str, Any]:
    _say(f"integrity: {server.name}")
    found: dict[str, Any] = {"duplicates": integrity.duplicates(server)}
    found["cases"] = integrity.try_cases(server)
    kills = [_kill(server, number) for number in range(KILLS)]
    found["kills"] = kills
    found["acknowledged but lost"] = sum(lost for _, lost in kills)
    return found


def _kill(server: Server, number: int) -> tuple[int, int]:
    """Acknowledged, and lost of them, by a kill -9 of all its processes in the middle of a load."""
    prefix = f"KILL{number}"
    finish(begin(server, kind="introductions", terminals=50, prefix=prefix))
    server.admit()
    load = begin(server, kind="numbered", terminals=50, prefix=prefix, seconds=30)
    time.sleep(random.uniform(2.5, 4.0))  # of which a part goes into starting the load
    server.kill9()
    report = finish(load, now=True)
    server.start()
    stored = {(row.serial, row.pin) for row in server.stored(prefix)}
    return integrity.lost_after_kill(prefix, report["acknowledged"], stored)


def begin(server: Server, **options: Any) -> subprocess.Popen[str]:
    command = [PYTHON, "-m", "tests.bench.peers.load", "--port", str(server.port)]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    with pinned(server.where.stand.other_cores):
        return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


def finish(load: subprocess.Popen[str], *, now: bool = False) -> Report:
    """The report of a load; `now` asks it to end. Raises RuntimeError if it failed."""
    if now:
        load.terminate()
    printed, _ = load.communicate(timeout=120)
    if load.returncode != 0:
        raise RuntimeError(f"The load ended with exit code {load.returncode}; what it said is above.")
    report: Report = json.loads(printed)
    return report


def _setting(servers: Sequence[Server], name: str) -> str | None:
    for server in servers:
        if server.on_postgres:
            return str(server.rows(f"SELECT current_setting('{name}')")[0][0])
    return None


def _show(document: Mapping[str, Any], names: Sequence[str], rounds: str) -> None:
    on = document["machine"]
    print(f"{document['bench']}, {time.strftime('%Y-%m-%d')}\n{machine_line(on)}, {document['postgresql']}\n")
    about = document["servers"]
    print_table(
        [
            {
                "server": name,
                "version": about[name]["version"],
                "licence": about[name]["licence"],
                "runs as": about[name]["runs_as"],
                "its OK": about[name]["durability"],
            }
            for name in names
        ]
    )
    for kind, (title, load) in KINDS.items():
        print(f"\n{title}; {rounds}")
        print_table(
            speed_rows(document["loads"][kind], "polls/s" if load["kind"] == "polls" else "punches/s")
        )
    print("\nCPU us: of the server's processes, for one punch or heartbeat; PostgreSQL's beside it.")
    if document["integrity"]:
        print("\nintegrity")
        print_table(integrity_rows(document["integrity"], document["stored"]))
    for title in ("unavailable", "left out"):
        for name, reason in document[title].items():
            print(f"\n{title}: {name}: {reason}")


def speed_rows(reports: Mapping[str, Sequence[Report]], unit: str) -> list[dict[str, Any]]:
    """A row a server; its ratio is the median of its rounds' ratios to the bare handler, by requests."""

    def median(name: str, of: Sequence[Report]) -> float | None:
        found = [report[name] for report in of if report[name] is not None]
        return float(statistics.median(found)) if found else None

    bare = reports[Bare.name]
    rows = []
    for name, of in reports.items():
        rates = [report["punches_s"] for report in of]
        errors = sum(report["errors"] for report in of)
        rows.append(
            {
                "server": name,
                unit: median("punches_s", of),
                "least-most": f"{min(rates):,.0f}-{max(rates):,.0f}",
                "p50 ms": median("p50_ms", of),
                "p99 ms": median("p99_ms", of),
                "of bare": statistics.median(
                    one["rate"] / beside["rate"] for one, beside in zip(of, bare, strict=True)
                ),
                "CPU us": median("cpu_us", of),
                "PostgreSQL us": median("database_cpu_us", of),
                "MiB": median("memory_mib", of),
                "load busy %": median("own_busy_percent", of),
                "not OK": errors,
            }
        )
    return rows


def integrity_rows(
    verdicts: Mapping[str, Mapping[str, Any]], stored: Mapping[str, Sequence[int]]
) -> list[dict[str, str]]:
    """A row a test, a column a server."""
    rows = [
        {"test": "stored / acknowledged"}
        | {name: f"{stored[name][1]:,} / {stored[name][0]:,}" for name in verdicts},
        {"test": "sent 3 times: rows too many"}
        | {name: str(found["duplicates"]) for name, found in verdicts.items()},
        {"test": f"kill -9, {KILLS} tries: acknowledged but LOST"}
        | {
            name: f"{found['acknowledged but lost']} of {sum(sent for sent, _ in found['kills']):,}"
            for name, found in verdicts.items()
        },
    ]
    for case in integrity.CASES:
        rows.append(
            {"test": case.name} | {name: found["cases"][case.name] for name, found in verdicts.items()}
        )
    return rows


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
