"""Documents that people showed to a terminal: the table `identitycard`."""

from __future__ import annotations

from typing import Final

from edge.push.access.columns import Columns, Told, filled, person
from edge.push.attendance.lines import ADVICE, Unread, bad_pin
from edge.push.attendance.table_records import IdentityCard
from edge.push.attendance.times import day, days

_TEXTS: Final = {
    "idnum": "id_number",
    "snnum": "serial_number",
    "dnnum": "application_number",
    "name": "name",
    "gender": "gender",
    "nation": "nation",
    "validinfo": "validity",
    "address": "address",
    "additionalinfo": "additional",
    "issuer": "issuer",
    "reserve": "reserve",
    "notice": "notice",
}
_SPELLED_APART: Final = {
    "id_num": "idnum",
    "sn_num": "snnum",
    "dn_num": "dnnum",
    "valid_info": "validinfo",
    "additional_info": "additionalinfo",
}
_COLUMNS: Final[Columns] = {
    "pin": ("pin", person),
    "birthday": ("birthday", day),
    **{name: (attribute, str) for name, attribute in _TEXTS.items()},
    **{apart: (_TEXTS[name], str) for apart, name in _SPELLED_APART.items()},
}
_NOTHING: Final = {"pin": None, "birthday": None, **dict.fromkeys(_TEXTS.values(), "")}
_NUMBERS: Final = ("id_number", "serial_number", "application_number")
_BIOMETRICS: Final = ("photo", "photojpg", "fptemplate1", "fptemplate2", "fp_template1", "fp_template2")

_NO_NUMBER = Unread("no_id_number", f"The line names no number of a document. {ADVICE}")


def read_document(told: Told, _: bytes, line_no: int) -> IdentityCard | Unread:
    """One document (PROTOCOL.md §10.7). Its columns are those of IDCARD (§6.8), spelled with underscores or
    without."""
    values = {**_NOTHING, **filled(_COLUMNS, told)}
    if values["pin"] is not None and (wrong := bad_pin(values["pin"])) is not None:
        return wrong
    if not any(values[name] for name in _NUMBERS):
        return _NO_NUMBER
    valid_from, valid_to = days(values["validity"])
    columns = told.columns
    return IdentityCard(
        **values,
        valid_from=valid_from,
        valid_to=valid_to,
        biometrics={name.replace("_", ""): columns[name] for name in _BIOMETRICS if columns.get(name)},
        line_no=line_no,
    )
