"""From the records of access terminals to what is stored: attendance, facts, people, what is kept whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from edge.devices import Device
from edge.ingest import DeadDraft, PunchDraft
from edge.push import attendance_drafts
from edge.push.access.records import DoorState, Event, StateReport
from edge.push.access.registration import FUNCTIONS
from edge.push.access.table_records import Authorization, Card, SubController, User
from edge.push.access.tabledata import TableRecord
from edge.push.attendance.lines import Table
from edge.push.attendance.table_records import ErrorReport, IdentityCard, Picture, PunchPhoto, Template
from edge.push.drafts import instant_of, too_old
from edge.push.fact_drafts import fact_digest, fact_draft
from edge.push.person_drafts import local_text, privilege_word
from edge.push.privacy import without_biometrics
from edge.reports import CredentialDraft, FactDraft, FactKind, GoneDraft, PersonDraft, PhotoDraft, Reports
from edge.zones import Instant

_DIRECTIONS: Final = {0: "in", 1: "out"}


@dataclass(slots=True)
class Drafted:
    """What an upload comes to. Each of its `lines` became a punch, a fact, something of a person or a photo,
    is `expired`, `unwanted`, dead, or one of those `beside`, for which the body is kept whole.

    `unlisted` are dead lines beyond those in `dead`; they too are why the body is kept.
    """

    lines: int
    punches: list[PunchDraft] = field(default_factory=list)
    facts: list[FactDraft] = field(default_factory=list)
    people: list[PersonDraft | CredentialDraft | GoneDraft] = field(default_factory=list)
    photos: list[PhotoDraft] = field(default_factory=list)
    dead: list[DeadDraft] = field(default_factory=list)
    unlisted: int = 0
    expired: int = 0
    unwanted: int = 0
    beside: int = 0

    @property
    def whole(self) -> bool:
        """Whether the body is to be kept as it came."""
        return self.beside > 0 or self.unlisted > 0

    @property
    def reports(self) -> Reports | None:
        """All but punches; None where there is nothing to report."""
        return Reports(self.facts, self.people, self.photos) or None


def drafted(table: Table[TableRecord], device: Device, now_us: int, biometrics: bool) -> Drafted:
    """What the records of an upload come to, punches in the order in which they are told.

    `biometrics`: whether templates and pictures are kept. Dead lines hold none either way.
    """
    return _Drafting(device, now_us, biometrics).all_of(table)


class _Drafting:
    """One upload while its records are gone through."""

    def __init__(self, device: Device, now_us: int, biometrics: bool) -> None:
        self._device = device
        self._now = now_us
        self._biometrics = biometrics
        self._kept_from = device.kept_from(now_us)
        self._cards_apart = _can(device, "several_cards")
        self._punches: list[tuple[int, int, PunchDraft]] = []
        self._cards: dict[str, list[Card]] = {}
        self._rights: dict[str, list[Authorization]] = {}
        # What is the same in both dialects.
        self._common: list[attendance_drafts.TableRecord] = []

    def all_of(self, table: Table[TableRecord]) -> Drafted:
        self._draft = draft = Drafted(table.lines, unlisted=table.unlisted)
        for record in table.records:
            self._take(record)
        self._punches.sort(key=lambda entry: entry[:2])
        draft.punches = [punch for _, _, punch in self._punches]
        draft.people += [_with_cards(pin, cards) for pin, cards in self._cards.items()]
        draft.people += [_with_rights(pin, rights) for pin, rights in self._rights.items()]
        common = attendance_drafts.drafted(self._common, self._device, self._now, self._biometrics)
        draft.facts += common.facts
        draft.people += common.people
        draft.photos += common.photos
        draft.expired += common.expired
        draft.unwanted += common.unwanted
        for line in table.dead:
            dead = DeadDraft(without_biometrics(line.raw), line.line_no, line.code, line.message)
            draft.dead.append(dead)
        return draft

    def _take(self, record: TableRecord) -> None:
        match record:
            case Event():
                self._event(record)
            case User():
                self._draft.people.append(_person(record, self._cards_apart))
            case Card():
                self._cards.setdefault(record.pin, []).append(record)
            case Authorization():
                self._rights.setdefault(record.pin, []).append(record)
            case SubController():
                self._draft.facts.append(_sub_controller(record))
            case Template() | Picture() | PunchPhoto() | ErrorReport() | IdentityCard():
                self._common.append(record)
            case _:
                self._draft.beside += 1

    def _event(self, event: Event) -> None:
        instant = None if event.local is None else instant_of(event.local, self._device, self._now)
        if instant is not None and too_old(instant, self._kept_from):
            self._draft.expired += 1
        elif event.subject == "punch" and event.pin is not None and instant is not None:
            punch = _punch(event, event.pin, instant, self._device.clock.zone)
            self._punches.append((instant.at, event.line_no, punch))
        else:
            self._draft.facts.append(_event_fact(event, instant))


def door_fact(report: StateReport, state: DoorState, device: Device, now_us: int) -> FactDraft:
    """That a door stands otherwise than before (PROTOCOL.md §10.6)."""
    instant = None if report.local is None else instant_of(report.local, device, now_us)
    members = {
        "word": "door_state_changed",
        "door": state.door,
        "sensor": state.sensor,
        "lock_energised": state.relay == 1,
        "alarms": list(state.alarms),
        "controller": report.sub_serial or None,
    }
    digest = fact_digest("rtstate", report.time_text, members)
    return fact_draft("door", digest, report.local, report.time_text, instant, members)


def _punch(event: Event, pin: str, instant: Instant, zone: str) -> PunchDraft:
    """The word is the event's own: access terminals tell verify modes otherwise (PROTOCOL.md §10.5)."""
    return PunchDraft(
        dedup=event.dedup,
        pin=pin,
        punched_at=instant.at,
        utc_offset=instant.offset,
        timezone=zone,
        time_quality=instant.quality,
        status=event.status,
        verify=event.verification.code,
        verify_mode=event.verification.word,
        work_code=None,
        mask=event.mask,
        temperature=event.temperature,
        line=event.line,
    )


def _event_fact(event: Event, instant: Instant | None) -> FactDraft:
    """An event that is no attendance: who was turned away, what happened to a door, what is wrong."""
    subject: FactKind = "access" if event.subject == "access" else "door"
    members = {
        "code": event.code,
        "word": event.word,
        "door": event.door,
        "direction": None if event.direction is None else _DIRECTIONS.get(event.direction),
        "pin": event.pin,
        "card": event.card,
        "verify_mode": event.verification.word if subject == "access" else None,
        "mask": event.mask,
        "temperature": event.temperature,
        "triggered_by": event.triggered_by,
        "controller": event.sub_serial or None,
    }
    kind: FactKind = "alarm" if event.band == "alarm" else subject
    return fact_draft(kind, event.dedup, event.local, event.time_text, instant, members)


def _sub_controller(found: SubController) -> FactDraft:
    """A controller wants to be let in, which is the operator's to decide (PROTOCOL.md §10.7, §10.8)."""
    members = {
        "word": f"controller_{found.authorized}",
        "controller": found.serial,
        "online": found.online,
        "about": found.about or None,
    }
    return fact_draft("operation", fact_digest("deviceauthorize", "", members), None, "", None, members)


def _person(user: User, cards_apart: bool) -> PersonDraft:
    """A whole record, but that an empty name says nothing (PROTOCOL.md §10.7), nor does an empty card where
    cards are in a table of their own."""
    details = {
        "group": user.group or None,
        "verify": user.verify,
        "password": True if user.password else None,
        "disabled": user.disabled,
        "valid_from": local_text(user.valid_from),
        "valid_to": local_text(user.valid_to),
        "name_certain": None if user.name_certain else False,
    }
    card = user.card if user.card is not None or cards_apart else ""
    return PersonDraft(user.pin, user.name or None, card, privilege_word(user.privilege), details)


def _with_cards(pin: str, cards: Sequence[Card]) -> PersonDraft:
    """The cards of a person (`mulcarduser`); the first that is the main one and not lost is the card."""
    main = (card.number for card in cards if card.number and not card.secondary and not card.lost)
    shown = [
        {"number": card.number, "lost": card.lost, "secondary": card.secondary}
        for card in cards
        if card.number
    ]
    return PersonDraft(pin, card=next(main, ""), details={"cards": shown})


def _with_rights(pin: str, rights: Sequence[Authorization]) -> PersonDraft:
    """Which doors open to a person, and in which of the terminal's time zones (`userauthorize`)."""
    shown = [
        {"timezone": right.timezone, "doors": list(right.doors), "device_id": right.device_id}
        for right in rights
    ]
    return PersonDraft(pin, details={"authorizations": shown})


def _can(device: Device, function: str) -> bool:
    """Whether the terminal said that it has a function of `FUNCTIONS` (PROTOCOL.md §10.1)."""
    functions = device.options.get("AccSupportFunList", "").strip()
    return functions[FUNCTIONS[function] : FUNCTIONS[function] + 1] == "1"
