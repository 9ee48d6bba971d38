"""Secrets are planted everywhere an edge keeps one; whatever leaves it is then looked through for them.

`python -m tests.drills.canaries`. A real edge with JSON logs and everything slow logged: keys, secrets of
webhooks and channels, passwords, comm keys, paths of terminals, templates, pictures; traffic, bad requests, a
receiver that fails, and a database that refuses every insert. No canary may be in a log, an error, a list, a
file, a delivery, the stream, the numbers, the audit log or a sealed backup; in a plain copy of the database
only what stands there open: what terminals call by. Prints what was looked through.
"""

from __future__ import annotations

import base64
import io
import os
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import httpx

from edge.api.registry import CATALOGUE
from edge.api.server import make_app
from edge.keys import mint
from tests.bench.table import print_table
from tests.kit.edge_process import ROOT, EdgeProcess

SERIAL: Final = "CANARY1"
SETTINGS: Final = {
    "PUNCHDECK_LOG_FORMAT": "json",
    "PUNCHDECK_SLOW_MS": "1",
    "PUNCHDECK_STORE_BIOMETRICS": "true",
    "PUNCHDECK_BIOMETRICS_ALLOWED_NETWORKS": "127.0.0.0/8",
}
FORMS: Final = ("csv", "ndjson", "xlsx")
REFUSED: Final = (
    "api_key",
    "webhook_secret",
    "channel",
    "tenant",
    "punch",
    "person",
    "employee",
    "idempotency",
)


@dataclass
class Canaries:
    """By name: the texts of which none may be seen. `open_in_copies`: those that a plain copy of the database
    holds as they are."""

    texts: dict[str, str] = field(default_factory=dict)
    open_in_copies: frozenset[str] = frozenset({"path of a tenant", "path of a second tenant"})

    def plant(self, name: str, text: str = "") -> str:
        self.texts[name] = text or f"cAnArY{secrets.token_hex(8)}"
        return self.texts[name]

    def within(self, material: bytes, but: frozenset[str] = frozenset()) -> list[str]:
        """The names of those that are in it, as they are or in base64."""
        return [
            name
            for name, text in self.texts.items()
            if name not in but and any(form in material for form in _forms(text.encode()))
        ]


def _forms(text: bytes) -> Iterator[bytes]:
    yield text
    for shift in range(3):  # base64 of it, wherever it stands in what was encoded
        whole = base64.b64encode(b"\0" * shift + text)
        yield whole[4 if shift else 0 : -4]


@dataclass
class Seen:
    """What left the edge, by where."""

    places: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    def add(self, place: str, material: bytes) -> None:
        self.places[place].append(material)


@dataclass(frozen=True)
class Outcome:
    rows: list[dict[str, Any]]
    canaries: int
    problems: list[str]


class Receiver(BaseHTTPRequestHandler):
    """Takes every other delivery. What it was sent stands in `bodies` of its server."""

    def do_POST(self) -> None:
        bodies: list[bytes] = self.server.bodies  # type: ignore[attr-defined]
        bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200 if len(bodies) % 2 else 500)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing of it is of interest."""


@contextmanager
def receiving() -> Iterator[tuple[str, list[bytes]]]:
    """A receiver's address, and what arrives there."""
    bodies: list[bytes] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.bodies = bodies  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", bodies
    server.shutdown()
    server.server_close()
    thread.join()


class World:
    """One edge, those who call it, and what they got."""

    def __init__(self, edge: EdgeProcess, hook: str) -> None:
        self.edge, self.hook = edge, hook
        self.canaries, self.seen = Canaries(), Seen()
        self.http = httpx.Client(base_url=edge.url, trust_env=False, timeout=30)
        self.admin = self.canaries.plant("first admin key", edge.admin_key)

    def call(self, method: str, path: str, key: str = "", **rest: Any) -> httpx.Response:
        """By the API. What is refused is kept to be looked through."""
        headers = {"Authorization": f"Bearer {key or self.admin}", **rest.pop("headers", {})}
        answer = self.http.request(method, path, headers=headers, **rest)
        if answer.status_code >= 400:
            self.seen.add("errors of the API", answer.content + repr(answer.headers).encode())
        return answer

    def made(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        answer = self.call("POST", path, json=body)
        assert answer.is_success, f"POST {path}: {answer.text}"
        found: dict[str, Any] = answer.json()
        return found

    def send(self, path: str, body: bytes | None = None) -> None:
        """As a terminal."""
        answer = self.http.request("GET" if body is None else "POST", path, content=body)
        self.seen.add("answers to terminals", answer.content)

    def plant(self) -> None:
        """Make everything that has a secret."""
        plant = self.canaries.plant
        self.key = plant("another key", self.made("/v1/keys", {"name": "spare", "role": "admin"})["key"])
        plant("unknown key", mint())
        made = self.made(
            "/v1/webhooks",
            {"url": self.hook, "events": ["*"], "headers": {"X-Own": plant("header of a webhook")}},
        )
        plant("secret of a webhook", made["secret"].removeprefix("whsec_"))
        mail = {"host": "mail.example.com", "from": "a@example.com", "to": ["b@example.com"], "user": "me"}
        self.made("/v1/channels", {"name": "mail", "email": {**mail, "password": plant("mail password")}})
        told = {"url": "https://example.com/", "headers": {"Authorization": plant("header of a channel")}}
        self.made(
            "/v1/channels", {"name": "hook", "webhook": {**told, "secret": plant("secret of a channel")}}
        )
        service = f"slack://{plant('URL of a channel')}/{plant('token of a channel')}/cAnArYthird/"
        self.made("/v1/channels", {"name": "chat", "apprise": {"url": service}})
        folder = ("--data", str(self.edge.data))
        for name, which in (("default", "path of a tenant"), ("second", "path of a second tenant")):
            words = ("create", "--name", name) if name != "default" else ("rotate", "--tenant", name)
            made = command("tenants", *words, "--json", *folder)
            plant(which, httpx.Response(200, content=made).json()["device_path"].split("/")[2])
        plant("password of a person")
        plant("fingerprint")
        plant("picture")
        plant("comm key")
        plant("master key", (self.edge.data / "master.key").read_text().split()[-1])

    def work(self) -> None:
        """Terminals and people do what they do."""
        text = self.canaries.texts
        finger = base64.b64encode(text["fingerprint"].encode() * 20).decode()
        self.send(f"/iclock/cdata?SN={SERIAL}&options=all&pushver=2.4.1&PushCommKey={text['comm key']}")
        self.send(f"/t/{text['path of a tenant']}/iclock/cdata?SN=CANARY2&options=all")
        self.send(
            f"/iclock/cdata?SN={SERIAL}&table=options",
            f"~ComPwd={text['comm key']},ComKey={text['comm key']}\n".encode(),
        )
        for number in range(6):
            line = f"{number}\t2026-03-02 08:00:0{number}\t0\t1\t\t0\t0\n"
            self.send(f"/iclock/cdata?SN={SERIAL}&table=ATTLOG&Stamp={number}", line.encode())
        person = f"USER PIN=7\tName=Ada\tPri=0\tPasswd={text['password of a person']}\tCard=\tGrp=1\n"
        template = f"FP PIN=7\tFID=6\tSize={len(finger)}\tValid=1\tTMP={finger}\n"
        self.send(f"/iclock/cdata?SN={SERIAL}&table=OPERLOG&Stamp=1", (person + template).encode())
        face = f"BIODATA Pin=7\tNo=0\tIndex=0\tValid=1\tType=9\tMajorVer=7\tMinorVer=0\tTmp={finger}\n"
        self.send(f"/iclock/cdata?SN={SERIAL}&table=BIODATA&Stamp=1", face.encode())
        picture = (
            b"PIN=20260302080000-7.jpg\nSN=CANARY1\nsize=99\nCMD=uploadphoto\x00\xff\xd8\xff"
            + text["picture"].encode() * 4
        )
        self.send(f"/iclock/cdata?SN={SERIAL}&table=ATTPHOTO&Stamp=1", picture)

    def misbehave(self) -> None:
        """Bad requests and bad uploads, each with a secret in it."""
        text = self.canaries.texts
        self.call("GET", "/v1/devices", key=text["unknown key"])
        self.call("GET", f"/v1/devices/{text['another key']}")
        self.call("GET", "/v1/devices", params={"cursor": text["another key"]})
        self.call("GET", "/v1/stream", params={"ticket": text["another key"]}, headers={"Authorization": ""})
        self.call("POST", "/v1/sites", json={text["another key"]: 1})
        self.call(
            "POST",
            "/v1/channels",
            json={"name": "x", "apprise": {"url": f"nosuch://{text['token of a channel']}/"}},
        )
        self.call(
            "POST",
            "/v1/webhooks",
            json={"url": f"http://me:{text['header of a webhook']}@127.0.0.1/", "events": ["*"]},
        )
        self.send(f"/t/{text['path of a tenant']}x/iclock/cdata?SN=CANARY3&options=all")
        self.send(f"/t/{text['path of a tenant']}/iclock/cdata?SN=!!&options=all")
        broken = f"FP PIN=\tTMP={base64.b64encode(text['fingerprint'].encode() * 20).decode()}\n"
        self.send(f"/iclock/cdata?SN={SERIAL}&table=OPERLOG&Stamp=2", broken.encode())
        self.send(f"/iclock/cdata?SN={SERIAL}&table=BIODATA&Stamp=2", broken.encode())

    def break_database(self) -> None:
        """Have every insert into tables with secrets refused, and try them all again."""
        with closing(sqlite3.connect(self.edge.data / "punchdeck.db", timeout=20)) as raw:
            known = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            tables = [name for name in REFUSED if name in known]
            for table in tables:
                refusal = "BEGIN SELECT RAISE(ABORT, 'refused'); END"
                raw.execute(f"CREATE TRIGGER no_{table} BEFORE INSERT ON {table} {refusal}")
            raw.commit()
            text = self.canaries.texts
            channel = {"url": "https://example.com/", "secret": text["secret of a channel"]}
            bodies: list[tuple[str, dict[str, Any]]] = [
                ("/v1/keys", {"name": "one more", "role": "admin"}),
                (
                    "/v1/webhooks",
                    {"url": self.hook, "events": ["*"], "headers": {"X-Own": text["header of a webhook"]}},
                ),
                ("/v1/channels", {"name": "again", "webhook": channel}),
            ]
            for path, body in bodies:
                answer = self.call("POST", path, json=body)
                assert answer.status_code >= 500, f"POST {path} was to fail: {answer.text}"
            self.work()
            for table in tables:
                raw.execute(f"DROP TRIGGER no_{table}")
            raw.commit()

    def read_all(self) -> None:
        """All lists and files, everything that is shown of a terminal and an endpoint."""
        assert make_app, "it declares the operations"
        for one in CATALOGUE:
            if one.method != "GET" or one.params or one.by_ticket or one.name in ("stream_events", "metrics"):
                continue
            for form in (None, *FORMS) if one.table else (None,):
                answer = self.call("GET", one.path, params={} if form is None else {"format": form})
                place = "exports" if form else "audit log" if "audit" in one.path else "lists of the API"
                self.seen.add(place, _unpacked(answer.content))
        for device in self.call("GET", "/v1/devices").json()["data"]:
            for part in ("", "/health", "/commands", "/people"):
                answer = self.call("GET", f"/v1/devices/{device['id']}{part}")
                self.seen.add("diagnostics of terminals", answer.content)
        for webhook in self.call("GET", "/v1/webhooks").json()["data"]:
            answer = self.call("GET", f"/v1/webhooks/{webhook['id']}/deliveries")
            self.seen.add("deliveries shown", answer.content)
        self.seen.add("/metrics", self.http.get("/metrics").content)

    def stream(self) -> None:
        """The whole feed, from its beginning to its first heartbeat after that."""
        headers = {"Authorization": f"Bearer {self.admin}"}
        with self.http.stream("GET", "/v1/stream", params={"after": "0.0"}, headers=headers) as answer:
            for number, line in enumerate(answer.iter_lines()):
                self.seen.add("stream", line.encode())
                if '"heartbeat"' in line and number > 3:
                    return

    def copy(self) -> None:
        """A plain copy of the database, and one as the edge makes them by itself."""
        folder = ("--data", str(self.edge.data))
        plain = self.edge.data.with_name("plain.db")
        command("db", "backup", str(plain), *folder)
        self.seen.add("plain copy", plain.read_bytes())
        before = {path for path in self.edge.data.rglob("*") if path.is_file()}
        self.seen.add("command line", command("db", "backup", *folder))
        for path in {path for path in self.edge.data.rglob("*") if path.is_file()} - before:
            self.seen.add("sealed backup", path.read_bytes())

    def commands(self) -> None:
        """What the command line says, also of a database that it cannot reach."""
        folder = ("--data", str(self.edge.data))
        for words in (("keys", "list", "--tenant", "default"), ("devices", "list"), ("audit", "verify")):
            self.seen.add("command line", command(*words, *folder))
        password = self.canaries.plant("password of the database")
        url = f"postgresql://edge:{password}@127.0.0.1:1/punchdeck"
        with tempfile.TemporaryDirectory() as name:
            for words in (("db", "check"), ("serve", "--port", "0"), ("db", "upgrade")):
                said = command(*words, "--database", url, "--data", name, fails=True)
                assert said, words
                self.seen.add("database out of reach", said)


def command(*words: str, fails: bool = False) -> bytes:
    """What `punchdeck-edge` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "edge", *words],
        cwd=ROOT,
        env=os.environ | SETTINGS,
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode != 0) == fails, f"{words}: {done.stderr.decode()}"
    return done.stdout + (done.stderr if fails else b"")


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def drill() -> Outcome:
    """Run it and return what was looked through."""
    with (
        tempfile.TemporaryDirectory(prefix="canary-") as name,
        receiving() as (hook, bodies),
        patch.dict(os.environ, SETTINGS),
    ):
        with EdgeProcess(Path(name) / "data", "--dev") as edge:
            world = World(edge, hook)
            world.plant()
            world.work()
            world.misbehave()
            world.break_database()
            world.work()
            deadline = time.monotonic() + 20
            while len(bodies) < 3 and time.monotonic() < deadline:
                time.sleep(0.2)
            world.read_all()
            world.stream()
            world.copy()
            world.commands()
            world.http.close()
        world.seen.add("logs", edge.output.encode())
        for body in bodies:
            world.seen.add("webhooks received", body)
    return judged(world.canaries, world.seen)


def judged(canaries: Canaries, seen: Seen) -> Outcome:
    """Look through everything."""
    rows, problems = [], []
    for place, materials in seen.places.items():
        but = canaries.open_in_copies if place in ("plain copy", "lists of the API") else frozenset()
        found = sorted({name for material in materials for name in canaries.within(material, but)})
        problems += [f"{place}: {name}" for name in found]
        size = sum(map(len, materials))
        rows.append(
            {
                "looked through": place,
                "pieces": len(materials),
                "KiB": round(size / 1024, 1),
                "hits": len(found),
            }
        )
    return Outcome(rows, len(canaries.texts), problems)


def main() -> int:
    outcome = drill()
    print(f"{outcome.canaries} canaries, each looked for as it is and in base64")
    print_table(outcome.rows)
    for problem in outcome.problems:
        print(f"VIOLATED: a secret is in {problem}")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
