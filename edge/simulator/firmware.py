"""What differs between the firmware generations a real fleet mixes, as data (PROTOCOL.md §14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Refusals:
    """What a generation returns for a table it does not have, to write and to ask for; for a PIN it does not
    have and for none; for one person too many (§7.4)."""

    table: int = -1002
    query: int = -1004
    no_user: int = -10
    no_pin: int = -1
    full: int = -1001


@dataclass(frozen=True, slots=True)
class Firmware:
    """One generation of the terminals' push client.

    `init` is the query of the first request with `{sn}`, `{language}` and `{pushver}` to fill in.
    `attlog_tail` are the ATTLOG columns after PIN, time, status and verify mode (work code first), `{offset}`
    and `{extend}` filled in; a last empty column is the trailing TAB of §5. `literal` marks the 2.0.x client,
    which reads answers to the letter: case-sensitive headers, unterminated last lines dropped, `OK` with a
    newline taken for an error (§1.2, §7.1, §7.2). `fetches_directly` marks clients that turn to a file's
    address themselves, the rest ask their own server for it (§7.5).

    `words` says which verbs it knows, `tables` which tables it can be told to write. Without `names_tables`
    the stamp alone says what an upload is (§3.5). `photos` tells how pictures taken at a punch are framed, in
    the query or in the body, none where it takes none (§6.7). `signs_results` puts `SN=` into results (§7.3).
    """

    key: str
    pushver: str
    init: str
    attlog_tail: tuple[str, ...]
    user_fields: tuple[str, ...]
    info_values: int
    words: Literal["legacy", "old", "main", "tft"] = "main"
    tables: frozenset[str] = frozenset()
    refusals: Refusals = Refusals()
    http: str = "1.1"
    accept: str = "*/*"
    path_suffix: str = ""
    content_type: str | None = None
    last_line_terminated: bool = True
    literal: bool = False
    names_tables: bool = True
    stamps: Literal["constant", "encoded", "iso"] = "constant"
    iso_times: bool = False
    photos: Literal["", "query", "body"] = ""
    asks_time: bool = False
    signs_results: bool = False
    operlog_stamp: str = "Stamp"
    queried_users_table: str = "OPERLOG"
    marks_query_answers: bool = False
    query_returns_count: bool = False
    query_echo: str = "DATA"
    nothing_in_range: int = 0
    keeps_omitted_fields: bool = False
    user_timezones: str = "0000000100000000"
    user_verify: str = "-1"
    clear_echo: str = "CLEAR_"
    unknown_return: int = -1002
    unknown_echo: str | None = None
    templates_table: str = "BIODATA"
    user_query_brings_templates: bool = False
    pushes_face_photo: bool = False
    fetches_directly: bool = False
    pushes_options: bool = True
    clock_tolerance_s: float = 2.0
    first_batch: int = 100
    largest_batch: int = 100


_CONTENT = frozenset(
    {"ADPIC", "WALLPAPER", "SHORTCUTKEY", "TIMEZONE", "GLOCK"}
    | {"ACCGROUP", "ACCTIMEZONE", "ACCHOLIDAY", "ACCUNLOCKCOMB"}
)
_MESSAGES = frozenset({"SMS", "USER_SMS", "WORKCODE"})
_TABLES_OLD = _CONTENT | _MESSAGES | {"USERINFO", "FINGERTMP", "FACE", "USERPIC"}
_TABLES_MAIN = _TABLES_OLD | {"FVEIN", "BIODATA", "BIOPHOTO"}
_TABLES_TFT = _MESSAGES | {"USERINFO", "FINGERTMP", "FACE", "TIMEZONE", "BELL", "FUNCTIONKEY", "ATTSTATE"}
_TABLES_TFT |= {"USEREXTINFO", "JOBCODEGROUP", "JOBCODE", "TIPCODE", "SHORTKEY", "SELFSERVICEINFO"}

_USER_OLD = ("PIN", "Name", "Pri", "Passwd", "Card", "Grp", "TZ")
_USER_240 = (*_USER_OLD, "Verify", "ViceCard")
_USER_241 = (*_USER_240, "StartDatetime", "EndDatetime")
_USER_242 = (*_USER_240, "Expires", "StartDatetime", "EndDatetime")

LEGACY = Firmware(
    key="legacy",
    pushver="",
    init="SN={sn}",
    attlog_tail=(),
    user_fields=_USER_OLD,
    info_values=5,
    words="legacy",
    tables=_MESSAGES | {"GLOCK", "TIMEZONE"},
    refusals=Refusals(table=-1, query=-1, no_user=-13, no_pin=-20),
    http="1.0",
    accept="",
    literal=True,
    names_tables=False,
    stamps="encoded",
    photos="query",
    operlog_stamp="OpStamp",
    query_returns_count=True,
    user_timezones="0000000000000000",
    clear_echo="CLEAR ",
    unknown_return=-22,
    unknown_echo="UNKNOWN CMD",
    templates_table="OPERLOG",
    fetches_directly=True,
    pushes_options=False,
    clock_tolerance_s=10.0,
    first_batch=30,
    largest_batch=150,
)
"""PUSH 1.x of 2008: says neither version nor options at its first request, no table at its uploads; people
and fingers are written with verbs of their own (§0.3, §7.5)."""

OLD = Firmware(
    key="old",
    pushver="2.0.1",
    init="SN={sn}&options=all&pushver={pushver}&language={language}",
    attlog_tail=(),
    user_fields=_USER_OLD,
    info_values=6,
    user_timezones="0000000000000000",
    words="old",
    tables=_TABLES_OLD,
    refusals=LEGACY.refusals,
    http="1.0",
    literal=True,
    stamps="encoded",
    operlog_stamp="OpStamp",
    queried_users_table="USERINFO",
    query_returns_count=True,
    clear_echo="CLEAR ",
    unknown_return=-22,
    unknown_echo="UNKNOWN CMD",
    templates_table="OPERLOG",
    fetches_directly=True,
    pushes_options=False,
    clock_tolerance_s=10.0,
    first_batch=60,
    largest_batch=150,
)
"""PUSH 2.0.x of 2011–2014: HTTP/1.0, four columns, stamps in encoded seconds that mean something (§3.5)."""

X100C = Firmware(
    key="x100c",
    pushver="2.4.0",
    tables=_TABLES_MAIN,
    init="SN={sn}&options=all&language={language}&pushver={pushver}",
    attlog_tail=("", "0", "0", ""),
    user_fields=_USER_240,
    info_values=10,
    user_verify="0",
    operlog_stamp="OpStamp",
    templates_table="OPERLOG",
    fetches_directly=True,
)
"""Small fingerprint clocks: seven columns and a trailing TAB, no Content-Type."""

MB360 = Firmware(
    key="mb360",
    pushver="2.4.0",
    tables=_TABLES_MAIN,
    init="PushOptionsFlag=2&SN={sn}&language={language}&options=all&pushver={pushver}",
    attlog_tail=X100C.attlog_tail,
    user_fields=_USER_240,
    info_values=10,
    user_verify="0",
    operlog_stamp="OpStamp",
    templates_table="OPERLOG",
    fetches_directly=True,
)
"""Multi-biometric ZMM220 terminals: as X100-C, but they announce that they can push their options."""

SPEEDFACE = Firmware(
    key="speedface",
    pushver="2.4.1",
    tables=_TABLES_MAIN,
    init="SN={sn}&options=all&language={language}&pushver={pushver}&PushOptionsFlag=1",
    attlog_tail=("0", "0", "0", "255", "0", "0", ""),
    user_fields=_USER_241,
    info_values=10,
    content_type="text/plain",
    pushes_face_photo=True,
)
"""Visible-light face terminals: ten columns with mask and temperature, `text/plain`, constant stamp 9999."""

ESSL = Firmware(
    key="essl",
    pushver="2.4.1",
    tables=_TABLES_MAIN,
    init="SN={sn}&options=all&language={language}&pushver={pushver}&DeviceType=att&PushOptionsFlag=1",
    attlog_tail=("0", "0", "0", "0", "0", "0"),
    user_fields=_USER_241,
    info_values=13,
    path_suffix=".aspx",
    last_line_terminated=False,
    nothing_in_range=-1,
    user_query_brings_templates=True,
    keeps_omitted_fields=True,
)
"""ZAM180 builds sold by eSSL: `.aspx` paths, thirteen INFO values, last line without newline."""

SENSEFACE = Firmware(
    key="senseface",
    pushver="2.4.2",
    tables=_TABLES_MAIN,
    init="SN={sn}&options=all&pushver={pushver}&DeviceType=att",
    attlog_tail=("", "0", "0", "", "", "", "{offset}", "{extend}"),
    user_fields=_USER_242,
    info_values=13,
    operlog_stamp="OpStamp",
    marks_query_answers=True,
    pushes_face_photo=True,
    query_returns_count=True,
    query_echo="DATA QUERY",
    keeps_omitted_fields=True,
)
"""Newest attendance firmware: twelve columns with the offset from UTC and the position."""

TFT = Firmware(
    key="tft",
    pushver="3.2.0",
    init="SN={sn}&options=all&pushver={pushver}&language={language}",
    # Work code, two reserved, six job codes, three tips with decimals
    attlog_tail=("0", "0", "0", "", "", "", "", "", "", "0.0", "0.0", "0.0"),
    user_fields=_USER_OLD,
    info_values=6,
    words="tft",
    tables=_TABLES_TFT,
    refusals=Refusals(table=-22, query=-22, no_user=-6, no_pin=-6, full=-5),
    stamps="iso",
    iso_times=True,
    photos="body",
    asks_time=True,
    signs_results=True,
    nothing_in_range=-4,
    user_timezones="0001000000000000",
    clear_echo="CLEAR ",
    unknown_return=-22,
    templates_table="OPERLOG",
    fetches_directly=True,
    pushes_options=False,
)
"""PUSH 3.2.0, the TFT line of the Americas: sixteen columns with job codes and tips, times and stamps in ISO,
verify modes of its own (§6.1, §6.3)."""

FIRMWARES: dict[str, Firmware] = {
    firmware.key: firmware for firmware in (LEGACY, OLD, X100C, MB360, SPEEDFACE, ESSL, SENSEFACE, TFT)
}
"""Every generation by its key; the keys are what a profile's `[generations]` names."""
