"""What is known of a terminal, as far as it decides how commands for it are worded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, Literal

from common.codes import BIOMETRIC_TYPES, generation_of
from edge.push.attendance.dialect import Dialect
from edge.push.command_lines import Unfit, fit_name
from edge.push.text import Encoding, encoding_hint

Generation = Literal["legacy", "old", "main", "tft", "access"]

NAME_BYTES: Final = 24  # the old record has room for 24 and no firmware is known to refuse them (§3.8)
FINGERPRINT, INFRARED_FACE, FINGER_VEIN, PALM_VEIN, VISIBLE_FACE, VISIBLE_PALM = 1, 2, 7, 8, 9, 10

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS_PIN = re.compile(r"[1-9][0-9]*")
_PIN = re.compile(r"[A-Za-z0-9]+")
_LEADING_NUMBER = re.compile(r"\s*([0-9]{1,4})")
_NARROW_PIN: Final = 9
_WIDE_PIN: Final = 24
_OLD_FACES: Final = range(1, 20)  # near-infrared algorithms are 5 and 7; visible light began with 35 and up
_FUNCTIONS: Final = {
    FINGERPRINT: "FingerFunOn",
    FINGER_VEIN: "FvFunOn",
    PALM_VEIN: "PvFunOn",
    VISIBLE_PALM: "PvFunOn",
}
_VERSIONS: Final = {
    FINGERPRINT: ("FPVersion", "~ZKFPVersion", "~AlgVer"),
    INFRARED_FACE: ("FaceVersion",),
    FINGER_VEIN: ("FvVersion",),
    PALM_VEIN: ("PvVersion",),
    VISIBLE_FACE: ("FaceVersion",),
}
_CONTROLLERS: Final = frozenset({*range(1, 11), *range(23, 29)})  # of MachineType
_ACCESS_FUNCTIONS: Final = {"several_cards": 7, "device_id": 26}  # places in AccSupportFunList (§10.1)


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal as its device row knows it. `options` are those it announced, pushed or was asked for;
    `zone` is what its clock shows; `encoding` overrules what its language suggests, once it is known from its
    own uploads. `origin` is where it calls the device side, up to and with `/iclock/`; "" where it did not
    say, and then addresses are relative to it."""

    serial: str
    dialect: Dialect = "att"
    push_version: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC
    encoding: Encoding | None = None
    origin: str = ""

    @property
    def generation(self) -> Generation:
        """Whose wording it understands (PROTOCOL.md §14). 1.x knows fewer words than 2.0.x."""
        if self.dialect == "acc":
            return "access"
        if (self.push_version or "").strip().split(".")[0] in ("0", "1"):
            return "legacy"
        return generation_of(self.push_version)

    @property
    def text_encoding(self) -> Encoding:
        """What its names are written in (PROTOCOL.md §3.7, §3.8)."""
        return self.encoding or encoding_hint(self.option("language") or self.option("Language"))

    def option(self, name: str) -> str | None:
        """An option's value; None where it was not told or is empty."""
        return self.options.get(name, "").strip() or None

    def switched(self, name: str) -> bool | None:
        """Whether a function is on; None where the terminal does not say."""
        told = self.option(name)
        return None if told is None else told == "1"

    def name(self, text: str) -> str:
        """A name as this terminal will hold it."""
        return fit_name(text, self.text_encoding, NAME_BYTES)

    def wall_clock(self, instant_us: int) -> datetime:
        """What its clock shows at an instant (microseconds since 1970), naive."""
        return (_EPOCH + timedelta(microseconds=instant_us)).astimezone(self.zone).replace(tzinfo=None)

    def wall_range(self, first_us: int, last_us: int) -> tuple[datetime, datetime]:
        """The wall-clock times that cover two instants, whichever offset was in force at either: a range over
        the end of summer time is not cut short."""
        moments = [_EPOCH + timedelta(microseconds=instant) for instant in (first_us, last_us)]
        offsets = [moment.astimezone(self.zone).utcoffset() or timedelta() for moment in moments]
        first, last = (moment.replace(tzinfo=None) for moment in moments)
        return first + min(offsets), last + max(offsets)

    def holds_pin(self, pin: str) -> bool:
        """Whether it can hold a PIN (PROTOCOL.md §6.4). Letters and leading zeros only where it said that it
        has room for more than nine digits, or for text."""
        width = _number(self.option("~PIN2Width"))
        if self.generation in ("legacy", "old"):
            width = _NARROW_PIN
        text = self.switched("StringPinFunOn") if self.dialect == "acc" else (width or 0) > _NARROW_PIN
        width = width or (_WIDE_PIN if text else _NARROW_PIN)
        return len(pin) <= width and (_PIN if text else _DIGITS_PIN).fullmatch(pin) is not None

    def pin(self, pin: str) -> str:
        """The PIN. Raises Unfit where the terminal cannot hold it."""
        if not self.holds_pin(pin):
            raise Unfit(
                "pin_unfit",
                f"The terminal {self.serial} cannot hold the PIN {pin!r}. Give the person a PIN of 1 to "
                f"{_NARROW_PIN} digits that does not begin with 0.",
            )
        return pin

    def takes(self, kind: int) -> bool | None:
        """Whether it takes templates of a biometric type (PROTOCOL.md §6.9); None where it does not say."""
        listed = _listed(self.option("MultiBioDataSupport"), kind)
        if listed is not None and listed != "0":
            return True
        if kind in (INFRARED_FACE, VISIBLE_FACE):
            return self._takes_face(kind, None if listed is None else False)
        switched = self.switched(_FUNCTIONS[kind]) if kind in _FUNCTIONS else None
        if switched and kind == VISIBLE_PALM:
            switched = None  # it reads palms, but of which kind only the list says
        return switched if switched is not None else (None if listed is None else False)

    def _takes_face(self, kind: int, listed: bool | None) -> bool | None:
        visible = self.switched("VisilightFun")
        if kind == VISIBLE_FACE and visible:
            return True
        version = self.algorithm(kind)
        if version is not None:
            return (version in _OLD_FACES) == (kind == INFRARED_FACE)
        return False if self.switched("FaceFunOn") is False else listed

    def algorithm(self, kind: int) -> int | None:
        """The major version of its algorithm for a biometric type; None where it does not say or has none."""
        listed = _number(_listed(self.option("MultiBioVersion"), kind))
        if listed:
            return listed
        told = (_number(self.option(name)) for name in _VERSIONS.get(kind, ()))
        return next((version for version in told if version), None)

    def check_template(self, kind: int, major: int | None) -> None:
        """Raises Unfit where the terminal said that it has no sensor for a biometric type, or where a
        template was made by another algorithm than its own (PROTOCOL.md §6.9; §7.4, -30)."""
        word = BIOMETRIC_TYPES.get(kind, f"type {kind}").replace("_", " ")
        if self.takes(kind) is False:
            raise self.unable(f"take {word} templates", "Choose a terminal that has the sensor.")
        own = self.algorithm(kind)
        if own is not None and major is not None and own != major:
            raise Unfit(
                "algorithm_version_mismatch",
                f"The {word} template is of version {major}, the terminal {self.serial} works with {own}. "
                "Enrol the person at this terminal, or at one of the same version.",
            )

    def can(self, function: str) -> bool:
        """Whether an access terminal said that it has a function of AccSupportFunList (PROTOCOL.md §10.1)."""
        place = _ACCESS_FUNCTIONS[function]
        return (self.option("AccSupportFunList") or "")[place : place + 1] == "1"

    @property
    def has_screen(self) -> bool:
        """Whether it may show photos of people: not what says that it has no such function, nor a controller
        behind its doors (PROTOCOL.md §4.1, §10.1)."""
        kind = _number(self.option("MachineType"))
        return self.switched("PhotoFunOn") is not False and (kind is None or kind not in _CONTROLLERS)

    @property
    def doors(self) -> int | None:
        """How many doors it controls; None where it does not say."""
        told = _number(self.option("LockCount"))
        return min(told, 16) if told else None

    def unable(self, what: str, instead: str) -> Unfit:
        """The error for something that terminals of its kind cannot be told to do."""
        speaks = "access-control" if self.dialect == "acc" else "attendance"
        version = f" {self.push_version}" if self.push_version else ""
        return Unfit(
            "not_supported",
            f"The terminal {self.serial} (push{version}, {speaks} dialect) cannot {what}. {instead}",
        )


def _number(text: str | None) -> int | None:
    found = _LEADING_NUMBER.match(text) if text is not None else None
    return int(found[1]) if found else None


def _listed(text: str | None, place: int) -> str | None:
    """What a MultiBio list says at a place; lists have 10 or 11 of them (C24)."""
    parts = text.split(":") if text is not None else []
    return parts[place].strip() if place < len(parts) else None
