"""What terminals report besides punches is stored and told: facts once, people as they are there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Protocol

import sqlalchemy as sa

from common.instants import rfc3339_or_none
from edge import enrolments
from edge.enrolments import Enrolment, Gained
from edge.reports import CredentialDraft, FactDraft, GoneDraft, PersonDraft, PhotoDraft, Reporter, Reports
from edge.store import reports as rows
from edge.store.ids import IdClock
from edge.store.reports import CredentialKey, TemplateKey
from edge.telling import event_body

LATE_US: Final = 3600 * 1_000_000
"""How far a terminal's clock may be behind ours for a deletion to count that seems older than the report."""

_PORTRAITS: Final = frozenset({"person", "enrolment"})  # of which a person has one


class Sealing(Protocol):
    """Seals what only few may see, inside one transaction."""

    def seal(self, tenant_id: int, purpose: str, row: str, content: bytes) -> tuple[int, bytes]:
        """The version of the key, and the content sealed under it for this row alone."""
        ...


class Vault(Protocol):
    """Where what only few may see is sealed."""

    def within(self, conn: sa.Connection) -> Sealing:
        """Sealing inside one transaction."""
        ...


@dataclass(slots=True)
class Holdings:
    """Whom and what a terminal holds, while its reports are applied one after another.

    `people` and `credentials` are rows as stored. What this upload reports is in `said` and `said_of`.
    """

    people: dict[str, dict[str, Any]]
    credentials: dict[CredentialKey, dict[str, Any]]
    said: set[str] = field(default_factory=set)
    said_of: set[CredentialKey] = field(default_factory=set)
    changed: bool = False

    def take(self, draft: PersonDraft | CredentialDraft | GoneDraft, now_us: int, sealing: bool) -> None:
        """Apply a report. `sealing`: contents are kept, so that their digests may be known."""
        match draft:
            case PersonDraft():
                self._person(draft, now_us)
            case CredentialDraft():
                self._credential(draft, now_us, sealing)
            case GoneDraft():
                self._gone(draft)

    def drop_unsaid(self) -> None:
        """Whoever this upload did not name is gone."""
        for pin in self.people.keys() - self.said:
            self._drop_person(pin)
        for key in [key for key in self.credentials if key.pin not in self.said]:
            self._drop_credential(key)

    def gained(self, before: Collection[CredentialKey]) -> set[Gained]:
        """What was said to be there and of which no part was there before."""
        known = {key[:3] for key in before}
        return {Gained(*key[:3]) for key in self.said_of if key[:3] not in known}

    def _person(self, draft: PersonDraft, now_us: int) -> None:
        known = self.people.get(draft.pin)
        before = known or {"name": None, "card": None, "privilege": None, "details": {}}
        details = {**before["details"], **(draft.details or {})}
        after = {
            "name": before["name"] if draft.name is None else draft.name,
            "card": before["card"] if draft.card is None else draft.card,
            "privilege": before["privilege"] if draft.privilege is None else draft.privilege,
            "details": {name: value for name, value in details.items() if value is not None},
        }
        if known is None or any(after[name] != before[name] for name in after):
            self.changed = True
        self.people[draft.pin] = {**after, "reported_at": now_us}
        self.said.add(draft.pin)

    def _credential(self, draft: CredentialDraft, now_us: int, sealing: bool) -> None:
        key = CredentialKey(draft.pin, draft.kind, draft.number, draft.part)
        known = self.credentials.get(key)
        digest = None if known is None else known["digest"]
        if sealing and draft.content is not None:
            digest = sha256(draft.content).digest()
        after = {"major": draft.major, "minor": draft.minor, "duress": draft.duress, "digest": digest}
        if known is None or any(after[name] != known[name] for name in after):
            self.changed = True
        self.credentials[key] = {**after, "reported_at": now_us}
        self.said_of.add(key)

    def _gone(self, draft: GoneDraft) -> None:
        for key in [key for key in self.credentials if self._concerns(draft, key)]:
            if key in self.said_of or _is_older(self.credentials[key], draft.at):
                self._drop_credential(key)
        if draft.kind is None:
            for pin in list(self.people) if draft.pin is None else [draft.pin]:
                if pin in self.people and (pin in self.said or _is_older(self.people[pin], draft.at)):
                    self._drop_person(pin)

    @staticmethod
    def _concerns(draft: GoneDraft, key: CredentialKey) -> bool:
        return (
            draft.pin in (None, key.pin)
            and draft.kind in (None, key.kind)
            and draft.number in (None, key.number)
        )

    def _drop_person(self, pin: str) -> None:
        del self.people[pin]
        self.said.discard(pin)
        self.changed = True

    def _drop_credential(self, key: CredentialKey) -> None:
        del self.credentials[key]
        self.said_of.discard(key)
        self.changed = True


def store_reports(
    conn: sa.Connection,
    ids: IdClock,
    brought: Sequence[tuple[Reporter, Reports]],
    sequences: dict[tuple[int, int], int],
    vault: Vault | None,
) -> None:
    """Store what uploads report, in their order.

    `sequences`: the locked last numbers of all these devices, which move with the facts that are new. Without
    a vault templates and photos are dropped: none is ever kept open.
    """
    sealing = None if vault is None else vault.within(conn)
    templates: dict[tuple[int, TemplateKey], Mapping[str, Any]] = {}
    changed: dict[tuple[int, int], int] = {}
    listed: dict[tuple[int, int], int] = {}
    for reporter, reports in brought:
        told = _tell_facts(conn, ids, reporter, reports.facts, sequences)
        enrolled = enrolments.of_facts(reporter, told)
        if _hold(conn, reporter, reports, enrolled, sealing=sealing is not None):
            changed[reporter.key] = reporter.received_at
        for device_id in enrolments.tell(conn, ids, reporter, enrolled, sequences):
            changed[reporter.tenant_id, device_id] = reporter.received_at
        if reports.listed:
            listed[reporter.key] = reporter.received_at
        if sealing is not None:
            templates |= _sealed_templates(conn, sealing, reporter, reports)
            _keep_photos(conn, ids, sealing, reporter, reports.photos)
    # What others write too, without holding the devices, is written last and in one order.
    for key in sorted(changed.keys() | listed.keys()):
        rows.note_people(conn, *key, changed_at=changed.get(key), listed_at=listed.get(key))
    rows.save_templates(conn, ids, [templates[key] for key in sorted(templates)])


def close_list(conn: sa.Connection, device: tuple[int, int], *, since: int, announced: int, now: int) -> bool:
    """A terminal that was asked at `since` for everybody it holds has answered, with `announced` people.
    Where as many were named since, all others are gone. Returns whether that is so.

    The caller holds the device (`store.punches.lock_devices`).
    """
    people = rows.people_of(conn, *device, None)
    unnamed = {pin for pin, row in people.items() if row["reported_at"] < since}
    if len(people) - len(unnamed) != announced:
        return False
    credentials = rows.credentials_of(conn, *device, None)
    orphans = [key for key in credentials if key.pin in unnamed or key.pin not in people]
    rows.delete_people(conn, *device, unnamed)
    rows.delete_credentials(conn, *device, orphans)
    rows.note_people(conn, *device, changed_at=now if unnamed or orphans else None, listed_at=now)
    return True


def template_row(key: TemplateKey) -> str:
    """What a template is sealed for."""
    return "/".join(map(str, key))


def _tell_facts(
    conn: sa.Connection,
    ids: IdClock,
    reporter: Reporter,
    facts: Sequence[FactDraft],
    sequences: dict[tuple[int, int], int],
) -> list[FactDraft]:
    """Tell those that were not told before. Returns them."""
    if not facts:
        return []
    known = rows.told_before(conn, *reporter.key, [fact.digest for fact in facts])
    new = {fact.digest: fact for fact in facts if fact.digest not in known}
    if not new:
        return []
    told = []
    for event_id, fact in zip(ids.take(len(new)), new.values(), strict=True):
        sequences[reporter.key] += 1
        sequence = sequences[reporter.key]
        members = {
            "kind": fact.kind,
            "at": rfc3339_or_none(fact.at),
            "local_time": fact.local,
            **fact.members,
        }
        body = event_body(event_id, "device.event", sequence, reporter.shown, members)
        told.append((event_id, fact.digest, sequence, body))
    rows.tell_facts(conn, *reporter.key, told)
    return list(new.values())


def _hold(
    conn: sa.Connection, reporter: Reporter, reports: Reports, enrolled: list[Enrolment], sealing: bool
) -> bool:
    """Bring what is known of a terminal's people to what it reports. What was enrolled there is added to
    `enrolled`. Returns whether anything changed."""
    if not (reports.people or reports.listed):
        return False
    everybody = reports.listed or any(draft.pin is None for draft in reports.people)
    pins = None if everybody else {draft.pin for draft in reports.people if draft.pin is not None}
    people = rows.people_of(conn, *reporter.key, pins)
    credentials = rows.credentials_of(conn, *reporter.key, pins)
    holdings = Holdings(dict(people), dict(credentials))
    for draft in reports.people:
        holdings.take(draft, reporter.received_at, sealing)
    if reports.listed:
        holdings.drop_unsaid()
    enrolled += enrolments.of_cards(people, holdings.people)
    if not reports.logs_enrolments:
        enrolled += enrolments.of_gains(conn, reporter, holdings.gained(credentials))
    named = {"tenant_id": reporter.tenant_id, "device_id": reporter.device_id}
    rows.delete_people(conn, *reporter.key, people.keys() - holdings.people.keys())
    rows.delete_credentials(conn, *reporter.key, credentials.keys() - holdings.credentials.keys())
    rows.save_people(conn, [{**named, "pin": pin, **holdings.people[pin]} for pin in sorted(holdings.said)])
    rows.save_credentials(
        conn, [{**named, **key._asdict(), **holdings.credentials[key]} for key in sorted(holdings.said_of)]
    )
    return holdings.changed


def _sealed_templates(
    conn: sa.Connection, sealing: Sealing, reporter: Reporter, reports: Reports
) -> dict[tuple[int, TemplateKey], Mapping[str, Any]]:
    """The templates that are not kept yet, or otherwise."""
    drafts = {
        TemplateKey(draft.pin, draft.kind, draft.number, draft.part, draft.major): draft
        for draft in reports.people
        if isinstance(draft, CredentialDraft) and draft.content is not None
    }
    known = rows.template_digests(conn, reporter.tenant_id, {key.pin for key in drafts}) if drafts else {}
    sealed: dict[tuple[int, TemplateKey], Mapping[str, Any]] = {}
    for key, draft in drafts.items():
        assert draft.content is not None
        digest = sha256(draft.content).digest()
        if known.get(key) == digest:
            continue
        version, content = sealing.seal(reporter.tenant_id, "template", template_row(key), draft.content)
        sealed[reporter.tenant_id, key] = {
            "tenant_id": reporter.tenant_id,
            **key._asdict(),
            "minor": draft.minor,
            "format": draft.format,
            "duress": draft.duress,
            "device_id": reporter.device_id,
            "key_version": version,
            "sealed": content,
            "digest": digest,
        }
    return sealed


def _keep_photos(
    conn: sa.Connection, ids: IdClock, sealing: Sealing, reporter: Reporter, photos: Sequence[PhotoDraft]
) -> None:
    drafts = {_photo_digest(photo): photo for photo in photos}
    known = rows.photos_kept(conn, *reporter.key, drafts.keys()) if drafts else set()
    for digest, photo in drafts.items():
        if digest in known:
            continue
        version, content = sealing.seal(reporter.tenant_id, "photo", digest.hex(), photo.content)
        row = {
            "tenant_id": reporter.tenant_id,
            "id": ids.next(),
            "device_id": reporter.device_id,
            "purpose": photo.purpose,
            "pin": photo.pin,
            "taken_at": photo.taken_at,
            "key_version": version,
            "sealed": content,
            "digest": digest,
        }
        rows.save_photo(conn, row, replaces=photo.purpose in _PORTRAITS)


def _photo_digest(photo: PhotoDraft) -> bytes:
    """Tells a photo from any other of its terminal."""
    named = f"{photo.purpose}\0{photo.pin}\0{photo.taken_at}\0".encode()
    return sha256(named + photo.content).digest()


def _is_older(row: Mapping[str, Any], deleted_at: int | None) -> bool:
    """Whether a deletion concerns what was reported."""
    return deleted_at is None or row["reported_at"] <= deleted_at + LATE_US
