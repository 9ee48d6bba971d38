"""24,000 employees imported in one request: how long it takes, what memory, and how long terminals wait for
their heartbeats meanwhile. Run as a program; figures go to standard output."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.bench.table import arguments
from tests.kit.edge_process import EdgeProcess

SITES, TERMINALS = 14, 80
MIB = 2**20


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--employees", type=int, help="default 24,000, quick 2,000")
    options = parser.parse_args()
    count = options.employees or (2_000 if options.quick else 24_000)
    with (
        tempfile.TemporaryDirectory() as folder,
        EdgeProcess(Path(folder) / "edge") as edge,
        httpx.Client(
            base_url=edge.url, headers={"Authorization": f"Bearer {edge.admin_key}"}, timeout=120
        ) as http,
    ):
        _sites(http)
        process = psutil.Process(edge.pid)
        before = process.memory_info().rss
        waits: list[float] = []
        peaks: list[int] = []
        done = threading.Event()
        watching = [
            threading.Thread(target=_every, args=(0.05, done, lambda: waits.append(_poll(edge.url)))),
            threading.Thread(
                target=_every, args=(0.05, done, lambda: peaks.append(process.memory_info().rss))
            ),
        ]
        for thread in watching:
            thread.start()
        started, worked = time.perf_counter(), sum(process.cpu_times()[:2])
        job = _ask(http, _table(count))
        answered = time.perf_counter() - started
        while job["status"] in ("queued", "running"):
            time.sleep(0.2)
            job = http.get(f"/v1/jobs/{job['id']}").json()
        took, work = time.perf_counter() - started, sum(process.cpu_times()[:2]) - worked
        done.set()
        for thread in watching:
            thread.join()
        print(f"{count:,} employees at {SITES} sites with {TERMINALS} terminals, one request of CSV")
        print(f"  answered (202) after    {answered:8.2f} s")
        print(f"  job {job['status']:<18}  {took:8.2f} s, {work:.2f} s of a processor")
        print(f"  progress                {job['progress']}")
        print(f"  memory                  {before / MIB:.0f} MiB before, {max(peaks) / MIB:.0f} MiB at most")
        longest, p99 = max(waits), statistics.quantiles(waits, n=100)[98]
        print(f"  a poll meanwhile        p99 {p99 * 1000:.0f} ms, longest {longest * 1000:.0f} ms")


def _every(seconds: float, done: threading.Event, act: Callable[[], None]) -> None:
    while not done.wait(seconds):
        act()


def _poll(url: str) -> float:
    started = time.perf_counter()
    httpx.get(f"{url}/iclock/getrequest?SN=T000", timeout=120)
    return time.perf_counter() - started


def _sites(http: httpx.Client) -> None:
    for number in range(SITES):
        http.post("/v1/sites", json={"name": f"Site {number}"}).raise_for_status()
    for number in range(TERMINALS):
        body = {"serial_number": f"T{number:03}", "site": f"Site {number % SITES}"}
        http.post("/v1/devices", json=body).raise_for_status()


def _table(count: int) -> str:
    rows = [
        f"EMP{number:05},Ahmed Khalil {number},{1_000_000 + number},Unit {number % 40},Site {number % SITES}"
        for number in range(count)
    ]
    return "\n".join(["employee_id,name,card_number,department,sites", *rows])


def _ask(http: httpx.Client, table: str) -> dict[str, Any]:
    answer = http.post("/v1/employees/import", content=table.encode(), headers={"Content-Type": "text/csv"})
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    return found


if __name__ == "__main__":
    main()
