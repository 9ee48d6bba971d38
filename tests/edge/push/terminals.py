"""Terminals of every generation to word commands for, and intents of every kind, with values nobody wants."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from edge import intents as wanted
from edge import upkeep_intents as upkeep
from edge.intents import Intent
from edge.push.command_lines import Line, Unfit
from edge.push.commands import lines_of
from edge.push.terminal import Terminal

NOW_US = 1_791_190_800_000_000  # 2026-10-05T09:00:00Z
CASABLANCA = ZoneInfo("Africa/Casablanca")

LEGACY = Terminal("1099920410", push_version="1.0.3", zone=CASABLANCA)
OLD = Terminal("1099920411", push_version="2.0.1", zone=CASABLANCA)
CHINESE = Terminal("0316149920631", push_version="2.2.14", options={"language": "83"}, zone=CASABLANCA)
MAIN = Terminal("0782239910427", push_version="2.4.1", zone=CASABLANCA)
WIDE = Terminal(  # a visible-light face terminal that says what it can do
    "CKJF193060021",
    push_version="2.4.1",
    options={
        "~PIN2Width": "14", "FingerFunOn": "1", "FPVersion": "13", "FaceFunOn": "1", "FaceVersion": "58",
        "VisilightFun": "1", "FvFunOn": "0", "PvFunOn": "1", "PvVersion": "12", "UserValidTimeFun": "1",
        "SubcontractingUpgradeFunOn": "1", "MultiBioDataSupport": "0:1:0:0:0:0:0:0:1:1",
    },
    zone=CASABLANCA,
)  # fmt: skip
TFT = Terminal("3570233100009", push_version="3.2.0", zone=CASABLANCA)
ACCESS = Terminal("VGU6259910358", "acc", "3.1.2", zone=CASABLANCA)
CONTROLLER = Terminal(
    "DGD9190019050",
    "acc",
    "3.1.2",
    options={
        "LockCount": "4", "CmdFormat": "1", "DateFmtFunOn": "1", "StringPinFunOn": "1",
        "AccSupportFunList": "0" * 7 + "1" + "0" * 18 + "1" + "0" * 20, "CommType": "ethernet",
    },
    zone=CASABLANCA,
)  # fmt: skip

TERMINALS = {
    "legacy": LEGACY, "old": OLD, "main": MAIN, "chinese": CHINESE, "wide": WIDE, "tft": TFT,
    "access": ACCESS, "controller": CONTROLLER,
}  # fmt: skip
ATTENDANCE = {name: terminal for name, terminal in TERMINALS.items() if terminal.dialect == "att"}


# What people type, separators among it: the API lets TAB and line ends through.
TYPED = st.text(
    st.characters(
        exclude_categories=("Cs",), exclude_characters="".join(map(chr, [*range(9), *range(11, 32), 127]))
    )
    | st.sampled_from("\t\n=&,:*\u0085\u2028ءß张伟\U0001f600"),
    max_size=60,
)
PINS = st.from_regex(r"\A[1-9][0-9]{0,8}\Z")
CARDS = st.none() | st.integers(0, 2**32 - 1).map(str)
MOMENTS = st.none() | st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2060, 1, 1)).map(
    lambda moment: moment.isoformat(timespec="seconds")
)
INSTANTS = st.datetimes(min_value=datetime(2000, 1, 2), max_value=datetime(2060, 1, 1)).map(
    lambda moment: moment.isoformat() + "Z"
)
TEMPLATES = st.binary(min_size=1, max_size=400).map(lambda raw: base64.b64encode(raw).decode())
KINDS = st.sampled_from(["finger", "face", "palm", "finger_vein"])


def _made(model: type[Intent], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Intent]:
    def make(values: dict[str, Any]) -> Intent:
        return model.model_validate({name: value for name, value in values.items() if value is not None})

    return st.fixed_dictionaries(parts).map(make)


def _ranged(model: type[Intent]) -> st.SearchStrategy[Intent]:
    return st.lists(INSTANTS, min_size=2, max_size=2).map(
        lambda ends: model.model_validate(dict(zip(("from", "to"), sorted(ends), strict=True)))
    )


STEPS: st.SearchStrategy[Intent] = st.one_of(
    *(
        _made(model)
        for model in (
            wanted.Restart, wanted.SyncTime, wanted.FetchInfo, wanted.ClearAttendance, wanted.ClearAll,
            wanted.ReloadOptions, upkeep.Reconnect,
        )
    ),
    *map(_ranged, (wanted.FetchAttendance, upkeep.CountAttendance)),
    _made(
        wanted.EnrollEmployee, employee_id=PINS, name=TYPED, card_number=CARDS, second_card_number=CARDS,
        valid_from=MOMENTS, group=st.integers(1, 99), privilege=st.sampled_from(["user", "super_admin"]),
        doors=st.none() | st.lists(st.integers(1, 16), max_size=3),
        password=st.none() | st.from_regex(r"\A[0-9]{1,8}\Z"),
    ),
    _made(wanted.DeleteEmployee, employee_id=PINS),
    _made(wanted.EnrollBiometric, employee_id=PINS, kind=KINDS | st.just("card"), number=st.integers(0, 9)),
    _made(
        wanted.UpdateSettings, volume=st.integers(0, 100),
        options=st.dictionaries(st.from_regex(r"\A[A-Z][a-z]{3,9}\Z"), TYPED, max_size=4),
    ),
    _made(wanted.UnlockDoor, door=st.integers(1, 4), seconds=st.none() | st.integers(1, 254)),
    _made(wanted.CancelAlarm, door=st.none() | st.integers(1, 4)),
    _made(
        wanted.UpgradeFirmware, url=st.just("https://a.example/emfw.cfg?x=1&y=2"),
        checksum=st.just("0af1" * 8), size=st.integers(1, 2**31 - 1),
    ),
    _made(wanted.Raw, text=st.from_regex(r"\A[A-Z]{2,8} [ -~\t]{0,40}[a-z]\Z")),
    _made(upkeep.FetchEmployees, pin=st.none() | PINS),
    _made(upkeep.FetchTemplates, kind=KINDS, pin=st.none() | PINS),
    _made(
        upkeep.StoreTemplate, pin=PINS, type=st.integers(0, 10), number=st.integers(0, 9),
        part=st.integers(0, 15), major=st.none() | st.integers(0, 60), duress=st.booleans(), text=TEMPLATES,
    ),
    _made(upkeep.StorePhoto, pin=PINS, purpose=st.sampled_from(["display", "face"]), text=TEMPLATES),
    _made(upkeep.DeleteBiometrics, pin=PINS, kind=st.none() | KINDS),
    _made(upkeep.StoreWorkCode, code=PINS, name=TYPED),
    _made(upkeep.DeleteWorkCode, code=PINS),
    _made(
        upkeep.StoreMessage, number=st.integers(1, 65_535), text=TYPED.filter(bool),
        starts=MOMENTS.filter(bool), pins=st.none() | st.lists(PINS, max_size=3),
    ),
    _made(upkeep.DeleteMessage, number=st.integers(1, 65_535)),
)  # fmt: skip
"""Every step there is, with values of every kind."""


def lines(step: Intent, terminal: Terminal) -> tuple[Line, ...]:
    """The lines of a step, none where the terminal cannot carry it out."""
    try:
        return lines_of(step, terminal, NOW_US)
    except Unfit:
        return ()
