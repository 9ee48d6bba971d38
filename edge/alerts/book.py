"""Writes down what rules found: alerts with their history, the events of them, and who is to be told.

All of it in the transaction of the caller, who has checked that it still may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge import telling
from edge.alerts import alert_events, expected, notices
from edge.alerts.model import SEVERITIES, Change, Entity, Status
from edge.alerts.muting import Muted, Muting
from edge.alerts.notices import Move
from edge.alerts.subjects import subjects_of
from edge.store import alert_book, devices, punches
from edge.store.ids import IdClock

KEPT_FIRST: Final = 20
KEPT_LAST: Final = 180
REOPENED_WITHIN_US: Final = 86_400 * 1_000_000
_MOVES: Final[Mapping[Status, Move]] = {"firing": "fired", "unstable": "unstable", "resolved": "resolved"}
_TAKEN_ON: Final = ("acknowledged_by", "acknowledged_at", "ack_until", "snoozed_until")
_WRITTEN: Final = (
    "rule",
    "status",
    "severity",
    "title",
    "reason",
    "devices",
    "expected",
    "fired_at",
    "resolved_at",
    "parent_id",
    "occurrences",
    "muted",
    "timeline",
    *_TAKEN_ON,
)


class Place(NamedTuple):
    """What an alert is about, as far as its row says it. `device`, `site`: ids of rows."""

    name: str
    site: int | None = None
    device: int | None = None


@dataclass(slots=True)
class Draft:
    """An alert in the making: its row, and what people are to hear of it."""

    row: dict[str, Any]
    is_new: bool = False
    dropped: bool = False
    changed: bool = False
    moments: list[Move] = field(default_factory=list)


def apply(conn: sa.Connection, ids: IdClock, tenant_id: int, changes: Sequence[Change], now_us: int) -> None:
    """Write changes in their order, all or none with the transaction."""
    if not changes:
        return
    kinds = {change.kind for change in changes} | {c.parent[0] for c in changes if c.parent is not None}
    entities = {change.entity for change in changes} | {c.parent[1] for c in changes if c.parent is not None}
    drafts = {
        (row["kind"], Entity(row["entity_type"], row["entity_id"])): Draft(row)
        for row in alert_book.open_of(conn, tenant_id, kinds, entities)
    }
    over: list[Draft] = []
    places = _places(conn, tenant_id, changes)
    for change in changes:
        key = (change.kind, change.entity)
        draft = drafts.get(key)
        if draft is None:
            draft = _begin(conn, ids, tenant_id, change, places, now_us)
            if draft is None:
                continue
            drafts[key] = draft
        _move(draft, change, drafts, now_us)
        if draft.dropped or draft.row["status"] == "resolved":
            over.append(drafts.pop(key))
    _write(conn, ids, tenant_id, [*drafts.values(), *over], now_us)


def note(
    conn: sa.Connection,
    tenant_id: int,
    alert_id: int,
    what: str,
    now_us: int,
    by: str | None = None,
    text: str | None = None,
) -> None:
    """Add one entry to an alert's timeline."""
    row = alert_book.held(conn, tenant_id, alert_id)
    if row is not None:
        row["timeline"] = noted(row["timeline"], what, now_us, by, text)
        alert_book.save(conn, tenant_id, [row], ["timeline"])


def noted(
    timeline: Sequence[Mapping[str, Any]],
    what: str,
    now_us: int,
    by: str | None = None,
    text: str | None = None,
) -> list[Mapping[str, Any]]:
    """A timeline with one more entry; of a very long one the middle is left out."""
    entry: dict[str, Any] = {"at": now_us, "what": what}
    if by is not None:
        entry["by"] = by
    if text:
        entry["text"] = text
    found = [*timeline, entry]
    return found if len(found) <= KEPT_FIRST + KEPT_LAST else [*found[:KEPT_FIRST], *found[-KEPT_LAST:]]


def _begin(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    change: Change,
    places: Mapping[Entity, Place],
    now_us: int,
) -> Draft | None:
    """The alert that a change opens; None where it opens none."""
    if change.status in (None, "resolved", "resolving"):
        return None
    if change.again:
        row = alert_book.latest(conn, tenant_id, change.kind, change.entity, now_us - REOPENED_WITHIN_US)
        if row is not None:
            row["resolved_at"] = None
            row["occurrences"] += 1
            row |= dict.fromkeys(_TAKEN_ON)  # who took it on then has not taken this on
            return Draft(row)
    place = places.get(change.entity, Place(change.name or change.entity.id))
    row = {
        "tenant_id": tenant_id,
        "id": ids.next(),
        "kind": change.kind,
        "entity_type": change.entity.type,
        "entity_id": change.entity.id,
        "entity_name": place.name,
        "site_id": place.site,
        "device_id": place.device,
        "opened_at": _micros(change.at),
        "occurrences": 1,
        "state": {},
        "timeline": [],
        "devices": [],
        "version": 1,
        "title": "",
        "reason": "",
        "status": change.status,
        "severity": change.severity,
        "rule": change.rule,
    }
    absent = (
        "expected",
        "fired_at",
        "resolved_at",
        "acknowledged_by",
        "acknowledged_at",
        "ack_until",
        "assignee",
        "snoozed_until",
        "parent_id",
        "muted",
        "due_at",
    )
    return Draft({**row, **dict.fromkeys(absent)}, is_new=True)


def _move(draft: Draft, change: Change, drafts: Mapping[tuple[str, Entity], Draft], now_us: int) -> None:
    row = draft.row
    draft.changed = True
    if change.status is None:
        if any("by" in entry for entry in row["timeline"]):
            _close(draft, change)  # people have written to it: it is kept
        else:
            draft.dropped = True
        return
    rose = SEVERITIES.index(change.severity) > SEVERITIES.index(row["severity"])
    if change.status != "resolved":
        row["severity"] = change.severity
        row["title"] = change.title or row["title"]
        row["reason"] = change.reason or row["reason"]
        row["devices"] = list(change.devices) or row["devices"]
    if row["status"] != change.status or not row["timeline"]:
        row["timeline"] = noted(row["timeline"], change.status, _micros(change.at), text=change.reason)
    elif rose:
        row["timeline"] = noted(row["timeline"], "raised", _micros(change.at), text=change.reason)
    was, row["status"], row["rule"] = row["status"], change.status, change.rule
    parent = drafts.get(change.parent) if change.parent is not None else None
    if parent is not None:
        row["parent_id"] = parent.row["id"]
    elif change.status == "pending":
        row["parent_id"] = None
    if change.status in ("firing", "unstable") and row["fired_at"] is None:
        row["fired_at"] = _micros(change.at)
    if change.status == "resolved":
        row["resolved_at"] = _micros(change.at)
    if change.tell:
        move = _MOVES.get(change.status)
        if move is not None:
            draft.moments.append(move)
    elif rose and was == change.status == "firing":
        draft.moments.append("raised")


def _close(draft: Draft, change: Change) -> None:
    draft.row["status"] = "resolved"
    draft.row["resolved_at"] = _micros(change.at)
    draft.row["timeline"] = noted(draft.row["timeline"], "resolved", _micros(change.at), text=change.reason)


def _write(conn: sa.Connection, ids: IdClock, tenant_id: int, drafts: Iterable[Draft], now_us: int) -> None:
    changed = [draft for draft in drafts if draft.changed]
    kept = [draft for draft in changed if not draft.dropped]
    told = [draft for draft in kept if draft.moments]
    opened = [d for d in told if d.moments[-1] in ("fired", "unstable") and d.row["devices"]]
    groups = [draft.row["devices"] for draft in opened]
    for draft, due in zip(opened, expected.consequences(conn, tenant_id, groups, now_us), strict=True):
        draft.row["expected"] = due
    # In the row as it is written: whoever is told of an alert and looks must not find it unmuted.
    muted = _muted(conn, tenant_id, [draft.row for draft in kept], now_us)
    for draft in kept:
        if draft.row["status"] != "resolved":
            why = muted[draft.row["id"]]
            draft.row["muted"] = None if why is None else why.by
    alert_book.drop(conn, tenant_id, [d.row["id"] for d in changed if d.dropped and not d.is_new])
    alert_book.add(conn, [draft.row for draft in kept if draft.is_new])
    alert_book.save(conn, tenant_id, [draft.row for draft in kept if not draft.is_new], _WRITTEN)
    if told:
        _tell(conn, ids, tenant_id, told, muted, now_us)


def _muted(
    conn: sa.Connection, tenant_id: int, rows: Sequence[Mapping[str, Any]], now_us: int
) -> dict[int, Muted | None]:
    """What mutes alerts now, by the ids of their rows."""
    muting = Muting.load(conn, tenant_id, now_us)
    if not muting.anything:
        return {row["id"]: None for row in rows}
    subjects = subjects_of(conn, tenant_id, rows)
    return {row_id: muting.of(subject) for row_id, subject in subjects.items()}


def _tell(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    told: Sequence[Draft],
    muted: Mapping[int, Muted | None],
    now_us: int,
) -> None:
    for draft in told:
        row = draft.row
        why = muted[row["id"]]
        if why is None or why.kind == "silence" or why.mode == "observe":
            for moment in draft.moments:
                _tell_event(conn, ids, row, moment)
    moves = [(draft.row, moment) for draft in told for moment in draft.moments]
    notices.plan_all(conn, ids, tenant_id, moves, now_us)


def _tell_event(conn: sa.Connection, ids: IdClock, row: Mapping[str, Any], moment: str) -> None:
    if moment in ("fired", "unstable"):
        alert_events.opened(conn, ids, row)
    elif moment == "resolved":
        alert_events.resolved(conn, ids, row)
    if moment == "unstable" and row["device_id"] is not None:
        punches.lock_devices(conn, [(row["tenant_id"], row["device_id"])])
        device = devices.by_id(conn, row["tenant_id"], row["device_id"])
        if device is not None:
            telling.tell_device(
                conn,
                ids,
                device,
                "device.unstable",
                status="online" if device["online"] else "offline",
                last_seen=device["last_seen_at"],
                since=row["fired_at"],
            )


def _places(conn: sa.Connection, tenant_id: int, changes: Sequence[Change]) -> dict[Entity, Place]:
    """Where what is new belongs: terminals, sites, and what is of a terminal."""
    opening = [change for change in changes if change.status not in (None, "resolved", "resolving")]
    terminals = {c.entity.id for c in opening if c.entity.type == "device"}
    terminals |= {
        c.devices[0] for c in opening if c.devices and c.entity.type not in ("device", "site", "tenant")
    }
    sites = {c.entity.id for c in opening if c.entity.type == "site"}
    found: dict[Entity, Place] = {}
    rows = _devices(conn, tenant_id, sorted(terminals))
    for name, row in rows.items():
        found[Entity("device", name)] = Place(row["name"], row["site_id"], row["id"])
    if sites:
        for name, known in alert_book.sites_by_public_ids(conn, tenant_id, sites).items():
            found[Entity("site", name)] = Place(known.name, known.id)
    for change in opening:
        if change.entity not in found and change.devices and change.devices[0] in rows:
            row = rows[change.devices[0]]
            place = Place(change.name or change.entity.id, row["site_id"], row["id"])
            found[change.entity] = place if change.entity.type != "tenant" else Place(place.name)
    return found


def _devices(conn: sa.Connection, tenant_id: int, names: Sequence[str]) -> dict[str, sa.RowMapping]:
    found: dict[str, sa.RowMapping] = {}
    for at in range(0, len(names), alert_book.CHUNK):
        chosen = names[at : at + alert_book.CHUNK]
        found |= {row["public_id"]: row for row in devices.by_public_ids(conn, tenant_id, chosen)}
    return found


def _micros(at: float) -> int:
    return round(at * 1e6)
