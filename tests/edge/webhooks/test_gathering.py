"""What many ask for at once goes together; nobody waits for nobody, and nobody fails for another."""

from __future__ import annotations

import asyncio

import pytest

from edge.webhooks.gathering import MOST, Gathering


class Squares:
    """Answers when it is let to; refuses what is negative."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, list[int]]] = []
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, key: str, items: list[int]) -> list[int]:
        self.calls.append((key, items))
        await self.open.wait()
        if min(items) < 0:
            raise ValueError(f"{min(items)} is negative")
        return [item * item for item in items]


async def test_one_that_asks_alone_is_answered_alone() -> None:
    squares = Squares()
    assert await Gathering(squares).ask("a", 3) == 9
    assert squares.calls == [("a", [3])]


async def test_those_who_ask_during_a_call_go_together_in_the_next() -> None:
    squares = Squares()
    gathering = Gathering(squares)
    squares.open.clear()
    first = asyncio.create_task(gathering.ask("a", 1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.create_task(gathering.ask("a", number)) for number in (2, 3, 4)]
    elsewhere = asyncio.create_task(gathering.ask("b", 5))
    await asyncio.sleep(0)
    squares.open.set()
    assert await asyncio.gather(first, *others, elsewhere) == [1, 4, 9, 16, 25]
    assert ("a", [2, 3, 4]) in squares.calls
    assert len(squares.calls) == 3, "another key waits for nobody"


async def test_a_call_takes_so_many_and_no_more() -> None:
    squares = Squares()
    gathering = Gathering(squares)
    numbers = range(2 * MOST + 1)
    assert await asyncio.gather(*(gathering.ask("a", one) for one in numbers)) == [n * n for n in numbers]
    assert [len(items) for _, items in squares.calls] == [MOST, MOST, 1]


async def test_only_the_one_fails_that_cannot_be_answered() -> None:
    gathering = Gathering(Squares())
    answers = await asyncio.gather(
        *(gathering.ask("a", number) for number in (1, -2, 3)), return_exceptions=True
    )
    assert (answers[0], answers[2]) == (1, 9)
    assert isinstance(answers[1], ValueError)
    assert str(answers[1]) == "-2 is negative"


async def test_who_is_cancelled_while_waiting_leaves_the_others_their_answers() -> None:
    squares = Squares()
    gathering = Gathering(squares)
    squares.open.clear()
    asked = [asyncio.create_task(gathering.ask("a", number)) for number in (1, 2)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    asked[0].cancel()
    squares.open.set()
    assert await asked[1] == 4
    with pytest.raises(asyncio.CancelledError):
        await asked[0]


async def test_closing_waits_for_what_was_asked_for() -> None:
    squares = Squares()
    gathering = Gathering(squares)
    asked = asyncio.create_task(gathering.ask("a", 6))
    await asyncio.sleep(0)
    await gathering.close()
    assert squares.calls == [("a", [6])]
    assert await asked == 36
