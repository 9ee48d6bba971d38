"""Follows an edge's stream for `listen`: prints what is told, and sends it on as a webhook would be sent."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final

import typer

from common import signing
from common.client import EdgeClient, EdgeError, RequestRefused, StreamMessage, Unreachable
from edge import logs
from edge.cli.running import fail
from edge.cli.trusting import client_tls
from edge.store.ids import IdClock, public_id
from edge.webhooks.guard import Guard
from edge.webhooks.parcel import Outcome, Parcel
from edge.webhooks.sender import Sender

WAITING: Final = 1000  # events that are read and not yet shown; beyond that the edge waits with more
LONGEST_WAIT_S: Final = 5.0
AGAIN_S: Final = (1.0, 2.0, 4.0, 5.0)  # until a receiver that refuses is tried again, then every so often
PASSING: Final = frozenset({429, 503})
EVERYWHERE: Final = (ip_network("0.0.0.0/0"), ip_network("::/0"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line said. `secret` None: one of this run's own."""

    server: str
    key: str
    forward: str | None
    events: tuple[str, ...]
    secret: str | None
    after: str | None
    seconds: float | None
    as_json: bool
    ca_file: Path | None


def follow(wanted: Wanted) -> None:
    """Until interrupted, or for as long as was asked. What a user can cause ends in one line."""
    logs.quiet()
    try:
        asyncio.run(run(wanted))
    except EdgeError as error:
        fail(str(error))


async def run(wanted: Wanted) -> None:
    """The same on a loop that runs. Raises EdgeError."""
    stop = asyncio.Event()
    _on_signals(stop)
    tls = client_tls(wanted.server, wanted.ca_file)
    async with EdgeClient(wanted.server, wanted.key, tls=tls) as client:
        follower = Follower(client, wanted)
        work = asyncio.create_task(follower.run())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({work, stopping}, timeout=wanted.seconds, return_when=asyncio.FIRST_COMPLETED)
        ended = work.done()
        for task in (work, stopping):
            task.cancel()
        await asyncio.gather(work, stopping, return_exceptions=True)
    if follower.cursor is not None and (follower.count or not ended):
        _note(f"{follower.count} events. Go on from here with --after {follower.cursor}")
    if ended:
        work.result()


class Follower:
    """Reads on through every break of the connection, and tells in the order of the stream. `cursor`: behind
    the last that was told; `count`: how many events that were."""

    def __init__(self, client: EdgeClient, wanted: Wanted) -> None:
        self._client = client
        self._wanted = wanted
        self._secret = wanted.secret or signing.new_secret()
        self._messages: asyncio.Queue[StreamMessage | EdgeError] = asyncio.Queue(WAITING)
        self._ids = IdClock()
        self.cursor = wanted.after
        self.count = 0

    async def run(self) -> None:
        """Until cancelled. Raises EdgeError where going on makes no sense."""
        self._introduce()
        sender = Sender(Guard(EVERYWHERE))  # whoever runs this may reach what it says
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._read())
                end = await self._tell_all(sender)
        finally:
            await sender.close()
        raise end

    async def _tell_all(self, sender: Sender) -> EdgeError:
        """Until nothing more can come; why that is."""
        while True:
            message = await self._messages.get()
            if isinstance(message, EdgeError):
                return message
            await self._tell(message, sender)
            self.cursor = message.cursor or self.cursor

    def _introduce(self) -> None:
        wanted = self._wanted
        if wanted.forward is None:
            return
        whose = "yours" if wanted.secret else "of this run; --secret keeps one"
        _note(f"Forwarding to {wanted.forward}, signed with {self._secret} ({whose})")
        if signing.standard_key(self._secret) is None:
            _note(
                "This secret is not whsec_ and base64 of 24 to 64 bytes: X-PunchConnect-Signature is made, "
                "no webhook-signature."
            )

    async def _read(self) -> None:
        """Fill the queue; what ends it all comes last."""
        cursor, came, wait = self.cursor, False, 0.0
        while True:
            try:
                async with aclosing(self._client.stream(cursor, self._wanted.events)) as stream:
                    async for message in stream:
                        if not came or wait:
                            self._say_connected(again=came)
                            came, wait = True, 0.0
                        cursor = message.cursor or cursor
                        await self._messages.put(message)
            except EdgeError as error:
                if not (came and _passes(error)):
                    await self._messages.put(error)
                    return
                wait = min(max(2 * wait, 1.0), LONGEST_WAIT_S)
                _note(f"{error} Trying again in {wait:.0f} s; nothing is missed meanwhile.")
                await asyncio.sleep(wait)

    def _say_connected(self, *, again: bool) -> None:
        which = ", ".join(self._wanted.events) or "every event"
        _note(f"{'Connected again to' if again else 'Listening to'} {self._client.url}: {which}")

    async def _tell(self, message: StreamMessage, sender: Sender) -> None:
        if message.event == "gap":
            _say(message.text if self._wanted.as_json else _gap(message.body))
        if "id" not in message.body:  # the stream's own, such as a heartbeat
            return
        self.count += 1
        url = self._wanted.forward
        if url is None:
            _say(message.text if self._wanted.as_json else line_of(message.body))
            return
        outcome, attempts = await self._send(message, url, sender)
        if self._wanted.as_json:
            said = {
                "status": outcome.status,
                "ms": outcome.took_ms,
                "error": outcome.error,
                "attempts": attempts,
            }
            _say(f'{message.text[:-1]},"forward":{json.dumps(said, separators=(",", ":"))}}}')
        else:
            _say(f"{line_of(message.body)}  {_result(outcome, attempts)}")

    async def _send(self, message: StreamMessage, url: str, sender: Sender) -> tuple[Outcome, int]:
        """Send one on; a receiver that is not there is waited for, so that nothing goes past it."""
        delivery = public_id("dlv", self._ids.next())
        attempt = 0
        while True:
            attempt += 1
            outcome = await sender.send(
                Parcel(
                    url=url,
                    delivery=delivery,
                    event_id=str(message.body["id"]),
                    event=message.event,
                    attempt=attempt,
                    body=message.as_webhook(),
                    secrets=[self._secret],
                    body_secret=self._secret,
                    headers={},
                )
            )
            if outcome.error != "connect":
                return outcome, attempt
            if attempt == 1:
                _note(f"{url} takes no connection ({outcome.detail}). Start it; what comes is kept for it.")
            await asyncio.sleep(AGAIN_S[min(attempt, len(AGAIN_S)) - 1])


def line_of(body: Mapping[str, Any]) -> str:
    """An event for people: when, what, where, who; on one line whatever it holds."""
    device = body.get("device") or {}
    places = [device.get("name"), body.get("site") or device.get("site")]
    where = ", ".join(dict.fromkeys(str(place) for place in places if place))
    cells = [
        _clock(body.get("timestamp")),
        f"{body.get('event', ''):<23}",
        f"{_cut(where, 34):<34}",
        _what(body),
    ]
    return logs.escaped("  ".join(cells)).rstrip()


def _what(body: Mapping[str, Any]) -> str:
    """Who or what it is about, in a word or two."""
    event = str(body.get("event"))
    kind = event.partition(".")[0]
    employee = body.get("employee") or {}
    if kind == "attendance":
        return f"{body.get('employee_id')} {body.get('punch_type')}"
    if kind == "employee":
        return f"{employee.get('name')} ({employee.get('employee_id')})"
    if kind == "command":
        return str(body.get("command"))
    if kind == "webhook":
        return str((body.get("webhook") or {}).get("url"))
    if event == "device.pending":
        return f"{body.get('serial_number')} {body.get('model') or ''}".strip()
    said = body.get("title") or body.get("word") or body.get("kind") or ""
    return f"{said} {body.get('pin') or ''}".strip()


def _clock(timestamp: object) -> str:
    try:
        return datetime.fromisoformat(str(timestamp)).astimezone().strftime("%H:%M:%S")
    except ValueError:
        return "--:--:--"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _result(outcome: Outcome, attempts: int) -> str:
    good = outcome.error is None
    said = str(outcome.status or outcome.error)
    if not good and outcome.status is None and outcome.detail:
        said = f"{said} ({logs.escaped(_cut(outcome.detail, 60))})"
    again = f", attempt {attempts}" if attempts > 1 else ""
    return typer.style(f"→ {said}", fg="green" if good else "red") + f" {outcome.took_ms} ms{again}"


def _gap(body: Mapping[str, Any]) -> str:
    return (
        f"--:--:--  gap                      events between {body.get('from')} and {body.get('to')} are no "
        "longer kept; GET /v1/attendance has the punches"
    )


def _passes(error: EdgeError) -> bool:
    """Whether the same may work in a while."""
    return isinstance(error, Unreachable) or (isinstance(error, RequestRefused) and error.status in PASSING)


def _say(line: str) -> None:
    typer.echo(line)


def _note(line: str) -> None:
    """Beside what is printed: standard error, so that standard output is events alone."""
    typer.echo(logs.escaped(" ".join(line.split())), err=True)


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        if sys.platform == "win32":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
        else:
            loop.add_signal_handler(number, stop.set)
