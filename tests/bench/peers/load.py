"""Terminals in a closed loop, as all servers of this bench get them: `python -m tests.bench.peers.load`.

Each terminal has at most one request under way, on a connection of its own; it goes on to its next only when
the server said OK, and sends the same again when it did not, as terminals do. So what a server acknowledged
is a number for each terminal. A command that comes with a heartbeat is answered as done. Where no more than
some may speak at once, they take turns.

Answers may come in pieces, with a length, in chunks or until the server closes.
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

DAYS_BACK: Final = 40
PEOPLE: Final = 500
STUCK_S: Final = 30.0
# A server that answers wrongly at once is asked again only so often.
PAUSE_S: Final = 0.05

# Terminal, number of its request -> the request's bytes.
Requests = Callable[[int, int], bytes]


def serial(prefix: str, terminal: int) -> str:
    return f"{prefix}{terminal:04d}"


def request(method: str, target: str, body: bytes | None = None) -> bytes:
    """A request as terminals send it: one a connection."""
    length = "" if body is None else f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n"
    head = (
        f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: iClock Proxy/1.09\r\n"
        f"Connection: close\r\nAccept: */*\r\n{length}\r\n"
    )
    return head.encode() + (body or b"")


def introductions(prefix: str) -> Requests:
    query = "options=all&language=69&pushver=2.4.1&PushOptionsFlag=1"
    return lambda terminal, _: request("GET", f"/iclock/cdata?SN={serial(prefix, terminal)}&{query}")


def polls(prefix: str) -> Requests:
    return lambda terminal, _: request("GET", f"/iclock/getrequest?SN={serial(prefix, terminal)}")


def punches(prefix: str, lines: int, day: int) -> Requests:
    """So many punches a request. No two alike by person and time, on any terminals; a second apart on each.

    `day`: which day in the past they are of; one for each load that a database has had.
    """
    began = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(
        days=DAYS_BACK - day
    )

    def build(terminal: int, number: int) -> bytes:
        first = number * lines
        body = "".join(
            f"{100_000 + terminal * PEOPLE + n % PEOPLE}\t{began + timedelta(seconds=n)}\t0\t1\t\t0\t0\t\n"
            for n in range(first, first + lines)
        )
        return upload(serial(prefix, terminal), body.encode())

    return build


def numbered(prefix: str) -> Requests:
    """One punch a request, each of a person of its own: `pin_of` says whose a request was."""
    began = datetime.now().replace(microsecond=0) - timedelta(days=DAYS_BACK)

    def build(terminal: int, number: int) -> bytes:
        at = began + timedelta(seconds=number)
        return upload(
            serial(prefix, terminal), f"{pin_of(terminal, number)}\t{at}\t0\t1\t\t0\t0\t\n".encode()
        )

    return build


def pin_of(terminal: int, number: int) -> str:
    return str(100_000_000 + terminal * 1_000_000 + number)


def result(number: str, answer: bytes) -> bytes:
    """Of the commands in an answer to a heartbeat, all done (PROTOCOL.md §7)."""
    ids = [line.split(b":")[1].decode() for line in answer.splitlines() if line.startswith(b"C:")]
    body = "".join(f"ID={one}&Return=0&CMD=DATA\n" for one in ids)
    return request("POST", f"/iclock/devicecmd?SN={number}", body.encode())


def upload(number: str, body: bytes) -> bytes:
    return request("POST", f"/iclock/cdata?SN={number}&table=ATTLOG&Stamp=9999", body)


def answer_in(data: bytes, *, ended: bool) -> tuple[int, bytes] | None:
    """Status and body of an answer, None while it is not whole. Status 0: it broke off, or was no HTTP."""
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        return (0, data) if ended else None
    names = dict(
        (name.strip().lower(), value.strip())
        for name, _, value in (line.partition(b":") for line in head.split(b"\r\n")[1:])
    )
    words = head.split(b" ", 2)
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    if b"content-length" in names:
        length = int(names[b"content-length"])
        if len(body) >= length:
            return status, body[:length]
    elif names.get(b"transfer-encoding", b"").lower() == b"chunked":
        if body.endswith(b"0\r\n\r\n"):
            return status, _joined(body)
    elif ended:
        return status, body
    return (0, data) if ended else None


def _joined(chunks: bytes) -> bytes:
    parts = []
    while chunks:
        size, _, rest = chunks.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        parts.append(rest[:length])
        chunks = rest[length + 2 :] if length else b""
    return b"".join(parts)


def acknowledged(status: int, body: bytes) -> bool:
    """Whether a terminal takes this as done (PROTOCOL.md §5): an error's text in a 200 is none."""
    return status == 200 and body.startswith((b"OK", b"GET OPTION FROM", b"C:"))


@dataclass(slots=True)
class Tally:
    """What came of a load; `latencies` in seconds from the connect to the whole answer."""

    acknowledged: list[int]
    latencies: array[float] = field(default_factory=lambda: array("d"))
    commands: int = 0
    errors: int = 0
    first_error: str | None = None
    seconds: float = 0.0
    own_cpu_s: float = 0.0

    def percentile(self, share: float) -> float | None:
        """In milliseconds."""
        ordered = sorted(self.latencies)
        return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 2) if ordered else None


@dataclass(slots=True)
class _Call:
    terminal: int
    since: float
    counts: bool
    heard: bytes = b""


class Terminals:
    """So many of them, on one port of this machine."""

    def __init__(self, port: int, count: int, prefix: str, at_once: int) -> None:
        self._address = ("127.0.0.1", port)
        self._prefix = prefix
        self._at_once = at_once
        # Terminal -> what it says next of the commands that it got.
        self._results: dict[int, bytes] = {}
        self._count = count
        self._selector = selectors.DefaultSelector()
        self._stopped = False

    def stop(self, *_: object) -> None:
        """Send nothing more; what is under way is heard out."""
        self._stopped = True

    def run(self, build: Requests, *, seconds: float | None = None, each: int | None = None) -> Tally:
        """For a while, or so many requests of each terminal."""
        tally = Tally([0] * self._count)
        cpu, begun = time.process_time(), time.perf_counter()
        end = begun + seconds if seconds is not None else float("inf")
        # Terminal -> when it may send next; whoever was served last is last.
        idle = dict.fromkeys(range(self._count), begun)
        while True:
            now = time.perf_counter()
            for terminal, at in list(idle.items()):
                if len(self._selector.get_map()) >= self._at_once:
                    break
                if self._stopped or now >= end or (each is not None and tally.acknowledged[terminal] >= each):
                    del idle[terminal]
                elif at <= now:
                    del idle[terminal]
                    said = self._results.pop(terminal, None)
                    data = said or build(terminal, tally.acknowledged[terminal])
                    if not self._send(_Call(terminal, now, said is None), data, tally):
                        idle[terminal] = now + PAUSE_S
            if not idle and not self._selector.get_map():
                break
            for terminal, wait in self._hear(tally):
                idle[terminal] = time.perf_counter() + wait
        tally.seconds = time.perf_counter() - begun
        tally.own_cpu_s = time.process_time() - cpu
        return tally

    def _send(self, call: _Call, data: bytes, tally: Tally) -> bool:
        call.since = time.perf_counter()
        connection = socket.socket()
        connection.setblocking(False)
        connection.connect_ex(self._address)
        try:
            # On the loopback the handshake is over by now; a request of 100 lines fits the buffer.
            sent = connection.send(data)
        except OSError as error:
            connection.close()
            _fail(tally, f"could not be sent: {error}")
            return False
        assert sent == len(data), "a request did not fit the socket's buffer"
        self._selector.register(connection, selectors.EVENT_READ, call)
        return True

    def _hear(self, tally: Tally) -> list[tuple[int, float]]:
        """Terminals whose request is over, and how long each of them waits now."""
        free = []
        ready = self._selector.select(PAUSE_S)
        for key, _ in ready:
            connection: Any = key.fileobj
            call: _Call = key.data
            try:
                piece = connection.recv(65_536)
            except OSError:
                piece = b""
            call.heard += piece
            found = answer_in(call.heard, ended=not piece)
            if found is None:
                continue
            self._close(connection)
            if acknowledged(*found):
                if call.counts:
                    tally.acknowledged[call.terminal] += 1
                    tally.latencies.append(time.perf_counter() - call.since)
                if found[1].startswith(b"C:"):
                    tally.commands += 1
                    self._results[call.terminal] = result(serial(self._prefix, call.terminal), found[1])
                free.append((call.terminal, 0.0))
            else:
                _fail(tally, f"{found[0]} {found[1][:120]!r}")
                free.append((call.terminal, PAUSE_S))
        if not ready:
            late = time.perf_counter() - STUCK_S
            for key in [key for key in self._selector.get_map().values() if key.data.since < late]:
                self._close(key.fileobj)
                _fail(tally, f"no answer for {STUCK_S:.0f} s")
                free.append((key.data.terminal, 0.0))
        return free

    def _close(self, connection: Any) -> None:
        self._selector.unregister(connection)
        connection.close()


def _fail(tally: Tally, what: str) -> None:
    tally.errors += 1
    tally.first_error = tally.first_error or what


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--kind", choices=["introductions", "punches", "numbered", "polls"], required=True)
    parser.add_argument("--prefix", default="PEER", help="of the serial numbers")
    parser.add_argument("--terminals", type=int, default=50)
    parser.add_argument("--at-once", type=int, default=50, help="how many of them have a request under way")
    parser.add_argument("--lines", type=int, default=1, help="punches a request")
    parser.add_argument("--day", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=4.0, help="SIGTERM ends it earlier")
    options = parser.parse_args()
    builders: dict[str, Requests] = {
        "introductions": introductions(options.prefix),
        "punches": punches(options.prefix, options.lines, options.day),
        "numbered": numbered(options.prefix),
        "polls": polls(options.prefix),
    }
    terminals = Terminals(options.port, options.terminals, options.prefix, options.at_once)
    signal.signal(signal.SIGTERM, terminals.stop)
    build = builders[options.kind]
    if options.kind == "introductions":
        tally = terminals.run(build, each=1, seconds=30)
    else:
        tally = terminals.run(build, seconds=options.seconds)
    requests = len(tally.latencies)
    print(
        json.dumps(
            {
                "requests": requests,
                "rate": round(requests / tally.seconds, 1),
                "p50_ms": tally.percentile(0.5),
                "p99_ms": tally.percentile(0.99),
                "commands": tally.commands,
                "errors": tally.errors,
                "first_error": tally.first_error,
                "acknowledged": tally.acknowledged,
                "seconds": round(tally.seconds, 2),
                "own_busy_percent": round(100 * tally.own_cpu_s / tally.seconds, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
