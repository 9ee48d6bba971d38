"""What is told of a release: a signed manifest, and the one rule that says what it is worth to its reader.

`latest.json` names a version and its files, which lie beside it. `latest.json.sig` signs exactly the bytes of
that file. It is a file of its own because then nothing is parsed before a signature has held, nobody has to
write JSON in one certain way, the manifest stays a text to read, and every tool that knows Ed25519 can check
it (`openssl pkeyutl -verify -rawin`). Who fetches the two while a release is being put in place may get
halves of two releases: fetch both once more before speaking of forgery.

The signature's lines are a key's id and a signature, in hexadecimal digits, which unlike base64 has one way
of writing only. More than one line is how a new key takes over from an old one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Self

from packaging.version import InvalidVersion, Version
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

FORMAT: Final = 1
MANIFEST: Final = "latest.json"
SIGNATURE: Final = "latest.json.sig"
MOST_BYTES: Final = 256 * 1024
"""Of a manifest, and of what signs it: who serves more serves something else."""
LARGEST_FILE: Final = 4 * 1024**3
CLOCK_SLACK: Final = timedelta(hours=1)
"""So far ahead of ours may the clock be of whoever made the release."""
_LINE: Final = re.compile(r"(?P<key>[0-9a-f]{16}) (?P<signature>[0-9a-f]{128})\n")
_MOST_LINES: Final = 8

Channel = Literal["stable", "preview"]
Kind = Literal["nsis", "dmg", "tar", "deb"]


def _canonical(text: str) -> str:
    try:
        version = Version(text)
    except InvalidVersion:
        raise ValueError(f"'{text}' is no version; write it like 1.4.0 or 1.4.0rc1") from None
    if str(version) != text or version.local is not None:
        raise ValueError(f"'{text}' is to be written as {version.public}")
    return text


VersionText = Annotated[str, Field(max_length=64), AfterValidator(_canonical)]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+~-]{0,127}$")]
Note = Annotated[str, Field(max_length=20_000)]
PlatformName = Annotated[str, Field(pattern=r"^[a-z]+-[a-z0-9_]+$")]


class _Part(BaseModel):
    # Members that a later release adds are none of our business; those that we know are of the right kind.
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Artefact(_Part):
    """A file of a release. It lies beside the manifest, under this name."""

    kind: Kind
    file: FileName
    size: int = Field(gt=0, le=LARGEST_FILE)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Notes(_Part):
    """What is new, in every language that the console speaks; Markdown."""

    en: Note
    fr: Note
    ar: Note


class Manifest(_Part):
    """`expires_at`: until then nothing newer is owed; a mirror that stands still is found out by it.
    `min_version`: from this one on a console can go straight to `version`. `rollout`: so many of a hundred
    installations are offered it by themselves. `min_edge`: the oldest edge that this console works with;
    `min_console` the oldest console that this edge serves. `platforms`: by what a computer runs, for instance
    windows-x86_64."""

    format: Literal[1]
    product: Literal["punchdeck"]
    channel: Channel
    version: VersionText
    released_at: AwareDatetime
    expires_at: AwareDatetime
    min_version: VersionText
    min_edge: VersionText
    min_console: VersionText
    rollout: int = Field(ge=0, le=100)
    notes: Notes
    platforms: dict[PlatformName, Artefact] = Field(min_length=1, max_length=32)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.expires_at <= self.released_at:
            raise ValueError("expires_at is not after released_at")
        if Version(self.min_version) > Version(self.version):
            raise ValueError("min_version is above version")
        names = [artefact.file for artefact in self.platforms.values()]
        if len({name.casefold() for name in names}) < len(names):
            raise ValueError("two platforms name the same file")
        if any(name.casefold().startswith(MANIFEST) for name in names):
            raise ValueError(f"a file may not be called {MANIFEST}")
        return self

    def reaches(self, installation: str) -> bool:
        """Whether this installation is among those that are offered it by themselves: always the same answer,
        and never to the same ones first."""
        digest = hashlib.sha256(f"{self.version}\n{installation}".encode()).digest()
        return int.from_bytes(digest[:8]) % 100 < self.rollout

    @property
    def as_seen(self) -> Seen:
        return Seen(self.version, self.released_at)


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest manifest that ever held: nothing older is believed any more."""

    version: str
    released_at: datetime

    @property
    def rank(self) -> tuple[Version, datetime]:
        return Version(self.version), self.released_at


class RefusalCode(StrEnum):
    """Why a manifest is not acted on."""

    NO_KEYS = "no_keys"
    """This copy knows no key by which it could believe anybody."""
    UNSIGNED = "unsigned"
    """What should be the signature is none."""
    UNKNOWN_KEY = "unknown_key"
    """Signed, but by no key that is known here."""
    TAMPERED = "tampered"
    """The signature is not of this manifest."""
    MALFORMED = "malformed"
    """Signed, but not to be understood."""
    NEWER_FORMAT = "newer_format"
    """Made for programs newer than this one."""
    OTHER_CHANNEL = "other_channel"
    NOT_YET = "not_yet"
    """Released in the future, by our clock."""
    EXPIRED = "expired"
    """So old that something newer must be kept from us."""
    DOWNGRADED = "downgraded"
    """Older than what is installed or was seen."""
    TOO_FAR_BEHIND = "too_far_behind"
    """What is installed cannot go to it in one step."""
    OTHER_PLATFORM = "other_platform"
    """It has nothing for this kind of computer."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """`detail` says what happened, to what, and what to do, in English."""

    code: RefusalCode
    detail: str


@dataclass(frozen=True, slots=True)
class Current:
    """There is nothing newer."""

    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Update:
    """A newer version, and the file of it that is for this computer."""

    manifest: Manifest
    artefact: Artefact


def verify(
    manifest: bytes,
    signature: bytes,
    keys: Sequence[str],
    *,
    now: datetime,
    installed: str,
    platform: str,
    seen: Seen | None = None,
    channel: Channel = "stable",
) -> Update | Current | Refusal:
    """What a manifest is worth to a program of the version `installed` that trusts `keys`, at `now`."""
    found = read_signed(manifest, signature, keys)
    if isinstance(found, Refusal):
        return found
    refusal = untimely(found, now) or _unfit(found, installed, seen, channel)
    if refusal is not None:
        return refusal
    if Version(found.version) == Version(installed):
        return Current(found)
    if Version(installed) < Version(found.min_version):
        return Refusal(
            RefusalCode.TOO_FAR_BEHIND,
            f"Version {found.version} can follow {found.min_version} and later only, and this is "
            f"{installed}. Install {found.min_version} by hand first.",
        )
    artefact = found.platforms.get(platform)
    if artefact is None:
        return Refusal(
            RefusalCode.OTHER_PLATFORM,
            f"Version {found.version} was made for {', '.join(sorted(found.platforms))}, and this computer "
            f"is {platform}. Ask whoever makes the releases for one.",
        )
    return Update(found, artefact)


def read_signed(manifest: bytes, signature: bytes, keys: Sequence[str]) -> Manifest | Refusal:
    """The manifest, if one of the keys signed it: public keys in hexadecimal digits. Its times are not looked
    at."""
    refusal = _forged(manifest, signature, keys)
    if refusal is not None:
        return refusal
    try:
        body = json.loads(manifest)
    except ValueError as error:  # also of bytes that are no UTF-8
        return _malformed(f"it is not JSON ({error})")
    except RecursionError:
        return _malformed("it is nested too deeply")
    if isinstance(body, dict) and type(body.get("format")) is int and body["format"] > FORMAT:
        return Refusal(
            RefusalCode.NEWER_FORMAT,
            f"The manifest is of format {body['format']}, and this program knows {FORMAT}. Install the new "
            "version by hand once.",
        )
    try:
        return Manifest.model_validate_json(manifest)
    except ValidationError as error:
        return _malformed(told(error))


def untimely(manifest: Manifest, now: datetime) -> Refusal | None:
    """What speaks against a manifest at this instant."""
    if manifest.released_at > now + CLOCK_SLACK:
        return Refusal(
            RefusalCode.NOT_YET,
            f"Version {manifest.version} was released on {_when(manifest.released_at)}, and it is "
            f"{_when(now)} here. Check the clock of this computer.",
        )
    if manifest.expires_at <= now:
        return Refusal(
            RefusalCode.EXPIRED,
            f"What is told of version {manifest.version} was good until {_when(manifest.expires_at)}; "
            "something newer must exist that does not come through. Ask whoever runs the mirror, and check "
            "the clock of this computer.",
        )
    return None


def _unfit(manifest: Manifest, installed: str, seen: Seen | None, channel: Channel) -> Refusal | None:
    if manifest.channel != channel:
        return Refusal(
            RefusalCode.OTHER_CHANNEL,
            f"The manifest is of the channel {manifest.channel}, and this program follows {channel}. Ask "
            "whoever runs the mirror.",
        )
    if seen is not None and manifest.as_seen.rank < seen.rank:
        return Refusal(
            RefusalCode.DOWNGRADED,
            f"Version {manifest.version} of {_when(manifest.released_at)} is offered, and {seen.version} of "
            f"{_when(seen.released_at)} was offered before. Ask whoever runs the mirror to bring it up to "
            "date.",
        )
    if Version(manifest.version) < Version(installed):
        return Refusal(
            RefusalCode.DOWNGRADED,
            f"Version {manifest.version} is offered, which is older than {installed}, the one installed. Ask "
            "whoever runs the mirror to bring it up to date.",
        )
    return None


def _forged(manifest: bytes, signature: bytes, keys: Sequence[str]) -> Refusal | None:
    if not keys:
        return Refusal(
            RefusalCode.NO_KEYS,
            "This copy of Punchdeck was built without a key for updates, so it believes none. Install new "
            "versions by hand.",
        )
    lines = _lines(signature)
    if len(manifest) > MOST_BYTES or not lines:
        return Refusal(
            RefusalCode.UNSIGNED,
            f"What is served as {SIGNATURE} is no signature of a release. Check the address of the updates, "
            "or ask whoever runs the mirror.",
        )
    known = {key_id(key): key for key in keys}
    ours = [(known[id], mark) for id, mark in lines if id in known]
    if not ours:
        return Refusal(
            RefusalCode.UNKNOWN_KEY,
            f"The manifest is signed by {', '.join(id for id, _ in lines)}, and this copy trusts "
            f"{', '.join(known)}. If the keys were changed, install the new version by hand once.",
        )
    if not all(holds(key, mark, manifest) for key, mark in ours):
        return Refusal(
            RefusalCode.TAMPERED,
            "The manifest is not what was signed: it was changed on its way, or someone wants to pass "
            "something else off as Punchdeck. Nothing was downloaded. Tell whoever looks after security.",
        )
    return None


def _lines(signature: bytes) -> list[tuple[str, bytes]]:
    """Who signed, and how; nothing where there is anything else in it."""
    if len(signature) > MOST_BYTES or not signature.isascii():
        return []
    text, found, at = signature.decode(), [], 0
    while line := _LINE.match(text, at):
        found.append((line["key"], bytes.fromhex(line["signature"])))
        at = line.end()
    return found if at == len(text) and len(found) <= _MOST_LINES else []


def holds(key: str, mark: bytes, manifest: bytes) -> bool:
    """Whether a signature is of these bytes, by that public key."""
    # Wanted only where something is checked: the console's start does without.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(mark, manifest)
    except InvalidSignature:
        return False
    return True


def key_id(key: str) -> str:
    """By what a signature names its key. Raises ValueError for what is no public key."""
    raw = bytes.fromhex(key)
    if len(raw) != 32:
        raise ValueError(f"a public key has 64 hexadecimal digits, and this has {len(key)}")
    return hashlib.sha256(raw).hexdigest()[:16]


def signature_line(key: str, mark: bytes) -> str:
    """A signature as it stands in the file."""
    return f"{key_id(key)} {mark.hex()}\n"


def told(error: ValidationError) -> str:
    """What is wrong with a manifest, in one line."""
    first: Any = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    words = str(first["msg"]).removeprefix("Value error, ")
    return f"{place}: {words}" if place else words


def _malformed(why: str) -> Refusal:
    return Refusal(
        RefusalCode.MALFORMED,
        f"The manifest is signed, but cannot be used: {why}. Ask whoever makes the releases.",
    )


def _when(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
