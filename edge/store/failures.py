"""What went wrong in the database, in words that do not depend on the engine."""

from __future__ import annotations

import sqlite3
from typing import Literal

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError

Failure = Literal["full", "slow", "locked", "gone", "other"]

_POSTGRESQL: dict[str, Failure] = {
    "53100": "full",
    "57014": "slow",  # statement_timeout
    "55P03": "locked",  # lock_timeout
    "40001": "locked",
    "40P01": "locked",
}
_SQLITE: dict[int, Failure] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "full",
    sqlite3.SQLITE_INTERRUPT: "slow",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "gone",
    sqlite3.SQLITE_CANTOPEN: "gone",
}


def failure_of(error: BaseException) -> Failure:
    """Whether the disk is full, a statement took too long, somebody holds a lock, or the database is away."""
    if isinstance(error, TimeoutError | OSError):
        return "gone"
    if not isinstance(error, DBAPIError):
        return "other"
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRESQL.get(state, "gone" if state[:2] in ("08", "57") else "other")
    code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE.get(code & 0xFF, "other")
    return "gone" if isinstance(error, InterfaceError | OperationalError) else "other"
