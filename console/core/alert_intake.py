"""The alerts of one edge: listed when it is heard, then carried on by every event about one of them.

One worker asks the edge, one question after the other, so what it answers last is what is shown. What no
event tells, such as a comment or a note, comes with the list, which is asked for now and then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from common.client import EdgeClient, EdgeError, KeyRefused, RequestRefused
from console.core.alerts import Alert, AlertBook
from console.core.listeners import Listeners
from console.core.records import NOT_UNDERSTOOD, Json, instant_or_none
from console.core.strips import HOUR_US, Strip, Turn

REFRESH_S: Final = 60.0
AGAIN_S: Final = 5.0
"""After a question that was not answered."""
PAGE: Final = 250
TURNS: Final = 100

OPENED: Final = "alert.opened"
ABOUT: Final = "alert."
_PRESENCE: Final = {"device.online": True, "device.offline": False}
_ABSENT: Final = frozenset({403, 404})

log = logging.getLogger(__name__)


class AlertIntake:
    """`book` holds what is known, `changed` tells the ids of what is different in it, `opened` of every
    alert that opens while we watch, and `strips_changed` of terminals whose strip is another.

    `available`: whether the edge tells this key of alerts at all; None before it has answered.
    """

    def __init__(self, client: EdgeClient, now_us: Callable[[], int]) -> None:
        self.book = AlertBook()
        self.available: bool | None = None
        self.language: str | None = None
        """Of what there is to do about them; None: of the person whose key it is."""
        self.listed_us: int | None = None
        """When the list last came, our clock."""
        self.changed: Listeners[frozenset[str]] = Listeners()
        self.opened: Listeners[Alert] = Listeners()
        self.strips_changed: Listeners[frozenset[str]] = Listeners()
        self._client = client
        self._now_us = now_us
        self._wake = asyncio.Event()
        self._live = False
        self._list_due = True
        self._told: dict[str, bool] = {}
        self._asked_for: set[str] = set()
        self._strips: dict[str, Strip] = {}
        self._strips_wanted: list[str] = []
        self.people: Mapping[str, str] = {}
        """Names of those whom alerts can be given to, by id."""

    # -- what it is told
    # --------------------------------------------------------------------------------------------

    def remember(self, alerts: Sequence[Alert], listed_us: int | None) -> None:
        """What was known when the last run ended."""
        self.listed_us = listed_us
        self._tell(self.book.put(*alerts))

    def begin_anew(self) -> None:
        """Another tenant's edge is there now."""
        gone = frozenset(self.book.all)
        self.book, self.available, self.listed_us = AlertBook(), None, None
        self._told.clear()
        self._strips.clear()
        self.people = {}
        self._list_due = True
        self._tell(gone)

    def set_live(self, live: bool) -> None:
        """Whether the edge is heard. What was missed meanwhile is in the next list."""
        if live and not self._live:
            self._list_due = True
            self._strips.clear()
        self._live = live
        self._wake.set()

    def hear(self, body: Json) -> None:
        """An event of the stream. Raises one of NOT_UNDERSTOOD."""
        name: str = body["event"]
        if name.startswith(ABOUT):
            alert_id = body["alert_id"]
            self._told[alert_id] = self._told.get(alert_id, False) or name == OPENED
            self._wake.set()
        elif name in _PRESENCE and body["device"] is not None:
            self._note_turn(body)

    def ask_for(self, alert_id: str) -> None:
        """Somebody wants to see this one, also if it is long over."""
        self._asked_for.add(alert_id)
        if self.book.get(alert_id) is None:
            self._told.setdefault(alert_id, False)
            self._wake.set()

    def strip(self, device_id: str) -> Strip | None:
        """How a terminal came and went; None where that is being asked for."""
        known = self._strips.get(device_id)
        if known is None and device_id not in self._strips_wanted:
            self._strips_wanted.append(device_id)
            self._wake.set()
        return known

    # -- what it asks
    # -----------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            pause = REFRESH_S
            self._wake.clear()
            if self._live and self.available is not False:
                try:
                    await self._ask()
                except KeyRefused:
                    self._list_due = True  # the connection says so itself
                except EdgeError as error:
                    log.info("no alerts of %s: %s", self._client.url, error)
                    pause = AGAIN_S
            try:
                async with asyncio.timeout(pause):
                    await self._wake.wait()
            except TimeoutError:
                self._list_due = True

    async def _ask(self) -> None:
        if self._list_due:
            await self._list()
        while self._told:
            alert_id, opened = next(iter(self._told.items()))
            await self._fetch(alert_id, opened=opened)
        while self._strips_wanted:
            await self._fetch_strip(self._strips_wanted[0])
            self._strips_wanted.pop(0)

    async def _list(self) -> None:
        """All open ones; what was open and is not listed any more is asked for by itself."""
        wanted = {"limit": PAGE, "language": self.language}
        try:
            bodies = [body async for body in self._client.pages("/v1/alerts", wanted)]
        except RequestRefused as error:
            if error.status in _ABSENT:
                self.available = self._list_due = False
                self._tell(frozenset(self.book.all), always=True)
                return
            raise
        self.people = await self._names()
        self.available, self._list_due, self.listed_us = True, False, self._now_us()
        alerts = [alert for alert in map(self._read, bodies) if alert is not None]
        for alert_id in self.book.missing(alert.id for alert in alerts):
            self._told.setdefault(alert_id, False)
        self._tell(self.book.put(*alerts), always=True)

    async def _names(self) -> Mapping[str, str]:
        try:
            pages = self._client.pages("/v1/people", {"limit": PAGE})
            return {body["id"]: body["name"] async for body in pages}
        except RequestRefused as error:
            if error.status not in _ABSENT:
                raise
            return {}

    async def _fetch(self, alert_id: str, *, opened: bool) -> None:
        try:
            wanted = {"language": self.language}
            alert = self._read(await self._client.get(f"/v1/alerts/{alert_id}", wanted))
        except RequestRefused as error:
            if error.status not in _ABSENT:
                raise
            alert = None
        self._told.pop(alert_id, None)
        if alert is None:
            self._tell(self.book.take(alert_id))
            return
        self._tell(self.book.put(alert))
        if opened and not alert.over:
            self.opened.tell(alert)

    async def _fetch_strip(self, device_id: str) -> None:
        try:
            page = await self._client.get(
                f"/v1/devices/{device_id}/events", {"kind": "presence", "limit": TURNS}
            )
        except RequestRefused as error:
            if error.status not in _ABSENT:
                raise
            self._strips[device_id] = Strip()
            return
        turns = [turn for turn in map(_turn, page["data"]) if turn is not None]
        # Who came first of all was not gone before: it was not there yet.
        whole = len(turns) < TURNS and not (turns and turns[-1].there)
        since = self._now_us() - 2 * HOUR_US if whole else turns[-1].at_us
        self._strips[device_id] = Strip(turns, since)
        self.strips_changed.tell(frozenset({device_id}))

    def _read(self, body: Json) -> Alert | None:
        try:
            return Alert.of(body)
        except NOT_UNDERSTOOD as error:
            log.error("alert %s of %s not understood: %r", body.get("id"), self._client.url, error)
            return None

    def _note_turn(self, body: Json) -> None:
        turn, device_id = _turn(body), body["device"]["id"]
        strip = self._strips.get(device_id)
        if strip is not None and turn is not None and strip.note(turn):
            self.strips_changed.tell(frozenset({device_id}))

    def prune(self) -> None:
        """Time has passed: what is over for long enough goes."""
        self._tell(self.book.prune(self._now_us(), self._asked_for))

    def _tell(self, ids: Iterable[str], *, always: bool = False) -> None:
        changed = frozenset(ids)
        if changed or always:
            self.changed.tell(changed)

    # -- what somebody does. All raise EdgeError
    # ---------------------------------------------------------------------

    async def acknowledge(self, alert_ids: Sequence[str], until: str | None, note: str = "") -> None:
        """Take them on, until an instant (RFC 3339); None: until they are over, which wants a note."""
        body = {"until": until, **_noted(note)}
        if len(alert_ids) == 1:
            await self._act(alert_ids[0], "acknowledge", body)
            return
        answer = await self._client.post("/v1/alerts/acknowledge", {"alerts": list(alert_ids), **body})
        self._take(answer["data"])

    async def snooze(self, alert_id: str, until: str, note: str = "") -> None:
        """Be silent about it until an instant (RFC 3339)."""
        await self._act(alert_id, "snooze", {"until": until, **_noted(note)})

    async def assign(self, alert_id: str, person: str | None) -> None:
        """Give it to a person, by id, or to nobody."""
        await self._act(alert_id, "assign", {"person": person})

    async def comment(self, alert_id: str, text: str) -> None:
        await self._act(alert_id, "comment", {"text": text})

    async def resolve(self, alert_id: str, note: str) -> None:
        """It is over, because somebody says so."""
        await self._act(alert_id, "resolve", {"note": note})

    async def silence(self, matcher: Json, ends_at: str, reason: str) -> None:
        """Nobody is told of what fits, until an instant (RFC 3339), also of what comes back meanwhile."""
        await self._client.post("/v1/silences", {"matcher": matcher, "ends_at": ends_at, "reason": reason})
        self._list_due = True
        self._wake.set()

    async def _act(self, alert_id: str, verb: str, body: Json) -> None:
        self._take([await self._client.post(f"/v1/alerts/{alert_id}/{verb}", body)])

    def _take(self, bodies: Iterable[Json]) -> None:
        alerts = [alert for alert in map(self._read, bodies) if alert is not None]
        self._tell(self.book.put(*alerts))


def _noted(note: str) -> Json:
    return {"note": note} if note else {}


def _turn(body: Json) -> Turn | None:
    there = _PRESENCE.get(body["event"])
    at_us = instant_or_none(body.get("since") or body["timestamp"])
    return None if there is None or at_us is None else Turn(at_us, there)
