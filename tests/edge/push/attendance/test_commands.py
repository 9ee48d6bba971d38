"""What attendance terminals of each generation are told, to the byte, with where PROTOCOL.md says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from edge.intents import INTENTS, intent_of, steps_of
from edge.push.command_lines import Unfit
from edge.push.commands import lines_of
from edge.push.terminal import Terminal
from edge.upkeep_intents import (
    CountAttendance,
    DeleteBiometrics,
    DeleteMessage,
    DeleteWorkCode,
    FetchEmployees,
    FetchTemplates,
    Reconnect,
    StoreMessage,
    StorePhoto,
    StoreTemplate,
    StoreWorkCode,
)
from tests.edge.push.terminals import ATTENDANCE, CHINESE, LEGACY, MAIN, NOW_US, OLD, TFT, WIDE

# ⇥ stands for TAB, as in PROTOCOL.md; a list is several lines, None: this generation cannot be told to.
Wire = str | list[str] | None
EVERY = ("legacy", "old", "main", "wide", "tft")


def told(intent: Any, terminal: Terminal) -> Wire:
    try:
        lines = lines_of(intent, terminal, NOW_US)
    except Unfit:
        return None
    texts = [line.text.decode(terminal.text_encoding).replace("\t", "⇥") for line in lines]
    return texts[0] if len(texts) == 1 else texts


def row(section: str, word: str, params: dict[str, Any], **wire: Wire) -> Any:
    """`all` is what every generation is told that is not named."""
    expected = {name: wire.get(name, wire.get("all")) for name in EVERY}
    return pytest.param(word, params, expected, id=f"{word}-{'-'.join(map(str, params))}-{section}")


AHMED = {
    "employee_id": "7", "name": "Ahmed K.", "card_number": "0123456789", "password": "4321",
    "privilege": "super_admin", "second_card_number": "42", "valid_to": "2026-12-31",
}  # fmt: skip
RANGE = {"from": "2026-07-31T23:00:00Z", "to": "2026-08-31T22:59:59Z"}  # August 2026 in Casablanca
FIRMWARE = {"url": "http://edge.example/iclock/file/emfw.cfg", "checksum": "0af1" * 8, "size": 5120}
UPGRADE = "checksum=" + "0af1" * 8
FILE = "http://edge.example/iclock/file/emfw.cfg"

GOLDEN = [
    row("7.5 system", "restart", {}, all="REBOOT", legacy="RESTART"),
    # The clock follows the Date header at init and the zone in its option block.
    row("8.1, 3.4", "sync_time", {}, all="CHECK"),
    row(
        "6.4, 7.5 users", "enroll_employee", AHMED,
        legacy="DATA USER PIN=7⇥Name=Ahmed K.⇥Pri=14⇥Passwd=4321⇥Card=[15cd5b0700]⇥Grp=1⇥TZ=0000000000000000",
        old="DATA UPDATE USERINFO PIN=7⇥Name=Ahmed K.⇥Pri=14⇥Passwd=4321⇥Card=[15cd5b0700]⇥Grp=1"
        "⇥TZ=0000000000000000",
        main="DATA UPDATE USERINFO PIN=7⇥Name=Ahmed K.⇥Pri=14⇥Passwd=4321⇥Card=123456789⇥Grp=1"
        "⇥TZ=0000000100000000⇥Verify=-1⇥ViceCard=42",
        wide="DATA UPDATE USERINFO PIN=7⇥Name=Ahmed K.⇥Pri=14⇥Passwd=4321⇥Card=123456789⇥Grp=1"
        "⇥TZ=0000000100000000⇥Verify=-1⇥ViceCard=42⇥StartDatetime=0⇥EndDatetime=2026-12-31T23:59:59⇥Expires=1",
        tft="DATA UPDATE USERINFO PIN=7⇥Name=Ahmed K.⇥Pri=14⇥Passwd=4321⇥Card=123456789⇥Grp=1"
        "⇥TZ=0001000000000000",
    ),
    # What is left out would be wiped, so that it is said that there is none.
    row(
        "7.5 users, C26", "enroll_employee",
        {"employee_id": "8", "group": 3, "time_zones": "0001000200000000"},
        legacy="DATA USER PIN=8⇥Name=⇥Pri=0⇥Passwd=⇥Card=⇥Grp=3⇥TZ=0001000200000000",
        old="DATA UPDATE USERINFO PIN=8⇥Name=⇥Pri=0⇥Passwd=⇥Card=⇥Grp=3⇥TZ=0001000200000000",
        main="DATA UPDATE USERINFO PIN=8⇥Name=⇥Pri=0⇥Passwd=⇥Card=⇥Grp=3⇥TZ=0001000200000000"
        "⇥Verify=-1⇥ViceCard=",
        wide="DATA UPDATE USERINFO PIN=8⇥Name=⇥Pri=0⇥Passwd=⇥Card=⇥Grp=3⇥TZ=0001000200000000"
        "⇥Verify=-1⇥ViceCard=⇥StartDatetime=0⇥EndDatetime=0⇥Expires=0",
        tft="DATA UPDATE USERINFO PIN=8⇥Name=⇥Pri=0⇥Passwd=⇥Card=⇥Grp=3⇥TZ=0001000200000000",
    ),
    row("7.5 users", "delete_employee", {"employee_id": "7"}, all="DATA DELETE USERINFO PIN=7",
        legacy="DATA DEL_USER PIN=7"),
    row("7.5 users", "delete_employee", {"employee_id": "emp_099", "pin": "7"},
        all="DATA DELETE USERINFO PIN=7", legacy="DATA DEL_USER PIN=7"),
    row("7.5 users", "enroll_biometric", {"employee_id": "7", "number": 6},
        all="ENROLL_FP PIN=7⇥FID=6⇥RETRY=3⇥OVERWRITE=1",
        wide="ENROLL_BIO TYPE=1⇥PIN=7⇥CardNo=⇥RETRY=3⇥OVERWRITE=1⇥NO=6"),  # algorithm 13
    row("7.5 users", "enroll_biometric", {"employee_id": "7", "kind": "face", "replace": False},
        main="ENROLL_BIO TYPE=9⇥PIN=7⇥CardNo=⇥RETRY=3⇥OVERWRITE=0⇥NO=0",
        wide="ENROLL_BIO TYPE=9⇥PIN=7⇥CardNo=⇥RETRY=3⇥OVERWRITE=0⇥NO=0"),
    row("7.5 users", "enroll_biometric", {"employee_id": "7", "kind": "palm"},
        main="ENROLL_BIO TYPE=8⇥PIN=7⇥CardNo=⇥RETRY=3⇥OVERWRITE=1⇥NO=0",
        wide="ENROLL_BIO TYPE=8⇥PIN=7⇥CardNo=⇥RETRY=3⇥OVERWRITE=1⇥NO=0"),
    row("7.5 users", "enroll_biometric", {"employee_id": "7", "kind": "finger_vein"},
        main="ENROLL_BIO TYPE=7⇥PIN=7⇥CardNo=⇥RETRY=3⇥OVERWRITE=1⇥NO=0"),  # `wide` says it has no sensor
    row("7.5 users", "enroll_biometric", {"employee_id": "7", "kind": "card", "attempts": 5},
        main="ENROLL_MF PIN=7⇥RETRY=5", wide="ENROLL_MF PIN=7⇥RETRY=5"),
    row("7.5 system, 7.6", "update_settings",
        {"volume": 60, "daylight_saving": False, "options": {"LockOn": "5"}},
        all=["SET OPTION VOLUME=60", "SET OPTION DaylightSavingTimeOn=0", "SET OPTION LockOn=5",
             "RELOAD OPTIONS"]),
    row("6.10, 7.6", "update_settings", {"duplicate_punch_minutes": 1},
        all=["SET OPTION AlarmReRec=1", "RELOAD OPTIONS"]),
    row("6.4, 7.6", "update_settings", {"enforce_validity": True},
        all=["SET OPTION UserValidTimeFun=1", "RELOAD OPTIONS"]),
    row("7.5 system", "fetch_info", {}, all="INFO"),
    row("7.5 data", "fetch_attendance", RANGE,
        all="DATA QUERY ATTLOG StartTime=2026-08-01 00:00:00⇥EndTime=2026-08-31 23:59:59"),
    row("7.5 data", "clear_attendance", {}, all="CLEAR LOG"),
    row("7.5 data", "clear_all", {}, all="CLEAR DATA"),
    row("7.5 access", "unlock_door", {}, all="AC_UNLOCK"),
    row("7.5 access", "unlock_door", {"door": 2}, all=None),
    row("7.5 access", "unlock_door", {"seconds": 9}, all=None),
    row("7.5 access", "cancel_alarm", {}, all="AC_UNALARM"),
    row("7.5 access", "cancel_alarm", {"door": 2}, all=None),
    row("7.5 system", "upgrade_firmware", FIRMWARE,
        legacy=f"UPGRADE {UPGRADE},url={FILE},size=5120", old=f"UPGRADE {UPGRADE},url={FILE},size=5120",
        main=f"UPGRADE type=1,{UPGRADE},size=5120,url={FILE}",
        tft=f"UPGRADE type=1,{UPGRADE},size=5120,url={FILE}",
        wide=f"UPGRADE {UPGRADE},size=5120,url={FILE},supportsubcontracting=1"),
    row("7.5 system", "reload_options", {}, all="RELOAD OPTIONS"),
    row("7.5 data", "raw", {"text": "ACCOUNT Start=2026-08-01\tEnd=2026-08-31\tCount=9"},
        all="ACCOUNT Start=2026-08-01⇥End=2026-08-31⇥Count=9"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "params", "expected"), GOLDEN)
@pytest.mark.parametrize("generation", EVERY)
def test_commands_of_the_api(
    word: str, params: dict[str, Any], expected: dict[str, Wire], generation: str
) -> None:
    assert told(intent_of(word, params), ATTENDANCE[generation]) == expected[generation]


def test_every_command_of_the_api_is_in_the_table() -> None:
    assert {str(param.values[0]) for param in GOLDEN} == set(INTENTS) - {"sync_employees"}


def test_people_are_sent_one_a_line_and_others_deleted_after_them() -> None:
    wanted = intent_of(
        "sync_employees",
        {
            "employees": [{"id": "1", "name": "Ahmed K."}, {"id": "2", "name": "Fatima B."}],
            "remove_others": True,
        },
    )
    assert [told(step, OLD) for step in steps_of(wanted, held=["2", "9", "4"])] == [
        "DATA UPDATE USERINFO PIN=1⇥Name=Ahmed K.⇥Pri=0⇥Passwd=⇥Card=⇥Grp=1⇥TZ=0000000000000000",
        "DATA UPDATE USERINFO PIN=2⇥Name=Fatima B.⇥Pri=0⇥Passwd=⇥Card=⇥Grp=1⇥TZ=0000000000000000",
        "DATA DELETE USERINFO PIN=4",
        "DATA DELETE USERINFO PIN=9",
    ]


def param(section: str, intent: Any, **wire: Wire) -> Any:
    expected = {name: wire.get(name, wire.get("all")) for name in EVERY}
    return pytest.param(intent, expected, id=f"{intent.word}-{section}")


AUGUST = {"from": RANGE["from"], "to": RANGE["to"]}
FINGER_13 = (
    "DATA UPDATE BIODATA Pin=7⇥No=6⇥Index=0⇥Valid=1⇥Duress=0⇥Type=1⇥MajorVer=13⇥MinorVer=0⇥Format=0⇥Tmp=AAAA"
)
FACE_58 = (
    "DATA UPDATE BIODATA Pin=7⇥No=0⇥Index=0⇥Valid=1⇥Duress=0⇥Type=9⇥MajorVer=58⇥MinorVer=10⇥Format=0⇥Tmp=AAAA"
)
EVERYTHING = [
    "DATA DELETE FINGERTMP PIN=7", "DATA DELETE FACE PIN=7", "DATA DELETE FVEIN Pin=7",
    *(f"DATA DELETE BIODATA Pin=7⇥Type={kind}" for kind in (1, 2, 7, 8, 9, 10)),
    "DATA DELETE BIOPHOTO PIN=7", "DATA DELETE USERPIC PIN=7",
]  # fmt: skip
UPKEEP = [
    param("3.4, 3.5, 7.5 data", Reconnect(), all="CHECK"),
    param("7.5 users", FetchEmployees(), all="DATA QUERY USERINFO"),
    param("7.5 users", FetchEmployees(pin="7"), all="DATA QUERY USERINFO PIN=7"),
    param("7.5 users, C17", FetchTemplates(pin="7"), all="DATA QUERY FINGERTMP PIN=7",
          wide="DATA QUERY BIODATA Type=1⇥PIN=7"),
    param("7.5 users", FetchTemplates(), wide="DATA QUERY BIODATA Type=1"),
    param("7.5 users", FetchTemplates(kind="face"), main="DATA QUERY BIODATA Type=9",
          wide="DATA QUERY BIODATA Type=9"),
    param("7.5 data", CountAttendance.model_validate(AUGUST),
          all="VERIFY SUM ATTLOG StartTime=2026-08-01 00:00:00⇥EndTime=2026-08-31 23:59:59"),
    param("7.5 users", StoreTemplate(pin="7", type=1, number=6, major=10, text="VGVtcGxhdGU"),
          all="DATA UPDATE FINGERTMP PIN=7⇥FID=6⇥Size=12⇥Valid=1⇥TMP=VGVtcGxhdGU=",  # padded
          legacy="DATA FP PIN=7⇥FID=6⇥Size=12⇥Valid=1⇥TMP=VGVtcGxhdGU=",
          wide=None),  # its algorithm is 13
    param("7.5 users", StoreTemplate(pin="7", type=1, number=6, duress=True, text="AAAA"),
          all="DATA UPDATE FINGERTMP PIN=7⇥FID=6⇥Size=4⇥Valid=3⇥TMP=AAAA",
          legacy="DATA FP PIN=7⇥FID=6⇥Size=4⇥Valid=3⇥TMP=AAAA"),
    param("7.5 users", StoreTemplate(pin="7", type=1, number=6, major=13, text="AAAA"),
          main=FINGER_13, wide=FINGER_13),
    param("7.5 users", StoreTemplate(pin="7", type=2, part=11, major=7, text="AAAA"),
          all="DATA UPDATE FACE PIN=7⇥FID=11⇥SIZE=4⇥VALID=1⇥TMP=AAAA", legacy=None, wide=None),
    param("7.5 users", StoreTemplate(pin="7", type=7, number=2, part=1, text="AAAA"),
          main="DATA UPDATE FVEIN Pin=7⇥FID=2⇥Index=1⇥Size=4⇥Valid=1⇥Tmp=AAAA"),  # `wide` has no sensor
    param("7.5 users, 6.5", StoreTemplate(pin="7", type=9, major=58, minor=10, text="AAAA"),
          main=FACE_58, wide=FACE_58),
    param("7.5 users", StorePhoto(pin="7", purpose="face", text="AAAA"),
          main="DATA UPDATE BIOPHOTO PIN=7⇥Type=9⇥Size=4⇥Content=AAAA⇥Format=0⇥Url=⇥PostBackTmpFlag=0",
          wide="DATA UPDATE BIOPHOTO PIN=7⇥Type=9⇥Size=4⇥Content=AAAA⇥Format=0⇥Url=⇥PostBackTmpFlag=0"),
    param("7.5 users", StorePhoto(pin="7", purpose="display", text="AAAA"),
          all="DATA UPDATE USERPIC PIN=7⇥Size=4⇥Content=AAAA", legacy=None, tft=None),
    param("7.5 users", DeleteBiometrics(pin="7", kind="finger"),
          legacy="DATA DEL_FP PIN=7", old="DATA DELETE FINGERTMP PIN=7", tft="DATA DELETE FINGERTMP PIN=7",
          main=["DATA DELETE FINGERTMP PIN=7", "DATA DELETE BIODATA Pin=7⇥Type=1"],
          wide=["DATA DELETE FINGERTMP PIN=7", "DATA DELETE BIODATA Pin=7⇥Type=1"]),
    param("7.5 users", DeleteBiometrics(pin="7", kind="palm"),
          main=["DATA DELETE BIODATA Pin=7⇥Type=8", "DATA DELETE BIODATA Pin=7⇥Type=10"],
          wide=["DATA DELETE BIODATA Pin=7⇥Type=8", "DATA DELETE BIODATA Pin=7⇥Type=10"]),
    param("7.5 users", DeleteBiometrics(pin="7"),
          legacy="DATA DEL_FP PIN=7",
          old=["DATA DELETE FINGERTMP PIN=7", "DATA DELETE FACE PIN=7", "DATA DELETE USERPIC PIN=7"],
          tft=["DATA DELETE FINGERTMP PIN=7", "DATA DELETE FACE PIN=7"],
          main=EVERYTHING, wide=EVERYTHING),
    param("7.5 content, C18", StoreWorkCode(code="12", name="Night"),
          all="DATA UPDATE WORKCODE PIN=12⇥CODE=12⇥NAME=Night",
          tft="DATA UPDATE WORKCODE CODE=12⇥Name=Night"),
    param("7.5 content", DeleteWorkCode(code="12"), all="DATA DELETE WORKCODE CODE=12"),
    param("7.5 content", StoreMessage(number=5, text="Eid Mubarak", starts="2026-03-20T06:00:00", minutes=60),
          all="DATA UPDATE SMS MSG=Eid Mubarak⇥TAG=253⇥UID=5⇥MIN=60⇥StartTime=2026-03-20 06:00:00"),
    param("7.5 content", StoreMessage(number=6, text="See HR", starts="2026-03-20", pins=("7", "8")),
          all=["DATA UPDATE SMS MSG=See HR⇥TAG=254⇥UID=6⇥MIN=0⇥StartTime=2026-03-20 00:00:00",
               "DATA UPDATE USER_SMS PIN=7⇥UID=6", "DATA UPDATE USER_SMS PIN=8⇥UID=6"]),
    param("7.5 content", DeleteMessage(number=5), all="DATA DELETE SMS UID=5"),
]  # fmt: skip


@pytest.mark.parametrize(("intent", "expected"), UPKEEP)
@pytest.mark.parametrize("generation", EVERY)
def test_what_the_edge_wants_itself(intent: Any, expected: dict[str, Wire], generation: str) -> None:
    assert told(intent, ATTENDANCE[generation]) == expected[generation]


# --- cards, PINs, names ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "old", "main"),
    [
        ("0", "", ""),
        ("000", "", ""),
        ("1", "[0100000000]", "1"),
        ("0012345678", "[4e61bc0000]", "12345678"),
        ("4294967295", "[ffffffff00]", "4294967295"),
        ("4294967296", None, "4294967296"),
    ],
)
def test_cards_in_the_form_the_firmware_takes(number: str, old: str | None, main: str) -> None:
    """§6.4: bytes least significant first, five of them with `]` at index 11 on old firmware."""
    person = intent_of("enroll_employee", {"employee_id": "7", "card_number": number})
    for terminal, form in ((OLD, old), (LEGACY, old), (MAIN, main)):
        line = told(person, terminal)
        assert line is None if form is None else f"⇥Card={form}⇥" in str(line)


@pytest.mark.parametrize(
    ("pin", "fits"),
    [
        ("7", {"old", "main", "wide"}),
        ("123456789", {"old", "main", "wide"}),
        ("1234567890", {"wide"}),
        ("007", {"wide"}),
        ("EMP001", {"wide"}),
        ("A" * 15, set()),
    ],
)
def test_pins_a_terminal_cannot_hold_are_not_sent(pin: str, fits: set[str]) -> None:
    """§6.4: nine digits; more, and letters, where `~PIN2Width` has room for them."""
    person = intent_of("delete_employee", {"employee_id": "x", "pin": pin})
    assert {name for name in ("old", "main", "wide") if told(person, ATTENDANCE[name])} == fits


def test_names_in_the_encoding_of_the_terminals_language() -> None:
    """§3.8: GB2312 where the language is Chinese, UTF-8 elsewhere; whole characters within 24 bytes."""
    person = intent_of("enroll_employee", {"employee_id": "7", "name": "张伟" * 7})
    for terminal, held in ((CHINESE, "张伟" * 6), (MAIN, "张伟" * 4)):
        (line,) = lines_of(person, terminal, NOW_US)
        assert b"\tName=" + held.encode(terminal.text_encoding) + b"\tPri=" in line.text


def test_an_infrared_face_terminal_enrols_its_own_kind() -> None:
    """§6.9, §7.5: type 2 where the face algorithm is one of the old ones."""
    terminal = replace(MAIN, options={"FaceFunOn": "1", "FaceVersion": "7"})
    face = intent_of("enroll_biometric", {"employee_id": "7", "kind": "face"})
    assert told(face, terminal) == "ENROLL_BIO TYPE=2⇥PIN=7⇥CardNo=⇥RETRY=3⇥OVERWRITE=1⇥NO=0"


def test_a_terminal_that_says_it_has_no_sensor_is_not_asked() -> None:
    palm = intent_of("enroll_biometric", {"employee_id": "7", "kind": "palm"})
    with pytest.raises(Unfit, match=r"cannot take a palm\. Choose a terminal") as refused:
        lines_of(palm, replace(MAIN, options={"PvFunOn": "0"}), NOW_US)
    assert refused.value.code == "not_supported"


# --- what may follow, what may be lost -------------------------------------------------------------------


@pytest.mark.parametrize("terminal", [OLD, MAIN, TFT, WIDE, LEGACY])
def test_what_must_be_last_says_so(terminal: Terminal) -> None:
    """§7.1: CHECK, CLEAR DATA, REBOOT, UPGRADE; also where somebody wrote them by hand."""
    last = [("restart", {}), ("sync_time", {}), ("clear_all", {}), ("upgrade_firmware", FIRMWARE)]
    last += [("raw", {"text": text}) for text in ("reboot", "CHECK", "CLEAR  DATA", "UPGRADE x", "RESTART")]
    for word, params in last:
        assert [line.last for line in lines_of(intent_of(word, params), terminal, NOW_US)] == [True]
    for word, params in (("clear_attendance", {}), ("fetch_info", {}), ("raw", {"text": "CLEAR LOG"})):
        assert not any(line.last for line in lines_of(intent_of(word, params), terminal, NOW_US))


def test_only_questions_are_said_to_change_nothing() -> None:
    reading = [intent_of("fetch_info", {}), intent_of("fetch_attendance", RANGE), FetchEmployees()]
    changing = [intent_of("delete_employee", {"employee_id": "7"}), intent_of("raw", {"text": "INFO"})]
    assert all(line.reads for intent in reading for line in lines_of(intent, MAIN, NOW_US))
    assert not any(line.reads for intent in changing for line in lines_of(intent, MAIN, NOW_US))


@pytest.mark.parametrize(("terminal", "most"), [(OLD, 60_000), (WIDE, 900_000)])
def test_what_is_too_long_for_a_terminal_is_not_sent(terminal: Terminal, most: int) -> None:
    photo = StorePhoto(pin="7", purpose="display", text="A" * (most - most % 4))
    with pytest.raises(Unfit, match=f"reads {most} at most") as refused:
        lines_of(photo, terminal, NOW_US)
    assert refused.value.code == "too_long"
    assert lines_of(StorePhoto(pin="7", purpose="display", text="A" * (most - 400)), terminal, NOW_US)


def test_a_range_over_the_end_of_summer_time_is_asked_for_as_a_whole() -> None:
    """On 15 February 2026 at 03:00 Morocco goes back to 02:00: the end would seem to be near the start."""
    params = {"from": "2026-02-15T01:30:00Z", "to": "2026-02-15T02:10:00Z"}
    assert told(intent_of("fetch_attendance", params), MAIN) == (
        "DATA QUERY ATTLOG StartTime=2026-02-15 01:30:00⇥EndTime=2026-02-15 03:10:00"
    )


def test_a_message_longer_than_the_screen_is_refused() -> None:
    message = StoreMessage(number=5, text="م" * 161, starts="2026-03-20")
    with pytest.raises(Unfit, match="more than the 320 bytes"):
        lines_of(message, MAIN, NOW_US)
