"""Bringing people onto terminals, or a finger, face or card of theirs into one: begun, followed, retried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from common.client import EdgeClient, EdgeError, RequestRefused
from console.core.employees import AT_ONCE, Employee

STEP: Final = 1_000
"""People of a terminal in one answer; the most that the edge gives."""
KINDS: Final = ("finger", "face", "palm", "card")
_FAILED: Final = frozenset({"failed", "expired", "cancelled"})


@dataclass(frozen=True, slots=True)
class Failure:
    """Of whom, and why."""

    employee: Employee
    error: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one terminal is: of `total` people so many are `done`; the others wait, or failed."""

    device_id: str
    total: int
    done: int = 0
    failed: tuple[Failure, ...] = ()

    @property
    def waiting(self) -> int:
        return self.total - self.done - len(self.failed)


class Work(Protocol):
    """What is to be brought about on some terminals. All of it raises EdgeError."""

    async def begin(self) -> None:
        """Ask the edge for it."""
        ...

    async def look(self) -> list[Progress]:
        """How far each terminal is, in the order they were given."""
        ...

    async def retry(self, failed: Sequence[Progress]) -> None:
        """Once more for those who failed."""
        ...


class Putting:
    """Puts people on terminals with name and card: the edge shall want them there, and sees to it whenever a
    terminal calls. `items` say where they shall be, as `placed_on` made them; `device_ids` are the terminals
    that are followed."""

    def __init__(
        self,
        client: EdgeClient,
        people: Sequence[Employee],
        device_ids: Sequence[str],
        items: Sequence[Mapping[str, Any]],
    ) -> None:
        self._client = client
        self._people = {employee.pin: employee for employee in people}
        self._device_ids = tuple(device_ids)
        self._items = items

    async def begin(self) -> None:
        await place(self._client, self._items)

    async def look(self) -> list[Progress]:
        return [await self._of(device_id) for device_id in self._device_ids]

    async def retry(self, failed: Sequence[Progress]) -> None:
        for employee_id in dict.fromkeys(it.employee.id for one in failed for it in one.failed):
            await self._client.post(f"/v1/employees/{employee_id}/sync", {})

    async def _of(self, device_id: str) -> Progress:
        path = f"/v1/devices/{device_id}/people"
        failed, pending = [], 0
        async for person in self._client.pages(path, {"sync": "failed", "limit": STEP}):
            if person["pin"] in self._people:
                failed.append(Failure(self._people[person["pin"]], person["error"] or ""))
        async for person in self._client.pages(path, {"sync": "pending", "limit": STEP}):
            pending += person["pin"] in self._people
        total = len(self._people)
        return Progress(device_id, total, max(0, total - pending - len(failed)), tuple(failed))


async def place(client: EdgeClient, items: Sequence[Mapping[str, Any]]) -> None:
    """Have employees made or changed. Raises EdgeError, also where one of them could not be."""
    for first in range(0, len(items), AT_ONCE):
        answer = await client.post("/v1/employees/bulk", {"items": items[first : first + AT_ONCE]})
        wrong = [item["error"]["message"] for item in answer["items"] if item["error"] is not None]
        if wrong:
            raise EdgeError("\n".join(dict.fromkeys(wrong)))


@dataclass(slots=True)
class _Asked:
    """One command: who is to stand before which terminal, and what came of it."""

    employee: Employee
    command_id: str = ""
    done: bool = False
    error: str | None = None


@dataclass(slots=True)
class Taking:
    """Has terminals take a finger, a face, a palm or a card of people who stand before them; `items` put them
    there first. `finger` counts from the left little one, 0, to the right one, 9."""

    client: EdgeClient
    people: Sequence[Employee]
    device_ids: Sequence[str]
    items: Sequence[Mapping[str, Any]] = ()
    kind: str = "finger"
    finger: int = 0
    asked: dict[str, list[_Asked]] = field(default_factory=dict)

    async def begin(self) -> None:
        await place(self.client, self.items)
        for device_id in self.device_ids:
            self.asked[device_id] = [_Asked(employee) for employee in self.people]
            for one in self.asked[device_id]:
                await self._ask(device_id, one)

    async def look(self) -> list[Progress]:
        return [await self._of(device_id) for device_id in self.device_ids]

    async def retry(self, failed: Sequence[Progress]) -> None:
        for progress in failed:
            for one in self.asked[progress.device_id]:
                if one.error is not None:
                    await self._ask(progress.device_id, one)

    async def _ask(self, device_id: str, one: _Asked) -> None:
        """A refusal is this person's alone: the others go on."""
        body: dict[str, Any] = {"device": device_id, "kind": self.kind}
        if self.kind == "finger":
            body["finger"] = self.finger
        one.error = None
        try:
            answer = await self.client.post(f"/v1/employees/{one.employee.id}/enroll", body)
        except RequestRefused as refusal:
            one.error = str(refusal)
        else:
            one.command_id = answer["id"]

    async def _of(self, device_id: str) -> Progress:
        asked = self.asked.get(device_id, [])
        for one in asked:
            if not one.done and one.error is None and one.command_id:
                command = await self.client.get(f"/v1/commands/{one.command_id}")
                one.done = command["status"] == "succeeded"
                if command["status"] in _FAILED:
                    one.error = (command["error"] or {}).get("message") or command["status"]
        failed = tuple(Failure(it.employee, it.error) for it in asked if it.error is not None)
        return Progress(device_id, len(self.people), sum(it.done for it in asked), failed)
