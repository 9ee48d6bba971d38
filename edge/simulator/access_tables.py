"""The database of an access terminal: tables of named columns, and conditions on them (§10.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edge.simulator.access_firmware import TABLES, AccessFirmware, Table
from edge.simulator.people import Employee

Row = dict[str, str]

ALWAYS = "1"  # the id of the time schedule that every terminal has and that never closes
_USER_DEFAULTS = {
    "group": "1",
    "starttime": "0",
    "endtime": "0",
    "privilege": "0",
    "disable": "0",
    "verify": "0",
}
_RIGHTS_DEFAULTS = {"authorizetimezoneid": ALWAYS, "devid": "1"}


class NoSuchColumn(ValueError):
    """A condition or record names a column that the table does not have."""


def pairs_of(text: str) -> Row:
    """`Key=value` pairs separated by TAB, keys in lower case; each splits at its first `=`."""
    pairs = (part.partition("=") for part in text.strip("\r\n").split("\t"))
    return {key.strip().lower(): value for key, equals, value in pairs if equals}


def record_line(table: str, row: Mapping[str, str]) -> str:
    """A record as it is told: the table's name, a blank, its columns (§10.7)."""
    return f"{table} " + "\t".join(f"{column}={row.get(column, '')}" for column in TABLES[table].columns)


class AccessTables:
    """What one terminal keeps. The roster of a site is shared by its terminals and never written; everybody
    in it may open all doors at all times, until that is changed here."""

    def __init__(self, firmware: AccessFirmware, roster: Mapping[str, Employee] | None = None) -> None:
        self._firmware = firmware
        self._roster = roster or {}
        self._kept: dict[str, dict[tuple[str, ...], Row | None]] = {name: {} for name in firmware.tables}
        self._uids = {pin: str(number) for number, pin in enumerate(self._roster, 1)}
        self._all_doors = str((1 << firmware.doors) - 1)

    def table(self, name: str) -> Table | None:
        """A table this generation has, whatever the case of its name."""
        return TABLES[name.lower()] if name.lower() in self._firmware.tables else None

    def rows(self, name: str, of: str | None = None) -> Iterator[Row]:
        """Every record of a table, in no order that means anything; of one PIN where that is given."""
        kept = self._kept[name]
        for pin in self._roster if of is None else self._roster.keys() & {of}:
            for row in self._of_roster(name, pin):
                if self._key(name, row) not in kept:
                    yield row
        for kept_row in kept.values():
            if kept_row is not None and (of is None or kept_row.get("pin") == of):
                yield kept_row

    def _of_roster(self, name: str, pin: str) -> Iterator[Row]:
        person = self._roster[pin]
        apart = "mulcarduser" in self._firmware.tables
        if name == "user":
            yield _USER_DEFAULTS | {
                "uid": self._uids[pin],
                "cardno": "" if apart else person.card,
                "pin": pin,
                "password": "",
                "name": person.name,
                "privilege": str(person.privilege),
            }
        elif name == "userauthorize":
            yield _RIGHTS_DEFAULTS | {"pin": pin, "authorizedoorid": self._all_doors}
        elif name == "mulcarduser" and person.card:
            yield {"pin": pin, "cardno": f"{int(person.card):x}", "losscardflag": "0", "cardtype": "0"}

    def user(self, pin: str) -> Row | None:
        """The user of a PIN, or None."""
        kept = self._kept["user"]
        if (pin,) in kept:
            return kept[(pin,)]
        return next(self._of_roster("user", pin), None) if pin in self._roster else None

    def count(self, name: str) -> int:
        """How many records a table has; 0 where there is no such table."""
        return sum(1 for _ in self.rows(name)) if name in self._kept else 0

    def matching(self, name: str, condition: Mapping[str, str]) -> list[Row]:
        """Records whose columns are all as the condition says. Raises NoSuchColumn."""
        self.check(name, condition)
        rows = self.rows(name, condition.get("pin"))
        if name == "user" and "pin" in condition:
            one = self.user(condition["pin"])
            rows = iter((one,) if one is not None else ())
        return [row for row in rows if all(row.get(key, "") == value for key, value in condition.items())]

    def check(self, name: str, row: Mapping[str, str]) -> None:
        """Raises NoSuchColumn where the table lacks a column."""
        for column in row:
            if column not in TABLES[name].columns:
                raise NoSuchColumn(f"{name} has no column {column}")

    def put(self, name: str, row: Row) -> None:
        """Adds a record, or changes those columns of it that are given. Raises NoSuchColumn."""
        self.check(name, row)
        row = self._completed(name, row)
        key = self._key(name, row)
        before = self._kept[name].get(key)
        if key not in self._kept[name] and row.get("pin", "") in self._roster:
            known = self._of_roster(name, row["pin"])
            before = next((one for one in known if self._key(name, one) == key), None)
        self._kept[name][key] = {**(before or _fresh(name)), **row}

    def _completed(self, name: str, row: Row) -> Row:
        match name:
            case "user":
                pin = row.get("pin", "")
                return {**row, "uid": self._uids.setdefault(pin, str(len(self._uids) + 1))}
            case "userauthorize":
                return {**_RIGHTS_DEFAULTS, **row}
            case "templatev10":
                uid = self._uids.get(row.get("pin", ""), "")
                return {"fingerid": "0", "size": str(len(row.get("template", ""))), "uid": uid, **row}
            case "biodata":
                return {"type": "0", "no": "0", "index": "0", **row}
            case "biophoto" | "userpic":
                kind = {"type": "9"} if name == "biophoto" else {}
                return {**kind, "filename": f"{row.get('pin', '')}.jpg", **row}
            case _:
                return row

    def _key(self, name: str, row: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(row.get(column, "") for column in TABLES[name].keys)

    def delete(self, name: str, condition: Mapping[str, str]) -> int:
        """Removes what matches, and nothing else: of a user what other tables hold stays. Raises
        NoSuchColumn."""
        found = self.matching(name, condition)
        for row in found:
            self._forget(name, row)
        return len(found)

    def _forget(self, name: str, row: Row) -> None:
        if row.get("pin", "") in self._roster:
            self._kept[name][self._key(name, row)] = None  # the roster would bring it back
        else:
            self._kept[name].pop(self._key(name, row), None)


def _fresh(name: str) -> Row:
    return dict(_USER_DEFAULTS) if name == "user" else {}
