"""What terminals report besides punches, as it will be stored and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

CredentialWord = Literal["finger", "face", "palm", "finger_vein", "card"]
FactKind = Literal["operation", "access", "door", "alarm", "error"]
PhotoPurpose = Literal["attendance", "denied", "person", "enrolment"]


@dataclass(frozen=True, slots=True)
class Reporter:
    """Whose reports they are, as events show it, and when they came (microseconds)."""

    tenant_id: int
    device_id: int
    shown: Mapping[str, Any]
    received_at: int

    @property
    def key(self) -> tuple[int, int]:
        return self.tenant_id, self.device_id


@dataclass(frozen=True, slots=True)
class FactDraft:
    """Something that happened at a terminal, told once as `device.event`, however often it is sent.

    `digest` tells it from any other fact of the device. `at`: when, microseconds, None where the terminal
    does not say; `local`: the same as its clock showed it, `YYYY-MM-DDTHH:MM:SS`. `members` are JSON and go
    into the event beside `kind`, `at` and `local_time`. `enrols`: what the person in them (`pin`) enrolled.
    """

    kind: FactKind
    digest: bytes
    at: int | None
    local: str | None
    members: Mapping[str, Any]
    enrols: CredentialWord | None = None


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as a terminal holds it. None: the terminal did not say. `card` is decimal, "" where it has
    none; `details` is what else it says, without secrets: group, time zones, verify mode, validity. Members
    that are not in it stay as they were known; those that are None are there no more."""

    pin: str
    name: str | None = None
    card: str | None = None
    privilege: str | None = None
    details: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class CredentialDraft:
    """A finger, face or palm of a person on a terminal. `kind` as in `common.codes.BIOMETRIC_TYPES`.

    `content` is the template as sent, or None: where templates are not kept, or it was only said to be there.
    """

    pin: str
    kind: int
    number: int
    part: int = 0
    major: int = 0
    minor: int = 0
    format: int = 0
    duress: bool = False
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class PhotoDraft:
    """A picture, as JPEG. `taken_at`: microseconds, None for pictures of persons."""

    purpose: PhotoPurpose
    pin: str
    taken_at: int | None
    content: bytes


@dataclass(frozen=True, slots=True)
class GoneDraft:
    """Something of a person that a terminal holds no more. `pin` None: of everybody. `kind` None: the person
    itself, with all credentials; else only credentials of this kind, `number` None for all of them.

    `at`: when it was deleted, microseconds, where the terminal says: it may tell late, and tell again, and
    what it reported since then stays. None: just now.
    """

    pin: str | None
    kind: int | None = None
    number: int | None = None
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Reports:
    """What one upload reports, in the order of its lines: a person deleted and made again is there.

    `listed`: this is everybody the terminal holds; who is not in it is gone. `logs_enrolments`: what is
    enrolled at this terminal is told by facts (`FactDraft.enrols`).
    """

    facts: Sequence[FactDraft] = ()
    people: Sequence[PersonDraft | CredentialDraft | GoneDraft] = ()
    photos: Sequence[PhotoDraft] = ()
    listed: bool = False
    logs_enrolments: bool = False

    def __bool__(self) -> bool:
        return bool(self.facts or self.people or self.photos or self.listed)
