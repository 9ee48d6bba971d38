"""What differs between the firmware generations a real fleet mixes, as data (PROTOCOL.md §14)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Firmware:
    """One generation of the terminals' push client.

    `init` is the query of the first request with `{sn}`, `{language}` and `{pushver}` to fill in.
    `attlog_tail` are the ATTLOG columns after PIN, time, status and verify mode (work code first), `{offset}`
    and `{extend}` filled in; a last empty column is the trailing TAB of §5. `literal` marks the 2.0.x client,
    which reads answers to the letter: case-sensitive headers, unterminated last lines dropped, `OK` with a
    newline taken for an error (§1.2, §7.1, §7.2). `fetches_directly` marks clients that turn to a file's
    address themselves, the rest ask their own server for it (§7.5).
    """

    key: str
    pushver: str
    init: str
    attlog_tail: tuple[str, ...]
    user_fields: tuple[str, ...]
    info_values: int
    http: str = "1.1"
    path_suffix: str = ""
    content_type: str | None = None
    last_line_terminated: bool = True
    literal: bool = False
    encoded_stamps: bool = False
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


_USER_OLD = ("PIN", "Name", "Pri", "Passwd", "Card", "Grp", "TZ")
_USER_240 = (*_USER_OLD, "Verify", "ViceCard")
_USER_241 = (*_USER_240, "StartDatetime", "EndDatetime")
_USER_242 = (*_USER_240, "Expires", "StartDatetime", "EndDatetime")

OLD = Firmware(
    key="old",
    pushver="2.0.1",
    init="SN={sn}&options=all&pushver={pushver}&language={language}",
    attlog_tail=(),
    user_fields=_USER_OLD,
    info_values=6,
    user_timezones="0000000000000000",
    http="1.0",
    literal=True,
    encoded_stamps=True,
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

FIRMWARES: dict[str, Firmware] = {
    firmware.key: firmware for firmware in (OLD, X100C, MB360, SPEEDFACE, ESSL, SENSEFACE)
}
"""Every generation by its key; the keys are what a profile's `[generations]` names."""
