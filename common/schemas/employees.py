"""Employees: people, the places where they shall be, and how far their terminals are there."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field, WithJsonSchema

from common.schemas.bulk import BulkSummary, ItemOutcome
from common.schemas.fields import (
    Answer,
    Instant,
    InstantText,
    ListQuery,
    Page,
    Received,
    TableQuery,
    Text,
    absent,
)

Privilege = Literal["user", "enroller", "admin", "super_admin"]
SyncState = Literal["in_sync", "pending", "failed"]
SyncFilter = Literal["in_sync", "out_of_sync", "pending", "failed"]
CredentialKind = Literal["fingerprint", "face", "palm", "card"]
EmployeeId = Annotated[Text, Field(min_length=1, max_length=64, examples=["EMP001"])]
PersonName = Annotated[Text, Field(max_length=200, examples=["Ahmed K."])]
Pin = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,24}$", examples=["1001"])]
CardNumber = Annotated[str, Field(pattern=r"^[0-9]{1,20}$", examples=["0012345678"])]
Department = Annotated[Text, Field(min_length=1, max_length=200)]
Places = Annotated[list[Text], Field(max_length=1_000)]

MOST_ITEMS: Final = 1_000


class Credentials(Answer):
    """What terminals hold of a person; a finger that several hold is counted once."""

    fingerprints: int
    faces: int
    palms: int
    card: bool
    password: bool


class SyncCounts(Answer):
    """On how many of its terminals an employee is as it should be, waits to be, or could not be."""

    in_sync: int
    pending: int
    failed: int


class Employee(Answer):
    """A person."""

    id: str
    object: Literal["employee"]
    employee_id: str = Field(description="Your own id of the person.")
    pin: str = Field(description="What terminals call the person.")
    name: str
    card_number: str | None
    privilege: Privilege = Field(description="What the person may do in the menus of terminals.")
    active: bool
    department: str | None
    valid_from: InstantText | None
    valid_to: InstantText | None
    sites: list[str] = Field(description="Ids of sites: on all of their terminals.")
    devices: list[str] = Field(description="Ids of single terminals beside those of the sites.")
    credentials: Credentials
    sync: SyncCounts
    created_at: InstantText
    version: int


class EmployeePage(Page[Employee]):
    """Employees in the order they were made."""


class EmployeeQuery(TableQuery):
    """Which employees."""

    q: Text | None = Field(
        None,
        min_length=1,
        max_length=100,
        description="Part of the name, or how employee_id, PIN or id begins.",
    )
    site: list[Text] | None = Field(
        None, description="Who shall be there. Id, slug or name of a site. Repeat it for several."
    )
    device: list[Text] | None = Field(
        None, description="Who shall be on it. Id or serial number. Repeat it for several."
    )
    department: list[Text] | None = Field(None, description="Repeat it for several.")
    active: bool | None = None
    sync: SyncFilter | None = Field(
        None,
        description="`failed`: on at least one terminal; `out_of_sync`: failed or pending on at least one.",
    )
    without: list[CredentialKind] | None = Field(
        None, description="Who has none of them on any terminal. Repeat it for several."
    )


_card = "Decimal, as printed. Never given: terminals keep the card they have; null takes it away."
_privilege = "Never given: people keep what a terminal lets them do."
_pin = (
    "What terminals shall call the person. Default: employee_id where every terminal can hold it (1 to 9 "
    "digits, not beginning with 0), else a number of ours."
)
_sites = "Ids, slugs or names of sites: the person shall be on all of their terminals."
_devices = "Ids or serial numbers of single terminals."


class EmployeeCreate(Received):
    """An employee to make."""

    employee_id: EmployeeId
    pin: Pin | None = Field(None, description=_pin)
    name: PersonName = ""
    card_number: CardNumber | None = Field(None, repr=False, description=_card)
    privilege: Privilege = absent(description=_privilege)
    active: bool = Field(True, description="Terminals lose people who are not active.")
    department: Department | None = None
    valid_from: Instant | None = Field(None, description="On terminals from then on.")
    valid_to: Instant | None = Field(None, description="On terminals until then.")
    sites: Places = Field(default_factory=list, description=_sites)
    devices: Places = Field(default_factory=list, description=_devices)


class EmployeeChange(Received):
    """What to change; members that are missing stay, null unsets, `sites` and `devices` replace."""

    employee_id: EmployeeId = absent()
    pin: Pin = absent(description="Terminals lose the person under the old one.")
    name: PersonName = absent()
    card_number: CardNumber | None = Field(None, repr=False, description=_card)
    privilege: Privilege = absent()
    active: bool = absent()
    department: Department | None = None
    valid_from: Instant | None = None
    valid_to: Instant | None = None
    sites: Places = absent(description=_sites)
    devices: Places = absent(description=_devices)


class EmployeeItem(EmployeeChange):
    """One employee of many: made where there is none of this employee_id, else changed."""

    ref: Text | None = Field(None, max_length=200, description="Yours; it comes back with the result.")
    employee_id: EmployeeId


Item = Annotated[dict[str, Any], WithJsonSchema(EmployeeItem.model_json_schema(by_alias=True))]


class EmployeeBulk(Received):
    """Employees to make or to change."""

    operation: Literal["upsert"] = "upsert"
    atomic: bool = Field(False, description="All of them, or none where one cannot be.")
    items: list[Item] = Field(min_length=1, description="1,000 at most.")


class EmployeeImport(Received):
    """A table of employees, with a line of headings."""

    csv: str = Field(
        description="Columns by their headings: employee_id, pin, name, card_number, privilege, active, "
        "department, valid_from, valid_to, sites, devices; several sites or devices in a cell are parted by "
        "|. An empty cell leaves what was there."
    )


class ItemResult(ItemOutcome):
    """What became of an employee among many."""

    employee_id: str | None


class BulkResult(Answer):
    """What became of many items."""

    object: Literal["bulk_result"]
    summary: BulkSummary
    items: list[ItemResult]


class DeviceSync(Answer):
    """How an employee stands on a terminal."""

    object: Literal["device_sync"]
    device_id: str
    device_serial: str
    device_name: str
    site: str
    wanted: Literal["present", "absent"] = Field(description="Whether the terminal shall hold the person.")
    status: SyncState
    error: str | None
    since: InstantText | None = Field(description="Of what is pending or failed.")
    attempts: int


class DeviceSyncPage(Page[DeviceSync]):
    """Every terminal that shall hold, or shall lose, an employee."""


class PersonRecord(Answer):
    """A person as a terminal holds it, or shall; null: not said, left as it is."""

    name: str | None
    card_number: str | None
    privilege: str | None


class HeldRecord(PersonRecord):
    """A person as a terminal last reported or confirmed."""

    credentials: Credentials
    reported_at: InstantText


class DevicePerson(Answer):
    """A person on a terminal: as it is, as it should be."""

    object: Literal["device_person"]
    pin: str
    employee: EmployeeRef | None = Field(description="null: nobody of yours; such people are left alone.")
    held: HeldRecord | None = Field(description="null: the terminal does not hold the person.")
    wanted: PersonRecord | None = Field(description="null: the person shall not be there.")
    status: Literal["in_sync", "pending", "failed", "unknown"] = Field(
        description="unknown: nobody of yours, so nothing is to be done."
    )
    error: str | None
    since: InstantText | None


class EmployeeRef(Answer):
    """Whom something is about."""

    id: str
    employee_id: str
    pin: str
    name: str


class DevicePersonPage(Page[DevicePerson]):
    """The people of a terminal by their PINs."""


class DevicePeopleQuery(ListQuery):
    """Which people of a terminal."""

    sync: Literal["in_sync", "pending", "failed", "unknown"] | None = None


class Enrolment(Received):
    """What a terminal shall take of an employee who stands before it."""

    device: Text = Field(description="Id or serial number of the terminal.")
    kind: Literal["finger", "face", "palm", "card"] = "finger"
    finger: int = Field(
        0,
        ge=0,
        le=9,
        description="0 left little finger … 4 left thumb, 5 right thumb … 9 right little finger.",
    )
    attempts: int = Field(3, ge=1, le=10)
    replace: bool = Field(True, description="Replace what was enrolled before.")
