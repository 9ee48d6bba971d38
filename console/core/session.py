"""One edge, open: everything known of it, the way to it, and what of it is remembered for the next run."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from common.client import CertificateNotTrusted, EdgeClient, StreamMessage
from console.core.alert_intake import AlertIntake
from console.core.cache import Cache, CacheLost
from console.core.connection import Connection
from console.core.evidence import Evidence, fetch_evidence
from console.core.feed import FeedBuffer
from console.core.fleet import NOTHING, Change, FleetState, Snapshot
from console.core.intake import Clocks
from console.core.listeners import Listeners
from console.core.outbox import Change as Waiting
from console.core.outbox import Outbox, load, save
from console.core.profiles import Profile
from console.core.records import NOT_UNDERSTOOD, FeedLine, Gap, Json, Punch, punch_of
from console.core.states import CatchingUp, Live, Pace, State, knows_now
from console.core.traffic import Traffic
from console.core.trust import context_for, explained
from console.core.verdicts import Verdicts
from console.core.versions import AGENT

_PUNCH: Final = "attendance.created"
_GAP: Final = "gap"

log = logging.getLogger(__name__)


class Session:
    """What the pages show and the commands act on.

    `fleet`, `verdicts` and `feed` are carried on by the connection; `changed` tells what is different in the
    first two, `feed.changed` in the last, `connection.states` how the connection stands; `alerts` tells of
    itself; `events` every event of the stream but punches. All of them tell on the loop's thread. Without a
    `cache` nothing is remembered. `outbox` is what waits for the edge, kept at that path. `traffic` is known
    while somebody notes what the client has moved.
    """

    def __init__(
        self,
        profile: Profile,
        key: str,
        *,
        cache: Cache | None = None,
        outbox: Path | None = None,
        pace: Pace | None = None,
        clocks: Clocks | None = None,
    ) -> None:
        self.profile = profile
        self.fleet = FleetState()
        self.verdicts = Verdicts()
        self.feed = FeedBuffer()
        self.changed: Listeners[Change] = Listeners()
        self.events: Listeners[StreamMessage] = Listeners()
        self._clocks = clocks or Clocks()
        self._pace = pace or Pace()
        self._sparing = False
        self.traffic = Traffic()
        self._cache = cache
        self._tenant: str | None = None
        self._cursor: str | None = None
        client = EdgeClient(
            *(profile.url, key),
            account=profile.account,
            tls=context_for(profile.url, profile.certificate),
            agent=AGENT,
        )
        self.connection = Connection(
            client, self, explain=self._explain, pace=self._pace, clocks=self._clocks
        )
        self.alerts = AlertIntake(client, self.now_us)
        self.alerts.changed.add(self._keep_alerts)
        self._outbox_path = outbox
        self.outbox = Outbox(self.now_us) if outbox is None else Outbox(self.now_us, partial(save, outbox))
        self.outbox.made.add(self._made)
        self.connection.states.add(self._judge_sight)
        self.fleet.set_blind(True)

    @property
    def state(self) -> State:
        """How the connection stands."""
        return self.connection.state

    def now_us(self) -> int:
        """The time by this computer's clock."""
        return self._clocks.wall_us()

    @property
    def sparing(self) -> bool:
        """Whether little shall be sent: who asks the edge now and then does so half as often, and what only
        pleases the eye is not asked for."""
        return self._sparing

    def set_sparing(self, sparing: bool) -> None:
        self._sparing = sparing
        self.connection.set_pace(self._pace.sparing() if sparing else self._pace)

    async def remember(self) -> None:
        """Know the fleet as it was when the last run ended. Call it once, before `run`, which knows the
        lines of the feed then too."""
        if self._outbox_path is not None:
            self.outbox.remember(await asyncio.to_thread(load, self._outbox_path))
        if self._cache is None:
            return
        known = await self._cache.load()
        self._tenant = self.outbox.tenant = known.tenant
        self._cursor = known.cursor
        self.connection.remember(known.heard_us)
        if known.snapshot is not None:
            self._tell(self.fleet.replace(known.snapshot))
        self.alerts.remember(known.alerts, known.heard_us)

    async def run(self) -> None:
        """Keep connected until cancelled."""
        try:
            if self._cache is not None:
                await self._recall(self._cache)
            async with asyncio.TaskGroup() as group:
                group.create_task(self.alerts.run(), name="alerts")
                group.create_task(self.outbox.run(self.connection.client), name="outbox")
                group.create_task(self.connection.run(), name="connection")
        finally:
            await self.close()

    async def close(self) -> None:
        """Let go of the edge and of what is remembered, also where `run` never ran; twice is fine."""
        await self.connection.client.close()
        if self._cache is not None:
            if self.fleet.loaded:
                self._cache.keep_snapshot(self.fleet.snapshot())
            await self._cache.close()

    async def _recall(self, cache: Cache) -> None:
        """The lines of earlier runs, a few at a time: the window lives meanwhile."""
        try:
            place, lines = await cache.lines()
            while lines:
                self._take_lines(lines)
                place, lines = await cache.lines(place)
        except CacheLost:
            self._cursor = None
            cache.begin_anew(self._tenant)

    # -- what is asked of the edge
    # ---------------------------------------------------------------------------------------------

    async def evidence(self, device_id: str) -> Evidence:
        """What the status of a terminal rests on. Raises EdgeError."""
        return await fetch_evidence(self.connection.client, device_id)

    async def place_site(self, site_id: str, lat: float, lon: float) -> None:
        """Say where a site stands. Raises EdgeError."""
        await self.connection.client.patch(f"/v1/sites/{site_id}", {"location": {"lat": lat, "lon": lon}})
        self.connection.refresh()

    # -- what the connection brings
    # ------------------------------------------------------------------------------------------

    def identified(self, me: Json) -> str | None:
        tenant = me["tenant"]
        account = tenant["id"] if tenant else self.profile.account
        if account != self._tenant:
            self._begin_anew(account)
        return self._cursor

    def cursor_lost(self) -> None:
        self._cursor = None

    def snapshot_asked(self) -> None:
        self.fleet.mark()

    def snapshot_taken(self, snapshot: Snapshot) -> None:
        change = self.fleet.replace(snapshot)
        if self._cache is not None:
            self._cache.keep_snapshot(snapshot)
        self._tell(change)

    def history(self, punches: Sequence[Json]) -> None:
        fresh = self._unknown(punches)
        lines: list[FeedLine] = list(fresh)
        if len(self.feed) and fresh:
            lines.insert(0, Gap(self._last_received(), fresh[0].received_us))
        self._keep(lines)

    def told(self, messages: Sequence[StreamMessage], cursor: str | None) -> None:
        change = NOTHING
        lines: list[FeedLine] = []
        waiting: list[Json] = []
        for message in messages:
            if message.event == _PUNCH:
                waiting.append(message.body)
                continue
            if message.event == _GAP:
                lines += self._unknown(waiting)
                waiting.clear()
                lines.append(Gap(self._last_received(), self.now_us()))
                continue
            try:
                change |= self.fleet.apply(message.body)
                self.alerts.hear(message.body)
            except NOT_UNDERSTOOD as error:
                log.info("event %s of %s not understood: %r", message.event, self.profile.url, error)
            self.events.tell(message)
        self._cursor = cursor or self._cursor
        self._tell(change)
        self._keep([*lines, *self._unknown(waiting)])

    def fill(self, gap: Gap, punches: Sequence[Punch]) -> int:
        """Put what a gap missed where it stands, now and for the next run. Returns how many of them were not
        known. Raises ValueError where the gap is gone."""
        fresh = self.feed.fill(gap, punches)
        if self._cache is not None:
            self._cache.fill(gap, fresh)
        self._tell(self.fleet.note_punches(fresh, self.now_us()))
        return len(fresh)

    def wants_snapshot(self) -> bool:
        return self.fleet.wants_snapshot

    # -- what follows
    # ----------------------------------------------------------------------------------------------------

    def _unknown(self, bodies: Sequence[Json]) -> list[Punch]:
        names = {device.id: device.name for device in self.fleet.devices.values()} if bodies else {}
        punches: list[Punch] = []
        for body in bodies:
            try:
                punches.append(punch_of(body, names))
            except NOT_UNDERSTOOD as error:
                log.error("punch %s of %s not understood: %r", body.get("id"), self.profile.url, error)
        return self.feed.unknown(punches)

    def _keep(self, lines: Sequence[FeedLine]) -> None:
        if self._cache is not None:
            self._cache.keep(lines, self._cursor, self.connection.heard_us or self.now_us())
        self._take_lines(lines)

    def _take_lines(self, lines: Sequence[FeedLine]) -> None:
        if lines:
            punches = [line for line in lines if isinstance(line, Punch)]
            change = self.fleet.note_punches(punches, self.now_us())
            self.feed.append(lines)
            self._tell(change)

    def _last_received(self) -> int | None:
        for line in reversed(self.feed.lines()):
            if isinstance(line, Punch):
                return line.received_us
        return None

    def _begin_anew(self, tenant: str | None) -> None:
        """Another tenant's edge is behind the address: nothing of the old one may stay on the screen."""
        self._tenant = self.outbox.tenant = tenant
        self._cursor = None
        if self._cache is not None:
            self._cache.begin_anew(tenant)
        self.feed.clear()
        self.alerts.begin_anew()
        self.fleet = FleetState()
        self.fleet.set_blind(not knows_now(self.state))
        self._tell(Change(structure=True))

    def _judge_sight(self, state: State) -> None:
        self._tell(self.fleet.set_blind(not knows_now(state)))
        self.alerts.set_live(isinstance(state, Live | CatchingUp))
        self.outbox.set_live(isinstance(state, Live))

    def _made(self, _change: Waiting) -> None:
        """What waited was made: the edge may know more now than its events tell."""
        self.connection.refresh()

    def _keep_alerts(self, _changed: frozenset[str]) -> None:
        if self._cache is not None and self.alerts.listed_us is not None:
            self._cache.keep_alerts(tuple(self.alerts.book))

    def _tell(self, change: Change) -> None:
        if change:
            self.verdicts.follow(self.fleet, change)
            self.changed.tell(change)

    async def _explain(self, error: CertificateNotTrusted) -> CertificateNotTrusted:
        return await explained(error, self.profile.url, self.profile.certificate, datetime.now(UTC))
