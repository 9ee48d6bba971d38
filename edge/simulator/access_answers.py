"""How an access terminal reads what a server answers: registration, orders, verdicts, time (§10.1-§10.8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from edge.simulator.answers import Refused, UnknownDevice
from edge.simulator.encoded_time import decoded_seconds
from edge.simulator.exchange import Answer

_COUNT = re.compile(r"[0-9]{1,6}")
_COOKIE_TOKEN = re.compile(r"token=([0-9A-Fa-f]{32})")
_REGISTERED = re.compile(r"RegistryCode=([^\s,;]{1,32})")
_ADDRESSED = re.compile(r"DataType=1,SN=([^,]*),Priority=[0-9]+,CmdID=([^,]*),CmdDesc=(.*)", re.DOTALL)
_TIME = re.compile(r"DateTime=([0-9]{1,10}),\s*ServerTZ=([+-])([0-9]{2}):?([0-9]{2})")


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """What the server ordered at registration (§10.2, §10.3); seconds."""

    delay_s: float = 30.0
    error_delay_s: float = 30.0
    timeout_s: float = 10.0
    realtime: bool = True
    templates: bool = True
    photos: bool = True
    verify_styles: str = ""
    registry_code: str = ""
    session_id: str = ""
    told: Mapping[str, str] = field(default_factory=dict)

    def with_block(self, told: Mapping[str, str]) -> AccessSettings:
        """The same with what one more reply says."""
        return replace(
            self,
            delay_s=max(1.0, _number(told, "RequestDelay", self.delay_s)),
            error_delay_s=max(1.0, _number(told, "ErrorDelay", self.error_delay_s)),
            timeout_s=max(1.0, _number(told, "TimeoutSec", self.timeout_s)),
            realtime=told.get("Realtime", "1" if self.realtime else "0").strip() != "0",
            templates=told.get("BioDataFun", "1" if self.templates else "0").strip() != "0",
            photos=told.get("BioPhotoFun", "1" if self.photos else "0").strip() != "0",
            verify_styles=told.get("NewVFStyles", self.verify_styles).strip(),
            registry_code=told.get("RegistryCode", self.registry_code).strip(),
            session_id=told.get("SessionID", self.session_id).strip(),
            told={**self.told, **told},
        )


def _number(told: Mapping[str, str], key: str, default: float) -> float:
    text = told.get(key, "").strip()
    return float(text) if _COUNT.fullmatch(text) else default


def block_of(answer: Answer) -> dict[str, str]:
    """`Key=Value` lines of a reply, ended by LF or CRLF."""
    pairs = (line.partition("=") for line in re.split(r"[\r\n]+", answer.body.decode("utf-8", "replace")))
    return {key.strip(): value for key, equals, value in pairs if equals}


def registered(answer: Answer) -> dict[str, str] | None:
    """The `registry=ok` block; None where the server wants a registration first (§10.1).

    Raises Refused, UnknownDevice.
    """
    if answer.status != 200:
        raise Refused(f"first request answered {answer.status}")
    if answer.body.startswith(b"UNKNOWN DEVICE"):
        raise UnknownDevice("first request answered UNKNOWN DEVICE")
    told = block_of(answer)
    return told if told.get("registry", "").lower() == "ok" else None


def registry_of(answer: Answer) -> tuple[str, str]:
    """The code of a registration, and the token that came with it or "". Raises Refused: a plain OK is none,
    406 refuses (§10.1)."""
    code = _REGISTERED.search(answer.body.decode("utf-8", "replace"))
    if answer.status != 200 or code is None:
        raise Refused(f"registration answered {answer.status} {answer.body[:40].decode('latin-1')!r}")
    cookie = _COOKIE_TOKEN.search(answer.header("Set-Cookie", literal=False))
    return code[1], cookie[1].lower() if cookie else ""


@dataclass(frozen=True, slots=True)
class Order:
    """One command. `serial` is whom it is for, "" where it does not say; records after the first line of a
    DATA UPDATE belong to its text (§10.8)."""

    id: str
    text: str
    serial: str = ""


def orders_of(answer: Answer) -> list[Order]:
    """The commands in a poll's answer. Raises Refused, UnknownDevice."""
    if answer.status != 200:
        raise Refused(f"poll answered {answer.status}")
    if answer.body.startswith(b"UNKNOWN DEVICE"):
        raise UnknownDevice("poll answered UNKNOWN DEVICE")
    orders: list[Order] = []
    for line in answer.body.decode("utf-8", "replace").split("\n"):
        line = line.rstrip("\r")
        order = _order(line)
        if order is not None:
            orders.append(order)
        elif orders and line and orders[-1].text.upper().startswith("DATA UPDATE "):
            orders[-1] = replace(orders[-1], text=f"{orders[-1].text}\n{line}")
    return orders


def _order(line: str) -> Order | None:
    addressed = _ADDRESSED.fullmatch(line)
    if addressed:
        text = addressed[3].removeprefix(f"C:{addressed[2]}:")
        return Order(addressed[2], text, addressed[1])
    if not line.startswith("C:"):
        return None
    id_, colon, text = line[2:].partition(":")
    return Order(id_, text) if colon else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody may enter: `SUCCESS`, `FAILED` or `TIMEOUT`, and the command that comes with it."""

    auth: str
    command: str = ""


def verdict_of(answer: Answer) -> Verdict:
    """The reply to a remote identification: the word, the event again, what to do (§10.8)."""
    lines = [line for line in re.split(r"[\r\n]+", answer.body.decode("utf-8", "replace")) if line]
    said = lines[0].removeprefix("AUTH=").strip() if lines and lines[0].startswith("AUTH=") else ""
    if answer.status != 200 or said not in ("SUCCESS", "FAILED", "TIMEOUT"):
        return Verdict("TIMEOUT")
    command = next((line for line in lines[1:] if line.startswith("CONTROL DEVICE")), "")
    return Verdict(said, command)


def time_of(answer: Answer) -> tuple[float, int] | None:
    """Seconds since 1970, and the zone to show in seconds; None where the reply tells no time (§8.1)."""
    said = _TIME.search(answer.body.decode("latin-1"))
    gmt = decoded_seconds(int(said[1])) if said and answer.status == 200 else None
    if said is None or gmt is None:
        return None
    zone = (int(said[3]) * 60 + int(said[4])) * 60
    return gmt.replace(tzinfo=UTC).timestamp(), -zone if said[2] == "-" else zone


def local_time_of(text: str) -> datetime | None:
    """The encoded seconds of `SET OPTIONS DateTime=`, of the terminal's own wall clock (§8.1)."""
    return decoded_seconds(int(text)) if re.fullmatch(r"[0-9]{1,10}", text) else None
