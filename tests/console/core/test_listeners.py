"""News reach everybody who wants them, whatever one of them does."""

from __future__ import annotations

import logging

from console.core.listeners import Listeners


def test_they_are_told_in_the_order_they_came() -> None:
    listeners: Listeners[str] = Listeners()
    heard: list[tuple[int, str]] = []
    for number in range(3):
        listeners.add(lambda news, number=number: heard.append((number, news)))
    listeners.tell("rain")
    assert heard == [(0, "rain"), (1, "rain"), (2, "rain")]


def test_who_has_gone_is_told_nothing_more() -> None:
    listeners: Listeners[int] = Listeners()
    heard: list[int] = []
    remove = listeners.add(heard.append)
    listeners.tell(1)
    remove()
    remove()
    listeners.tell(2)
    assert heard == [1]
    assert len(listeners) == 0


def test_who_fails_is_logged_and_the_others_still_hear(expected_logs: list[logging.LogRecord]) -> None:
    listeners: Listeners[int] = Listeners()
    heard: list[int] = []

    def fail(_: int) -> None:
        raise LookupError("no such page")

    listeners.add(fail)
    listeners.add(heard.append)
    listeners.tell(5)
    assert heard == [5]
    (record,) = expected_logs
    assert record.exc_info is not None
    assert "no such page" in str(record.exc_info[1])


def test_who_goes_or_comes_while_news_are_told_disturbs_nobody() -> None:
    listeners: Listeners[int] = Listeners()
    heard: list[str] = []

    def leave(_: int) -> None:
        heard.append("leaving")
        remove()
        listeners.add(lambda _: heard.append("new"))

    remove = listeners.add(leave)
    listeners.add(lambda _: heard.append("staying"))
    listeners.tell(1)
    assert heard == ["leaving", "staying"]
    listeners.tell(2)
    assert heard == ["leaving", "staying", "staying", "new"]
