"""How a terminal judges what a server answers, old clients to the letter (PROTOCOL.md §1.2, §1.3, §3, §7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum

from edge.simulator.clock import DEFAULT_ZONE_S, zone_seconds
from edge.simulator.encoded_time import encoded_seconds
from edge.simulator.exchange import Answer
from edge.simulator.firmware import Firmware

ID_BUFFER = 19  # longer command ids run over a buffer of the old client (§7.1)
_COUNT = re.compile(r"[0-9]{1,10}")
_DAY_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
_FLAG_POSITION = {"AttLog": 0, "OpLog": 1, "AttPhoto": 2, "EnrollUser": 4}
_FLAG_POSITION_TFT = _FLAG_POSITION | {"EnrollUser": 3}


class Refused(Exception):
    """The server answered, but not so that the terminal may go on."""


class UnknownDevice(Exception):
    """The server said `UNKNOWN DEVICE`: start again from the first request."""


class Crash(Exception):
    """The answer would have crashed this generation of client; the terminal reboots by itself."""


class Verdict(Enum):
    """What an upload came to."""

    STORED = "stored"
    REFUSED = "refused"
    UNKNOWN_DEVICE = "unknown device"


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a poll answer: `C:<id>:<text>`."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Orders:
    """A poll's answer as read. `confused` means the client saw an error line and will wait for ErrorDelay."""

    commands: tuple[Command, ...] = ()
    confused: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The option block of the handshake (§3.2); durations in seconds unless the wire says minutes."""

    delay_s: float = 10.0
    error_delay_s: float = 30.0
    realtime: bool = True
    interval_min: int = 0
    times: tuple[str, ...] = ()
    transfer: str = ""
    tft: bool = False
    zone_s: int = DEFAULT_ZONE_S
    stamps: Mapping[str, str] = field(default_factory=dict)
    server_version: str = ""
    wants_options: bool = False
    answers_ping: bool = False

    def transfers(self, name: str) -> bool:
        """Whether TransFlag lets records of `name` through; 3.2.0 has names alone, and an order of its own
        (§3.3)."""
        if "TransData" in self.transfer or (self.tft and self.transfer[:1].isalpha()):
            return name in self.transfer
        position = (_FLAG_POSITION_TFT if self.tft else _FLAG_POSITION)[name]
        return not (position < len(self.transfer) and self.transfer[position] == "0")

    def changed_by(self, options: Mapping[str, str]) -> Settings:
        """The same after SET OPTION, which holds until the next handshake."""
        return replace(
            self,
            delay_s=max(1.0, _number(options, "Delay", self.delay_s)),
            error_delay_s=max(1.0, _number(options, "ErrorDelay", self.error_delay_s)),
            realtime=options["Realtime"] != "0" if "Realtime" in options else self.realtime,
        )

    def next_upload_in(self, local: datetime) -> float:
        """Seconds until records may go out when not at once: the interval, else fixed times (§3.6)."""
        if self.interval_min > 0:
            return self.interval_min * 60.0
        waits = []
        for text in self.times:
            hour, _, minute = text.partition(":")
            due = local.replace(hour=int(hour), minute=int(minute), second=0)
            waits.append(((due - local).total_seconds() - 1) % 86_400 + 1)
        return min(waits, default=86_400.0)

    def stamp(self, table: str) -> str | None:
        """The cursor handed out for `table`: new names first where `ServerVer` was sent (§3.5)."""
        legacy = {"ATTLOG": "Stamp", "OPERLOG": "OpStamp", "ATTPHOTO": "PhotoStamp"}.get(table, "")
        names = (f"{table}Stamp", legacy) if self.server_version else (legacy, f"{table}Stamp")
        return next((self.stamps[name] for name in names if name in self.stamps), None)


def judge_upload(answer: Answer, wanted: bytes = b"OK") -> Verdict:
    """An upload is stored when the status is 200 and the letters OK, or what else this kind of upload wants,
    stand in the first 10 KB (§1.3)."""
    if answer.status != 200:
        return Verdict.REFUSED
    if answer.body.startswith(b"UNKNOWN DEVICE"):
        return Verdict.UNKNOWN_DEVICE
    return Verdict.STORED if wanted in answer.body[:10_240] else Verdict.REFUSED


def results_taken(firmware: Firmware, answer: Answer) -> bool:
    """Whether results of commands may be thrown away: an old client wants `text/plain` for that (§1.2)."""
    plain = "text/plain" in answer.header("Content-Type", firmware.literal)
    return answer.status == 200 and (plain or not firmware.literal)


def server_time(firmware: Firmware, answer: Answer) -> float | None:
    """Seconds since 1970 from the Date header, where this client would set its clock by it (§8.1)."""
    if "text/plain" not in answer.header("Content-Type", firmware.literal):
        return None
    if firmware.literal and answer.took_s >= 5:
        return None
    try:
        return parsedate_to_datetime(answer.header("Date", firmware.literal)).timestamp()
    except (TypeError, ValueError):
        return None


def read_handshake(firmware: Firmware, answer: Answer) -> Settings:
    """The option block. Raises UnknownDevice, or Refused where this generation would not go on."""
    if answer.status != 200:
        raise Refused(f"first request answered {answer.status}")
    lines = _lines(firmware, answer.body)
    if any(line.startswith(("UN", "RETRY")) for line in lines) or answer.body.startswith(b"UNKNOWN DEVICE"):
        raise UnknownDevice("first request answered UNKNOWN DEVICE")
    if not any(line.startswith("GET OPTION FROM:") for line in lines):
        if firmware.literal or b"OK" not in answer.body:
            raise Refused("first request answered without an option block")
        return Settings()
    pairs = (line.partition("=") for line in lines if "=" in line)
    return _settings(firmware, {key: value for key, _, value in pairs})


def _lines(firmware: Firmware, body: bytes) -> list[str]:
    lines = re.split(r"[\r\n]", body.decode("utf-8", "replace"))
    if firmware.literal:
        lines.pop()  # what no newline ends is not a line for this client
    return [line for line in lines if line]


def _settings(firmware: Firmware, given: Mapping[str, str]) -> Settings:
    default = Settings()
    times = tuple(text for text in given.get("TransTimes", "").split(";") if _DAY_TIME.fullmatch(text))
    return Settings(
        delay_s=max(1.0, _number(given, "Delay", default.delay_s)),
        error_delay_s=max(1.0, _number(given, "ErrorDelay", default.error_delay_s)),
        realtime=given.get("Realtime", "1").strip() != "0",
        interval_min=int(_number(given, "TransInterval", 0)),
        times=times,
        transfer=given.get("TransFlag", ""),
        tft=firmware.words == "tft",
        zone_s=zone_seconds(given["TimeZone"]) if "TimeZone" in given else default.zone_s,
        stamps={key: value for key, value in given.items() if key.endswith("Stamp")},
        # What came before it was thought of does not know it, and goes by the old cursors.
        server_version=given.get("ServerVer", "") if firmware.names_tables else "",
        wants_options=given.get("PushOptionsFlag") == "1",
        answers_ping=given.get("SupportPing") == "1",
    )


def _number(given: Mapping[str, str], key: str, default: float) -> float:
    text = given.get(key, "").strip()
    return float(text) if _COUNT.fullmatch(text) else default


def read_poll(firmware: Firmware, answer: Answer) -> Orders:
    """The commands in a poll's answer. Raises Refused, UnknownDevice, Crash (§7.1, §7.2)."""
    if answer.status != 200 or not answer.body:
        raise Refused(f"poll answered {answer.status} with {len(answer.body)} bytes")
    if answer.body.startswith(b"UNKNOWN DEVICE"):
        raise UnknownDevice("poll answered UNKNOWN DEVICE")
    commands, confused = [], False
    for line in _lines(firmware, answer.body):
        if line.startswith("C:"):
            id_, colon, text = line[2:].partition(":")
            if firmware.literal and len(id_) > ID_BUFFER:
                raise Crash(
                    f"command id of {len(id_)} characters runs over the client's buffer of {ID_BUFFER}"
                )
            if colon:
                commands.append(Command(id_, text))
        elif firmware.literal and not line.startswith(("C", "R", "r")):
            confused = True
    return Orders(tuple(commands), confused)


def idle_gap(firmware: Firmware, polls_since_activity: int, delay_s: float) -> float:
    """Seconds to the next poll: it starts at 1 after activity and grows until `Delay` (§2)."""
    if firmware.literal:
        gap = 1.0 + polls_since_activity * delay_s / 5
    elif polls_since_activity < 2:
        gap = (1.0, 1.2)[polls_since_activity]
    else:
        gap = float(polls_since_activity)
    return min(gap, delay_s)


def as_stamp(text: str | None) -> int:
    """A stamp as encoded seconds, told as a number or as a time in ISO; what is neither (`None`, empty,
    absent) reads as 0."""
    if text is None or _COUNT.fullmatch(text):
        return int(text or 0)
    moment = time_from(text)
    return 0 if moment is None else encoded_seconds(moment)


def told_time(answer: Answer) -> datetime | None:
    """The time in the answer to `type=time`, aware (§8.1); None where there is none."""
    name, _, text = answer.body.decode("latin-1").strip().partition("=")
    try:
        moment = datetime.fromisoformat(text) if (answer.status, name) == (200, "Time") else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def time_from(text: str, end: bool = False) -> datetime | None:
    """A time in a command's argument, `YYYY-MM-DD hh:mm:ss` or a date alone; None where it is neither."""
    try:
        if len(text.strip()) == 10:
            day = datetime.strptime(text.strip(), "%Y-%m-%d")
            return day + timedelta(hours=23, minutes=59, seconds=59) if end else day
        return datetime.strptime(text.strip().replace("T", " "), "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None
