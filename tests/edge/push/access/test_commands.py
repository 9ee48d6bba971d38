"""What access-control terminals are told, to the byte, with where PROTOCOL.md says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from edge.intents import INTENTS, intent_of
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
from tests.edge.push.terminals import ACCESS, CONTROLLER, NOW_US

# ⇥ stands for TAB, as in PROTOCOL.md; a list is several lines, None: it cannot be told to.
Wire = str | list[str] | None
CARDS = {**CONTROLLER.options, "CmdFormat": "0"}  # framing is tested elsewhere
KINDS = {"terminal": ACCESS, "controller": replace(CONTROLLER, options=CARDS)}


def told(intent: Any, terminal: Terminal) -> Wire:
    try:
        lines = lines_of(intent, terminal, NOW_US)
    except Unfit:
        return None
    texts = [line.text.decode().replace("\t", "⇥") for line in lines]
    return texts[0] if len(texts) == 1 else texts


def row(section: str, word: str, params: dict[str, Any], both: Wire = None, **wire: Wire) -> Any:
    expected = {name: wire.get(name, both) for name in KINDS}
    return pytest.param(word, params, expected, id=f"{word}-{'-'.join(map(str, params))}-{section}")


AHMED = {
    "employee_id": "7", "name": "Ahmed K.", "card_number": "0012345678", "password": "4321",
    "privilege": "super_admin", "second_card_number": "42", "valid_to": "2026-12-31",
}  # fmt: skip
RANGE = {"from": "2026-07-31T23:00:00Z", "to": "2026-08-31T22:59:59Z"}  # August 2026 in Casablanca
FIRMWARE = {"url": "http://edge.example/emfw.cfg", "checksum": "0af1" * 8, "size": 5120}
GONE = ["userauthorize", "templatev10", "biodata", "biophoto", "userpic"]

GOLDEN = [
    row("10.8 control", "restart", {}, "CONTROL DEVICE 03000000"),
    # 10:00 in Casablanca
    row("8.1, 8.3", "sync_time", {}, "SET OPTIONS DateTime=860148000"),
    row("10.8 user, userauthorize", "enroll_employee", AHMED,
        terminal=[
            "DATA UPDATE user CardNo=12345678⇥Pin=7⇥Password=4321⇥Group=1⇥StartTime=0⇥EndTime=20261231"
            "⇥Name=Ahmed K.⇥Privilege=14",
            "DATA UPDATE userauthorize Pin=7⇥AuthorizeTimezoneId=1⇥AuthorizeDoorId=1",
        ],
        controller=[  # counts in seconds, has several cards, four doors and DevID
            "DATA UPDATE user CardNo=⇥Pin=7⇥Password=4321⇥Group=1⇥StartTime=0⇥EndTime=867801599"
            "⇥Name=Ahmed K.⇥Privilege=14",
            "DATA DELETE mulcarduser Pin=7",
            "DATA UPDATE mulcarduser Pin=7⇥CardNo=bc614e⇥LossCardFlag=0⇥CardType=0",
            "DATA UPDATE mulcarduser Pin=7⇥CardNo=2a⇥LossCardFlag=0⇥CardType=1",
            "DATA UPDATE userauthorize Pin=7⇥AuthorizeTimezoneId=1⇥AuthorizeDoorId=15⇥DevID=1",
        ]),
    row("10.8 userauthorize", "enroll_employee", {"employee_id": "7", "doors": [1, 3], "schedule": 2},
        terminal=[
            "DATA UPDATE user CardNo=⇥Pin=7⇥Password=⇥Group=1⇥StartTime=0⇥EndTime=0⇥Name=⇥Privilege=0",
            "DATA UPDATE userauthorize Pin=7⇥AuthorizeTimezoneId=2⇥AuthorizeDoorId=5",
        ],
        controller=[
            "DATA UPDATE user CardNo=⇥Pin=7⇥Password=⇥Group=1⇥StartTime=0⇥EndTime=0⇥Name=⇥Privilege=0",
            "DATA DELETE mulcarduser Pin=7",
            "DATA UPDATE userauthorize Pin=7⇥AuthorizeTimezoneId=2⇥AuthorizeDoorId=5⇥DevID=1",
        ]),
    row("10.8 userauthorize", "enroll_employee", {"employee_id": "7", "doors": []},
        terminal=[
            "DATA UPDATE user CardNo=⇥Pin=7⇥Password=⇥Group=1⇥StartTime=0⇥EndTime=0⇥Name=⇥Privilege=0",
            "DATA DELETE userauthorize Pin=7",
        ],
        controller=[
            "DATA UPDATE user CardNo=⇥Pin=7⇥Password=⇥Group=1⇥StartTime=0⇥EndTime=0⇥Name=⇥Privilege=0",
            "DATA DELETE mulcarduser Pin=7",
            "DATA DELETE userauthorize Pin=7",
        ]),
    row("10.8 removal", "delete_employee", {"employee_id": "7"},
        terminal=[*(f"DATA DELETE {table} Pin=7" for table in [*GONE, "user"])],
        controller=[*(f"DATA DELETE {table} Pin=7" for table in [*GONE, "mulcarduser", "user"])]),
    row("10.8 others", "enroll_biometric", {"employee_id": "7", "kind": "face"},
        "ENROLL_BIO type=9⇥no=0⇥pin=7⇥cardno=⇥retry=3⇥overwrite=1"),
    row("10.8 others", "enroll_biometric", {"employee_id": "7", "number": 6, "replace": False},
        "ENROLL_BIO type=1⇥no=6⇥pin=7⇥cardno=⇥retry=3⇥overwrite=0"),
    row("10.8 others", "enroll_biometric", {"employee_id": "7", "kind": "card"}),
    row("10.8 others", "update_settings", {"volume": 60, "options": {"DoorLock": "a b"}},
        "SET OPTIONS VOLUME=60,DoorLock=a b"),
    row("10.8 others", "update_settings", {"options": {"DoorLock": "a,b"}}),
    row("6.10", "update_settings", {"duplicate_punch_minutes": 1}),
    row("10.8 others", "fetch_info", {},
        "GET OPTIONS ~DeviceName,MAC,FirmVer,FWVersion,PushVersion,IPAddress,~Platform,Language,UserCount,"
        "FPCount,FaceCount,PvCount,TransactionCount,~MaxUserCount,~MaxAttLogCount,~MaxUserFingerCount,~ZKFPVersion,"
        "FPVersion,FaceVersion,PvVersion,LockCount,ReaderCount,MachineType,AccSupportFunList,MultiBioDataSupport,"
        "MultiBioPhotoSupport,MultiBioVersion,DateFmtFunOn,StringPinFunOn,CmdFormat"),
    row("10.8 query", "fetch_attendance", RANGE,
        "DATA QUERY tablename=transaction,fielddesc=*,filter=starttime=2026-08-01 00:00:00"
        "⇥endtime=2026-08-31 23:59:59"),
    row("10.8 delete", "clear_attendance", {}, "DATA DELETE transaction *"),
    row("10.8 delete", "clear_all", {},
        terminal=[*(f"DATA DELETE {table} *" for table in [*GONE, "user", "transaction"])],
        controller=[*(f"DATA DELETE {table} *" for table in [*GONE, "mulcarduser", "user", "transaction"])]),
    row("10.8 control", "unlock_door", {}, "CONTROL DEVICE 01010105"),
    row("10.8 control", "unlock_door", {"door": 4, "seconds": 254}, "CONTROL DEVICE 010401FE"),
    row("10.8 control", "unlock_door", {"door": 10}, terminal="CONTROL DEVICE 010A0105"),
    row("10.8 control", "cancel_alarm", {}, terminal="CONTROL DEVICE 02010000",
        controller="CONTROL DEVICE 02000000"),
    row("10.8 control", "cancel_alarm", {"door": 3}, "CONTROL DEVICE 02030000"),
    row("7.5, 10.8 others", "upgrade_firmware", FIRMWARE,
        "UPGRADE type=1,checksum=" + "0af1" * 8 + ",size=5120,url=http://edge.example/emfw.cfg"),
    row("10.8", "reload_options", {}),
    row("10.8 control", "raw", {"text": "CONTROL DEVICE 0A010000"}, "CONTROL DEVICE 0A010000"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "params", "expected"), GOLDEN)
@pytest.mark.parametrize("kind", KINDS)
def test_commands_of_the_api(word: str, params: dict[str, Any], expected: dict[str, Wire], kind: str) -> None:
    assert told(intent_of(word, params), KINDS[kind]) == expected[kind]


def test_every_command_of_the_api_is_in_the_table() -> None:
    assert {str(param.values[0]) for param in GOLDEN} == set(INTENTS) - {"sync_employees"}


FINGER = "DATA UPDATE templatev10 Pin=7⇥FingerID={}⇥Valid=1⇥Template=VGVtcGxhdGU="
UPKEEP = [
    (
        FetchEmployees(),
        [f"DATA QUERY tablename={table},fielddesc=*,filter=*" for table in ("user", "userauthorize")],
    ),
    (
        FetchEmployees(pin="7"),
        [f"DATA QUERY tablename={table},fielddesc=*,filter=Pin=7" for table in ("user", "userauthorize")],
    ),
    (FetchTemplates(), "DATA QUERY tablename=templatev10,fielddesc=*,filter=*"),
    (FetchTemplates(pin="7"), "DATA QUERY tablename=templatev10,fielddesc=*,filter=Pin=7"),
    (FetchTemplates(kind="face", pin="7"), "DATA QUERY tablename=biodata,fielddesc=*,filter=Type=9⇥Pin=7"),
    (StoreTemplate(pin="7", type=1, number=6, major=10, text="VGVtcGxhdGU"), FINGER.format(6)),
    (StoreTemplate(pin="7", type=1, number=6, duress=True, text="VGVtcGxhdGU="), FINGER.format(22)),  # +16
    (
        StoreTemplate(pin="7", type=9, part=1, major=40, minor=1, text="AAAA"),
        "DATA UPDATE biodata pin=7⇥no=0⇥index=1⇥valid=1⇥duress=0⇥type=9⇥majorver=40⇥minorver=1⇥format=0"
        "⇥tmp=AAAA",
    ),
    (
        StorePhoto(pin="7", purpose="face", text="AAAA"),
        "DATA UPDATE biophoto PIN=7⇥Type=9⇥Size=4⇥Content=AAAA⇥Format=0⇥Url=⇥PostBackTmpFlag=0",
    ),
    (
        StorePhoto(pin="7", purpose="display", text="AAAA"),
        "DATA UPDATE userpic pin=7⇥size=4⇥format=0⇥url=⇥content=AAAA",
    ),
    (
        DeleteBiometrics(pin="7"),
        [f"DATA DELETE {table} Pin=7" for table in ("templatev10", "biodata", "biophoto", "userpic")],
    ),
    (
        DeleteBiometrics(pin="7", kind="finger"),
        ["DATA DELETE templatev10 Pin=7", "DATA DELETE biodata Type=1⇥Pin=7"],
    ),
    (
        DeleteBiometrics(pin="7", kind="face"),
        [
            "DATA DELETE biodata Type=9⇥Pin=7",
            "DATA DELETE biodata Type=2⇥Pin=7",
            "DATA DELETE biophoto Pin=7",
        ],
    ),
    (Reconnect(), None),
    (CountAttendance.model_validate(RANGE), None),
    (StoreWorkCode(code="12", name="Night"), None),
    (DeleteWorkCode(code="12"), None),
    (StoreMessage(number=5, text="Eid", starts="2026-03-20"), None),
    (DeleteMessage(number=5), None),
]


@pytest.mark.parametrize(("intent", "expected"), UPKEEP, ids=lambda value: getattr(value, "word", ""))
def test_what_the_edge_wants_itself(intent: Any, expected: Wire) -> None:
    """§10.8: tables and their columns."""
    assert told(intent, ACCESS) == expected


def test_cards_are_fetched_where_they_have_a_table_of_their_own() -> None:
    """§10.1 position 7, §10.8: and neither they nor the rights fail what the people came with."""
    lines = lines_of(FetchEmployees(pin="7"), KINDS["controller"], NOW_US)
    asked = ("user", True), ("mulcarduser", False), ("userauthorize", False)
    assert [(line.text.decode(), line.needed) for line in lines] == [
        (f"DATA QUERY tablename={table},fielddesc=*,filter=Pin=7", needed) for table, needed in asked
    ]
    assert all(line.reads for line in lines)


@pytest.mark.parametrize("word", ["unlock_door", "cancel_alarm"])
def test_a_door_that_is_not_there_is_not_tried(word: str) -> None:
    with pytest.raises(Unfit, match=r"cannot open door 5\. Its doors are 1 to 4"):
        lines_of(intent_of(word, {"door": 5}), CONTROLLER, NOW_US)


def test_rights_to_a_door_that_is_not_there_are_not_given() -> None:
    person = intent_of("enroll_employee", {"employee_id": "7", "doors": [1, 5]})
    with pytest.raises(Unfit, match="door 5"):
        lines_of(person, CONTROLLER, NOW_US)


@pytest.mark.parametrize(
    ("pin", "fits"), [("7", (True, True)), ("007", (False, True)), ("EMP001", (False, True))]
)
def test_letters_in_pins_only_where_text_is_switched_on(pin: str, fits: tuple[bool, bool]) -> None:
    """§10.5: `StringPinFunOn`."""
    assert (ACCESS.holds_pin(pin), CONTROLLER.holds_pin(pin)) == fits


def test_a_restart_is_last_however_it_is_worded() -> None:
    for intent in (intent_of("restart", {}), intent_of("raw", {"text": "Control device 03000000"})):
        assert [line.last for line in lines_of(intent, ACCESS, NOW_US)] == [True]
    assert not lines_of(intent_of("unlock_door", {}), ACCESS, NOW_US)[0].last


def test_tables_a_terminal_may_not_have_do_not_fail_a_deletion() -> None:
    lines = lines_of(intent_of("delete_employee", {"employee_id": "7"}), ACCESS, NOW_US)
    assert [line.text.split()[2] for line in lines if line.needed] == [b"user"]


def test_the_clock_is_set_for_the_moment_the_line_leaves() -> None:
    first, later = (
        lines_of(intent_of("sync_time", {}), ACCESS, NOW_US + after)[0].text for after in (0, 61_000_000)
    )
    assert int(later.rpartition(b"=")[2]) - int(first.rpartition(b"=")[2]) == 61
