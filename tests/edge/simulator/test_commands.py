"""Commands as each generation executes them: what changes, what is uploaded, which result it posts."""

from __future__ import annotations

import base64
import hashlib
import random
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.simulator.answers import Command
from edge.simulator.clock import DeviceClock
from edge.simulator.commands import execute
from edge.simulator.firmware import FIRMWARES
from edge.simulator.hardware import MODEL
from edge.simulator.machine import After, Machine, Outcome, bodies
from edge.simulator.memory import FINGER, INFRARED_FACE, Memory, Photo, Place, Users
from edge.simulator.people import Employee, Shift
from edge.simulator.punch_log import LoggedPunch

NOW = datetime(2026, 10, 5, 9, 0, 0)
MODEL_OF = {
    "legacy": "iClock 260",
    "old": "K40",
    "x100c": "X100-C",
    "mb360": "MB460",
    "speedface": "SpeedFace-V5L[TD]",
    "essl": "AiFace-Mars",
    "senseface": "SenseFace 3A",
    "tft": "iClock 880-H",
}
EVERY = list(FIRMWARES)
NEWER = [key for key in EVERY if key not in ("legacy", "old", "tft")]
VERBS_OF_1X = {
    "DATA UPDATE USERINFO": "DATA USER",
    "DATA UPDATE FINGERTMP": "DATA FP",
    "DATA DELETE USERINFO": "DATA DEL_USER",
    "DATA DELETE FINGERTMP": "DATA DEL_FP",
    "REBOOT": "RESTART",
}
ROSTER = {
    "1001": Employee("1001", "Amina Tazi", "123456789", 14, Shift.DAY),
    "1002": Employee("1002", "Omar Saidi", "", 0, Shift.DAY),
}


def box(generation: str) -> Machine:
    """A terminal with two users and three punches of the morning."""
    model = MODEL[MODEL_OF[generation]]
    machine = Machine(
        serial="CKJF207731845",
        firmware=FIRMWARES[generation],
        model=model,
        version=model.versions[0],
        ip="192.168.1.20",
        mac="00:17:61:01:02:03",
        language=70,
        lat=33.5,
        lon=-7.6,
        memory=Memory(Users(ROSTER)),
        clock=DeviceClock(lambda: 1791190800.0, 0),
        rng=random.Random(1),
    )
    for minute in (1, 2, 3):
        machine.memory.punches.append(LoggedPunch("1001", NOW.replace(hour=8, minute=minute), 0, 1))
    return machine


def worded(generation: str, text: str) -> str:
    """A command in the words of its generation: 1.x has verbs of its own for people and fingers."""
    for usual, own in VERBS_OF_1X.items() if generation == "legacy" else ():
        text = text.replace(usual, own)
    return text


def run(machine: Machine, text: str, command_id: str = "7") -> Outcome:
    outcome = execute(machine, Command(command_id, text))
    assert outcome is not None
    return outcome


@pytest.mark.parametrize(
    ("generation", "result"),
    [(key, b"ID=7&Return=-22&CMD=UNKNOWN CMD\n") for key in ("legacy", "old")]
    + [("tft", b"ID=7&Return=-22&CMD=USER ADD\n")]
    + [(key, b"ID=7&Return=-1002&CMD=USER ADD\n") for key in NEWER],
)
def test_an_unknown_command_gets_the_generations_refusal(generation: str, result: bytes) -> None:
    assert run(box(generation), "USER ADD PIN=1\tName=x").result == result


@pytest.mark.parametrize("generation", EVERY)
def test_info_is_answered_with_what_the_terminal_holds(generation: str) -> None:
    lines = run(box(generation), "INFO").result.decode().splitlines()
    assert lines[0] == "ID=7&Return=0&CMD=INFO"
    told = dict(line.split("=", 1) for line in lines[1:])
    assert told["~DeviceName"] == MODEL_OF[generation]
    assert (told["UserCount"], told["TransactionCount"]) == ("2", "3")


@pytest.mark.parametrize("generation", EVERY)
@pytest.mark.parametrize(
    ("text", "after"), [("REBOOT", After.REBOOT), ("CHECK", After.START_AGAIN), ("LOG", After.NOTHING)]
)
def test_reboot_and_check_come_after_their_result(generation: str, text: str, after: After) -> None:
    text = worded(generation, text)
    outcome = run(box(generation), text)
    assert outcome.result == f"ID=7&Return=0&CMD={text}\n".encode()
    assert outcome.after is after


def test_a_verb_is_matched_without_regard_to_case() -> None:
    assert run(box("old"), "reboot").after is After.REBOOT


@pytest.mark.parametrize("text", ["REBOOT\t", "INFO;"])
def test_an_old_client_is_silent_when_something_clings_to_the_verb(text: str) -> None:
    assert execute(box("old"), Command("7", text)) is None
    assert execute(box("speedface"), Command("7", text)) is not None


@pytest.mark.parametrize("generation", EVERY)
def test_a_user_is_written_and_asked_back(generation: str) -> None:
    machine = box(generation)
    told = "PIN=2001\tName=Sarah Johnson\tPri=0\tPasswd=\tCard=[15CD5B0700]\tGrp=1"
    outcome = run(machine, worded(generation, f"DATA UPDATE USERINFO {told}"))
    assert outcome.result == b"ID=7&Return=0&CMD=DATA\n"
    assert machine.memory.counts().users == 3
    answer = run(machine, "DATA QUERY USERINFO PIN=2001", "8")
    (upload,) = answer.uploads
    assert upload.table == ("USERINFO" if generation == "old" else "OPERLOG")
    (line,) = upload.lines
    assert line.startswith(b"USER PIN=2001\tName=Sarah Johnson\tPri=0\tPasswd=\t")
    assert (b"Card=[15cd5b0700]" if FIRMWARES[generation].literal else b"Card=123456789") in line
    counted = FIRMWARES[generation].query_returns_count
    assert answer.result == f"ID=8&Return={int(counted)}&CMD={FIRMWARES[generation].query_echo}\n".encode()


@pytest.mark.parametrize("generation", EVERY)
def test_fields_left_out_are_wiped_or_kept_by_generation(generation: str) -> None:
    machine = box(generation)
    run(machine, worded(generation, "DATA UPDATE USERINFO PIN=1001\tGrp=100"))
    user = machine.memory.users.get("1001")
    assert user is not None
    assert user.group == "100"
    assert user.name == ("Amina Tazi" if generation in ("essl", "senseface") else "")


def test_a_decimal_card_clears_the_card_of_an_old_terminal() -> None:
    for generation, card in (("old", ""), ("speedface", "987654")):
        machine = box(generation)
        run(machine, "DATA UPDATE USERINFO PIN=1001\tCard=987654")
        user = machine.memory.users.get("1001")
        assert user is not None
        assert user.card == card


def test_a_name_is_cut_inside_a_character_by_an_old_terminal() -> None:
    machine = box("old")
    run(machine, "DATA UPDATE USERINFO PIN=5\tName=" + "é" * 20)
    (line,) = run(machine, "DATA QUERY USERINFO PIN=5").uploads[0].lines
    assert b"Name=" + "é".encode() * 12 + b"\t" in line


@pytest.mark.parametrize("generation", EVERY)
def test_deleting_a_user_twice_is_no_error(generation: str) -> None:
    machine = box(generation)
    for _ in range(2):
        deleted = run(machine, worded(generation, "DATA DELETE USERINFO PIN=1001"))
        assert deleted.result == b"ID=7&Return=0&CMD=DATA\n"
    assert [user.pin for user in machine.memory.users] == ["1002"]
    assert "1001" in ROSTER, "the roster is shared with other terminals"


def test_delete_is_case_sensitive_on_an_old_client() -> None:
    assert b"Return=-1&" in run(box("old"), "DATA DELETE userinfo PIN=1001").result
    assert b"Return=0&" in run(box("speedface"), "DATA DELETE userinfo PIN=1001").result


@pytest.mark.parametrize("generation", EVERY)
def test_a_range_of_punches_is_uploaded_again(generation: str) -> None:
    firmware = FIRMWARES[generation]
    query = "DATA QUERY ATTLOG StartTime=2026-10-05 08:02:00\tEndTime=2026-10-05 08:03:00"
    outcome = run(box(generation), query, "240")
    (upload,) = outcome.uploads
    assert upload.table == "ATTLOG"
    between = b"T" if firmware.iso_times else b" "
    times = [line.split(b"\t")[1] for line in upload.lines]
    assert times == [b"2026-10-05%b08:02:00" % between, b"2026-10-05%b08:03:00" % between]
    marked = {"Count": "2", "PackCnt": "1", "PackIdx": "1", "CmdId": "240"}
    assert dict(upload.marks) == (marked if generation == "senseface" else {})
    assert outcome.result.startswith(f"ID=240&Return={2 if firmware.query_returns_count else 0}&".encode())


def test_long_answers_come_in_numbered_packs() -> None:
    machine = box("senseface")
    for second in range(200):
        machine.memory.punches.append(
            LoggedPunch("1002", NOW.replace(hour=10, minute=second // 60, second=second % 60), 0, 15)
        )
    outcome = run(machine, "DATA QUERY ATTLOG StartTime=2026-10-05 10:00:00\tEndTime=2026-10-05 11:00:00")
    assert [(len(upload.lines), upload.marks["PackIdx"]) for upload in outcome.uploads] == [
        (100, "1"),
        (100, "2"),
    ]
    assert {upload.marks["Count"] for upload in outcome.uploads} == {"200"}


def test_nothing_in_the_range_is_an_error_on_one_build() -> None:
    query = "DATA QUERY ATTLOG StartTime=2020-01-01\tEndTime=2020-01-02"
    assert run(box("essl"), query).result == b"ID=7&Return=-1&CMD=DATA\n"
    assert run(box("speedface"), query).result == b"ID=7&Return=0&CMD=DATA\n"


@pytest.mark.parametrize("generation", EVERY)
def test_the_dialect_of_access_terminals_is_refused(generation: str) -> None:
    outcome = run(box(generation), "DATA QUERY tablename=user,fielddesc=*,filter=*")
    refused = {"legacy": -1, "old": -1, "tft": -22}.get(generation, -1004)
    assert b"Return=%d&" % refused in outcome.result


@pytest.mark.parametrize(
    ("generation", "text", "returned"),
    [
        ("old", "DATA UPDATE USERINFO Name=x", -20),
        ("speedface", "DATA UPDATE USERINFO Name=x", -1),
        ("old", "DATA UPDATE FINGERTMP PIN=9\tFID=0\tSize=4\tValid=1\tTMP=abcd", -13),
        ("x100c", "DATA UPDATE FINGERTMP PIN=9\tFID=0\tSize=4\tValid=1\tTMP=abcd", -10),
        ("x100c", "DATA UPDATE FINGERTMP PIN=1001\tFID=0\tSize=5\tValid=1\tTMP=abcd", -9),
        ("x100c", "DATA UPDATE FINGERTMP PIN=1001\tFID=0\tSize=4\tValid=1\tTMP=abcd", 0),
        ("x100c", "DATA UPDATE FACE PIN=1001\tFID=0\tSIZE=4\tVALID=1\tTMP=abcd", -1002),
        ("mb360", "DATA UPDATE FACE PIN=1001\tFID=0\tSIZE=4\tVALID=1\tTMP=abcd", 0),
        ("old", "DATA UPDATE FVEIN Pin=1001\tFID=1\tIndex=0\tSize=4\tValid=1\tTmp=abcd", -1),
        ("senseface", "DATA UPDATE FVEIN Pin=1001\tFID=1\tIndex=0\tSize=4\tValid=1\tTmp=abcd", -1002),
        ("old", "ENROLL_MF PIN=1001", -22),
        ("old", "UPGRADE checksum=1,url=x,size=5", -1),
        ("speedface", "DATA QUERY ATTPHOTO StartTime=2026-10-05\tEndTime=2026-10-05", 0),
        ("speedface", "DATA UPDATE USER_SMS PIN=1001\tUID=9", -1),
        ("old", "DATA UPDATE BIODATA Pin=1001\tNo=0\tType=9\tMajorVer=58\tTmp=abcd", -1),
        ("speedface", "DATA UPDATE BIODATA Pin=1001\tNo=0\tType=9\tMajorVer=39\tTmp=abcd", -30),
        ("speedface", "DATA UPDATE BIODATA Pin=1001\tNo=0\tType=9\tMajorVer=58\tTmp=abcd", 0),
        ("speedface", "DATA UPDATE BIODATA Pin=9\tNo=0\tType=9\tMajorVer=58\tTmp=abcd", -10),
        ("speedface", "DATA UPDATE BIOPHOTO PIN=1001\tType=9\tSize=9\tContent=abcd", -2),
        ("speedface", "DATA UPDATE BIOPHOTO PIN=1001\tType=9\tSize=4\tContent=abcd", 0),
        ("x100c", "DATA UPDATE BIOPHOTO PIN=1001\tType=9\tSize=4\tContent=abcd", -1002),
        ("speedface", "DATA UPDATE SMS MSG=x\tTAG=253\tUID=1\tMIN=0\tStartTime=2026-10-05 00:00:00", 0),
        ("speedface", "DATA UPDATE NONSENSE A=1", -1002),
        ("old", "SET OPTION ~SerialNumber=1", -1),
        ("old", "SET OPTION Delay=20", 0),
        ("speedface", "SET OPTIONS Delay=20,ErrorDelay=60", 0),
        ("speedface", "SET OPTION", -1),
        ("old", "DelayForAReq 30", 0),
        ("speedface", "AC_UNLOCK", 0),
        ("speedface", "ENROLL_BIO TYPE=9\tPIN=9", -10),
        ("essl", "ENROLL_BIO TYPE=8\tPIN=1001", -1002),
        ("old", "ENROLL_FP PIN=9\tFID=1", -13),
        ("legacy", "DATA UPDATE USERINFO PIN=5\tName=x", -1),
        ("legacy", "DATA UPDATE FINGERTMP PIN=1001\tFID=0\tSize=4\tValid=1\tTMP=abcd", -1),
        ("legacy", "DATA FP PIN=1001\tFID=0\tSize=4\tValid=1\tTMP=abcd", 0),
        ("legacy", "DATA FP PIN=9\tFID=0\tSize=4\tValid=1\tTMP=abcd", -13),
        ("legacy", "DATA UPDATE USERPIC PIN=1001\tSize=4\tContent=abcd", -1),
        ("legacy", "DATA DELETE USERINFO PIN=1001", -1),
        ("legacy", "DATA UPDATE GLOCK GLID=1\tGROUPIDS=1\tMEMBERCOUNT=2\tRESERVE=", 0),
        ("legacy", "REBOOT", -22),
        ("legacy", "ENROLL_BIO TYPE=1\tPIN=1001", -22),
        ("legacy", "SET OPTION Delay=20", 0),
        ("legacy", "DATA QUERY ATTPHOTO StartTime=2026-10-05\tEndTime=2026-10-05", 3),
        ("tft", "DATA UPDATE USERINFO Name=x", -6),
        ("tft", "DATA UPDATE USERPIC PIN=1001\tSize=4\tContent=abcd", -22),
        ("tft", "DATA UPDATE BIODATA Pin=1001\tNo=0\tType=9\tMajorVer=58\tTmp=abcd", -22),
        ("tft", "DATA UPDATE JOBCODE JOBCODEID=7\tNAME=Paint", 0),
        ("tft", "DATA UPDATE FINGERTMP PIN=9\tFID=0\tSize=4\tValid=1\tTMP=abcd", -6),
        ("tft", "DATA QUERY BIODATA Type=9", -22),
        ("tft", "DATA QUERY ATTLOG StartTime=2020-01-01\tEndTime=2020-01-02", -4),
        ("tft", "ENROLL_MF PIN=1001", -22),
        ("tft", "ENROLL_BIO TYPE=1\tPIN=1001", -22),
        ("tft", "DATA USER PIN=5", -22),
    ],
)
def test_return_codes(generation: str, text: str, returned: int) -> None:
    assert f"&Return={returned}&".encode() in run(box(generation), text).result


def test_options_set_take_effect_and_are_told() -> None:
    machine = box("speedface")
    outcome = run(machine, "SET OPTIONS Delay=20,IPAddress=10.0.0.9")
    assert dict(outcome.changed) == {"Delay": "20", "IPAddress": "10.0.0.9"}
    assert b"IPAddress=10.0.0.9\n" in run(machine, "INFO").result


@pytest.mark.parametrize(("generation", "echo"), [("old", b"CLEAR LOG"), ("speedface", b"CLEAR_LOG")])
def test_clearing_the_log_loses_what_was_not_sent(generation: str, echo: bytes) -> None:
    machine = box(generation)
    assert run(machine, "CLEAR LOG").result == b"ID=7&Return=0&CMD=" + echo + b"\n"
    log = machine.memory.punches
    assert (len(log), log.cleared, log.unacknowledged) == (0, 3, 0)
    assert machine.memory.counts().users == 2


def test_clearing_data_empties_the_terminal() -> None:
    machine = box("speedface")
    run(machine, "ENROLL_FP PIN=1001\tFID=1")
    run(machine, "CLEAR DATA")
    counts = machine.memory.counts()
    assert (counts.users, counts.logs, counts.fingerprints) == (0, 0, 0)


def test_clearing_administrators_leaves_users() -> None:
    machine = box("old")
    run(machine, "CLEAR ADMIN")
    assert [user.privilege for user in machine.memory.users] == ["0", "0"]


@pytest.mark.parametrize("generation", EVERY)
def test_an_enrolment_takes_a_while_and_brings_a_template(generation: str) -> None:
    machine = box(generation)
    outcome = run(machine, "ENROLL_FP PIN=1001\tFID=6\tRETRY=3\tOVERWRITE=0")
    assert outcome.result == b"ID=7&Return=0&CMD=ENROLL_FP\n"
    assert outcome.takes_s >= 4
    assert machine.memory.counts().fingerprints == 1
    outbox = {table: [*lines] for table, lines in machine.memory.outbox.items()}
    assert outbox["OPERLOG"][0].startswith(b"OPLOG 6\t0\t2026-10-05 09:00:00\t1001\t")
    if generation in ("legacy", "old", "x100c", "mb360", "tft"):
        assert outbox["OPERLOG"][1].startswith(b"FP PIN=1001\tFID=6\tSize=800\tValid=1\tTMP=")
    else:
        assert outbox["BIODATA"][0].startswith(
            b"BIODATA Pin=1001\tNo=6\tIndex=0\tValid=1\tDuress=0\tType=1\t"
        )
    again = run(machine, "ENROLL_FP PIN=1001\tFID=6\tRETRY=3\tOVERWRITE=0")
    assert b"Return=2&" in again.result


def test_a_face_is_enrolled_where_there_is_a_camera() -> None:
    machine = box("speedface")
    assert (
        b"Return=0&CMD=ENROLL_BIO"
        in run(machine, "ENROLL_BIO TYPE=9\tPIN=1001\tCardNo=\tRETRY=3\tOVERWRITE=1").result
    )
    assert machine.memory.counts().faces == 1
    assert b"\tType=9\tMajorVer=58\t" in machine.memory.outbox["BIODATA"][0]
    assert b"Return=-22&CMD=UNKNOWN CMD" in run(box("old"), "ENROLL_BIO TYPE=9\tPIN=1001").result


def test_stored_fingerprints_can_be_asked_for() -> None:
    machine = box("x100c")
    run(machine, "DATA UPDATE FINGERTMP PIN=1001\tFID=2\tSize=4\tValid=1\tTMP=abcd")
    (upload,) = run(machine, "DATA QUERY FINGERTMP PIN=1001\tFID=2").uploads
    assert list(upload.lines) == [b"FP PIN=1001\tFID=2\tSize=4\tValid=1\tTMP=abcd"]
    run(machine, "DATA DELETE FINGERTMP PIN=1001")
    assert run(machine, "DATA QUERY FINGERTMP PIN=1001").uploads == ()


@pytest.mark.parametrize(
    ("generation", "result"),
    [
        ("old", "ID=7&Return=1&CMD=VERIFY SUM ATTLOG&StartTime={0}&EndTime={1}&AttlogCount=3\n"),
        ("speedface", "ID=7&Return=0&CMD=VERIFY SUM&StartTime={0}&EndTime={1}&AttlogSum=3\n"),
    ],
)
def test_records_are_counted_by_each_generation_in_its_words(generation: str, result: str) -> None:
    start, end = "2026-10-05 00:00:00", "2026-10-05 23:59:59"
    outcome = run(box(generation), f"VERIFY SUM ATTLOG StartTime={start}\tEndTime={end}")
    assert outcome.result == result.format(start, end).encode()


BIODATA = ["speedface", "essl", "senseface"]
FACE_OF = {"speedface": 58, "essl": 39, "senseface": 40}


def lines_of(outcome: Outcome) -> list[bytes]:
    """The records a query brought."""
    return [line for upload in outcome.uploads for line in upload.lines]


# Templates and photos


def test_the_tft_line_keeps_tables_of_its_own_and_forgets_them_at_a_word() -> None:
    machine = box("tft")
    for number in range(2):
        assert b"Return=0&" in run(machine, f"DATA UPDATE TIMEZONE TZID={number}\tTIME=0000").result
        assert b"Return=0&" in run(machine, f"DATA UPDATE BELL BELLID={number}\tTIME=08:00").result
    run(machine, "DATA DELETE TIMEZONE TZID=1")
    assert [*machine.memory.content] == [("TIMEZONE", "0"), ("BELL", "0"), ("BELL", "1")]
    assert run(machine, "RESET ALL TIMEZONE").result == b"ID=7&Return=0&CMD=RESET ALL TIMEZONE\n"
    run(machine, "CLEAR ALL BELL")
    assert machine.memory.content == {}


@pytest.mark.parametrize("generation", BIODATA)
def test_templates_are_kept_in_all_their_parts_and_asked_back(generation: str) -> None:
    machine = box(generation)
    version = FACE_OF[generation]
    for part in range(3):
        told = f"Pin=1001\tNo=0\tIndex={part}\tValid=1\tDuress=0\tType=9\tMajorVer={version}\tMinorVer=10"
        assert b"Return=0&" in run(machine, f"DATA UPDATE BIODATA {told}\tFormat=0\tTmp=abc{part}").result
    assert machine.memory.counts().faces == 1
    outcome = run(machine, "DATA QUERY BIODATA Type=9\tPIN=1001")
    (upload,) = outcome.uploads
    assert upload.table == "BIODATA"
    assert [line.decode() for line in upload.lines] == [
        f"BIODATA Pin=1001\tNo=0\tIndex={part}\tValid=1\tDuress=0\tType=9\tMajorVer={version}\tMinorVer=10"
        f"\tFormat=0\tTmp=abc{part}"
        for part in range(3)
    ]
    assert len(lines_of(run(machine, "DATA QUERY BIODATA Type=9"))) == 3
    assert b"Return=0&" in run(machine, "DATA DELETE BIODATA Pin=1001\tType=8").result
    assert machine.memory.counts().faces == 1
    run(machine, "DATA DELETE BIODATA Pin=1001\tType=9")
    assert machine.memory.counts().faces == 0


@pytest.mark.parametrize("generation", ["old", "x100c", "mb360"])
def test_builds_without_biodata_refuse_to_be_asked_for_it(generation: str) -> None:
    refused = -1 if generation == "old" else -1004
    assert f"Return={refused}&".encode() in run(box(generation), "DATA QUERY BIODATA Type=9").result


def test_a_near_infrared_face_comes_and_goes_in_parts() -> None:
    machine = box("mb360")
    for part in range(12):
        text = f"DATA UPDATE FACE PIN=1001\tFID={part}\tSIZE=4\tVALID=1\tTMP=abcd"
        assert b"Return=0&" in run(machine, text).result
    assert (machine.memory.counts().faces, len(machine.memory.templates)) == (1, 12)
    run(machine, "DATA DELETE FACE PIN=1001")
    assert machine.memory.templates == {}
    run(machine, "ENROLL_BIO TYPE=2\tPIN=1001\tCardNo=\tRETRY=3\tOVERWRITE=1\tNO=0")
    assert machine.memory.templates_of(INFRARED_FACE, "1001", "0")
    faces = [line for line in machine.memory.outbox["OPERLOG"] if line.startswith(b"FACE PIN=1001\tFID=")]
    assert len(faces) == 12


@pytest.mark.parametrize("generation", ["old", *NEWER])
def test_a_photo_for_the_screen_is_kept_and_deleted(generation: str) -> None:
    machine = box(generation)
    assert b"Return=0&" in run(machine, "DATA UPDATE USERPIC PIN=1001\tSize=4\tContent=abcd").result
    assert machine.memory.photos == {Photo("USERPIC", "1001"): "abcd"}
    assert b"Return=-2&" in run(machine, "DATA UPDATE USERPIC PIN=1001\tSize=5\tContent=abcd").result
    run(machine, "DATA DELETE USERPIC PIN=1001")
    assert machine.memory.photos == {}


@pytest.mark.parametrize("generation", BIODATA)
def test_a_face_is_known_by_a_photo(generation: str) -> None:
    machine = box(generation)
    photo = "PIN=1001\tType=9\tSize=4\tContent=abcd\tFormat=0\tUrl=\tPostBackTmpFlag=1"
    assert b"Return=0&" in run(machine, f"DATA UPDATE BIOPHOTO {photo}").result
    assert machine.memory.counts().faces == 1
    assert machine.memory.outbox["BIODATA"][0].startswith(b"BIODATA Pin=1001\tNo=0\tIndex=0\t")
    run(machine, "DATA DELETE BIOPHOTO PIN=1001")
    assert (machine.memory.counts().faces, machine.memory.photos) == (0, {})


def test_one_build_sends_credentials_with_its_users() -> None:
    machine = box("essl")
    run(machine, "DATA UPDATE BIOPHOTO PIN=1001\tType=9\tSize=4\tContent=abcd")
    (upload,) = run(machine, "DATA QUERY USERINFO PIN=1001").uploads
    assert upload.table == "OPERLOG"
    assert [line.split(b" ")[0] for line in upload.lines] == [b"USER", b"BIODATA", b"BIOPHOTO"]
    assert upload.lines[2] == b"BIOPHOTO PIN=1001\tFileName=1001.jpg\tType=9\tSize=4\tContent=abcd"


@pytest.mark.parametrize("generation", ["speedface", "senseface"])
def test_a_face_enrolled_at_the_terminal_brings_its_photo(generation: str) -> None:
    machine = box(generation)
    run(machine, "ENROLL_BIO TYPE=9\tPIN=1001\tCardNo=\tRETRY=3\tOVERWRITE=1\tNO=0")
    photo = machine.memory.outbox["OPERLOG"][1]
    assert photo.startswith(b"BIOPHOTO PIN=1001\tFileName=1001.jpg\tType=9\tSize=")


def test_newer_fingerprints_are_refused_in_the_old_table() -> None:
    text = "DATA UPDATE FINGERTMP PIN=1001\tFID=0\tSize=4\tValid=1\tTMP=abcd"
    assert b"Return=-30&" in run(box("senseface"), text).result


@pytest.mark.parametrize("generation", NEWER)
def test_a_card_is_enrolled_at_the_terminal(generation: str) -> None:
    machine = box(generation)
    outcome = run(machine, "ENROLL_MF PIN=1002\tRETRY=3")
    assert outcome.result == b"ID=7&Return=0&CMD=ENROLL_MF\n"
    user = machine.memory.users.get("1002")
    assert user is not None
    assert user.card.isdigit()
    operation, line = machine.memory.outbox["OPERLOG"]
    assert operation.startswith(b"OPLOG 15\t0\t2026-10-05 09:00:00\t1002\t")
    assert f"Card={user.card}\t".encode() in line
    assert b"Return=-10&" in run(machine, "ENROLL_MF PIN=9\tRETRY=3").result


@pytest.mark.parametrize("generation", EVERY)
def test_who_is_deleted_leaves_nothing_behind(generation: str) -> None:
    machine = box(generation)
    run(machine, "DATA UPDATE USERPIC PIN=1001\tSize=4\tContent=abcd")
    run(machine, "ENROLL_FP PIN=1001\tFID=1")
    run(machine, "DATA UPDATE SMS MSG=x\tTAG=254\tUID=1\tMIN=0\tStartTime=2026-10-05 00:00:00")
    run(machine, "DATA UPDATE USER_SMS PIN=1001\tUID=1")
    run(machine, worded(generation, "DATA DELETE USERINFO PIN=1001"))
    memory = machine.memory
    assert (memory.templates, memory.photos, memory.readers) == ({}, {}, set())


# Codes and messages


@pytest.mark.parametrize("generation", EVERY)
def test_work_codes_and_messages_are_kept(generation: str) -> None:
    machine = box(generation)
    for text in (
        "DATA UPDATE WORKCODE PIN=10\tCODE=10\tNAME=Assembly",
        "DATA UPDATE WORKCODE CODE=11\tName=Paint",
        "DATA UPDATE SMS MSG=Stand-up at ten\tTAG=254\tUID=3\tMIN=0\tStartTime=2026-10-05 00:00:00",
        "DATA UPDATE USER_SMS PIN=1001\tUID=3",
    ):
        assert run(machine, text).result == b"ID=7&Return=0&CMD=DATA\n"
    memory = machine.memory
    assert memory.work_codes == {"10": "Assembly", "11": "Paint"}
    assert memory.messages["3"]["msg"] == "Stand-up at ten"
    assert memory.readers == {("1001", "3")}
    run(machine, "DATA DELETE WORKCODE CODE=10")
    run(machine, "DATA DELETE SMS UID=3")
    assert (memory.work_codes, memory.messages, memory.readers) == ({"11": "Paint"}, {}, set())


# The oldest words


def test_the_verbs_of_the_first_protocol_still_work_on_old_clients_only() -> None:
    machine = box("old")
    assert b"Return=0&" in run(machine, "DATA USER PIN=5\tName=Rita").result
    assert b"Return=0&" in run(machine, "DATA FP PIN=5\tFID=1\tSize=4\tValid=1\tTMP=abcd").result
    assert machine.memory.templates[Place("5", FINGER, "1")].text == "abcd"
    assert b"Return=0&" in run(machine, "DATA DEL_FP PIN=5\tFID=1").result
    assert machine.memory.templates == {}
    assert b"Return=0&" in run(machine, "DATA DEL_USER PIN=5").result
    assert "5" not in machine.memory.users
    assert run(machine, "RESTART").after is After.REBOOT
    for text in ("DATA USER PIN=5", "DATA DEL_USER PIN=5", "RESTART"):
        assert b"Return=-1002&" in run(box("speedface"), text).result


def test_an_old_client_with_more_records_than_the_server_sends_them_again() -> None:
    for count, uploads in ((3, 0), (2, 1)):
        outcome = run(box("old"), f"ACCOUNT Start=2026-10-05\tEnd=2026-10-05\tCount={count}")
        assert outcome.result == b"ID=7&Return=3&CMD=ACCOUNT\n"
        assert len(outcome.uploads) == uploads


# Files and results of several lines


@pytest.mark.parametrize("generation", EVERY)
def test_firmware_is_compared_before_it_is_installed(generation: str) -> None:
    content = b"FWVersion=Ver 9.0.1\n" + bytes(5_000)
    checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
    sent = base64.b64encode(content) if generation == "old" else content
    typed = "" if generation == "old" else "type=1,"
    for size, digest, got, code in (
        (len(content), checksum, sent, 0),
        (len(content), checksum, None, -1008),
        (len(content), checksum, sent[:-4], -1),
        (len(content), "0" * 32, sent, -1),
        (7, checksum, sent, -1),
    ):
        machine = box(generation)
        outcome = run(machine, f"UPGRADE {typed}checksum={digest},size={size},url=http://10.0.0.1/emfw.cfg")
        assert outcome.download is not None
        assert (outcome.download.url, outcome.download.ranged) == ("http://10.0.0.1/emfw.cfg", False)
        done = outcome.download.finish(got)
        assert done.result == f"ID=7&Return={code}&CMD=UPGRADE\n".encode()
        assert done.after is (After.NOTHING if code else After.REBOOT)
        assert machine.info().startswith("Ver%209.0.1,") == (code == 0)


def test_a_file_without_a_version_gets_one_of_its_own() -> None:
    machine = box("senseface")
    for content in (b"one", b"two"):
        digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
        outcome = run(machine, f"UPGRADE checksum={digest},size=3,url=/x,supportsubcontracting=1")
        assert outcome.download is not None
        assert outcome.download.ranged
        outcome.download.finish(content)
        assert machine.version == f"ZAM70-NF24HA-Ver3.3.12+{digest[:8]}"


def test_results_of_several_lines_are_posted_by_themselves() -> None:
    machine = box("speedface")
    shell = run(machine, "SHELL ls /tmp", "3")
    assert shell.result.startswith(
        b"ID=3\nSN=CKJF207731845\nReturn=0\nCMD=Shell\nFILENAME=shellout.txt\nContent="
    )
    options = run(machine, "GetFile /mnt/mtdblock/options.cfg", "4")
    before, content = options.result.split(b"Content=", 1)
    assert before.decode().splitlines() == [
        "ID=4",
        "SN=CKJF207731845",
        "FILENAME=/mnt/mtdblock/options.cfg",
        "CMD=GetFile",
        f"Return={len(content)}",
    ]
    assert run(machine, "GetFile /etc/passwd").result == b"ID=7&Return=-2&CMD=GetFile\n"
    put = run(machine, "PutFile file/logo.jpg\t/mnt/mtdblock/logo.jpg", "5")
    assert put.download is not None
    stored = put.download.finish(b"12345")
    assert stored.result == b"ID=5\nReturn=5\nCMD=PutFile\n"
    plain = run(machine, "LOG", "6")
    assert bodies([plain, plain, shell, plain, stored]) == [
        plain.result * 2,
        shell.result,
        plain.result,
        stored.result,
    ]


@settings(deadline=None)
@given(text=st.text(max_size=60), generation=st.sampled_from(EVERY))
def test_no_command_breaks_a_terminal(text: str, generation: str) -> None:
    for prefix in (
        "",
        "DATA UPDATE ",
        "DATA QUERY ",
        "DATA DELETE USERINFO PIN=",
        "SET OPTION ",
        "ENROLL_BIO TYPE=",
        "ENROLL_MF PIN=",
        "UPGRADE checksum=",
        "ACCOUNT Start=",
        "GetFile ",
    ):
        outcome = execute(box(generation), Command("7", prefix + text))
        fetches = outcome is not None and outcome.download is not None
        assert outcome is None or fetches or outcome.result.startswith((b"ID=7&Return=", b"ID=7\nSN="))
