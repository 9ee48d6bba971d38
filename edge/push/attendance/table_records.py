"""What the tables beside ATTLOG hold, as values: operations, people, templates, pictures, errors, documents.

Numbers are wire numbers, whose words `common.codes` has. Where nothing was said texts are "", numbers None.
What only a few may see (passwords, templates, pictures, numbers of documents) is in no `repr`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Literal

TemplateKeyword = Literal["BIODATA", "FP", "FACE", "FVEIN"]
PictureKeyword = Literal["USERPIC", "BIOPHOTO"]

ALARM: Final = 3
# Operations whose first object is a PIN (PROTOCOL.md §6.4).
_ABOUT_A_PERSON: Final = frozenset(
    {2, *range(6, 13), 26, 30, 31, 36, *range(68, 72), *range(100, 105), 106, 107, 113, 114, *range(121, 127)}
)
_NO_PIN: Final = frozenset({"", "0"})


@dataclass(frozen=True, slots=True)
class Operation:
    """An OPLOG line: something was done at the terminal (PROTOCOL.md §6.4).

    `local` is the terminal's wall clock, None where `time_text` names no time. `objects` are always four, as
    sent: what they mean depends on `code`.
    """

    code: int
    operator: str
    time_text: str
    local: datetime | None
    objects: tuple[str, str, str, str]
    line_no: int

    @property
    def pin(self) -> str | None:
        """Whom it concerns, None where it concerns no person or does not say."""
        told = self.objects[0]
        return told if self.code in _ABOUT_A_PERSON and told not in _NO_PIN else None

    @property
    def alarm(self) -> int | None:
        """The reason of an alarm: object 1, or object 2 where the first says nothing (C14)."""
        if self.code != ALARM:
            return None
        told = next((text for text in self.objects[:2] if text.lstrip("0")), "")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None


@dataclass(frozen=True, slots=True)
class User:
    """A USER line: a person as the terminal has it (PROTOCOL.md §6.4).

    `name_certain` is false where the name was cut inside a character or its encoding guessed. `card` and
    `second_card` are decimal numbers, or as sent where they are none; None: no card. `group` and `timezones`
    are verbatim (C5). `verify` -1: as the group has it. `expires` is the switch that makes `valid_from` and
    `valid_to` count. `other` holds fields of few terminals (Phone, IDNum), names in lower case.
    """

    pin: str
    name: str
    name_certain: bool
    privilege: int | None
    password: str = field(repr=False)
    card: str | None = field(repr=False)
    second_card: str | None = field(repr=False)
    group: str
    timezones: str
    verify: int | None
    expires: int | None
    valid_from: datetime | None
    valid_to: datetime | None
    other: Mapping[str, str] = field(repr=False)
    line_no: int


@dataclass(frozen=True, slots=True)
class Template:
    """A BIODATA, FP, FACE or FVEIN line: a template of a person, in its base64 text (PROTOCOL.md §6.4, §6.5).

    `kind` is the biometric type of §6.9. `number` says which finger or palm, `part` which piece of it.
    `major` and `minor` are the algorithm's version, which decides what terminals can take it; None where
    neither the line nor the template's beginning tells. `size` counts the characters that came, and
    `declared` is what the line says of them. `text` is never decoded, and empty once it was taken out.
    """

    keyword: TemplateKeyword
    pin: str
    kind: int
    number: int
    part: int
    valid: int | None
    duress: bool
    major: int | None
    minor: int | None
    format: int | None
    declared: int | None
    size: int
    text: str = field(repr=False)
    line_no: int

    @property
    def version(self) -> str | None:
        """The algorithm's version in one word: `58.10`, `10`."""
        if self.major is None:
            return None
        return str(self.major) if self.minor is None else f"{self.major}.{self.minor}"

    @property
    def whole(self) -> bool:
        """Whether all came that was declared, as characters or as bytes (C19). False for an empty one."""
        return _whole(self.declared, self.size)

    def bare(self) -> Template:
        """The same without the template itself, for installations that store none."""
        return replace(self, text="")


@dataclass(frozen=True, slots=True)
class Picture:
    """A USERPIC or BIOPHOTO line: a person's portrait as base64 text (PROTOCOL.md §6.6).

    `kind` is the type that the line names; 0 or None for a face all the same. `size` and `declared` as for
    templates.
    """

    keyword: PictureKeyword
    pin: str
    file_name: str
    kind: int | None
    number: int
    part: int
    declared: int | None
    size: int
    text: str = field(repr=False)
    line_no: int

    @property
    def whole(self) -> bool:
        """Whether all came that was declared, as characters or as bytes (C19). False for an empty one."""
        return _whole(self.declared, self.size)

    def bare(self) -> Picture:
        """The same without the picture itself, for installations that store none."""
        return replace(self, text="")


@dataclass(frozen=True, slots=True)
class WorkCode:
    """A WORKCODE line: what a person may say to be working on (PROTOCOL.md §6.4)."""

    code: str
    name: str
    line_no: int


OperlogRecord = Operation | User | Template | Picture | WorkCode


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """An ERRORLOG line: something failed inside the terminal (PROTOCOL.md §6.8).

    `code` as sent (`D01E0001`); `side`, `module` and `number` are its parts, None where it has other ones.
    `command_id` is that of our command where `origin` is `cmd`. `additional` is text, decoded where it was
    base64; mostly JSON.
    """

    code: str
    side: Literal["D", "S"] | None
    module: int | None
    number: int | None
    message: str
    origin: str
    command_id: str | None
    additional: str
    line_no: int


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """An IDCARD line: what a terminal read from a person's document (PROTOCOL.md §6.8).

    `pin` is None where the document belongs to nobody the terminal knows. `valid_to` is None where it never
    ends or cannot be read; `validity` is what was sent. `biometrics` holds the photo and the templates by
    their names in lower case, as sent, never decoded, empty ones left out.
    """

    pin: str | None
    id_number: str = field(repr=False)
    serial_number: str = field(repr=False)
    application_number: str = field(repr=False)
    name: str
    gender: str
    nation: str
    birthday: date | None = field(repr=False)
    valid_from: date | None
    valid_to: date | None
    validity: str
    address: str = field(repr=False)
    additional: str = field(repr=False)
    issuer: str
    reserve: str
    notice: str
    biometrics: Mapping[str, str] = field(repr=False)
    line_no: int

    def bare(self) -> IdentityCard:
        """The same without photo and templates, for installations that store none."""
        return replace(self, biometrics={})


@dataclass(frozen=True, slots=True)
class PunchPhoto:
    """An ATTPHOTO upload: who stood before the terminal (PROTOCOL.md §6.7).

    `pin` is None for a failed verification. `local` is the wall clock that the name of the file tells.
    `outcome` and `id_number` come from terminals that read documents: 0 attendance, 1 failed, 2 black list,
    3 document verified, 4 not verified. `real_time`: taken just now, not from the backlog. `image` is binary,
    however it came; `base64` says how. `declared` is the number of its bytes as the terminal counted them.
    """

    file_name: str
    pin: str | None
    local: datetime | None
    success: bool
    outcome: int | None
    id_number: str | None = field(repr=False)
    command: str
    real_time: bool
    declared: int | None
    base64: bool
    image: bytes = field(repr=False)

    @property
    def whole(self) -> bool:
        """Whether as many bytes came as were declared."""
        return self.declared is None or self.declared == len(self.image)

    @property
    def is_jpeg(self) -> bool:
        """Whether it begins as a JPEG does: nothing else may be shown to anybody as a picture."""
        return self.image.startswith(b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class FingerImage:
    """An FPIMAGE upload of push 1.x: the picture of a fingerprint, as sent (PROTOCOL.md §6.7)."""

    pin: str
    finger: int | None
    size: int
    image: bytes = field(repr=False)


def _whole(declared: int | None, size: int) -> bool:
    """`declared` counts the characters of the base64 text or, with some firmware, the bytes it stands for."""
    return size > 0 and (declared is None or declared == size or 0 <= size * 3 // 4 - declared <= 2)
