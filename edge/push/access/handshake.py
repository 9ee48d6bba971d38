"""How an access terminal gets in: registration, its options, the token it shows from then on."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import md5, sha256
from typing import Final, Literal

from edge.push.attendance.handshake import POLL_EVERY_S, error_delay

SERVER_NAME: Final = "Punchdeck"
_OURS: Final = (3, 0, 1)  # from 3.1.1 on terminals may encrypt, which nobody outside the vendor can (§11.1)
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}")

_TIMEOUT_S: Final = 10
_TOKEN = re.compile(r"(?:^|[;,\s])token=\"?([0-9A-Fa-f]{32})\b", re.IGNORECASE)
_BARE_TOKEN = re.compile(r"\s*([0-9A-Fa-f]{32})\s*")
_FLAGS = re.compile(r"[01](?::[01]){0,19}")
_BITS = re.compile(r"[01]{1,64}")
# What templates and photos terminals hold, by biometric type (§6.9), where one does not say: all but voice,
# iris and retina.
_TEMPLATES: Final = "0:1:1:0:0:0:1:1:1:1"
_PHOTOS: Final = "0:0:0:0:0:0:0:0:0:1"

TokenCheck = Literal["absent", "right", "foreign"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a terminal is given at registration, and makes its token of (PROTOCOL.md §10.1, §10.4)."""

    registry_code: str = field(repr=False)
    session_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the replies to init and to /push depend on. `options` are what the terminal told of itself;
    `biometrics` whether templates and photos are wanted."""

    serial: str
    credentials: Credentials
    pushver: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    biometrics: bool = True


def credentials_of(secret: bytes, serial: str) -> Credentials:
    """The credentials of a terminal, the same for ever: tokens outlive restarts though nothing is stored
    (PROTOCOL.md §10.4). `secret` is the installation's or the tenant's."""
    drawn = hmac.digest(secret, f"push registry {serial}".encode(), sha256).hex()
    return Credentials(registry_code=drawn[:20], session_id=drawn[32:].upper())


def render_registration(credentials: Credentials) -> bytes:
    """The reply to /registry, without a line end; a plain OK would have it register for ever (§10.1)."""
    return f"RegistryCode={credentials.registry_code}".encode()


def render_registered(terms: Terms) -> bytes:
    """The reply to init of a terminal that is registered; one that is not gets OK (§10.1, §10.2)."""
    return _lines(["registry=ok", f"RegistryCode={terms.credentials.registry_code}", *_settings(terms)])


def render_configuration(terms: Terms) -> bytes:
    """The reply to /push (PROTOCOL.md §10.3). Verify types as bits are read here, so the terminal's own list
    of them is granted."""
    wanted = "1" if terms.biometrics else "0"
    styles = terms.options.get("NewVFStyles", "").strip()
    return _lines(
        [
            *_settings(terms),
            f"BioPhotoFun={wanted}",
            f"BioDataFun={wanted}",
            f"MultiBioDataSupport={_flags(terms, 'MultiBioDataSupport', _TEMPLATES)}",
            f"MultiBioPhotoSupport={_flags(terms, 'MultiBioPhotoSupport', _PHOTOS)}",
            *([f"NewVFStyles={styles}"] if _BITS.fullmatch(styles) else []),
            "IRTempUnitTrans=0",
        ]
    )


def protocol_for(pushver: str | None) -> str:
    """The lower of our protocol version and the terminal's, 3.0.1 where it does not say (§3.2, §11.1)."""
    theirs: tuple[int, ...] = _OURS
    if pushver is not None and _VERSION.fullmatch(pushver):
        theirs = tuple(int(part) for part in pushver.split("."))
    return ".".join(str(part) for part in min(theirs, _OURS))


def token_for(credentials: Credentials, serial: str) -> str:
    """The token that a terminal with these credentials shows (PROTOCOL.md §10.4)."""
    said = credentials.registry_code + serial + credentials.session_id
    return md5(said.encode(), usedforsecurity=False).hexdigest()


def token_in(cookie: str | None) -> str | None:
    """The token of a Cookie header, in lower case: `token=…`, maybe with a timestamp beside it, or bare
    (PROTOCOL.md §1.1, §10.4). None where there is none."""
    found = (_TOKEN.search(cookie) or _BARE_TOKEN.fullmatch(cookie)) if cookie else None
    return found[1].lower() if found else None


def check_token(cookie: str | None, credentials: Credentials, serial: str) -> TokenCheck:
    """Whether a request shows the token that this terminal was given.

    `foreign` is evidence, no reason to refuse: a terminal keeps the token of the server it registered with
    before, and most of what it is made of travels in clear (security-reliability §2).
    """
    token = token_in(cookie)
    if token is None:
        return "absent"
    return "right" if hmac.compare_digest(token, token_for(credentials, serial)) else "foreign"


def _settings(terms: Terms) -> list[str]:
    version = protocol_for(terms.pushver)
    tables = "User Transaction Facev7 templatev10" if terms.biometrics else "User Transaction"
    return [
        f"ServerVersion={'.'.join(map(str, _OURS))}",
        f"ServerName={SERVER_NAME}",
        f"PushProtVer={version}",
        f"PushVersion={version}",  # some controllers know it by this name only
        f"ErrorDelay={error_delay(terms.serial)}",
        f"RequestDelay={POLL_EVERY_S}",
        "TransTimes=12:30;14:30",
        "TransInterval=2",
        f"TransTables={tables}",
        "Realtime=1",
        f"SessionID={terms.credentials.session_id}",
        f"TimeoutSec={_TIMEOUT_S}",
    ]


def _flags(terms: Terms, name: str, usual: str) -> str:
    """The terminal's own list, or the usual one, all of it refused where biometrics are not wanted (C24)."""
    theirs = terms.options.get(name, "").strip()
    flags = theirs if _FLAGS.fullmatch(theirs) else usual
    return flags if terms.biometrics else flags.replace("1", "0")


def _lines(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
