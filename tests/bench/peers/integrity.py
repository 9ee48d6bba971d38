"""What servers do with what terminals really send: kept, lost, or refused for ever.

The cases are data and the judge is a function of what was answered and what is stored, so both can be
tested without any server. A terminal sends again what was not answered with OK: a body that a server refuses
each time also holds back everything that the terminal records after it.
"""

from __future__ import annotations

import http.client
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tests.bench.peers.load import acknowledged, pin_of, serial
from tests.bench.peers.server import Server

PREFIX: Final = "CASE"
SENDS: Final = 3
ANSWER_S: Final = 15.0
DUPLICATES: Final = 250
TIME: Final = "2026-03-02 08:00:0"


class Answer(NamedTuple):
    status: int
    text: str

    @property
    def ok(self) -> bool:
        return acknowledged(self.status, self.text.encode())


@dataclass(frozen=True, slots=True)
class Case:
    """One upload. `good` are the PINs of its readable lines, `odd` those of lines that may be set aside.

    `refusable`: the request names no terminal, so the right answer is a 4xx.
    """

    name: str
    body: bytes
    good: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    path: str = "/iclock/cdata"
    table: str = "ATTLOG"
    serial: str | None = None
    no_serial: bool = False
    refusable: bool = False
    work_code: str | None = None


def _line(pin: str, second: int, rest: str = "0\t1\t\t0\t0\t") -> str:
    return f"{pin}\t{TIME}{second}\t{rest}\n"


CASES: Final = (
    Case(
        "bad date, then a good line",
        (_line("701", 1).replace(TIME + "1", "2026-13-45 99:99:99") + _line("702", 2)).encode(),
        ("702",),
        ("701",),
    ),
    Case(
        "status no number, then a good line",
        (_line("711", 1, "in\t1\t\t0\t0\t") + _line("712", 2)).encode(),
        ("712",),
        ("711",),
    ),
    Case("status 255, verify 200", _line("721", 1, "255\t200\t\t0\t0\t").encode(), ("721",)),
    Case(
        "NUL in the work code, then a good line",
        (_line("731", 1, "0\t1\tA\0B\t0\t0\t") + _line("732", 2)).encode(),
        ("732",),
        ("731",),
    ),
    Case(
        "byte that is not UTF-8, then a good line",
        (_line("741", 1, "0\t1\tA\xffB\t0\t0\t") + _line("742", 2)).encode("latin-1"),
        ("742",),
        ("741",),
    ),
    Case("PIN 00042", _line("00042", 1).encode(), ("00042",)),
    Case("PIN EMP-9", _line("EMP-9", 1).encode(), ("EMP-9",)),
    Case("work code A,B", _line("751", 1, "0\t1\tA,B\t0\t0\t").encode(), ("751",), work_code="A,B"),
    Case("4 fields", _line("761", 1, "0\t1").encode(), ("761",)),
    Case("table=attlog", _line("771", 1).encode(), ("771",), table="attlog"),
    Case("/iclock/cdata/", _line("781", 1).encode(), ("781",), path="/iclock/cdata/"),
    Case("/iclock/cdata.aspx", _line("791", 1).encode(), ("791",), path="/iclock/cdata.aspx"),
    Case("no SN", _line("801", 1).encode(), odd=("801",), no_serial=True, refusable=True),
    Case("SN of 300 characters", _line("811", 1).encode(), odd=("811",), serial="S" * 300, refusable=True),
)


def judge(case: Case, answers: Sequence[Answer], stored: Mapping[str, str | None], set_aside: int) -> str:
    """The verdict on one case in a few words; what is wrong is in capitals.

    `answers`: to the same body, sent until it was acknowledged. `stored`: PIN -> work code, of that terminal.
    """
    last = answers[-1]
    lost = [pin for pin in case.good if pin not in stored]
    dropped = [pin for pin in case.odd if pin not in stored]
    if case.refusable:
        if 400 <= last.status < 500:
            return f"refused, {last.status}"
        if last.ok:
            return "OK, LOST" if dropped else "OK, stored"
        return f"NOT REFUSED, {_said(last)}"
    if 300 <= last.status < 400:
        return f"redirected ({last.status})"
    if not last.ok:
        rest = ", its good line with it" if case.odd and lost else ""
        return f"BLOCKS ({_said(last)}){rest}"
    if lost:
        return f"OK, {len(lost) + len(dropped)} LOST"
    if dropped:
        return "good kept, bad set aside" if set_aside >= len(dropped) else "good kept, bad dropped"
    if case.work_code is not None and stored[case.good[0]] != case.work_code:
        return "kept, no work code"
    return "kept"


def _said(answer: Answer) -> str:
    if answer.status == 0:
        return "no answer"
    first, _, _ = answer.text.partition("\n")
    return f"200 {first[:30]!r}" if answer.status == 200 else str(answer.status)


def lost_after_kill(
    prefix: str, acknowledged_: Sequence[int], stored: Collection[tuple[str, str]]
) -> tuple[int, int]:
    """How many punches were acknowledged, and how many of them are not stored.

    `acknowledged_`: how many requests of each terminal were, of those that `load.numbered` builds.
    """
    there = set(stored)
    wanted = [
        (serial(prefix, terminal), pin_of(terminal, number))
        for terminal, count in enumerate(acknowledged_)
        for number in range(count)
    ]
    return len(wanted), sum(one not in there for one in wanted)


def send(port: int, method: str, target: str, body: bytes | None = None) -> Answer:
    """One request, one connection; status 0 if there was no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_S)
    try:
        connection.request(method, target, body, {"Connection": "close", "Content-Type": "text/plain"})
        response = connection.getresponse()
        return Answer(response.status, response.read(2000).decode(errors="replace"))
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, repr(error))
    finally:
        connection.close()


def try_cases(server: Server) -> dict[str, str]:
    """Case -> verdict, each from a terminal of its own."""
    serials = {case.name: case.serial or serial(PREFIX, n) for n, case in enumerate(CASES)}
    for case in CASES:
        if not case.refusable:
            send(server.port, "GET", f"/iclock/cdata?SN={serials[case.name]}&options=all&pushver=2.4.1")
    server.admit()
    found = {}
    for case in CASES:
        number = serials[case.name]
        named = "" if case.no_serial else f"SN={number}&"
        target = f"{case.path}?{named}table={case.table}&Stamp=9999"
        before = server.count()
        answers: list[Answer] = []
        while len(answers) < SENDS and not (answers and answers[-1].ok):
            answers.append(send(server.port, "POST", target, case.body))
        kept = {row.pin: row.work_code for row in server.stored(number) if row.serial == number}
        if case.refusable and server.count() > before:
            kept = dict.fromkeys(case.odd)  # under whatever serial number
        found[case.name] = judge(case, answers, kept, server.set_aside(number))
    return found


def duplicates(server: Server) -> int:
    """Rows too many after the same body of 250 punches was sent three times."""
    number = "TWICE0001"
    send(server.port, "GET", f"/iclock/cdata?SN={number}&options=all&pushver=2.4.1")
    server.admit()
    body = "".join(
        f"{5000 + n}\t2026-03-02 09:{n // 60:02d}:{n % 60:02d}\t0\t1\t\t0\t0\t\n" for n in range(DUPLICATES)
    )
    for _ in range(SENDS):
        send(server.port, "POST", f"/iclock/cdata?SN={number}&table=ATTLOG&Stamp=9999", body.encode())
    return len(server.stored(number)) - DUPLICATES
