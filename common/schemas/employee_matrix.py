"""Employees by terminals: who stands how on which."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from common.schemas.employees import CredentialKind, EmployeeRef, SyncCounts, SyncFilter
from common.schemas.fields import Answer, InstantText, ListQuery, Page, Text

MOST_EMPLOYEES: Final = 100
MOST_DEVICES: Final = 100


class MatrixQuery(ListQuery):
    """Which employees, and on which terminals."""

    limit: int | None = Field(None, ge=1, le=MOST_EMPLOYEES, description="Employees a page; default 100.")
    employee: list[Text] | None = Field(
        None, max_length=100, description="Id or employee_id. Repeat it for several."
    )
    q: Text | None = Field(
        None,
        min_length=1,
        max_length=100,
        description="Part of the name, or how employee_id, PIN or id begins.",
    )
    site: list[Text] | None = Field(
        None,
        max_length=100,
        description="Terminals of these sites, and who shall be there, is there or shall go. Id, slug or "
        "name. Repeat it for several.",
    )
    device: list[Text] | None = Field(
        None,
        max_length=100,
        description="These terminals, and who is concerned. Id or serial number. Repeat it for several.",
    )
    sync: SyncFilter | None = Field(
        None,
        description="By all terminals of an employee. `failed`: on at least one; `out_of_sync`: failed or "
        "pending on at least one.",
    )
    without: list[CredentialKind] | None = Field(
        None, description="Who has none of them on any terminal. Repeat it for several."
    )


class MatrixDevice(Answer):
    """A terminal: a column."""

    id: str
    serial_number: str
    name: str
    site: str
    site_id: str | None


class MatrixCell(Answer):
    """How an employee stands on a terminal. Wanted present and not held: it is missing there; held and
    pending: the terminal holds it otherwise; wanted absent and held: it is still to go."""

    device_id: str
    wanted: Literal["present", "absent"] | None = Field(
        description="Whether the terminal shall hold the person; null: nobody said, so it is left alone."
    )
    held: bool = Field(description="Whether the terminal holds the person, as far as it said.")
    status: Literal["in_sync", "pending", "failed", "unknown"] = Field(
        description="unknown: nobody said where the person shall be."
    )
    error: str | None
    since: InstantText | None = Field(description="Of what is pending or failed.")


class MatrixRow(Answer):
    """An employee on the terminals of the matrix."""

    id: str
    object: Literal["employee_standing"]
    employee: EmployeeRef
    sync: SyncCounts = Field(description="On all terminals, also those that are no column.")
    cells: list[MatrixCell] = Field(
        description="In the order of the columns; terminals that have nothing to do with the person are "
        "left out."
    )


class EmployeeMatrix(Page[MatrixRow]):
    """A page of employees in the order they were made, on terminals in the order they were registered."""

    columns: list[MatrixDevice] = Field(description="Terminals, at most 100.")
    more_columns: bool = Field(description="Whether there are more: ask for some by `site` or `device`.")
