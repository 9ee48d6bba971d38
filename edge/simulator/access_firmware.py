"""The access-control generations a fleet can have in it, as data (PROTOCOL.md part B)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the terminal's database (§10.8). `keys` identify a record, `columns` are told in this order,
    `personal` records are refused without the user they belong to."""

    name: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    personal: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _table(text: str) -> Table:
    """`name: column column …` with `*` before the keys; `!` before the name of a personal one."""
    name, _, columns = text.partition(":")
    keys = tuple(column[1:] for column in columns.split() if column.startswith("*"))
    return Table(name.strip("! "), keys, _words(columns.replace("*", "")), name.startswith("!"))


_PERIODS = [f"{day}time{n}" for day in _words("sun mon tue wed thu fri sat") for n in (1, 2, 3)]
_PERIODS += [f"hol{holiday}time{n}" for holiday in (1, 2, 3) for n in (1, 2, 3)]
_READER_LATER = "inout disable verifytype multicast devid offlinerefuse"
_TABLES = f"""
user: uid cardno *pin password group starttime endtime name privilege disable verify
!templatev10: size uid *pin *fingerid valid template resverd endtag
!biodata: *pin *no *index valid duress *type majorver minorver format tmp
!biophoto: *pin filename *type size content
!userpic: *pin filename size content
extuser: *pin funswitch firstname lastname personalvs
mulcarduser: *pin *cardno losscardflag cardtype
userauthorize: *pin *authorizetimezoneid authorizedoorid *devid
superauthorize: *pin *doorid *devid
usereleauthorize: *pin *authorizetimezoneid *authorizefloorid authorizefloors *devid
personalvstimezone: *pin *doorid *timezoneid *devid
firstcard: *doorid *timezoneid *pin *devid
holiday: *holiday holidaytype loop
timezone: *timezoneid {" ".join(_PERIODS)}
multimcard: *index doorid group1 group2 group3 group4 group5 devid
inoutfun: *index eventtype inaddr outtype outaddr outtime reserved indevid outdevid
outrelaysetting: *num outtype actiontype timezoneid devid
dstsetting: *year starttime endtime loop
devproperty: *id type bustype machinetype address mac ipaddress sn ismaster
devparameters: *id *name value
doorproperty: *id devid address disable
doorparameters: *id *name value *devid
readerproperty: *id doorid type address ipaddress port mac {_READER_LATER}
readerparameters: *id *devid *name value
auxin: *id devid address disable
auxout: *id devid address disable
wgformat: *id cardbit sitecode formatname cardformat
defaultwgformat: *id cardbit sitecode formatname cardformat
readerwgformat: *readerid *devid wgformatid parityverifydisable reversaltype
inputiosetting: *number intype timezoneid devid
doorvstimezone: *doorid *timezoneid *devid
deviceauthorize: *sn isauthorize
"""
TABLES: dict[str, Table] = {
    table.name: table for table in (_table(line) for line in _TABLES.strip().splitlines())
}
"""Every table by its name in lower case."""

_EVERYWHERE = _words(
    "user userauthorize extuser holiday timezone firstcard multimcard inoutfun doorparameters userpic"
)
_STANDALONE = frozenset(_EVERYWHERE) | {"templatev10", "doorvstimezone", "personalvstimezone"}
_FACE = _STANDALONE | {"biodata", "biophoto", "mulcarduser"}
_CONTROLLER = frozenset(TABLES) - {"biodata", "biophoto", "userpic"}

_EVENT = ("time", "pin", "cardno", "eventaddr", "event", "inoutstatus", "verifytype", "index")
_LATER = ("sitecode", "linkid", "maskflag", "temperature", "convtemperature")


@dataclass(frozen=True, slots=True)
class AccessFirmware:
    """One generation of access-control firmware.

    `functions` is AccSupportFunList, `granted` the event code of a plain pass. `verify_styles` are the verify
    types as bits it offers to use, `unsupported` the value of what it does not measure. Answers are cut into
    packets of `packet_bytes`, between records only unless it `splits_records`. `addressed` ones want
    CmdFormat=1, `sensor_bytes` is how much of the sensor field they send, `tells_door` whether the door is
    named beside it. The results of `loose` commands have `return` in small letters (§7.3).
    """

    key: str
    pushver: str
    tables: frozenset[str]
    functions: str
    event_columns: tuple[str, ...]
    granted: int = 0
    machine_type: int = 101
    doors: int = 1
    readers: int = 2
    auxiliaries: int = 0
    verify_styles: str = ""
    unsupported: str = "0"
    sensor_bytes: int = 1
    tells_door: bool = False
    has_sensor: bool = True
    record_end: str = "\n"
    alarm_type: str = ""
    last_line_terminated: bool = False
    results_terminated: bool = False
    packet_bytes: int = 65_536
    splits_records: bool = False
    seconds_of_validity: bool = False
    text_pins: bool = False
    addressed: bool = False
    verifies_remotely: bool = False
    refuses_zero_operands: bool = False
    loose: frozenset[str] = frozenset()
    sub_controllers: int = 0


F20 = AccessFirmware(
    key="f20",
    pushver="3.1.2",
    tables=_STANDALONE,
    functions="0101010000111000000111010100011010",
    event_columns=_EVENT,
    sensor_bytes=1,
    has_sensor=False,
    verifies_remotely=True,
    loose=frozenset({"ENROLL_BIO"}),
)
"""Small fingerprint terminals at a door: numbers for verify types, the short event, nothing on the door."""

BIOFACE = AccessFirmware(
    key="bioface",
    pushver="3.1.2",
    tables=_FACE,
    functions="010101010011100000011100000001101001011",
    event_columns=(*_EVENT, *_LATER),
    granted=3,
    verify_styles="0000101000011111",
    unsupported="255",
    tells_door=True,
    packet_bytes=8_192,
    splits_records=True,
    text_pins=True,
    verifies_remotely=True,
    refuses_zero_operands=True,
    last_line_terminated=True,
)
"""Visible-light face terminals: a plain pass is event 3, verify types are bits, packets split records."""

INBIO = AccessFirmware(
    key="inbio",
    pushver="3.0.1",
    tables=_CONTROLLER,
    functions="0111010111111000011111110011110000000",
    event_columns=("time", "pin", "cardno", "sitecode", "linkid", *_EVENT[3:]),
    machine_type=10,
    doors=4,
    readers=8,
    auxiliaries=4,
    sensor_bytes=2,
    record_end="\r\n",
    alarm_type="200",
    last_line_terminated=True,
    results_terminated=True,
    packet_bytes=16_384,
    seconds_of_validity=True,
    addressed=True,
    sub_controllers=1,
)
"""Controllers of four doors with a second one behind them: CRLF, commands addressed by serial number."""

ACCESS_FIRMWARES: dict[str, AccessFirmware] = {firmware.key: firmware for firmware in (F20, BIOFACE, INBIO)}
"""Every access generation by its key; the keys are what a profile's `[generations]` names."""
