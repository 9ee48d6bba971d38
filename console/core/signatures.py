"""Whether a delivery of a webhook was signed with a secret: what an integrator asks when theirs says no.

Pure: the time comes as an argument.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from common.signing import TOLERANCE_S, SignatureRefused, body_is_signed, standard_key, verify

BODY_HEADER: Final = "x-punchconnect-signature"
STANDARD_HEADERS: Final = ("webhook-id", "webhook-timestamp", "webhook-signature")
_FOREVER_S: Final = 10**12


def signing_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Those of them that a signature is checked by."""
    wanted = (*STANDARD_HEADERS, BODY_HEADER)
    return {name: value for name, value in headers.items() if name.lower() in wanted}


class Family(Enum):
    """Which of the two signatures that every delivery carries."""

    STANDARD = auto()
    """webhook-signature, as Standard Webhooks has it."""
    BODY = auto()
    """X-PunchConnect-Signature, over the body alone."""


class Finding(Enum):
    """What was found of one of them."""

    GOOD = auto()
    OLD = auto()
    """Signed with the secret, but too long ago (or ahead): a receiver refuses it."""
    WRONG = auto()
    """Another secret, or another body."""
    ABSENT = auto()
    """Its headers are not all there."""
    WEAK = auto()
    """The secret cannot make this signature."""


@dataclass(frozen=True, slots=True)
class Check:
    """One signature and what was found of it. `stripped`: it holds once a line break that was pasted after
    the body is left out."""

    family: Family
    finding: Finding
    stripped: bool = False

    @property
    def good(self) -> bool:
        return self.finding is Finding.GOOD


def check(secrets: Sequence[str], headers: Mapping[str, str], body: str, *, now_s: float) -> list[Check]:
    """Both signatures of a delivery against one secret, or those of a rotation. A body that was pasted with a
    line break at its end is tried without it too."""
    given = {name.strip().lower(): value.strip() for name, value in headers.items()}
    found = _checked(secrets, given, body.encode(), now_s)
    bare = body.rstrip("\r\n")
    if bare == body or all(one.finding is not Finding.WRONG for one in found):
        return found
    again = _checked(secrets, given, bare.encode(), now_s)
    return [
        Check(new.family, new.finding, stripped=True)
        if old.finding is Finding.WRONG and new.finding is not Finding.WRONG
        else old
        for old, new in zip(found, again, strict=True)
    ]


def _checked(secrets: Sequence[str], given: Mapping[str, str], body: bytes, now_s: float) -> list[Check]:
    return [
        Check(Family.STANDARD, _standard(secrets, given, body, now_s)),
        Check(Family.BODY, _body(secrets, given, body)),
    ]


def _standard(secrets: Sequence[str], given: Mapping[str, str], body: bytes, now_s: float) -> Finding:
    if not all(given.get(name) for name in STANDARD_HEADERS):
        return Finding.ABSENT
    if not any(standard_key(secret) is not None for secret in secrets):
        return Finding.WEAK
    try:
        verify(secrets, given, body, now=now_s, tolerance_s=_FOREVER_S)
    except SignatureRefused:
        return Finding.WRONG
    return Finding.GOOD if abs(now_s - int(given["webhook-timestamp"])) <= TOLERANCE_S else Finding.OLD


def _body(secrets: Sequence[str], given: Mapping[str, str], body: bytes) -> Finding:
    signature = given.get(BODY_HEADER)
    if not signature:
        return Finding.ABSENT
    good = any(body_is_signed(secret, body, signature) for secret in secrets)
    return Finding.GOOD if good else Finding.WRONG
