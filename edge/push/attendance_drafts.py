"""From the records of attendance terminals to what is stored: facts, people, credentials, photos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from common.codes import alarm_reason, error, error_module, operation
from edge.devices import Device
from edge.push.attendance.door_events import DoorEvent
from edge.push.attendance.table_records import (
    ALARM,
    ErrorReport,
    FingerImage,
    IdentityCard,
    Operation,
    Picture,
    PunchPhoto,
    Template,
    User,
    WorkCode,
)
from edge.push.drafts import instant_of
from edge.push.fact_drafts import fact_digest, fact_draft
from edge.push.person_drafts import credential_draft, local_text, portrait_draft, privilege_word
from edge.reports import (
    CredentialDraft,
    CredentialWord,
    FactDraft,
    FactKind,
    GoneDraft,
    PersonDraft,
    PhotoDraft,
    Reports,
)
from edge.zones import Instant

TableRecord = (
    Operation
    | User
    | Template
    | Picture
    | WorkCode
    | ErrorReport
    | IdentityCard
    | PunchPhoto
    | FingerImage
    | DoorEvent
)

_NOBODY: Final = frozenset({"", "0"})
_LONGEST_TEXT: Final = 1_000  # of what a terminal says of its errors; events are sent to many

# Operations by their numbers (PROTOCOL.md §6.4).
_USER_DELETED, _FINGER_DELETED, _DATA_CLEARED = 9, 10, 13
_OF_ALARMS: Final = frozenset({ALARM, 32, 55})
_OF_DOORS: Final = frozenset({29, 53, 54})
_FINGERPRINT: Final = 1
_ENROLS: Final[Mapping[int, CredentialWord]] = {6: "finger", 101: "face", 121: "finger_vein", 124: "palm"}
_DELETED_KINDS: Final = {106: (2, 9), 123: (7,), 126: (8, 10)}  # faces, finger veins, palms (§6.9)


@dataclass(slots=True)
class Drafted:
    """What the records of an upload come to. `expired`: older than what is kept. `unwanted`: pictures that
    are not kept here, and what nobody here needs."""

    facts: list[FactDraft] = field(default_factory=list)
    people: list[PersonDraft | CredentialDraft | GoneDraft] = field(default_factory=list)
    photos: list[PhotoDraft] = field(default_factory=list)
    work_codes: dict[str, str] = field(default_factory=dict)
    expired: int = 0
    unwanted: int = 0

    @property
    def reports(self) -> Reports | None:
        """None where there is nothing to report."""
        return Reports(self.facts, self.people, self.photos, logs_enrolments=True) or None


def drafted(records: Iterable[TableRecord], device: Device, now_us: int, biometrics: bool) -> Drafted:
    """What records come to, in their order.

    `biometrics`: whether templates and pictures are kept; without, nothing here holds any.
    """
    drafting = _Drafting(device, now_us, biometrics)
    for record in records:
        drafting.take(record)
    return drafting.drafted


class _Drafting:
    """One upload while its records are gone through."""

    def __init__(self, device: Device, now_us: int, biometrics: bool) -> None:
        self.drafted = Drafted()
        self._device = device
        self._now = now_us
        self._kept_from = device.kept_from(now_us)
        self._biometrics = biometrics
        # Lines that are equal are as many facts: each gets its number among those of its upload (§6.10).
        self._equal: Counter[bytes] = Counter()

    def take(self, record: TableRecord) -> None:
        match record:
            case Operation():
                self._operation(record)
            case DoorEvent():
                self._door_event(record)
            case ErrorReport():
                self._error(record)
            case User():
                self.drafted.people.append(_person(record))
            case IdentityCard():
                self._document(record)
            case Template():
                self.drafted.people.append(credential_draft(record, self._device, self._biometrics))
            case Picture() | PunchPhoto():
                self._photo(record)
            case WorkCode():
                self.drafted.work_codes[record.code] = record.name
            case FingerImage():
                self.drafted.unwanted += 1

    def _operation(self, record: Operation) -> None:
        code = record.code
        kind: FactKind = "alarm" if code in _OF_ALARMS else "door" if code in _OF_DOORS else "operation"
        members = {
            "code": code,
            "word": operation(code),
            "operator": None if record.operator in _NOBODY else record.operator,
            "pin": record.pin,
            "reason": None if record.alarm is None else alarm_reason(record.alarm),
            "values": list(record.objects),
        }
        said = (str(code), record.operator, record.time_text, *record.objects)
        enrols = None if record.pin is None else _ENROLS.get(code)
        instant = self._fact(kind, "oplog", said, record.time_text, record.local, members, enrols)
        if instant is None or not self._is_expired(instant.at):
            self.drafted.people += _gone(record, None if instant is None else instant.at)

    def _door_event(self, record: DoorEvent) -> None:
        kind: FactKind = "alarm" if record.word.lower().startswith("alarm") else "door"
        members = {
            "word": record.word.lower(),
            "reason": record.message.lower() or None,
            "object": record.object or None,
        }
        said = (record.word, record.object, record.message, record.time_text)
        self._fact(kind, "event", said, record.time_text, record.local, members)

    def _error(self, record: ErrorReport) -> None:
        """What went wrong in a command is told once. What the terminal reports of itself has neither number
        nor time: it is told once a day."""
        members = {
            "code": record.code,
            "word": None if record.number is None else error(record.number),
            "module": None if record.module is None else error_module(record.module),
            "message": record.message[:_LONGEST_TEXT] or None,
            "origin": record.origin or None,
            "wire_id": record.command_id,
            "additional": record.additional[:_LONGEST_TEXT] or None,
        }
        day = "" if record.command_id else datetime.fromtimestamp(self._now / 1e6, UTC).date().isoformat()
        said = (record.code, record.message, record.origin, record.command_id or "", record.additional, day)
        self._fact("error", "errorlog", said, "", None, members)

    def _fact(
        self,
        kind: FactKind,
        table: str,
        said: Iterable[str],
        time_text: str,
        local: datetime | None,
        members: Mapping[str, Any],
        enrols: CredentialWord | None = None,
    ) -> Instant | None:
        """Note a fact of the members that are there, and what is odd about its time. Returns when it was."""
        instant = None if local is None else instant_of(local, self._device, self._now)
        if instant is not None and self._is_expired(instant.at):
            self.drafted.expired += 1
            return instant
        digest = fact_digest(table, *said)
        self._equal[digest] += 1
        if self._equal[digest] > 1:
            digest = fact_digest(table, *said, str(self._equal[digest]))
        self.drafted.facts.append(fact_draft(kind, digest, local, time_text, instant, members, enrols))
        return instant

    def _document(self, record: IdentityCard) -> None:
        """Of a document only whose it is and the name: the rest is nobody's business here."""
        if record.pin is None:
            self.drafted.unwanted += 1
        else:
            self.drafted.people.append(PersonDraft(record.pin, record.name or None))

    def _photo(self, record: Picture | PunchPhoto) -> None:
        photo = None
        if self._biometrics:
            photo = portrait_draft(record) if isinstance(record, Picture) else self._taken(record)
        if photo is None:
            self.drafted.unwanted += 1
        elif photo.taken_at is not None and self._is_expired(photo.taken_at):
            self.drafted.expired += 1
        else:
            self.drafted.photos.append(photo)

    def _taken(self, photo: PunchPhoto) -> PhotoDraft | None:
        if not photo.is_jpeg:
            return None
        at = None if photo.local is None else instant_of(photo.local, self._device, self._now).at
        return PhotoDraft("attendance" if photo.success else "denied", photo.pin or "", at, photo.image)

    def _is_expired(self, at: int) -> bool:
        return self._kept_from is not None and at < self._kept_from


def _gone(record: Operation, at: int | None) -> list[PersonDraft | CredentialDraft | GoneDraft]:
    """What an operation says is deleted (PROTOCOL.md §6.4)."""
    if record.code == _DATA_CLEARED:
        return [GoneDraft(None, at=at)]
    pin = record.pin
    if pin is None:
        return []
    if record.code == _USER_DELETED:
        return [GoneDraft(pin, at=at)]
    if record.code == _FINGER_DELETED:
        finger = record.objects[1]  # 0 where the terminal does not say which
        told = finger not in _NOBODY and finger.isascii() and finger.isdigit() and len(finger) < 3
        return [GoneDraft(pin, _FINGERPRINT, int(finger) if told else None, at)]
    return [GoneDraft(pin, kind, None, at) for kind in _DELETED_KINDS.get(record.code, ())]


def _person(user: User) -> PersonDraft:
    """A whole record: what it does not say is not there."""
    details = {
        "group": user.group or None,
        "timezones": user.timezones or None,
        "verify": user.verify,
        "password": True if user.password else None,
        "second_card": user.second_card,
        "expires": user.expires,
        "valid_from": local_text(user.valid_from),
        "valid_to": local_text(user.valid_to),
        "name_certain": None if user.name_certain else False,
    }
    return PersonDraft(user.pin, user.name, user.card or "", privilege_word(user.privilege), details)
