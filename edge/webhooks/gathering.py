"""What many ask for at once, asked for together: whatever comes while a call is under way goes with the next.

Where nobody else asks, nobody waits; where many do, each call carries more, so that the cost of a call is
shared by as many as there are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")
Answer = TypeVar("Answer")

MOST: Final = 128
"""Items in one call."""


class Gathering(Generic[Key, Item, Answer]):
    """Calls `call(key, items)`, which answers each item in their order; one call of a key at a time."""

    def __init__(self, call: Callable[[Key, list[Item]], Awaitable[list[Answer]]]) -> None:
        self._call = call
        self._waiting: dict[Key, list[tuple[Item, asyncio.Future[Answer]]]] = {}
        self._calls: dict[Key, asyncio.Task[None]] = {}

    async def ask(self, key: Key, item: Item) -> Answer:
        """The answer to one item. Raises what the call raised that it went with."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, []).append((item, answer))
        if key not in self._calls:
            # Begins in the next turn of the loop: who is ready in this one comes along.
            self._calls[key] = asyncio.create_task(self._serve(key), name="gathered-calls")
        return await answer

    async def close(self) -> None:
        """Wait for the calls under way, and for those that are asked for already."""
        await asyncio.gather(*self._calls.values())

    async def _serve(self, key: Key) -> None:
        """Call for all who wait, until nobody does."""
        try:
            while waiting := self._waiting.pop(key, None):
                batch, rest = waiting[:MOST], waiting[MOST:]
                if rest:
                    self._waiting[key] = rest
                await self._answer(key, batch)
        finally:
            del self._calls[key]

    async def _answer(self, key: Key, batch: list[tuple[Item, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._call(key, [item for item, _ in batch])
        except Exception as error:
            if len(batch) > 1:  # each alone, so that only the one fails that cannot be served
                for one in batch:
                    await self._answer(key, [one])
            elif not batch[0][1].done():
                batch[0][1].set_exception(error)
            return
        for (_, future), answer in zip(batch, answers, strict=True):
            if not future.done():  # who asked was cancelled meanwhile
                future.set_result(answer)
