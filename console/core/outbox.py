"""Changes that could not reach the edge, and that somebody wants made when it is back.

Only what sets something, or makes something once, waits: nothing that takes away, acts on a door or a person
at a terminal, or answers with a secret. Each keeps the key that the edge knows a repeated request by, over
every attempt and every start of the program, so none is made twice.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import uuid
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from common.client import (
    RETRY_STATUS,
    EdgeClient,
    EdgeError,
    KeyRefused,
    RequestRefused,
    Unanswered,
    Unreachable,
)
from console.core.listeners import Listeners
from console.core.profiles import write_atomically
from console.core.records import NOT_UNDERSTOOD

KEPT_US: Final = 24 * 3_600_000_000
"""So long a change waits; the edge knows a repeated request as long."""
AGAIN_S: Final = 5.0
"""After this long the edge is asked again, where it answered that it cannot just now."""
VERSION: Final = 1

_MAY_WAIT: Final = re.compile(
    r"POST /v1/alerts/(acknowledge|[^/]+/(acknowledge|snooze|assign|comment|resolve))"
    r"|POST /v1/(silences|sites|employees)"
    r"|PATCH /v1/(devices|sites|employees|silences)/[^/]+"
)
_COMMAND: Final = re.compile(r"/v1/devices/[^/]+/commands")
_HARMLESS: Final = frozenset({"sync_time", "fetch_info", "reload_options"})
"""Commands that do the same whenever they are carried out."""

log = logging.getLogger(__name__)


def may_wait(asked: Iterable[Unanswered]) -> bool:
    """Whether all of these may be done hours later, and there is something."""
    found = tuple(asked)
    return bool(found) and all(map(_may_wait, found))


def _may_wait(asked: Unanswered) -> bool:
    if _COMMAND.fullmatch(asked.path):
        return asked.method == "POST" and asked.body.get("command") in _HARMLESS
    return _MAY_WAIT.fullmatch(f"{asked.method} {asked.path}") is not None


async def in_turn(steps: Iterable[Callable[[], Awaitable[object]]]) -> None:
    """Do these one after the other. Where the edge goes away what is left is tried together, so that one
    Unreachable tells of every write that is left. Raises EdgeError."""
    left = iter(steps)
    for step in left:
        try:
            await step()
        except Unreachable as error:
            others = await asyncio.gather(*(each() for each in left), return_exceptions=True)
            for other in others:
                if isinstance(other, Unreachable):
                    error.unanswered += other.unanswered
                elif isinstance(other, BaseException):
                    raise other from error
            raise


class Standing(StrEnum):
    """How it stands with a change: it waits, or it will not be made."""

    WAITING = "waiting"
    REFUSED = "refused"
    EXPIRED = "expired"
    ELSEWHERE = "elsewhere"
    """The key is of another tenant than when it was asked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """`what` is what the operator wanted, `done` what is said once it is made, `about` of whom; `by` asked
    for it at `asked_us`. `reason` is the edge's, where it refused."""

    id: str
    method: str
    path: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]
    tenant: str | None
    what: str
    done: str
    about: str
    by: str
    asked_us: int
    standing: Standing = Standing.WAITING
    reason: str = ""


class Outbox:
    """What waits of one edge, in the order it was asked for. `changed` tells when that is different, `made`
    of every change that the edge took, `failed` of every one that will not be made. `keep` writes all down,
    or raises OSError. `tenant` is whose edge it is, None where nobody knows yet."""

    def __init__(
        self, now_us: Callable[[], int], keep: Callable[[Sequence[Change]], None] = lambda changes: None
    ) -> None:
        self.tenant: str | None = None
        self.changed: Listeners[None] = Listeners()
        self.made: Listeners[Change] = Listeners()
        self.failed: Listeners[Change] = Listeners()
        self._now_us = now_us
        self._keep = keep
        self._changes: list[Change] = []
        self._live = False
        self._wake = asyncio.Event()

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(self._changes)

    @property
    def waiting(self) -> tuple[Change, ...]:
        return tuple(each for each in self._changes if each.standing is Standing.WAITING)

    @property
    def unmade(self) -> tuple[Change, ...]:
        """Those that will not be made, until somebody has dropped them."""
        return tuple(each for each in self._changes if each.standing is not Standing.WAITING)

    def remember(self, changes: Sequence[Change]) -> None:
        """What waited when the last run ended; before anything else."""
        self._changes = list(changes)
        self.changed.tell(None)

    def put(self, asked: Sequence[Unanswered], *, what: str, done: str, about: str, by: str) -> None:
        """Let these wait. Raises OSError where they cannot be written down: then they do not."""
        now_us = self._now_us()
        fresh = [
            Change(
                *(str(uuid.uuid4()), each.method, each.path, dict(each.body), dict(each.headers)),
                *(self.tenant, what, done, about, by, now_us),
            )
            for each in asked
        ]
        self._keep([*self._changes, *fresh])
        self._changes += fresh
        self._wake.set()
        self.changed.tell(None)

    def drop(self, *ids: str) -> None:
        """Forget these; one that is being sent right now may still be made."""
        self._set([each for each in self._changes if each.id not in ids])

    def set_live(self, live: bool) -> None:
        """Whether the edge is there: then what waits is made."""
        self._live = live
        self._wake.set()

    async def run(self, client: EdgeClient) -> None:
        """Make what waits whenever the edge is there, one after the other, until cancelled."""
        while True:
            self._wake.clear()
            while self._live and self.waiting and await self._sent(self.waiting[0], client):
                pass
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN_S if self._live and self.waiting else None):
                    await self._wake.wait()

    async def _sent(self, change: Change, client: EdgeClient) -> bool:
        """Whether the next one may follow."""
        if self._now_us() - change.asked_us >= KEPT_US:
            self._fail(change, Standing.EXPIRED)
            return True
        if change.tenant != self.tenant:
            self._fail(change, Standing.ELSEWHERE)
            return True
        try:
            await client.request(change.method, change.path, body=change.body, headers=change.headers)
        except KeyRefused:
            return False
        except RequestRefused as error:
            if error.status in RETRY_STATUS or error.code == "idempotency_in_progress":
                return False
            self._fail(change, Standing.REFUSED, str(error))
            return True
        except EdgeError as error:
            log.info("%s waits on: %s", change.path, error)
            return False
        self.drop(change.id)
        self.made.tell(change)
        return True

    def _fail(self, change: Change, standing: Standing, reason: str = "") -> None:
        now = replace(change, standing=standing, reason=reason)
        self._set([now if each.id == change.id else each for each in self._changes])
        self.failed.tell(now)

    def _set(self, changes: list[Change]) -> None:
        if changes != self._changes:
            self._changes = changes
            try:
                self._keep(changes)
            except OSError as error:
                log.warning("what waits for the edge is not written down: %s", error)
            self.changed.tell(None)


def load(path: Path) -> tuple[Change, ...]:
    """What waited when the last run ended."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        if body["version"] != VERSION:
            raise ValueError(f"its format is {body['version']}")
        return tuple(Change(**{**each, "standing": Standing(each["standing"])}) for each in body["changes"])
    except FileNotFoundError:
        return ()
    except (OSError, *NOT_UNDERSTOOD) as error:
        log.warning("%s cannot be read, what waited in it is lost: %s", path, error)
        return ()


def save(path: Path, changes: Sequence[Change]) -> None:
    """No file where nothing waits. Raises OSError."""
    if not changes:
        path.unlink(missing_ok=True)
        return
    body = {"version": VERSION, "changes": [asdict(each) for each in changes]}
    write_atomically(path, json.dumps(body, ensure_ascii=False) + "\n")
