"""Jobs: work on many terminals that goes on by itself, and what became of each."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from common.schemas.commands import CommandCreate
from common.schemas.fields import Answer, InstantText, ListQuery, Page, Received, Text

JobType = Literal[
    "attendance.retime",
    "commands.bulk",
    "dead_lines.reparse",
    "device.replace",
    "devices.bulk_upsert",
    "employees.bulk_upsert",
    "webhooks.replay",
]
JobStatus = Literal["queued", "running", "succeeded", "partially_failed", "failed", "cancelling", "cancelled"]
ItemStatus = Literal["waiting", "running", "succeeded", "failed", "skipped", "cancelled"]

Step = Annotated[int, Field(ge=1)] | Annotated[str, Field(pattern=r"^([1-9][0-9]?|100)%$")]


class Selector(Received):
    """Which devices: those that fit every member given. Nothing means nobody; all are meant with `all`."""

    devices: list[Text] | None = Field(
        None, min_length=1, max_length=10_000, description="Ids or serial numbers."
    )
    site: Text | None = Field(None, description="Id, slug or name.")
    tag: Text | None = Field(None, description="A tag of the device.")
    status: Literal["new", "online", "offline", "suspended"] | None = None
    model: Text | None = Field(None, description="As the device says it, in whatever case.")
    all: Literal[True] | None = Field(None, description="Every device of the account; stands alone.")

    @model_validator(mode="after")
    def _somebody(self) -> Selector:
        given = self.model_dump(exclude_none=True)
        if not given:
            raise ValueError('names no device; say which, or {"all": true} for every one')
        if self.all and len(given) > 1:
            raise ValueError("all stands alone: the other members would narrow it")
        return self


class CanarySteps(Received):
    """How to go about it: a few devices first, further ones once those are done."""

    steps: list[Step] = Field(
        min_length=1,
        max_length=20,
        description="After how many devices each step is over: a number, or percent of all. What the last "
        "one leaves is a step of its own.",
        examples=[[1, "10%", "100%"]],
    )
    tolerate: int = Field(
        0, ge=0, description="How many devices may have failed by then for the next step to begin."
    )


class BulkCommand(CommandCreate):
    """What is wanted of many terminals."""

    selector: Selector
    canary: bool | CanarySteps | None = Field(
        None,
        description='true: steps [1, "10%", "100%"], none may fail; false: all at once. Default true for '
        "what needs a reason, and for update_settings, on more than 10 devices.",
    )
    expires_in: int | None = Field(
        None,
        ge=1,
        le=30 * 86_400,
        description="For how many seconds each terminal may take to fetch it, once it is its turn.",
    )


class Retry(Received):
    """What of an ended job is tried again."""

    skipped: bool = Field(False, description="Also the devices that it never went to.")
    reason: Text | None = Field(None, min_length=1, max_length=500, description="Default: the job's own.")


class Replacement(Received):
    """The box that takes a device's place."""

    serial_number: Text = Field(max_length=100, examples=["BFEZ203901245"])


class JobProgress(Answer):
    """How far a job is, in items."""

    total: int
    done: int = Field(description="succeeded + failed + skipped.")
    succeeded: int
    failed: int
    skipped: int = Field(description="Never begun, or taken back.")
    percent: int
    eta_seconds: int | None = Field(description="At the pace so far; null where it cannot be told.")


class JobError(Answer):
    """Why an item failed."""

    ref: str
    device_id: str | None
    message: str | None


class Job(Answer):
    """Work on many terminals that goes on by itself."""

    id: str
    object: Literal["job"]
    type: JobType
    status: JobStatus
    command: str | None = Field(description="What is wanted, where it is a command.")
    reason: str | None
    progress: JobProgress
    step: int = Field(description="Which step it is at, from 1 on.")
    steps: int
    error: str | None = Field(description="Why it stopped early.")
    errors: list[JobError] = Field(description="The first 100 items that failed; in lists the first 3.")
    errors_url: str
    result_url: str
    details: dict[str, Any] = Field(description="What it was started with, secrets left out.")
    cancelable: bool
    retry_of: str | None
    created_by: str
    created_at: InstantText
    started_at: InstantText | None
    finished_at: InstantText | None


class JobPage(Page[Job]):
    """Jobs, newest first."""


class JobQuery(ListQuery):
    """Which jobs."""

    type: list[JobType] | None = Field(None, description="Repeat it for several.")
    status: list[JobStatus] | None = Field(None, description="Repeat it for several.")


class JobItem(Answer):
    """One terminal's part of a job, or one part of the work."""

    id: str = Field(description="Its number within the job.")
    object: Literal["job_item"]
    ref: str = Field(description="The device, or what is waited for.")
    step: int = Field(description="The step that it is of, from 1 on.")
    device_id: str | None
    command_id: str | None
    status: ItemStatus
    error: str | None
    finished_at: InstantText | None


class JobItemPage(Page[JobItem]):
    """Items in their order."""


class JobItemQuery(ListQuery):
    """Which items."""

    status: list[ItemStatus] | None = Field(None, description="Repeat it for several.")
