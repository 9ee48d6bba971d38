"""Wire text as access-control firmware sends it: requests and records (PROTOCOL.md §10.1, §10.5-§10.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5

from edge.simulator.access_firmware import AccessFirmware
from edge.simulator.access_log import SYSTEM, AccessEvent
from edge.simulator.encoded_time import encoded_seconds
from edge.simulator.workday import Direction

# Positions from the right in a verify type of bits, by the codes of §6.3
_BIT = {1: 4, 3: 9, 4: 11, 15: 1, 21: 5, 25: 3}
_ENTERS = frozenset({Direction.IN, Direction.BREAK_IN, Direction.OVERTIME_IN})
_MOST_BITS = 16


@dataclass(frozen=True, slots=True)
class AccessSender:
    """What all requests of a terminal have in common. `token` is shown as a cookie once there is one."""

    firmware: AccessFirmware
    serial: str
    host: str
    prefix: str = ""
    token: str = ""


def token_of(registry_code: str, serial: str, session_id: str) -> str:
    """What a registered terminal shows with every request (§10.4)."""
    return md5(f"{registry_code}{serial}{session_id}".encode(), usedforsecurity=False).hexdigest()


def _request(
    sender: AccessSender,
    method: str,
    target: str,
    body: bytes | None = None,
    *more: str,
    content: bool | None = None,
) -> bytes:
    """`content` says whether the headers that describe a body are there, else as there is one."""
    lines = [f"{method} {sender.prefix}/iclock/{target} HTTP/1.1"]
    if sender.token:
        lines.append(f"Cookie: token={sender.token}")
    lines += [
        f"Host: {sender.host}",
        "User-Agent: iClock Proxy/1.09",
        "Connection: starting",
        "Accept: application/push",
        "Accept-Charset: UTF-8",
        "Accept-Language: zh-CN",
    ]
    if body is not None if content is None else content:
        lines += ["Content-Type: application/push;charset=UTF-8", "Content-Language: zh-CN"]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, *more, "", ""]).encode() + (body or b"")


def first_request(sender: AccessSender) -> bytes:
    """Says that it is there (§10.1)."""
    query = (
        f"SN={sender.serial}&pushver={sender.firmware.pushver}&options=all&DeviceType=acc&PushOptionsFlag=1"
    )
    return _request(sender, "GET", f"cdata?{query}")


def registry_request(sender: AccessSender, told: str) -> bytes:
    """Tells what it is (§10.1); `told` are its options, comma separated."""
    return _request(sender, "POST", f"registry?SN={sender.serial}", told.encode())


def configuration_request(sender: AccessSender) -> bytes:
    """Asks for what it shall do (§10.1, §10.3)."""
    return _request(sender, "POST", f"push?SN={sender.serial}", b"")


def options_told(sender: AccessSender, told: str) -> bytes:
    """The options push, as in the attendance dialect (§4.1)."""
    return _request(sender, "POST", f"cdata?SN={sender.serial}&table=options", told.encode())


def time_request(sender: AccessSender) -> bytes:
    """Asks what time it is (§8.1)."""
    return _request(sender, "GET", f"rtdata?SN={sender.serial}&type=time")


def orders_request(sender: AccessSender) -> bytes:
    """A poll (§10.8)."""
    return _request(sender, "GET", f"getrequest?SN={sender.serial}")


def alive_request(sender: AccessSender) -> bytes:
    """A sign of life between the parts of a long upload (§4.3)."""
    return _request(sender, "GET", f"ping?SN={sender.serial}", content=True)


def live_request(sender: AccessSender, table: str, records: Sequence[str]) -> bytes:
    """Records of `rtlog`, `rtstate` or `testdata` (§10.5, §10.6)."""
    end = sender.firmware.record_end
    closed = end if sender.firmware.last_line_terminated and table == "rtlog" else ""
    body = end.join(records) + closed
    return _request(sender, "POST", f"cdata?SN={sender.serial}&table={table}", body.encode())


def table_request(sender: AccessSender, table: str, records: Sequence[str], kind: str = "") -> bytes:
    """Records of a table that changed at the terminal (§10.7)."""
    typed = f"&type={kind}" if kind else ""
    query = f"SN={sender.serial}{typed}&table=tabledata&tablename={table}&count={len(records)}"
    body = "\n".join(records) + ("\n" if sender.firmware.last_line_terminated else "")
    return _request(sender, "POST", f"cdata?{query}", body.encode())


@dataclass(frozen=True, slots=True)
class Packet:
    """One part of the answer to a query (§10.8). `kind` is `tabledata`, `count` or `options`."""

    kind: str
    command_id: str
    table: str
    count: int
    packets: int
    index: int
    body: bytes


def answer_request(sender: AccessSender, packet: Packet) -> bytes:
    """A part of an answer."""
    query = (
        f"SN={sender.serial}&type={packet.kind}&cmdid={packet.command_id}&tablename={packet.table}"
        f"&count={packet.count}&packcnt={packet.packets}&packidx={packet.index}"
    )
    return _request(sender, "POST", f"querydata?{query}", packet.body)


def may_enter_request(sender: AccessSender, event: AccessEvent) -> bytes:
    """Asks whether to let somebody in (§10.8, remote identification)."""
    body = f"{may_enter_line(sender.firmware, event)}\n"
    return _request(sender, "POST", f"cdata?SN={sender.serial}&AuthType=device", body.encode())


def results_request(sender: AccessSender, results: bytes) -> bytes:
    """Results of commands (§7.3); `results` are finished lines."""
    body = results if sender.firmware.results_terminated else results.removesuffix(b"\n")
    return _request(sender, "POST", f"devicecmd?SN={sender.serial}", body)


def piece_request(sender: AccessSender, url: str, span: tuple[int, int] | None = None) -> bytes:
    """A file, or the bytes of it from the first to the last of `span` (§7.5)."""
    ranges = [] if span is None else [f"RANGE: bytes={span[0]}-{span[1]}"]
    return _request(sender, "GET", f"file?SN={sender.serial}&url={url}", None, *ranges)


# Records


def direction_of(direction: Direction) -> int:
    """`inoutstatus`: 0 in, 1 out (§10.5)."""
    return 0 if direction in _ENTERS else 1


def verify_text(firmware: AccessFirmware, verify: int, bits: bool) -> str:
    """A verify type: its number, or a string of bits once these were agreed on (§10.5)."""
    if not bits or verify not in _BIT:
        return str(verify)
    return f"{1 << _BIT[verify]:0{_MOST_BITS}b}"


def rtlog_line(firmware: AccessFirmware, event: AccessEvent, bits: bool = False, serial: str = "") -> str:
    """One event (§10.5), without its end. `serial` is named where several controllers share a connection."""
    values = {
        "time": f"{event.time:%Y-%m-%d %H:%M:%S}",
        "pin": event.pin,
        "cardno": event.card,
        "eventaddr": str(event.door),
        "event": str(event.code),
        "inoutstatus": str(event.status),
        "verifytype": verify_text(firmware, event.verify, bits),
        "index": str(event.index),
        "sitecode": "0",
        "linkid": "0",
        "maskflag": firmware.unsupported,
        "temperature": firmware.unsupported,
        "convtemperature": firmware.unsupported,
    }
    pairs = [f"{column}={values[column]}" for column in firmware.event_columns]
    if firmware.alarm_type and event.verify == SYSTEM:
        pairs.append(f"Alarmtype={firmware.alarm_type}")
    if serial:
        pairs.append(f"sn={serial}")
    return "\t".join(pairs)


def may_enter_line(firmware: AccessFirmware, event: AccessEvent) -> str:
    """The event a server is asked about; the place it tells is a reader (§10.8)."""
    return (
        f"time={event.time:%Y-%m-%d %H:%M:%S}\tpin={event.pin}\tcardno={event.card}\taddrtype=3"
        f"\teventaddr={event.door}\tevent={event.code}\tinoutstatus={event.status}\tverifytype={event.verify}"
    )


def transaction_line(event: AccessEvent, serial: str) -> str:
    """One event as the table `transaction` holds it (§10.8)."""
    return (
        f"transaction cardno={event.card}\tpin={event.pin}\tverified={event.verify}\tdoorid={event.door}"
        f"\teventtype={event.code}\tinoutstate={event.status}\ttime_second={encoded_seconds(event.time)}"
        f"\tindex={event.index}\tsitecode=0\tdevid=1\tsn={serial}"
    )


def authorize_line(serial: str) -> str:
    """A controller behind this one that asks to be let in (§10.7); no blank follows the table's name."""
    return f"DeviceAuthorizeSN={serial}\tOnline=1\tIsAuthorize=0\tAuthorizeInfo=Type=1;Ver=2.0\tRegisterInfo="


def access_result(
    firmware: AccessFirmware, command_id: str, returned: int, echo: str, serial: str = ""
) -> bytes:
    """One result (§7.3). `serial` is that of a controller behind this one."""
    named = f"&SN={serial}" if serial else ""
    word = "return" if echo in firmware.loose else "Return"
    return f"ID={command_id}{named}&{word}={returned}&CMD={echo}\n".encode()
