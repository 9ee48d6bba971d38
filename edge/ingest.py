"""The one writer of what terminals upload: everything that waits, in one transaction, answered after the
commit.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import sqlalchemy as sa

from common.instants import rfc3339
from edge import work_codes
from edge.admission import status_of
from edge.reporting import Vault, store_reports
from edge.reports import FactDraft, PhotoDraft, Reporter, Reports
from edge.store import Store, devices, punches
from edge.store.ids import IdClock
from edge.store.punches import DeadRow, PunchRow, ResultRow
from edge.telling import device_members


class PunchDraft(NamedTuple):
    """A punch as it will be stored, but for whose it is and its id. In the order of `PunchRow`, from `dedup`
    on.
    """

    dedup: bytes
    pin: str
    punched_at: int
    utc_offset: int
    timezone: str
    time_quality: str
    status: int
    verify: int
    verify_mode: str
    work_code: str | None
    mask: int | None
    temperature: str | None
    line: bytes | None


@dataclass(frozen=True, slots=True)
class DeadDraft:
    line: bytes
    line_no: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class RawDraft:
    endpoint: str
    table_name: str
    query: str
    body: bytes


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """What a terminal said of a command it had carried out."""

    wire_id: str
    verb: str
    return_code: int | None
    info: Mapping[str, str] | None = None
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Whose upload it is, as needed to store it and to tell of it."""

    tenant_id: int
    device_id: int
    device_public_id: str
    serial: str
    name: str
    site_id: int | None
    site_public_id: str | None
    site_name: str
    pasts: tuple[Past, ...] = ()

    def at(self, instant: int | None) -> Source:
        """Whose it is what the box did at an instant (microseconds): before it was taken from a device it was
        that device's, and it may have been several."""
        if instant is not None:
            for until, former in self.pasts:
                if instant < until:
                    return self if former.device_id == self.device_id else former
        return self


class Past(NamedTuple):
    """What a box was until an instant, microseconds. In the order in which it ceased to be."""

    until: int
    source: Source


@dataclass(slots=True)  # frozen ones take several times as long to make
class Upload:
    """Everything one request brought. `expired`: lines older than the tenant keeps, counted and let go;
    `unwanted`: pictures that are not kept here, likewise. `dead_whole`: unreadable lines that are kept in
    `raw` instead of one by one. `reports`: all else that is told of; `work_codes`: names by codes."""

    source: Source
    received_at: int
    table_name: str
    punches: Sequence[PunchDraft] = ()
    dead: Sequence[DeadDraft] = ()
    raw: RawDraft | None = None
    results: Sequence[ResultDraft] = ()
    reports: Reports | None = None
    work_codes: Mapping[str, str] | None = None
    stamp: str | None = None
    expired: int = 0
    dead_whole: int = 0
    size: int = 0
    unwanted: int = 0

    @property
    def key(self) -> tuple[int, int]:
        return self.source.tenant_id, self.source.device_id


class Stored(NamedTuple):
    """What became of an upload of punches: new + known + expired + dead = the lines that were not blank. In
    other tables only `expired`, `dead` and `unwanted` are counted."""

    new: int
    known: int
    expired: int
    dead: int
    unwanted: int = 0


class Ingest:
    """Takes uploads and says, after the commit, what became of them. Without a vault templates and photos are
    dropped."""

    def __init__(self, store: Store, vault: Vault | None = None) -> None:
        self._store = store
        self._vault = vault
        store.group_unit = self._write

    def submit(self, upload: Upload) -> Awaitable[Stored]:
        """Done once the upload is durable. Raises StoreBusy at once where too much waits already."""
        return self._store.submit(upload, upload.size)

    def _write(self, conn: sa.Connection, uploads: Sequence[Upload]) -> Sequence[Stored]:
        return write(conn, self._store.ids, uploads, self._vault)


def write(
    conn: sa.Connection, ids: IdClock, uploads: Sequence[Upload], vault: Vault | None = None
) -> Sequence[Stored]:
    """Store uploads in the transaction at hand, and say what became of each."""
    rows, spans = _punch_rows(ids, uploads)
    brought = [
        (_reporter(conn, owner, upload), reports)
        for upload in uploads
        if upload.reports
        for owner, reports in _by_owner(upload.source, upload.reports)
    ]
    # Devices are locked first, so that writers never wait in a circle.
    touched = (
        {(row.tenant_id, row.device_id) for row in rows}
        | {reporter.key for reporter, _ in brought}
        | {upload.key for upload in uploads if upload.work_codes}
    )
    sequences = punches.lock_sequences(conn, touched) if touched else {}
    before = dict(sequences)
    new = punches.insert_new(conn, rows, sequences)
    store_reports(conn, ids, brought, sequences, vault)
    punches.save_sequences(
        conn, {device: last for device, last in sequences.items() if last != before[device]}
    )
    for upload in uploads:
        _write_beside(conn, ids, upload)
    return [_stored(upload, sum(new[span])) for upload, span in zip(uploads, spans, strict=True)]


def _punch_rows(ids: IdClock, uploads: Sequence[Upload]) -> tuple[list[PunchRow], list[slice]]:
    rows: list[PunchRow] = []
    spans: list[slice] = []
    fresh = iter(ids.take(max(1, sum(len(upload.punches) for upload in uploads))))
    for upload in uploads:
        source = upload.source
        start = len(rows)
        tenant_id, device_id, site_id = source.tenant_id, source.device_id, source.site_id
        if source.pasts:
            for draft in upload.punches:
                owner = source.at(draft.punched_at)
                rows.append(PunchRow(tenant_id, next(fresh), owner.device_id, owner.site_id, *draft))
        else:
            rows += [PunchRow(tenant_id, next(fresh), device_id, site_id, *draft) for draft in upload.punches]
        spans.append(slice(start, len(rows)))
    return rows, spans


def _stored(upload: Upload, new: int) -> Stored:
    return Stored(
        new=new,
        known=len(upload.punches) - new,
        expired=upload.expired,
        dead=len(upload.dead) + upload.dead_whole,
        unwanted=upload.unwanted,
    )


def _by_owner(source: Source, reports: Reports) -> list[tuple[Source, Reports]]:
    """Facts and pictures of the time in which a box was another device, apart from the rest."""
    if not source.pasts:
        return [(source, reports)]
    facts: dict[int, list[FactDraft]] = {}
    photos: dict[int, list[PhotoDraft]] = {}
    owners = {source.device_id: source}
    for fact in reports.facts:
        owner = source.at(fact.at)
        facts.setdefault(owner.device_id, []).append(fact)
        owners[owner.device_id] = owner
    for photo in reports.photos:
        owner = source.at(photo.taken_at)
        photos.setdefault(owner.device_id, []).append(photo)
        owners[owner.device_id] = owner
    parted = []
    for device_id, owner in owners.items():
        own = reports if owner is source else Reports()
        part = replace(own, facts=facts.get(device_id, ()), photos=photos.get(device_id, ()))
        if part:
            parted.append((owner, part))
    return parted


def _reporter(conn: sa.Connection, owner: Source, upload: Upload) -> Reporter:
    """Who sends is online. What its box was before is as the table remembers it."""
    shown: Mapping[str, Any] = {
        "id": owner.device_public_id,
        "serial_number": owner.serial,
        "name": owner.name,
        "site": owner.site_name,
        "status": "online",
        "last_seen": rfc3339(upload.received_at),
    }
    if owner is not upload.source:
        row = devices.by_id(conn, owner.tenant_id, owner.device_id)
        assert row is not None, "rows of devices stay"
        shown = device_members(row, status_of(row), row["last_seen_at"])
    return Reporter(owner.tenant_id, owner.device_id, shown, upload.received_at)


def _write_beside(conn: sa.Connection, ids: IdClock, upload: Upload) -> None:
    tenant_id, device_id = upload.source.tenant_id, upload.source.device_id
    unreadable = [DeadRow(dead.line, dead.line_no, dead.code, dead.message) for dead in upload.dead]
    punches.save_dead_lines(
        conn, ids, tenant_id, device_id, upload.table_name, unreadable, seen_at=upload.received_at
    )
    if upload.work_codes:
        work_codes.heard(conn, tenant_id, device_id, upload.work_codes, now=upload.received_at)
    if upload.raw is not None:
        raw = upload.raw
        punches.save_raw(
            conn,
            ids,
            tenant_id,
            device_id,
            endpoint=raw.endpoint,
            table_name=raw.table_name,
            query=raw.query,
            body=raw.body,
        )
    answered = [
        ResultRow(result.wire_id, result.verb, result.return_code, result.info, result.content)
        for result in upload.results
    ]
    punches.save_command_results(conn, ids, tenant_id, device_id, answered)
    if upload.stamp is not None:
        punches.save_stamp(conn, tenant_id, device_id, upload.table_name, upload.stamp)
