"""A load of terminals, cheap enough to drive a server to its limit: a connection a request, as terminals do.

`python -m tests.bench.load --port N` prints JSON. Requests are built before, sockets are plain and watched by
one selector: less work than asyncio or uvloop, and what the client does not take is the server's to show.
"""

from __future__ import annotations

import argparse
import json
import selectors
import signal
import socket
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import psutil

# Request number -> its bytes.
Requests = Callable[[int], bytes]

LARGEST_ANSWER: Final = 16_384
STUCK_S: Final = 10.0
# Below the 1,024 that both servers let wait to be accepted: beyond it, connecting itself would fail.
MOST_AT_ONCE: Final = 500
PEOPLE: Final = 500
# Punches are some days old, so that hours of load stay in the past.
DAYS_BACK: Final = 10


def serial(terminal: int) -> str:
    return f"BENCH{terminal:06d}"


def _head(method: str, target: str, port: int, length: int | None = None) -> bytes:
    body = "" if length is None else f"Content-Type: text/plain\r\nContent-Length: {length}\r\n"
    return (
        f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: iClock Proxy/1.09\r\n"
        f"Connection: close\r\nAccept: */*\r\n{body}\r\n"
    ).encode()


def introductions(port: int, terminals: int) -> Requests:
    """Each terminal's init, by which it is registered where admission is open (PROTOCOL.md §3.1)."""
    query = "options=all&language=69&pushver=2.4.1&PushOptionsFlag=1"
    return lambda n: _head("GET", f"/iclock/cdata?SN={serial(n % terminals)}&{query}", port)


def polls(port: int, terminals: int) -> Requests:
    """Heartbeats of all terminals in turn (PROTOCOL.md §7.1)."""
    built = [_head("GET", f"/iclock/getrequest?SN={serial(n)}", port) for n in range(terminals)]
    return lambda n: built[n % terminals]


def punches(port: int, terminals: int, first: int = 0) -> Requests:
    """One punch a request, none twice: terminals take turns, the clock moves on by a second a turn (§6.1).

    `first`: how many punches were sent to the same database before.
    """
    rest = b"\t0\t1\t\t0\t0\t\n"
    length = len(b"1000\t2026-01-01 00:00:00") + len(rest)
    heads = [
        _head("POST", f"/iclock/cdata?SN={serial(n)}&table=ATTLOG&Stamp=9999", port, length)
        for n in range(terminals)
    ]
    pins = [b"%d\t" % (1000 + n) for n in range(PEOPLE)]
    midnight = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
    began = midnight - timedelta(days=DAYS_BACK)
    tail = {"turn": -1, "bytes": b""}

    def request(n: int) -> bytes:
        turn, terminal = divmod(first + n, terminals)
        if turn != tail["turn"]:
            tail["turn"] = turn
            tail["bytes"] = (began + timedelta(seconds=turn)).isoformat(" ").encode() + rest
        return heads[terminal] + pins[(terminal * 7 + turn) % PEOPLE] + tail["bytes"]

    return request


@dataclass(slots=True)
class Tally:
    """What came of a run. `latencies` in seconds: from the connect, or from the moment a fixed rate set."""

    latencies: array[float] = field(default_factory=lambda: array("d"))
    errors: int = 0
    first_error: str | None = None
    seconds: float = 0.0
    own_cpu_s: float = 0.0

    def fail(self, what: str) -> None:
        self.errors += 1
        self.first_error = self.first_error or what

    def percentile(self, share: float) -> float | None:
        """In milliseconds."""
        ordered = sorted(self.latencies)
        return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 2) if ordered else None


class Load:
    """Sends requests to a port of this machine, at most `concurrency` at a time."""

    def __init__(self, port: int, concurrency: int) -> None:
        self._address = ("127.0.0.1", port)
        self._concurrency = min(concurrency, MOST_AT_ONCE)
        self._selector = selectors.DefaultSelector()
        self._open = 0
        self._stopped = False

    def stop(self, *_: object) -> None:
        """Send nothing more; what is under way is still heard out."""
        self._stopped = True

    def run(
        self,
        request: Requests,
        *,
        seconds: float | None = None,
        count: int | None = None,
        rate: float | None = None,
    ) -> Tally:
        """For a while, or so many. With `rate`, requests a second whatever the server does."""
        tally = Tally()
        cpu = time.process_time()
        begun = time.perf_counter()
        end = begun + seconds if seconds is not None else float("inf")
        last = count if count is not None else 1 << 62
        sent = 0
        while True:
            now = time.perf_counter()
            more = sent < last and now < end and not self._stopped
            if not more and not self._open:
                break
            due = begun if rate is None else begun + sent / rate
            while more and self._open < self._concurrency and due <= now:
                self._send(request(sent), now if rate is None else due, tally)
                sent += 1
                more = sent < last
                if rate is not None:
                    due = begun + sent / rate
            waiting = STUCK_S if rate is None or not more else max(due - time.perf_counter(), 0.0)
            self._hear(min(waiting, STUCK_S), tally)
        tally.seconds = time.perf_counter() - begun
        tally.own_cpu_s = time.process_time() - cpu
        return tally

    def _send(self, data: bytes, since: float, tally: Tally) -> None:
        connection = socket.socket()
        connection.setblocking(False)
        connection.connect_ex(self._address)
        try:
            # On the loopback the handshake is over by now; the whole request fits the buffer.
            connection.send(data)
        except OSError as error:
            connection.close()
            tally.fail(f"could not be sent: {error}")
            return
        self._selector.register(connection, selectors.EVENT_READ, since)
        self._open += 1

    def _hear(self, timeout: float, tally: Tally) -> None:
        ready = self._selector.select(timeout)
        if not ready and timeout >= STUCK_S:
            for key in list(self._selector.get_map().values()):
                self._close(key.fileobj)
                tally.fail(f"no answer for {STUCK_S:.0f} s")
            return
        for key, _ in ready:
            connection: Any = key.fileobj
            try:
                answer = connection.recv(LARGEST_ANSWER)
            except OSError as error:
                answer = repr(error).encode()
            # Both servers write an answer in one piece; half of one counts as wrong, it is never passed over.
            if answer[:13] == b"HTTP/1.1 200 " and b"\r\n\r\n" in answer and _says_ok(answer):
                tally.latencies.append(time.perf_counter() - key.data)
            else:
                tally.fail(f"answered {answer[:200]!r}")
            self._close(connection)

    def _close(self, connection: Any) -> None:
        self._selector.unregister(connection)
        connection.close()
        self._open -= 1


def _says_ok(answer: bytes) -> bool:
    body = answer.partition(b"\r\n\r\n")[2]
    # An init is answered with a block of options, a first poll perhaps with a command.
    return body.startswith((b"OK", b"GET OPTION FROM", b"C:"))


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Introduce the terminals, warm up, measure; all of the report's times are those of the measured part."""
    port, terminals = options.port, options.terminals
    load = Load(port, options.concurrency)
    signal.signal(signal.SIGTERM, load.stop)
    if not options.introduced:
        introduced = load.run(introductions(port, terminals), count=terminals)
        if introduced.errors:
            raise SystemExit(f"{introduced.errors} terminals were not let in: {introduced.first_error}")
    request = polls(port, terminals) if options.kind == "polls" else punches(port, terminals, options.first)
    warm = load.run(request, seconds=options.warm_up, rate=options.rate)
    warmed = len(warm.latencies) + warm.errors
    server = psutil.Process(options.server_pid) if options.server_pid else None
    before, all_before = _cpu_s(server), _all_busy_s()
    tally = load.run(
        lambda n: request(warmed + n), seconds=options.seconds, count=options.count, rate=options.rate
    )
    server_cpu_s, all_s = _cpu_s(server) - before, _all_busy_s() - all_before
    others_s = max(all_s - server_cpu_s - tally.own_cpu_s, 0.0)
    requests = len(tally.latencies)
    return {
        "requests": requests,
        "punches_sent": 0 if options.kind == "polls" else warmed + requests + tally.errors,
        "errors": tally.errors + warm.errors,
        "first_error": warm.first_error or tally.first_error,
        "seconds": round(tally.seconds, 3),
        "rate": round(requests / tally.seconds, 1),
        "p50_ms": tally.percentile(0.5),
        "p99_ms": tally.percentile(0.99),
        "max_ms": tally.percentile(1.0),
        "own_busy_percent": round(100 * tally.own_cpu_s / tally.seconds, 1),
        "own_cpu_us": round(1e6 * tally.own_cpu_s / max(requests, 1), 1),
        "server_busy_percent": round(100 * server_cpu_s / tally.seconds, 1) if server else None,
        "server_cpu_us": round(1e6 * server_cpu_s / max(requests, 1), 1) if server else None,
        "others_busy_percent": round(100 * others_s / tally.seconds, 1),
        "server_rss_mib": round(server.memory_info().rss / 2**20, 1) if server else None,
    }


def _cpu_s(process: psutil.Process | None) -> float:
    if process is None:
        return 0.0
    times = process.cpu_times()
    return float(times.user + times.system)


def _all_busy_s() -> float:
    """What all processes of the machine have used, over all cores."""
    times = psutil.cpu_times()
    return float(times.user + times.system + getattr(times, "nice", 0.0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--kind", choices=["punches", "polls"], default="punches")
    parser.add_argument("--terminals", type=int, default=256)  # each is served 20 times a second
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=5.0, help="SIGTERM ends it earlier")
    parser.add_argument("--count", type=int, help="so many requests in place of seconds")
    parser.add_argument("--rate", type=float, help="requests a second, whatever the server does")
    parser.add_argument("--warm-up", type=float, default=0.5, help="seconds before it is measured")
    parser.add_argument("--first", type=int, default=0, help="punches this database has had before")
    parser.add_argument("--introduced", action="store_true", help="the terminals are known already")
    parser.add_argument("--server-pid", type=int, help="whose CPU time is measured beside")
    options = parser.parse_args()
    if options.count is not None:
        options.seconds = None
    print(json.dumps(measure(options)))


if __name__ == "__main__":
    main()
