"""Jobs and commands as the edge tells of them: what was wanted of whom, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from common.client import EdgeClient
from console.core.records import Json, instant_or_none

PAGE: Final = 500
"""Parts and commands asked for at a time."""
OPEN_JOBS: Final = frozenset({"queued", "running", "cancelling"})
BULK: Final = "commands.bulk"


class Fate(StrEnum):
    """How far one terminal's part is, in the order of a bar: what is over first."""

    DONE = "done"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    SENT = "sent"
    QUEUED = "queued"
    WAITING = "waiting"
    """Not its turn yet: a step before it is still under way."""


OVER: Final = frozenset({Fate.DONE, Fate.FAILED, Fate.EXPIRED, Fate.CANCELLED, Fate.SKIPPED})
_OF_COMMAND: Final = {"succeeded": Fate.DONE}
_OF_ITEM: Final = {"succeeded": Fate.DONE, "running": Fate.QUEUED}

Shares = Mapping[Fate, int]


def _fate(word: str, known: Mapping[str, Fate]) -> Fate:
    return known.get(word) or Fate(word)


@dataclass(frozen=True, slots=True)
class Job:
    """Work on many terminals. `status` is the edge's word; `left` are those that have not ended."""

    id: str
    type: str
    status: str
    command: str
    reason: str
    total: int
    succeeded: int
    failed: int
    skipped: int
    eta_s: int | None
    step: int
    steps: int
    error: str
    selector: Json
    params: Json
    cancelable: bool
    retry_of: str | None
    by: str
    created_us: int
    finished_us: int | None

    @classmethod
    def of(cls, body: Json) -> Job:
        """Read the API's object. Raises one of NOT_UNDERSTOOD."""
        made, details = body["progress"], body["details"]
        return cls(
            id=body["id"],
            type=body["type"],
            status=body["status"],
            command=body["command"] or "",
            reason=body["reason"] or "",
            total=made["total"],
            succeeded=made["succeeded"],
            failed=made["failed"],
            skipped=made["skipped"],
            eta_s=made["eta_seconds"],
            step=body["step"],
            steps=body["steps"],
            error=body["error"] or "",
            selector=MappingProxyType(dict(details.get("selector") or {})),
            params=MappingProxyType(dict(details)),
            cancelable=body["cancelable"],
            retry_of=body["retry_of"],
            by=body["created_by"],
            created_us=instant_or_none(body["created_at"]) or 0,
            finished_us=instant_or_none(body["finished_at"]),
        )

    @property
    def open(self) -> bool:
        return self.status in OPEN_JOBS

    @property
    def done(self) -> int:
        """How many have ended, whichever way."""
        return self.succeeded + self.failed + self.skipped

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def shares(self) -> Shares:
        """As far as the job itself tells."""
        cut = Fate.CANCELLED if self.status in ("cancelling", "cancelled") else Fate.SKIPPED
        return {
            Fate.DONE: self.succeeded,
            Fate.FAILED: self.failed,
            cut: self.skipped,
            Fate.QUEUED: self.left,
        }

    @property
    def retriable(self) -> bool:
        """Whether there is anything to be tried again."""
        return self.type == BULK and not self.open and bool(self.failed)


@dataclass(frozen=True, slots=True)
class Sent:
    """A command to one terminal."""

    id: str
    device_id: str
    serial: str
    command: str
    params: Json
    fate: Fate
    attempts: int
    return_code: int | None
    error: str
    reason: str
    by: str
    job_id: str | None
    created_us: int
    sent_us: int | None
    finished_us: int | None
    expires_us: int | None

    @classmethod
    def of(cls, body: Json) -> Sent:
        """Read the API's object. Raises one of NOT_UNDERSTOOD."""
        return cls(
            id=body["id"],
            device_id=body["device_id"],
            serial=body["device_serial"],
            command=body["command"],
            params=MappingProxyType(dict(body["params"])),
            fate=_fate(body["status"], _OF_COMMAND),
            attempts=body["attempts"],
            return_code=body["return_code"],
            error=(body["error"] or {}).get("message", ""),
            reason=body["reason"] or "",
            by=body["created_by"],
            job_id=body["job_id"],
            created_us=instant_or_none(body["created_at"]) or 0,
            sent_us=instant_or_none(body["sent_at"]),
            finished_us=instant_or_none(body["finished_at"]),
            expires_us=instant_or_none(body["expires_at"]),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One terminal's part of a job. `sent` is its command, once it has one and it is known."""

    key: str
    device_id: str | None
    ref: str
    step: int
    fate: Fate
    error: str
    command_id: str | None
    finished_us: int | None
    sent: Sent | None = None

    @classmethod
    def of(cls, body: Json) -> Part:
        """Read the API's item of a job. Raises one of NOT_UNDERSTOOD."""
        return cls(
            key=body["id"],
            device_id=body["device_id"],
            ref=body["ref"],
            step=body["step"],
            fate=_fate(body["status"], _OF_ITEM),
            error=body["error"] or "",
            command_id=body["command_id"],
            finished_us=instant_or_none(body["finished_at"]),
        )

    def with_command(self, sent: Sent) -> Part:
        """What its command tells is more than what the job counts: fetched or not, expired or refused."""
        return replace(
            self,
            sent=sent,
            fate=sent.fate if self.fate is not Fate.SKIPPED else self.fate,
            error=sent.error or self.error,
            finished_us=sent.finished_us or self.finished_us,
        )


def shares_of(parts: Iterable[Part]) -> Shares:
    """How many there are of each fate."""
    return Counter(part.fate for part in parts)


@dataclass(slots=True)
class Parts:
    """A job with all its parts."""

    job: Job
    parts: tuple[Part, ...] = field(default_factory=tuple)

    @property
    def shares(self) -> Shares:
        return shares_of(self.parts) if self.parts else self.job.shares


async def fetch_job(client: EdgeClient, job_id: str) -> Job:
    """Raises EdgeError."""
    return Job.of(await client.get(f"/v1/jobs/{job_id}"))


async def fetch_parts(client: EdgeClient, job: Job) -> tuple[Part, ...]:
    """All parts of a job, each with its command. Raises EdgeError."""
    pages = client.pages(f"/v1/jobs/{job.id}/items", {"limit": PAGE})
    parts = [Part.of(body) async for body in pages]
    if not job.command:
        return tuple(parts)
    wanted = {part.command_id for part in parts} - {None}
    sent = await _commands_of(client, job, len(wanted)) if wanted else {}
    known = ((part, sent.get(part.command_id or "")) for part in parts)
    return tuple(part if command is None else part.with_command(command) for part, command in known)


async def _commands_of(client: EdgeClient, job: Job, count: int) -> Mapping[str, Sent]:
    """Those that a job gave, newest first, until all have come or those before it begin."""
    found: dict[str, Sent] = {}
    async for body in client.pages("/v1/commands", {"command": job.command, "limit": PAGE}):
        sent = Sent.of(body)
        if sent.created_us < job.created_us:
            break
        if sent.job_id == job.id:
            found[sent.id] = sent
            if len(found) == count:
                break
    return found


@dataclass(frozen=True, slots=True)
class Stopped:
    """What came of cancelling a job: so many terminals were spared; so many were too late to be, because they
    had answered (`answered`) or fetched it (`fetched`) by then."""

    spared: int
    answered: int
    fetched: int

    @property
    def late(self) -> int:
        return self.answered + self.fetched


async def cancel_job(client: EdgeClient, job: Job) -> Stopped:
    """Cancel it, and see whom that spares. Raises EdgeError."""
    now = Job.of(await client.post(f"/v1/jobs/{job.id}/cancel", {}))
    parts = await fetch_parts(client, now)
    shares = shares_of(parts)
    fetched = shares[Fate.SENT]
    answered = shares[Fate.DONE] + shares[Fate.FAILED] + shares[Fate.EXPIRED]
    # What is still queued is taken back as soon as the edge gets to it: from now on it gives nothing out.
    return Stopped(len(parts) - fetched - answered, answered, fetched)


async def retry_job(client: EdgeClient, job_id: str) -> Job:
    """Try what failed again, as a new job. Raises EdgeError."""
    return Job.of(await client.post(f"/v1/jobs/{job_id}/retry", {"skipped": False}))


async def send(client: EdgeClient, body: Json) -> Job:
    """Give many terminals a command (`Order.body`). Raises EdgeError."""
    return Job.of(await client.post("/v1/commands/bulk", body))
