"""Wire text as each firmware generation sends it: requests and record lines (PROTOCOL.md §1, §3–§7)."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from edge.simulator.firmware import Firmware
from edge.simulator.hardware import Counts, Model
from edge.simulator.people import Employee
from edge.simulator.punch_log import LoggedPunch

NAME_BYTES_OLD = 24  # the 2.0.x record has 24 bytes for a name and cuts inside a character (§3.8)
CARD = re.compile(r"[0-9]{1,12}")
CONSTANT_STAMP = "9999"  # what newer firmware sends whatever the server handed out (§3.5)
_RESULT = re.compile(rb"^(ID=[A-Za-z0-9]+)&(?=Return=)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sender:
    """What all requests of a terminal have in common. `prefix` precedes `/iclock`, `host` is as typed in."""

    firmware: Firmware
    serial: str
    host: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """A user record with the fields of §6.4, as text; empty where the terminal holds nothing."""

    pin: str
    name: str = ""
    privilege: str = "0"
    password: str = ""
    card: str = ""
    group: str = "1"
    timezones: str = ""
    verify: str = ""
    vice_card: str = ""
    start: str = "0"
    end: str = "0"
    expires: str = "0"

    @classmethod
    def of(cls, person: Employee) -> User:
        """The record an administrator typed in for `person`."""
        return cls(person.pin, person.name, str(person.privilege), card=person.card)


@dataclass(frozen=True, slots=True)
class Template:
    """A template as BIODATA describes it (§6.5); `text` is its base64."""

    text: str
    major: str = "0"
    minor: str = "0"
    valid: str = "1"
    duress: str = "0"
    format: str = "0"


def _request(sender: Sender, method: str, endpoint: str, query: str, body: bytes | None = None) -> bytes:
    firmware = sender.firmware
    target = f"{sender.prefix}/iclock/{endpoint}{firmware.path_suffix}?{query}"
    return _finished(firmware, f"{method} {target} HTTP/{firmware.http}", sender.host, body)


def _finished(firmware: Firmware, first: str, host: str, body: bytes | None = None, *more: str) -> bytes:
    lines = [
        first,
        f"Host: {host}",
        "User-Agent: iClock Proxy/1.09",
        "Connection: close",
        *([f"Accept: {firmware.accept}"] if firmware.accept else ()),
        *more,
    ]
    if body is not None:
        if firmware.content_type is not None:
            lines.append(f"Content-Type: {firmware.content_type}")
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")


def init_request(sender: Sender, language: int) -> bytes:
    """The first request (§3.1)."""
    firmware = sender.firmware
    query = firmware.init.format(sn=sender.serial, language=language, pushver=firmware.pushver)
    return _request(sender, "GET", "cdata", query)


def options_request(sender: Sender, options: str) -> bytes:
    """The options push (§4.1)."""
    return _request(sender, "POST", "cdata", f"SN={sender.serial}&table=options", options.encode())


def poll_request(sender: Sender, info: str | None = None) -> bytes:
    """A poll, with the value of `INFO=` where counts are to be told (§4.2)."""
    query = f"SN={sender.serial}" if info is None else f"SN={sender.serial}&INFO={info}"
    return _request(sender, "GET", "getrequest", query)


def ping_request(sender: Sender) -> bytes:
    """A sign of life between the parts of a long upload (§4.3)."""
    return _request(sender, "GET", "ping", f"SN={sender.serial}")


def time_request(sender: Sender) -> bytes:
    """What time it is, as 3.2.0 asks (§8.1)."""
    return _request(sender, "GET", "cdata", f"SN={sender.serial}&type=time")


def upload_request(
    sender: Sender, table: str, stamp: str, lines: Sequence[bytes], marks: Mapping[str, str] | None = None
) -> bytes:
    """Records of one table (§5). `stamp` is a parameter, `Stamp=9999`; `marks` follow on query answers."""
    told = [f"table={table}"] if sender.firmware.names_tables else []
    query = "&".join([f"SN={sender.serial}", *told, stamp, *(f"{k}={v}" for k, v in (marks or {}).items())])
    body = b"\n".join(lines) + (b"\n" if sender.firmware.last_line_terminated else b"")
    return _request(sender, "POST", "cdata", query, body)


def result_request(sender: Sender, results: bytes) -> bytes:
    """Results of commands (§7.3); `results` are finished lines."""
    if sender.firmware.signs_results:
        results = _RESULT.sub(rb"\1&SN=%b&" % sender.serial.encode(), results)
    return _request(sender, "POST", "devicecmd", f"SN={sender.serial}", results)


def photo_request(
    sender: Sender, name: str, content: bytes, stamp: str, size: int | None = None, word: str = "realupload"
) -> bytes:
    """A picture taken at a punch (§6.7): described by the query, or by a header up to a NUL.

    `stamp` is a parameter; a `PhotoStamp` goes to an endpoint of its own. `size` is that of the picture where
    `content` is something else, its base64.
    """
    serial = sender.serial
    endpoint = "fdata" if stamp.startswith("PhotoStamp") else "cdata"
    if sender.firmware.photos == "query":
        return _request(sender, "POST", endpoint, f"SN={serial}&PIN={name}&{stamp}", content)
    size = len(content) if size is None else size
    head = f"PIN={name}\nSN={serial}\nsize={size}\nCMD={word}\0".encode()
    return _request(sender, "POST", endpoint, f"SN={serial}&table=ATTPHOTO&{stamp}", head + content)


def file_request(sender: Sender, url: str, span: tuple[int, int] | None = None) -> bytes:
    """A file, or the bytes of it from the first to the last of `span` (§7.5)."""
    firmware = sender.firmware
    ranges = [] if span is None else [f"RANGE: bytes={span[0]}-{span[1]}"]
    host, target = (
        sender.host,
        f"{sender.prefix}/iclock/file{firmware.path_suffix}?SN={sender.serial}&url={url}",
    )
    if firmware.fetches_directly:
        parts = urlsplit(url)
        if parts.scheme:
            host, target = parts.netloc, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        else:
            target = f"{sender.prefix}/iclock/{url.lstrip('/')}"
    return _finished(firmware, f"GET {target} HTTP/{firmware.http}", host, None, *ranges)


def stamp_parameter(firmware: Firmware, table: str, stamp: str, server_version_known: bool) -> str:
    """`Stamp=…` or `OpStamp=…`: it depends on table, generation and whether `ServerVer` was given (§3.5)."""
    others = table not in ("ATTLOG", "BIODATA")
    if firmware.stamps == "encoded":
        of_others = "PhotoStamp" if table == "ATTPHOTO" else "OpStamp"
        return f"{of_others if others and not server_version_known else 'Stamp'}={stamp}"
    return f"{firmware.operlog_stamp if others else 'Stamp'}={stamp}"


def info_value(firmware: Firmware, model: Model, version: str, ip: str, counts: Counts) -> str:
    """The comma separated value of `INFO=`, blanks escaped (§4.2)."""
    values = [version.replace(" ", "%20"), counts.users, counts.fingerprints, counts.logs, ip, model.fingers]
    values += [model.faces, 12, counts.faces, model.bits, counts.cards, counts.photos, 0]
    return ",".join(str(value) for value in values[: firmware.info_values])


def position_extension(lat: float, lon: float) -> str:
    """The ExtendData column: where the terminal stands, degrees (§6.1)."""
    text = f'{{"GPSInfo":{{"longitude":"{lon:.6f}","latitude":"{lat:.6f}"}}}}'
    return base64.b64encode(text.encode()).decode()


def attlog_line(firmware: Firmware, punch: LoggedPunch, extend: str = "") -> bytes:
    """One ATTLOG record with the columns of its generation (§6.1), without its newline."""
    time = punch.time.isoformat("T" if firmware.iso_times else " ")
    head = (punch.pin, time, str(punch.status), str(punch.verify))
    tail = (column.format(offset=f"{punch.offset_s:+d}", extend=extend) for column in firmware.attlog_tail)
    return "\t".join((*head, *tail)).encode()


def card_text(firmware: Firmware, card: str) -> str:
    """A card number in USER records: decimal, or bracketed little-endian hex on old firmware (§6.4)."""
    if not firmware.literal or not CARD.fullmatch(card):
        return card
    return f"[{int(card).to_bytes(5, 'little').hex()}]"


def user_line(firmware: Firmware, user: User) -> bytes:
    """One USER record (§6.4) without its newline; old firmware cuts a long name inside a character."""
    user = replace(
        user, timezones=user.timezones or firmware.user_timezones, verify=user.verify or firmware.user_verify
    )
    name = user.name.encode()
    values: dict[str, bytes] = {
        "PIN": user.pin.encode(),
        "Name": name[:NAME_BYTES_OLD] if firmware.literal else name,
        "Pri": user.privilege.encode(),
        "Passwd": user.password.encode(),
        "Card": card_text(firmware, user.card).encode(),
        "Grp": user.group.encode(),
        "TZ": user.timezones.encode(),
        "Verify": user.verify.encode(),
        "ViceCard": user.vice_card.encode(),
        "StartDatetime": user.start.encode(),
        "EndDatetime": user.end.encode(),
        "Expires": user.expires.encode(),
    }
    return b"USER " + b"\t".join(key.encode() + b"=" + values[key] for key in firmware.user_fields)


def oplog_line(operation: int, time: datetime, *objects: str, operator: str = "0") -> bytes:
    """One OPLOG record (§6.4): operation code, who did it, when, and up to four objects filled up with 0."""
    padded = (*objects, "0", "0", "0", "0")[:4]
    return f"OPLOG {operation}\t{operator}\t{time:%Y-%m-%d %H:%M:%S}\t{chr(9).join(padded)}".encode()


def fingerprint_line(pin: str, finger: str, template: str, valid: str = "1") -> bytes:
    """One FP record of OPERLOG: `Size` is the length of the base64 text (§6.4)."""
    return f"FP PIN={pin}\tFID={finger}\tSize={len(template)}\tValid={valid}\tTMP={template}".encode()


def face_line(pin: str, part: str, template: str, valid: str = "1") -> bytes:
    """One FACE record of OPERLOG, a part of a near-infrared face (§6.4)."""
    return f"FACE PIN={pin}\tFID={part}\tSIZE={len(template)}\tVALID={valid}\tTMP={template}".encode()


def biodata_line(pin: str, number: str, kind: int, template: Template, part: str = "0") -> bytes:
    """One BIODATA record (§6.5); `kind` as in §6.9, `number` the finger or 0, `part` of a palm in several."""
    return (
        f"BIODATA Pin={pin}\tNo={number}\tIndex={part}\tValid={template.valid}\tDuress={template.duress}"
        f"\tType={kind}\tMajorVer={template.major}\tMinorVer={template.minor}\tFormat={template.format}"
        f"\tTmp={template.text}"
    ).encode()


def photo_line(word: str, pin: str, content: str, kind: str | None = None) -> bytes:
    """One USERPIC or BIOPHOTO record of OPERLOG; `Size` counts the base64 text (§6.6)."""
    typed = "" if kind is None else f"\tType={kind}"
    return f"{word} PIN={pin}\tFileName={pin}.jpg{typed}\tSize={len(content)}\tContent={content}".encode()


def result_line(command_id: str, returned: int, echo: str, **more: str) -> bytes:
    """One result, ended by LF (§7.3); `more` follows as `&Key=value`."""
    tail = "".join(f"&{key}={value}" for key, value in more.items())
    return f"ID={command_id}&Return={returned}&CMD={echo}{tail}\n".encode()
