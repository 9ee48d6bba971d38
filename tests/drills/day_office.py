"""The office in the drill's day: people made, moved and taken away through the REST API."""

from __future__ import annotations

import asyncio
import csv
import io
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import httpx

from common.client import EdgeClient
from tests.drills.day_plan import Wish

AT_ONCE: Final = 1_000
LOOK_S: Final = 1.0
STUCK_S: Final = 90.0


class Refused(AssertionError):
    """The edge did not take what the office asked for."""


def name_of(pin: str) -> str:
    """The office's own number of a person."""
    return f"E{pin}"


def employee(wish: Wish) -> dict[str, Any]:
    """A person as the API takes it."""
    card = {"card_number": str(wish.card)} if wish.card else {}
    return {
        "employee_id": name_of(wish.pin),
        "pin": wish.pin,
        "name": wish.name,
        "sites": [wish.site_id],
        **card,
    }


class Office:
    """Whoever has the key to the edge. `moves`: something that changes while terminals are told things."""

    def __init__(self, api: EdgeClient, key: str, moves: Callable[[], object]) -> None:
        self.api = api
        self._key = key
        self._moves = moves

    async def upsert(self, items: Sequence[Mapping[str, Any]]) -> None:
        """Make or change people, a thousand in a request. Raises Refused."""
        for part in _parts(items):
            _all_taken(
                await self.api.post("/v1/employees/bulk", {"operation": "upsert", "items": list(part)})
            )

    async def load_table(self, wishes: Iterable[Wish]) -> None:
        """The same from tables as a spreadsheet writes them. Raises Refused."""
        headers = {
            "Authorization": f"Bearer {self._key}",
            "Content-Type": "text/csv; charset=utf-8",
        }
        async with httpx.AsyncClient(base_url=self.api.url, trust_env=False, timeout=60.0) as http:
            for part in _parts([employee(wish) for wish in wishes]):
                answer = await http.post(
                    "/v1/employees/import",
                    content=_table(part).encode(),
                    headers={**headers, "Idempotency-Key": str(uuid.uuid4())},
                )
                if answer.status_code != 207:
                    raise Refused(f"the table was answered with {answer.status_code}: {answer.text[:300]}")
                _all_taken(answer.json())

    async def revoke(self, pins: Sequence[str]) -> None:
        """Half of them become inactive, half are deleted."""
        for number, pin in enumerate(pins):
            path = f"/v1/employees/{name_of(pin)}"
            if number % 2:
                await self.api.delete(path)
            else:
                await self.api.patch(path, {"active": False})

    async def converged(self) -> None:
        """Waits until nobody is on the way to or from a terminal. Raises Refused for people who could not be
        written, and where nothing moves any more."""
        moved, before = time.monotonic(), object()
        while (waits := await self._in_state("pending")) is not None:
            if await self._in_state("failed"):
                break
            if (now := self._moves()) != before:
                moved, before = time.monotonic(), now
            if time.monotonic() - moved > STUCK_S:
                raise Refused(f"nothing moved for {STUCK_S:.0f} s: {await self._standing(waits)}")
            await asyncio.sleep(LOOK_S)
        failed = await self._in_state("failed")
        if failed is not None:
            raise Refused(f"could not be brought to a terminal: {await self._standing(failed)}")

    async def _standing(self, one: Mapping[str, Any]) -> str:
        """Where somebody is not as it should be, and why."""
        found = await self.api.get(f"/v1/employees/{one['id']}/sync")
        amiss = [
            f"{pair['device_serial']} shall be {pair['wanted']}, is {pair['status']} since {pair['since']} "
            f"after {pair['attempts']} attempts: {pair['error']}"
            for pair in found["data"]
            if pair["status"] != "in_sync"
        ]
        return f"{one['employee_id']} {one['name']}: {'; '.join(amiss) or 'nowhere any more'}"

    async def _in_state(self, state: str) -> Mapping[str, Any] | None:
        """Somebody who stands so with a terminal, None where nobody does."""
        found = await self.api.get("/v1/employees", {"sync": state, "limit": 1})
        return next(iter(found["data"]), None)


def _parts(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def _table(items: Sequence[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["employee_id", "pin", "name", "card_number", "sites"])
    for item in items:
        writer.writerow(
            [
                item["employee_id"],
                item["pin"],
                item["name"],
                item.get("card_number", ""),
                "|".join(item["sites"]),
            ]
        )
    return text.getvalue()


def _all_taken(result: Mapping[str, Any]) -> None:
    wrong = [item for item in result["items"] if item["error"] is not None]
    if wrong:
        raise Refused(
            f"{len(wrong)} of {len(result['items'])} people were not taken, first {wrong[0]['error']}"
        )
