"""Commands of the access dialect as each generation executes them, and what the terminal holds then."""

from __future__ import annotations

import hashlib
import random
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.simulator.access_answers import Order
from edge.simulator.access_commands import execute
from edge.simulator.access_firmware import ACCESS_FIRMWARES
from edge.simulator.access_log import AccessEvent
from edge.simulator.access_machine import AccessMachine
from edge.simulator.access_outcome import AccessOutcome
from edge.simulator.access_tables import AccessTables
from edge.simulator.clock import DeviceClock
from edge.simulator.encoded_time import encoded_seconds
from edge.simulator.hardware import MODEL
from edge.simulator.machine import After, Outcome
from edge.simulator.people import Employee, Shift
from edge.simulator.punch_log import PunchLog

NOW = 1791190800.0  # 2026-10-05 09:00:00 UTC, a Monday
MODEL_OF = {"f20": "F20/M", "bioface": "BioFace A1", "inbio": "inBio460 Pro"}
EVERY = list(ACCESS_FIRMWARES)
ROSTER = {
    "1001": Employee("1001", "Amina Tazi", "123456789", 14, Shift.DAY),
    "1002": Employee("1002", "Omar Saidi", "", 0, Shift.DAY),
}
TEMPLATE = "QUJDRA=="
CONTENT = ("template", "tmp", "content")


def box(generation: str) -> AccessMachine:
    """A terminal whose clock stands at nine, with two users who may open every door."""
    firmware, model = ACCESS_FIRMWARES[generation], MODEL[MODEL_OF[generation]]
    return AccessMachine(
        serial="VGU6259910358",
        firmware=firmware,
        model=model,
        version=model.versions[0],
        ip="192.168.1.20",
        mac="00:17:61:01:02:03",
        language=70,
        tables=AccessTables(firmware, ROSTER),
        clock=DeviceClock(lambda: NOW, 0),
        rng=random.Random(1),
        punches=PunchLog(),
        events=PunchLog(),
    )


def run(machine: AccessMachine, text: str, command_id: str = "7") -> Outcome:
    (outcome,) = execute(machine, Order(command_id, text))
    return outcome


def returned(machine: AccessMachine, text: str) -> int:
    result = run(machine, text).result.decode()
    return int(result.split("eturn=")[1].split("&")[0])


def told(machine: AccessMachine, text: str) -> list[str]:
    """The records that a query brings, whatever the packets."""
    outcome = run(machine, text)
    assert isinstance(outcome, AccessOutcome)
    return b"".join(packet.body for packet in outcome.packets).decode().splitlines()


def query(table: str, condition: str = "*") -> str:
    return f"DATA QUERY tablename={table},fielddesc=*,filter={condition}"


def codes(machine: AccessMachine) -> list[int]:
    return [event.code for event in machine.events.batch(99)]


# People


@pytest.mark.parametrize("generation", EVERY)
def test_a_person_is_written_and_asked_back(generation: str) -> None:
    machine = box(generation)
    columns = "Pin=2001\tPassword=12\tGroup=1\tStartTime=0\tEndTime=0\tName=Sarah Johnson\tPrivilege=0"
    outcome = run(machine, f"DATA UPDATE user CardNo=\t{columns}")
    assert outcome.result == b"ID=7&Return=0&CMD=DATA UPDATE\n"
    assert told(machine, query("user", "Pin=2001")) == [
        "user uid=3\tcardno=\tpin=2001\tpassword=12\tgroup=1\tstarttime=0\tendtime=0\tname=Sarah Johnson"
        "\tprivilege=0\tdisable=0\tverify=0"
    ]
    assert run(machine, query("user")).result == b"ID=7&Return=3&CMD=DATA QUERY\n"
    assert run(machine, "DATA DELETE user Pin=2001").result == b"ID=7&Return=0&CMD=DATA DELETE\n"
    assert returned(machine, query("user")) == 2


@pytest.mark.parametrize("generation", EVERY)
def test_people_of_the_site_can_be_changed_and_deleted_without_the_roster_noticing(generation: str) -> None:
    machine = box(generation)
    run(machine, "DATA UPDATE user Pin=1001\tName=Amina Alaoui")
    assert "\tname=Amina Alaoui\tprivilege=14\t" in told(machine, query("user", "Pin=1001"))[0]
    run(machine, "DATA DELETE user Pin=1001")
    assert [line.split("\t")[2] for line in told(machine, query("user"))] == ["pin=1002"]
    assert ROSTER["1001"].name == "Amina Tazi"
    assert returned(machine, "DATA DELETE user Pin=1001") == 0, "twice is no error"


@pytest.mark.parametrize("generation", EVERY)
def test_rights_decide_who_gets_in(generation: str) -> None:
    machine, now = box(generation), datetime(2026, 10, 5, 9, 0)
    assert machine.refusal("1001", 1, now) is None
    run(machine, "DATA DELETE userauthorize Pin=1001")
    assert machine.refusal("1001", 1, now) == 23
    run(machine, "DATA UPDATE userauthorize Pin=1001\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1\tDevID=1")
    assert machine.refusal("1001", 1, now) is None
    assert told(machine, query("userauthorize", "Pin=1001")) == [
        "userauthorize pin=1001\tauthorizetimezoneid=1\tauthorizedoorid=1\tdevid=1"
    ]
    run(machine, "DATA DELETE user Pin=1001")
    assert machine.refusal("1001", 1, now) == 27


@pytest.mark.parametrize("generation", EVERY)
def test_schedules_open_at_their_hours(generation: str) -> None:
    machine = box(generation)
    period = (830 << 16) + 1200
    run(machine, f"DATA UPDATE timezone TimezoneId=2\tMonTime1={period}\tTueTime1=0")
    run(machine, "DATA DELETE userauthorize Pin=1002")
    run(machine, "DATA UPDATE userauthorize Pin=1002\tAuthorizeTimezoneId=2\tAuthorizeDoorId=1")
    monday = datetime(2026, 10, 5, 9, 0)
    assert machine.refusal("1002", 1, monday) is None
    assert machine.refusal("1002", 1, monday.replace(hour=12, minute=1)) == 21
    assert machine.refusal("1002", 1, monday.replace(day=6)) == 21


@pytest.mark.parametrize("generation", EVERY)
def test_validity_is_counted_in_the_terminals_own_way(generation: str) -> None:
    machine = box(generation)
    until = datetime(2026, 10, 6, 12, 0)
    seconds = machine.firmware.seconds_of_validity
    last = encoded_seconds(until) if seconds else f"{until:%Y%m%d}"
    run(machine, f"DATA UPDATE user Pin=1002\tStartTime=0\tEndTime={last}")
    assert machine.refusal("1002", 1, until.replace(hour=11)) is None
    assert machine.refusal("1002", 1, until.replace(hour=13)) == (29 if seconds else None)
    assert machine.refusal("1002", 1, until.replace(day=7, hour=13)) == 29


@pytest.mark.parametrize(
    ("generation", "text", "code"),
    [
        ("f20", "DATA UPDATE USERINFO PIN=1\tName=x", -629),
        ("bioface", "DATA QUERY USERINFO", -629),
        ("bioface", query("nonsense"), -629),
        ("f20", query("biodata"), -629),
        ("f20", "DATA DELETE nonsense *", -629),
        ("f20", "DATA DELETE user", -101),
        ("f20", "DATA DELETE user Colour=red", -621),
        ("bioface", "DATA UPDATE user Pin=5\tColour=red", -621),
        ("bioface", query("user", "Colour=red"), -621),
        ("inbio", "DATA UPDATE user Name=x", -102),
        ("inbio", "DATA UPDATE user x", -105),
        ("f20", f"DATA UPDATE templatev10 Pin=9\tFingerID=1\tValid=1\tTemplate={TEMPLATE}", -27),
        ("f20", "DATA UPDATE templatev10 Pin=1001\tFingerID=1\tValid=1\tTemplate=", -26),
        ("f20", "DATA UPDATE templatev10 Pin=1001\tFingerID=1\tValid=1\tTemplate=abc", -631),
        ("bioface", f"DATA UPDATE biophoto PIN=1001\tType=9\tSize=4\tContent={TEMPLATE}", -20),
        ("bioface", "DATA UPDATE biophoto PIN=1001\tType=9\tFormat=1\tUrl=/a.jpg", -618),
        ("f20", "CONTROL DEVICE 01020105", -11),
        ("f20", "CONTROL DEVICE 1", -11),
        ("f20", "CONTROL DEVICE 77010000", -13),
        ("inbio", "CONTROL DEVICE 0F000000", -708),
        ("bioface", "CONTROL DEVICE 02000000", -13),
        ("inbio", "CONTROL DEVICE 02000000", 0),
        ("f20", "CONTROL DEVICE 05000000", 0),
        ("f20", "SET OPTIONS", -108),
        ("f20", "SET OPTIONS DateTime=soon", -108),
        ("f20", "SET ADSCREEN_OPTIONS a=1", 0),
        ("f20", "Test Host Address=10.0.0.1:80", 0),
        ("inbio", "ENROLL_BIO type=9\tno=0\tpin=1001", -708),
        ("bioface", "ENROLL_BIO type=9\tno=0\tpin=5", -27),
        ("f20", "REBOOT", -13),
        ("bioface", "INFO", -13),
        ("inbio", "AC_UNLOCK", -13),
        ("f20", "UPGRADE type=1,checksum=1,size=1,url=u", -11),
    ],
)
def test_return_codes(generation: str, text: str, code: int) -> None:
    assert returned(box(generation), text) == code


# Tables


@pytest.mark.parametrize("generation", EVERY)
def test_every_table_of_a_generation_takes_a_record_and_gives_it_back(generation: str) -> None:
    machine = box(generation)
    for name in sorted(machine.firmware.tables - {"user", "userauthorize"}):
        table = machine.tables.table(name)
        assert table is not None
        row = {
            column: TEMPLATE if column in ("template", "tmp", "content") else "1" for column in table.columns
        }
        row |= {"pin": "1001"} if "pin" in row else {}
        row |= {"size": str(len(TEMPLATE))} if "size" in row else {}
        pairs = "\t".join(f"{column}={value}" for column, value in row.items())
        assert returned(machine, f"DATA UPDATE {name} {pairs}") == 0, name
        condition = "\t".join(f"{key}={row[key]}" for key in table.keys)
        assert told(machine, query(name, condition)) == [f"{name} {pairs}"]
        assert returned(machine, f"DATA DELETE {name} {condition}") == 0
        assert returned(machine, query(name, condition)) == 0


def test_names_of_tables_and_columns_are_read_in_any_case() -> None:
    machine = box("inbio")
    run(machine, "DATA UPDATE DoorParameters ID=1\tName=DoorIntertime\tValue=5\tDevID=1")
    assert told(machine, query("doorparameters")) == [
        "doorparameters id=1\tname=DoorIntertime\tvalue=5\tdevid=1"
    ]


@pytest.mark.parametrize("generation", ["bioface", "inbio"])
def test_several_cards_stand_in_a_table_of_their_own(generation: str) -> None:
    machine = box(generation)
    card = "mulcarduser pin=1001\tcardno=75bcd15\tlosscardflag=0\tcardtype=0"
    assert told(machine, query("mulcarduser", "Pin=1001")) == [card]
    run(machine, "DATA DELETE mulcarduser Pin=1001")
    run(machine, "DATA UPDATE mulcarduser Pin=1001\tCardNo=ff\tLossCardFlag=0\tCardType=0")
    assert [line.split("\t")[1] for line in told(machine, query("mulcarduser", "Pin=1001"))] == ["cardno=ff"]


def test_further_records_of_an_update_are_taken_until_one_is_refused() -> None:
    machine = box("f20")
    assert returned(machine, "DATA UPDATE user Pin=5\tName=A\nPin=6\tName=B\nName=C\nPin=7") == -102
    assert {line.split("\t")[2] for line in told(machine, query("user"))} >= {"pin=5", "pin=6"}
    assert returned(machine, query("user", "Pin=7")) == 0


def test_a_photo_becomes_a_template_and_both_are_deleted_by_themselves() -> None:
    machine = box("bioface")
    size = len(TEMPLATE)
    photo = f"PIN=1001\tType=9\tSize={size}\tContent={TEMPLATE}\tFormat=0\tUrl=\tPostBackTmpFlag=0"
    assert returned(machine, f"DATA UPDATE biophoto {photo}") == 0
    face = told(machine, query("biodata", "Type=9\tPin=1001"))
    assert face == [
        "biodata pin=1001\tno=0\tindex=0\tvalid=1\tduress=0\ttype=9\tmajorver=40\tminorver=0\tformat=0"
        f"\ttmp={TEMPLATE}"
    ]
    assert machine.counts().faces == 1
    for table in ("biophoto", "biodata"):
        run(machine, f"DATA DELETE {table} Pin=1001")
        assert returned(machine, query(table)) == 0


def test_what_a_deleted_person_leaves_in_other_tables_stays_until_it_is_deleted() -> None:
    machine = box("f20")
    run(machine, f"DATA UPDATE templatev10 Pin=1001\tFingerID=6\tValid=1\tTemplate={TEMPLATE}")
    run(machine, "DATA DELETE user Pin=1001")
    assert returned(machine, query("templatev10", "Pin=1001")) == 1


@pytest.mark.parametrize("generation", EVERY)
def test_records_are_counted(generation: str) -> None:
    outcome = run(box(generation), "DATA COUNT user", "288")
    assert isinstance(outcome, AccessOutcome)
    (packet,) = outcome.packets
    assert (packet.kind, packet.table, packet.body) == ("count", "user", b"user=2")
    assert outcome.result == b"ID=288&Return=0&CMD=DATA COUNT\n"


def test_long_answers_come_in_packets_that_may_split_a_record() -> None:
    for generation, splits in (("bioface", True), ("f20", False)):
        machine = box(generation)
        for pin in range(5_000, 6_000):
            run(machine, f"DATA UPDATE user Pin={pin}\tName=Somebody of a long name {pin}")
        outcome = run(machine, query("user"))
        assert isinstance(outcome, AccessOutcome)
        packets = outcome.packets
        assert len(packets) > 1
        assert [packet.index for packet in packets] == list(range(1, len(packets) + 1))
        assert {(packet.count, packet.packets) for packet in packets} == {(1_002, len(packets))}
        assert any(not packet.body.endswith(b"\n") for packet in packets) is splits
        assert len(b"".join(packet.body for packet in packets).splitlines()) == 1_002


# Events


def test_the_log_is_asked_for_by_range_and_cleared() -> None:
    machine = box("inbio")
    for minute in (1, 2, 3):
        event = AccessEvent("1001", datetime(2026, 10, 5, 8, minute), 0, 4, code=0, door=2)
        machine.keep(machine.punches, event)
    machine.log(102, 3)
    between = "starttime=2026-10-05 08:02:00\tendtime=2026-10-05 08:59:59"
    assert [line.split("\t")[6] for line in told(machine, query("transaction", between))] == [
        f"time_second={encoded_seconds(datetime(2026, 10, 5, 8, minute))}" for minute in (2, 3)
    ]
    assert returned(machine, query("transaction")) == 4
    machine.punches.acknowledge(machine.punches.batch(2))
    assert returned(machine, query("transaction", "NewRecord")) == 2
    assert returned(machine, "DATA DELETE transaction *") == 0
    assert returned(machine, query("transaction")) == 0
    assert machine.log(0).index == 1, "numbers start again"


# Doors


@pytest.mark.parametrize("generation", EVERY)
def test_a_door_is_opened_from_afar_and_falls_shut(generation: str) -> None:
    machine = box(generation)
    assert run(machine, "CONTROL DEVICE 01010105").result == b"ID=7&Return=0&CMD=CONTROL DEVICE\n"
    assert "relay=01" in machine.doors.state()
    sensor = [200, 201] if machine.firmware.has_sensor else []
    machine.doors.all[0].unlocked_until = machine.clock.local()
    if machine.doors.all[0].closes_at is not None:
        machine.doors.all[0].closes_at = machine.clock.local()
    machine.settle()
    assert "relay=00" in machine.doors.state()
    assert codes(machine) == [8, *sensor]


@pytest.mark.parametrize("generation", EVERY)
def test_doors_are_held_open_and_closed_again(generation: str) -> None:
    machine = box(generation)
    run(machine, "CONTROL DEVICE 010101FF")
    assert "relay=01" in machine.doors.state()
    assert returned(machine, "CONTROL DEVICE 01010105") == -28
    run(machine, "CONTROL DEVICE 01010100")
    assert "relay=00" in machine.doors.state()
    assert codes(machine) == [205, 9]


def test_all_doors_of_a_controller_are_one_command() -> None:
    machine = box("inbio")
    run(machine, "CONTROL DEVICE 01000105")
    assert machine.doors.state().startswith("sensor=AA00\trelay=0F\t")
    run(machine, "CONTROL DEVICE 07010000")
    run(machine, "CONTROL DEVICE 07020000")
    assert codes(machine)[-2:] == [227, 228]


@pytest.mark.parametrize(("code", "bit"), [(102, "01"), (100, "02"), (101, "04"), (28, "10")])
def test_alarms_are_raised_and_cancelled(code: int, bit: str) -> None:
    machine = box("inbio")
    machine.happens(code, 2)
    assert f"alarm=00{bit}000000000000" in machine.doors.state()
    run(machine, "CONTROL DEVICE 02000000")
    assert "alarm=0000000000000000" in machine.doors.state()
    assert codes(machine) == [code, 7, 7, 7, 7]


def test_a_locked_door_lets_nobody_in() -> None:
    machine, now = box("f20"), datetime(2026, 10, 5, 9, 0)
    run(machine, "CONTROL DEVICE 06010100")
    assert machine.refusal("1001", 1, now) == 63
    run(machine, "CONTROL DEVICE 06010000")
    assert machine.refusal("1001", 1, now) is None
    assert codes(machine) == [233, 234]


@pytest.mark.parametrize(
    ("text", "happened"),
    [
        ("01010205", [12]),
        ("01010200", [13]),
        ("04010100", [11]),
        ("04010000", [10]),
        ("0D000000", []),
    ],
)
def test_other_controls_leave_their_event(text: str, happened: list[int]) -> None:
    machine = box("inbio")
    assert returned(machine, f"CONTROL DEVICE {text}") == 0
    assert codes(machine) == happened


@pytest.mark.parametrize("generation", EVERY)
def test_a_restart_comes_after_its_result(generation: str) -> None:
    outcome = run(box(generation), "CONTROL DEVICE 03000000")
    assert (outcome.result, outcome.after) == (b"ID=7&Return=0&CMD=CONTROL DEVICE\n", After.REBOOT)
    assert run(box(generation), "CONTROL DEVICE 03010000").after is After.NOTHING


# Settings, clock, enrolment, firmware


@pytest.mark.parametrize("generation", EVERY)
def test_options_are_set_and_asked_for(generation: str) -> None:
    machine = box(generation)
    outcome = run(machine, "SET OPTIONS DoorDrivertime=9,RequestDelay=5")
    assert dict(outcome.changed) == {"DoorDrivertime": "9", "RequestDelay": "5"}
    for text in (
        "GET OPTIONS DoorDrivertime,LockCount,Unheard,ComPwd",
        "DATA QUERY tablename=options,fielddesc=DoorDrivertime,LockCount,Unheard,ComPwd,filter=*",
    ):
        answer = run(machine, text)
        assert isinstance(answer, AccessOutcome)
        (packet,) = answer.packets
        assert packet.kind == "options"
        assert packet.body == f"DoorDrivertime=9,LockCount={machine.firmware.doors}".encode()
        assert b"&Return=0&" in answer.result


@pytest.mark.parametrize("generation", EVERY)
def test_the_clock_is_set_to_the_terminals_own_wall_clock(generation: str) -> None:
    machine = box(generation)
    machine.clock.zone_s = 3_600
    moment = datetime(2026, 12, 24, 18, 30, 15)
    outcome = run(machine, f"SET OPTIONS DateTime={encoded_seconds(moment)}")
    assert machine.clock.local() == moment
    assert isinstance(outcome, AccessOutcome)
    assert outcome.asks_time


@pytest.mark.parametrize(
    ("generation", "kind", "table"),
    [
        ("f20", 1, "templatev10"),
        ("bioface", 1, "biodata"),
        ("bioface", 9, "biodata"),
        ("inbio", 1, "templatev10"),
    ],
)
def test_an_enrolment_takes_a_while_and_brings_a_template(generation: str, kind: int, table: str) -> None:
    machine = box(generation)
    order = f"ENROLL_BIO type={kind}\tno=6\tpin=1001\tcardno=\tretry=3\toverwrite=0"
    outcome = run(machine, order)
    word = "return" if generation == "f20" else "Return"
    assert outcome.result == f"ID=7&{word}=0&CMD=ENROLL_BIO\n".encode()
    assert outcome.takes_s >= 4
    assert list(machine.outbox[table]) == told(machine, query(table, "Pin=1001"))
    assert ("biophoto" in machine.outbox) == (kind == 9)
    assert returned(machine, order) == 2


@pytest.mark.parametrize("generation", EVERY)
def test_firmware_is_compared_before_it_is_installed(generation: str) -> None:
    content = b"FWVersion=Ver 9.0.1\n" + bytes(5_000)
    checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
    for length, digest, got, code in (
        (len(content), checksum, content, 0),
        (len(content), checksum, None, -721),
        (len(content), checksum, content[:-1], -19),
        (len(content), "0" * 32, content, -19),
        (5, checksum, content, -19),
    ):
        machine = box(generation)
        outcome = run(machine, f"UPGRADE checksum={digest},size={length},url=/fw,supportsubcontracting=1")
        assert outcome.download is not None
        assert (outcome.download.url, outcome.download.ranged) == ("/fw", True)
        outcome = outcome.download.finish(got)
        assert outcome.result == f"ID=7&Return={code}&CMD=UPGRADE\n".encode()
        assert outcome.after is (After.NOTHING if code else After.REBOOT)
        assert (machine.known_options()["FirmVer"] == "Ver 9.0.1") == (code == 0)


def test_commands_for_a_controller_behind_are_queued_then_done() -> None:
    machine = box("inbio")
    (behind,) = machine.behind
    outcomes = execute(machine, Order("9", "CONTROL DEVICE 01010105", behind))
    assert [outcome.result.decode() for outcome in outcomes] == [
        f"ID=9&SN={behind}&Return={code}&CMD=CONTROL DEVICE\n" for code in (-5000, 0)
    ]
    assert codes(machine) == [], "this one's own doors stay shut"
    (outcome,) = execute(machine, Order("9", "CONTROL DEVICE 01010105", "NOBODY"))
    assert b"&Return=-2&" in outcome.result
    (outcome,) = execute(machine, Order("9", "CONTROL DEVICE 01010105", machine.serial))
    assert outcome.result == b"ID=9&Return=0&CMD=CONTROL DEVICE\n"


@settings(deadline=None)
@given(text=st.text(max_size=60), generation=st.sampled_from(EVERY))
def test_no_command_breaks_a_terminal(text: str, generation: str) -> None:
    for prefix in (
        "",
        "DATA UPDATE user ",
        "DATA UPDATE biodata Pin=1001\t",
        "DATA DELETE timezone ",
        "DATA QUERY tablename=user,fielddesc=*,filter=",
        "DATA COUNT ",
        "CONTROL DEVICE ",
        "SET OPTIONS ",
        "GET OPTIONS ",
        "ENROLL_BIO type=",
        "UPGRADE checksum=",
    ):
        for outcome in execute(box(generation), Order("7", prefix + text)):
            assert outcome.download is not None or outcome.result.lower().startswith(b"id=7&")
