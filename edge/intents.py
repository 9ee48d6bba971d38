"""What operators and integrators want of a terminal, in words of their own; dialects turn it into wire text.

A command is a name and `params`: `{"command": "unlock_door", "params": {"door": 1, "seconds": 5}}`. Nothing
here knows tables, keys or generations.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Annotated, Any, ClassVar, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, WithJsonSchema, model_validator

from common.schemas.fields import Instant, Received, Text

Privilege = Literal["user", "enroller", "admin", "super_admin"]
BiometricKind = Literal["finger", "face", "palm", "finger_vein"]

_FORBIDDEN_WORDS: Final = frozenset({"SHELL", "PUTFILE", "GETFILE"})
# What would cut a terminal off from this server, or is a secret: changed at the terminal, or with `raw`.
_NOT_BY_SETTINGS: Final = frozenset(
    {
        "ipaddress", "netmask", "gateipaddress", "dns", "dhcp", "mac", "wifi", "webserverip",
        "webserverport", "webserverurlmodel", "iclocksvrurl", "iclocksvrip", "iclocksvrport",
        "iclocksvrfun", "enableproxyserver", "proxyserverip", "proxyserverport", "transflag", "realtime",
        "encrypt", "ispushcomkey", "pushcomkey", "pushcommkey", "comkey", "compwd", "datetime",
        "isuploadphotoonly",
    }
)  # fmt: skip
_PIN = re.compile(r"[A-Za-z0-9]{1,24}")
_OPTION = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_LAST_SECOND: Final = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Rule:
    """How a command may be treated, whatever the terminal (contract.md §4).

    `repeatable`: may be sent again where no result came. `expires_s`: how long it may wait, None where the
    queue decides. `reason`: who gives it says why. `silence_s`: how long the terminal may be silent after it
    without being taken for offline (alerts.md §2).
    """

    repeatable: bool = True
    expires_s: int | None = None
    reason: bool = False
    scope: str = "commands:execute"
    silence_s: int = 0


_GUARDED: Final = Rule(repeatable=False, expires_s=300, reason=True)


class Intent(Received):
    """One thing wanted of one terminal. `word` is its name in the API."""

    word: ClassVar[str]
    rule: ClassVar[Rule] = Rule()


def _local(end_of_day: bool) -> Any:
    def read(value: Any) -> datetime:
        if isinstance(value, datetime) and value.tzinfo is None:
            return value
        if not isinstance(value, str):
            raise ValueError("must be text like 2026-03-27 or 2026-03-27T18:00:00")
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(
                "must be a day or a time of day, like 2026-03-27 or 2026-03-27T18:00:00"
            ) from None
        if found.tzinfo is not None:
            raise ValueError("is the time on the terminal's clock: leave the offset out")
        if found.year < 2000:
            raise ValueError("is before 2000, the first year that terminals know")
        whole_day = end_of_day and len(value) <= len("2026-03-27")
        return datetime.combine(found, _LAST_SECOND) if whole_day else found.replace(microsecond=0)

    return BeforeValidator(read)


_local_schema = WithJsonSchema({"type": "string", "examples": ["2026-03-27", "2026-03-27T18:00:00"]})
LocalStart = Annotated[datetime, _local(end_of_day=False), _local_schema]
LocalEnd = Annotated[datetime, _local(end_of_day=True), _local_schema]
Pin = Annotated[str, Field(min_length=1, max_length=24, pattern=r"^[A-Za-z0-9]+$")]
CardNumber = Annotated[
    str, Field(pattern=r"^[0-9]{1,20}$", description="As printed, decimal.", examples=["0012345678"])
]
Base64 = Annotated[
    str, Field(min_length=1, max_length=1_000_000, pattern=r"^[A-Za-z0-9+/]+={0,2}$", repr=False)
]


def _option_names(options: dict[str, str]) -> dict[str, str]:
    for name in options:
        if _OPTION.fullmatch(name) is None:
            raise ValueError(f"{name!r} is no name of an option: a letter, then letters, digits and '_'")
        if name.lower() in _NOT_BY_SETTINGS:
            raise ValueError(
                f"{name} decides how the terminal reaches this server, or is a secret; "
                "change it at the terminal"
            )
    return options


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits or re.search(r"[\s,\x00-\x1f\x7f-\uffff]", url):
        raise ValueError("must be an http or https address in ASCII, without blanks and commas")
    return url


_UNSAYABLE: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What would end a line, or no terminal could read: control characters but TAB, halves of characters."""


def _raw_line(text: str) -> str:
    words = text.split()
    if not words or _UNSAYABLE.search(text):
        raise ValueError(
            "must be one line of text: TAB parts fields, other control characters are not allowed"
        )
    if words[0].upper() in _FORBIDDEN_WORDS:
        raise ValueError(f"{words[0]} runs programs or moves files on the terminal and is never sent")
    return text.strip(" ")


class Person(Received):
    """A person as a terminal shall have it. Terminals forget what a record leaves out: fill in all that is
    known before it is written."""

    employee_id: Text = Field(
        validation_alias=AliasChoices("employee_id", "id"), min_length=1, max_length=64, examples=["EMP001"]
    )
    pin: Pin | None = Field(None, description="What the terminal calls the person; default employee_id.")
    name: Text = Field("", max_length=200)
    card_number: CardNumber | None = Field(None, repr=False)
    second_card_number: CardNumber | None = Field(None, repr=False)
    password: Annotated[str, Field(pattern=r"^[0-9]{1,8}$")] | None = Field(None, repr=False)
    privilege: Privilege = "user"
    group: int = Field(1, ge=1, le=99, description="Access group on the terminal.")
    valid_from: LocalStart | None = Field(None, description="First day or moment, on the terminal's clock.")
    valid_to: LocalEnd | None = Field(None, description="Last day or moment, on the terminal's clock.")
    doors: tuple[Annotated[int, Field(ge=1, le=16)], ...] | None = Field(
        None, max_length=16, description="Access terminals: doors that open; default all, [] none."
    )
    schedule: int = Field(1, ge=1, le=255, description="Access terminals: id of the time schedule.")
    time_zones: Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{16}$")] | None = Field(
        None, description="Attendance terminals: time zones as the terminal reported them, 16 hex digits."
    )

    @model_validator(mode="after")
    def _ends_after_begin(self) -> Person:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self

    @property
    def terminal_pin(self) -> str:
        return self.pin or self.employee_id


class Restart(Intent):
    """Switch the terminal off and on again."""

    word = "restart"
    rule = Rule(repeatable=False, silence_s=180)


class SyncTime(Intent):
    """Set the terminal's clock, by the server's time and the terminal's zone."""

    word = "sync_time"


class EnrollEmployee(Person, Intent):
    """Add one person, or replace what the terminal has of it."""

    word = "enroll_employee"


class SyncEmployees(Intent):
    """Add and replace the people named; with `remove_others` delete everybody else."""

    word = "sync_employees"

    employees: tuple[Person, ...] = Field(max_length=10_000)
    remove_others: bool = Field(
        False, description="Delete everybody who is not named. Answers first how many that would be."
    )
    confirm_removals: int | None = Field(
        None, ge=0, description="How many remove_others deletes: the number that was answered."
    )

    @model_validator(mode="after")
    def _each_once(self) -> SyncEmployees:
        named: set[str] = set()
        for person in self.employees:
            if person.terminal_pin in named:
                raise ValueError(f"{person.terminal_pin} is named twice")
            named.add(person.terminal_pin)
        return self


class OfPerson(Intent):
    """Something about one person that the terminal has."""

    employee_id: Text = Field(
        validation_alias=AliasChoices("employee_id", "id"), min_length=1, max_length=64, examples=["EMP001"]
    )
    pin: Pin | None = Field(None, description="What the terminal calls the person; default employee_id.")

    @property
    def terminal_pin(self) -> str:
        return self.pin or self.employee_id


class DeleteEmployee(OfPerson):
    """Delete one person with everything the terminal has of it but punches."""

    word = "delete_employee"


class EnrollBiometric(OfPerson):
    """Let the terminal take a finger, a face, a palm, a vein or a card of a person who stands before it."""

    word = "enroll_biometric"
    rule = Rule(repeatable=False, silence_s=180)

    kind: BiometricKind | Literal["card"] = "finger"
    number: int = Field(0, ge=0, le=9, description="Which finger, left little to right little; which palm.")
    attempts: int = Field(3, ge=1, le=10)
    replace: bool = Field(True, description="Replace what was enrolled before.")


class UpdateSettings(Intent):
    """Change settings of the terminal; only those given."""

    word = "update_settings"

    volume: int | None = Field(None, ge=0, le=100)
    duplicate_punch_minutes: int | None = Field(
        None,
        ge=0,
        le=999,
        description="A punch repeated within this time is dropped by the terminal; 0: none.",
    )
    daylight_saving: bool | None = Field(
        None, description="Its own summer time, which adds an hour to ours; false for a right clock."
    )
    enforce_validity: bool | None = Field(None, description="Heed valid_from and valid_to of people.")
    options: Annotated[dict[str, Annotated[Text, Field(max_length=200)]], AfterValidator(_option_names)] = (
        Field(
            default_factory=dict, max_length=50, description="Any other option under the terminal's own name."
        )
    )

    @model_validator(mode="after")
    def _something(self) -> UpdateSettings:
        if not self.options and not self.model_dump(exclude_none=True, exclude={"options"}):
            raise ValueError("names no setting to change")
        return self


class FetchInfo(Intent):
    """Ask the terminal what it is and how much it holds."""

    word = "fetch_info"


class Between(Intent):
    """A range of punch times, both ends included."""

    start: Instant = Field(alias="from")
    end: Instant = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Between:
        if self.end < self.start:
            raise ValueError("to is before from")
        return self


class FetchAttendance(Between):
    """Have the punches of a range sent again; those already known are not stored twice."""

    word = "fetch_attendance"


class ClearAttendance(Intent):
    """Delete the punches the terminal still has."""

    word = "clear_attendance"
    rule = _GUARDED


class ClearAll(Intent):
    """Delete the people, their credentials and the punches the terminal has."""

    word = "clear_all"
    rule = _GUARDED


class UnlockDoor(Intent):
    """Open a door for some seconds."""

    word = "unlock_door"
    rule = _GUARDED

    door: int = Field(1, ge=1, le=16)
    seconds: int | None = Field(
        None, ge=1, le=254, description="Default 5. Attendance terminals always take their own setting."
    )


class CancelAlarm(Intent):
    """Silence an alarm."""

    word = "cancel_alarm"
    rule = Rule(repeatable=False)

    door: int | None = Field(None, ge=1, le=16, description="Default: all doors.")


class UpgradeFirmware(Intent):
    """Have the terminal fetch and install firmware."""

    word = "upgrade_firmware"
    rule = Rule(repeatable=False, expires_s=300, reason=True, silence_s=900)

    firmware: Annotated[Text, Field(max_length=100)] | None = Field(
        None, description="Id of an uploaded file (POST /v1/firmware): the terminal fetches it here."
    )
    url: Annotated[Text, Field(max_length=500), AfterValidator(_web_address)] | None = Field(
        None, description="Instead of an uploaded file: where it lies, for terminals that fetch elsewhere."
    )
    checksum: str | None = Field(
        None, pattern=r"^[0-9a-f]{32}$", description="With url: MD5 of the file, lower-case hex."
    )
    size: int | None = Field(None, gt=0, le=2**31 - 1, description="With url: bytes of the file.")

    @model_validator(mode="after")
    def _one_way(self) -> UpgradeFirmware:
        elsewhere = (self.url, self.checksum, self.size)
        wanted = [part for part in elsewhere if part is not None]
        if wanted if self.firmware is not None else len(wanted) < len(elsewhere):
            raise ValueError("name an uploaded file as firmware, or give url, checksum and size")
        return self


class ReloadOptions(Intent):
    """Have the terminal apply its options anew."""

    word = "reload_options"


class Raw(Intent):
    """A command in the terminal's own words, one line, without `C:<id>:`."""

    word = "raw"
    rule = Rule(repeatable=False, expires_s=300, reason=True, scope="commands:raw")

    text: Annotated[str, AfterValidator(_raw_line)] = Field(max_length=4000, examples=["VERIFY SUM ATTLOG"])


_PUBLIC: Final[tuple[type[Intent], ...]] = (
    Restart, SyncTime, SyncEmployees, EnrollEmployee, DeleteEmployee, EnrollBiometric, UpdateSettings,
    FetchInfo, FetchAttendance, ClearAttendance, ClearAll, UnlockDoor, CancelAlarm, UpgradeFirmware,
    ReloadOptions, Raw,
)  # fmt: skip
INTENTS: Final[Mapping[str, type[Intent]]] = {intent.word: intent for intent in _PUBLIC}
"""The commands of the API by their names, in the order of contract.md §4."""


class NoSuchCommand(ValueError):
    """There is no command of this name; the message lists those there are."""


def intent_of(word: str, params: Mapping[str, Any]) -> Intent:
    """The intent that a command of the API stands for.

    Raises NoSuchCommand, or pydantic.ValidationError with the place of what is wrong within `params`.
    """
    model = INTENTS.get(word)
    if model is None:
        raise NoSuchCommand(f"There is no command {word!r}. Use one of {', '.join(INTENTS)}.")
    return model.model_validate(dict(params))


def others_of(wanted: SyncEmployees, held: Collection[str]) -> tuple[str, ...]:
    """The PINs among those a terminal holds that `remove_others` would delete, in a settled order. A PIN that
    no command can carry stays: a terminal that reports one is broken or no terminal."""
    if not wanted.remove_others:
        return ()
    named = {person.terminal_pin for person in wanted.employees}
    return tuple(sorted(pin for pin in set(held) - named if _PIN.fullmatch(pin)))


def steps_of(intent: Intent, held: Collection[str] | None = None) -> tuple[Intent, ...]:
    """What is done one after the other: each person of `sync_employees` by itself, deletions last; any other
    intent as it is. `held` are the PINs the terminal holds.

    Raises ValueError for `remove_others` without `held`: who is to go must be known, not guessed.
    """
    if not isinstance(intent, SyncEmployees):
        return (intent,)
    if intent.remove_others and held is None:
        raise ValueError("Who else is on the terminal is not known; fetch its people before removing others.")
    adding = [EnrollEmployee.model_validate(person.model_dump()) for person in intent.employees]
    leaving = [DeleteEmployee(employee_id=pin, pin=pin) for pin in others_of(intent, held or ())]
    return (*adding, *leaving)
