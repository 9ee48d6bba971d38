"""The access dialect's wire text equals the corpus byte for byte where both describe the same thing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from edge.simulator import access_wire as wire
from edge.simulator.access_answers import Order
from edge.simulator.access_control import control_device
from edge.simulator.access_firmware import BIOFACE, F20, INBIO, AccessFirmware
from edge.simulator.access_log import SYSTEM, AccessEvent
from edge.simulator.access_machine import access_properties, registration
from edge.simulator.access_tables import record_line
from edge.simulator.access_wire import AccessSender, Packet
from edge.simulator.encoded_time import decoded_seconds
from edge.simulator.hardware import MODEL, Counts, properties
from tests.edge.simulator.test_access_commands import box

CORPUS = Path(__file__).parents[2] / "corpus"
F20_SERIAL = "3383159910274"
SPEC_TOKEN = "cb386eb5f8219329db63356fb262ddff"
LATER_TOKEN = "af65a75608cf5b80fbb3b48f0b4df95a"


def sample(name: str) -> bytes:
    """One request of the corpus as it went over the wire."""
    return (CORPUS / f"{name}.http").read_bytes()


def of(serial: str, host: str, token: str = SPEC_TOKEN, firmware: AccessFirmware = F20) -> AccessSender:
    return AccessSender(firmware, serial, host, token=token)


SPEC = of(F20_SERIAL, "192.168.213.17:8088")
LATER = of(F20_SERIAL, "192.168.213.17:8088", LATER_TOKEN)
BIOFACE_A1 = of("VGU6259910358", "10.0.0.9:8000", firmware=BIOFACE)


def event(time: str, pin: str, code: int, status: int, verify: int, index: int) -> AccessEvent:
    at = datetime.strptime(time, "%Y-%m-%d %H:%M:%S")
    return AccessEvent(pin, at, status, verify, code=code, index=index)


def test_the_first_request_and_the_sign_of_life() -> None:
    assert wire.first_request(replace(SPEC, token="")) == sample("012_init_acc_unregistered")
    assert wire.alive_request(SPEC) == sample("026_ping_acc_cookie")


def test_the_registration() -> None:
    model, version = MODEL["F20/M"], "Ver 8.0.1.3-20151229"
    known = properties(model, F20_SERIAL, version, "192.168.213.221", "", 69, Counts())
    known |= access_properties(F20, model, version)
    known |= {"GATEIPAddress": "192.168.213.1", "AutoServerFunOn": "1", "authKey": "dassas"}
    request = wire.registry_request(of(F20_SERIAL, "192.168.52.44:8088", ""), registration(F20, known))
    assert request == sample("109_acc_registry")


def test_the_configuration_and_the_time() -> None:
    configuring = replace(SPEC, token="9d41643bfba01fe8b49143c21defc20a")
    assert wire.configuration_request(configuring) == sample("110_acc_push_config")
    assert wire.time_request(LATER) == sample("140_rtdata_time")


def test_the_options_push() -> None:
    told = sample("017_options_acc_cookie").partition(b"\r\n\r\n")[2].decode()
    sender = of("AJI6189960001", "192.168.52.44:8088", "50104b7ee71d8bb2ea10d8f1736b1bf8")
    assert wire.options_told(sender, told) == sample("017_options_acc_cookie")


@pytest.mark.parametrize(
    ("name", "serial", "host", "firmware", "events"),
    [
        (
            "111_rtlog_v5l",
            "AJE1269907218",
            "10.0.0.9:8000",
            replace(BIOFACE, last_line_terminated=False),
            [
                event("2026-09-15 15:32:41", "2", 3, 0, 1, 114),
                event("2026-09-15 15:33:07", "2", 3, 0, 1, 115),
                event("2026-09-15 15:33:16", "5", 3, 0, 15, 116),
                event("2026-09-15 15:33:17", "5", 3, 0, 15, 117),
            ],
        ),
        (
            "112_rtlog_v3l",
            "CRJP239917604",
            "10.0.0.9:8000",
            replace(BIOFACE, unsupported="0"),
            [
                event("2026-09-28 11:40:45", "41299478", 0, 0, 1, 13355),
                event("2026-09-28 11:45:56", "0", 27, 1, 1, 13357),
            ],
        ),
        (
            "113_rtlog_spec_unregistered",
            F20_SERIAL,
            "192.168.213.17:8088",
            F20,
            [event("2017-01-10 11:49:32", "0", 27, 1, 0, 21)],
        ),
        (
            "114_rtlog_crlf_alarmtype",
            None,
            None,
            INBIO,
            [event("2021-04-02 08:15:00", "0", 7, 2, SYSTEM, 88)],
        ),
        (
            "160_rtlog_sf2a_short",
            "VGU6259907741",
            "10.0.0.9:8000",
            F20,
            [event("2026-09-09 12:09:10", "447281", 3, 0, 1, 40)],
        ),
    ],
)
def test_events(
    name: str, serial: str | None, host: str | None, firmware: AccessFirmware, events: list[AccessEvent]
) -> None:
    wanted = sample(name)
    told = re.search(rb"SN=(\w+).*\r\nHost: (\S+)", wanted, re.DOTALL)
    assert told
    sender = of(serial or told[1].decode(), host or told[2].decode(), firmware=firmware)
    lines = [wire.rtlog_line(firmware, one) for one in events]
    assert wire.live_request(sender, "rtlog", lines) == wanted


def test_door_states() -> None:
    machine = box("bioface")
    record = f"time=2026-02-23 14:13:48\t{machine.doors.state()}"
    sender = of("VGU6259934716", "10.0.0.9:8000", firmware=BIOFACE)
    assert wire.live_request(sender, "rtstate", [record]) == sample("117_rtstate_senseface")
    spec = box("f20")
    spec.happens(100)
    record = f"time=2017-01-10 15:42:40\t{spec.doors.state()}"
    assert wire.live_request(SPEC, "rtstate", [record]) == sample("118_rtstate_spec_tamper")


def test_a_wiegand_test() -> None:
    bits = "01100110011001100110011001"
    record = f"type=wg\tbitscount=26\tbits={bits}\tsn={F20_SERIAL}"
    assert wire.live_request(SPEC, "testdata", [record]) == sample("120_testdata_wiegand")
    machine = box("inbio")
    control_device(machine, Order("1", ""), "0901000000")
    shape = record.replace(bits, "#").replace(F20_SERIAL, machine.serial)
    assert re.sub("bits=[01]{26}", "bits=#", machine.tests[0]) == shape


USERS = [
    {"uid": "1", "pin": "1", "privilege": "14"},
    {"uid": "2", "pin": "2", "privilege": "0"},
    {"uid": "3", "pin": "3", "privilege": "0"},
]
EMPTY = {"group": "1", "starttime": "0", "endtime": "0", "disable": "0", "verify": "0"}


def test_users_that_changed_at_the_terminal() -> None:
    lines = [record_line("user", EMPTY | user) for user in USERS]
    assert wire.table_request(BIOFACE_A1, "user", lines) == sample("121_tabledata_user_bioface")
    spec = record_line("user", EMPTY | {"uid": "5", "pin": "4", "privilege": "0"})
    assert wire.table_request(LATER, "user", [spec]) == sample("122_tabledata_user_spec")


def test_fingerprints_that_were_enrolled_at_the_terminal() -> None:
    wanted = sample("124_tabledata_templatev10_duress")
    lines = []
    for line in wanted.partition(b"\r\n\r\n")[2].decode().splitlines():
        columns = dict(pair.split("=", 1) for pair in line.partition(" ")[2].split("\t"))
        lines.append(record_line("templatev10", columns))
    terminated = of(
        F20_SERIAL,
        "192.168.213.17:8088",
        firmware=replace(F20, last_line_terminated=wanted.endswith(b"\n")),
    )
    assert wire.table_request(terminated, "templatev10", lines) == wanted


def test_a_controller_behind_another_asks_to_be_let_in() -> None:
    sender = of("DDG7059967042", "192.168.213.17:8088", firmware=INBIO)
    lines = [wire.authorize_line("DDG7059967043")]
    request = wire.table_request(sender, "DeviceAuthorize", lines, kind="registry")
    assert request == sample("127_tabledata_deviceauthorize")


def test_answers_to_queries() -> None:
    users = [EMPTY | user for user in USERS]
    users[1] = users[1] | {"password": "1"}
    body = "".join(f"{record_line('user', user)}\n" for user in users).encode()
    asked = Packet("tabledata", "1", "user", 3, 1, 1, body)
    assert wire.answer_request(BIOFACE_A1, asked) == sample("128_querydata_user_bioface")
    counted = Packet("count", "288", "user", 1, 1, 1, b"user=5")
    assert wire.answer_request(LATER, counted) == sample("130_querydata_count")
    told = (
        f"~SerialNumber={F20_SERIAL},FirmVer=Ver 8.0.1.3-20151229,~DeviceName=F20/M,LockCount=1,"
        "ReaderCount=2,MachineType=101,VerifyStyles=ff7f0000,ComPwd="
    )
    options = Packet("options", "408", "options", 1, 1, 1, told.encode())
    assert wire.answer_request(SPEC, options) == sample("135_querydata_options")


def test_the_events_of_the_past() -> None:
    tampered = event("2017-01-10 00:00:00", "0", 100, 2, SYSTEM, 92)
    wanted = sample("133_querydata_transaction")
    told = re.search(rb"time_second=(\d+)", wanted)
    assert told
    moment = decoded_seconds(int(told[1]))
    assert moment is not None
    tampered.time = moment
    body = f"{wire.transaction_line(tampered, F20_SERIAL)}\n".encode()
    assert wire.answer_request(SPEC, Packet("tabledata", "415", "transaction", 1, 1, 1, body)) == wanted


def test_asking_whether_somebody_may_enter() -> None:
    before = event("2021-03-01 12:00:00", "12", 0, 0, 4, 0)
    assert wire.may_enter_request(SPEC, before) == sample("136_acc_remote_identification")


def test_a_piece_of_firmware() -> None:
    url = "http://192.168.213.17:8088/fw/emfw.cfg"
    assert wire.piece_request(LATER, url, (1_048_576, 2_097_151)) == sample("146_firmware_range_get")


def without_content_type(request: bytes) -> bytes:
    """Results in the corpus whose source kept the body but not all headers."""
    return re.sub(rb"Content-(Type|Language): [^\r]*\r\n", b"", request)


@pytest.mark.parametrize(
    ("name", "sender", "results"),
    [
        ("105_devicecmd_acc_lowercase_return", SPEC, [("395", 0, "ENROLL_BIO")]),
        ("106_devicecmd_acc_query_count", BIOFACE_A1, [("1", 3, "DATA QUERY")]),
        ("107_devicecmd_acc_bad_table", BIOFACE_A1, [("9", -629, "DATA QUERY")]),
        (
            "162_devicecmd_sf2a_wrong_dialect",
            of("VGU6259907741", "10.0.0.9:8000", firmware=replace(BIOFACE, results_terminated=True)),
            [("31", -629, "DATA QUERY"), ("32", 4, "DATA QUERY")],
        ),
    ],
)
def test_results(name: str, sender: AccessSender, results: list[tuple[str, int, str]]) -> None:
    body = b"".join(wire.access_result(sender.firmware, *result) for result in results)
    # Of these only the document's own example kept the headers that describe the body.
    request = wire.results_request(sender, body)
    assert (request if sender is SPEC else without_content_type(request)) == sample(name)


def test_the_token() -> None:
    # printf CODE3383159910274ABC | md5sum
    assert wire.token_of("CODE", F20_SERIAL, "ABC") == "a01421108ac42867168bf96376c2e88a"
