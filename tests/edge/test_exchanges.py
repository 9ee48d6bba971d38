"""The book of exchanges holds the last few of each terminal, whatever they send, and forgets the silent."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from edge.exchanges import FORGOTTEN_AFTER_US, KEPT, Exchange, Exchanges, named
from edge.presence import Key

A: Key = (1, 10)
B: Key = (2, 10)
START = 1_800_000_000_000_000

exchanges = st.builds(
    Exchange,
    at_us=st.integers(START, START + FORGOTTEN_AFTER_US),
    request=st.sampled_from(["getrequest", "cdata ATTLOG", "cdata SELFSERVICEDATA", "registry"]),
    status=st.sampled_from([200, 403, 413, 500, 503]),
    bytes_in=st.integers(0, 16 * 1024 * 1024),
    took_us=st.integers(0, 600_000_000),
)


def note(book: Exchanges, key: Key, exchange: Exchange) -> None:
    name = named(*exchange.request.split(" ")) if " " in exchange.request else named(exchange.request, "")
    book.note(key, exchange.at_us, name, exchange.status, exchange.bytes_in, exchange.took_us)


@given(st.lists(exchanges, unique_by=lambda exchange: exchange.at_us))
def test_the_last_few_come_back_as_they_were_noted_newest_first(happened: list[Exchange]) -> None:
    book = Exchanges()
    for exchange in happened:
        note(book, A, exchange)
    assert book.of(A) == sorted(happened[-KEPT:], reverse=True)
    assert book.of(B) == []


@given(st.text(), st.text())
def test_whatever_a_terminal_calls_its_table_is_one_short_readable_line(endpoint: str, table: str) -> None:
    book = Exchanges()
    book.note(A, START, named(endpoint, table), 200, 0, 0)
    (shown,) = book.of(A)
    assert shown.request.isprintable()
    assert len(shown.request.encode()) <= 24


def test_a_clock_that_is_set_meanwhile_breaks_nothing() -> None:
    book = Exchanges()
    for took_us in (-1, 1 << 40):
        book.note(A, START, b"getrequest", 200, 0, took_us)
    assert [exchange.took_us for exchange in book.of(A)] == [(1 << 32) - 1, 0]


def test_who_is_silent_for_a_day_is_forgotten_and_so_is_who_was_deleted() -> None:
    book = Exchanges()
    for key in (A, B):
        book.note(key, START, b"getrequest", 200, 0, 0)
    book.note(B, START + 1, b"getrequest", 200, 0, 0)
    book.forget_silent(START + FORGOTTEN_AFTER_US)
    assert len(book) == 2
    book.forget_silent(START + FORGOTTEN_AFTER_US + 1)
    assert (book.of(A), len(book.of(B))) == ([], 2)
    book.forget(B)
    book.forget(B)
    assert len(book) == 0


def test_ten_thousand_terminals_take_a_few_mebibytes() -> None:
    book = Exchanges()
    tracemalloc.start()
    try:
        for number in range(KEPT * 10_000):
            key = (1, START + number % 10_000)
            book.note(key, START + number, named("cdata", "ATTLOG"), 200, number, number)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(book) == 10_000
    assert taken < 8 * 1024 * 1024
