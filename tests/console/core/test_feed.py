"""The live feed keeps what came last, every line at its own place, and finds in it what is asked for."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.filters import Filter, FilterError, Term, Value, quoted
from console.core.feed import FIELDS, FLAGS, NUMBERS, TEXTS, FeedBuffer, FeedChange, parse_feed_filter
from console.core.records import FeedLine, Gap, Punch
from tests.console.core.records import NOON_US, SECOND_US, punch

WORDS = ["amina", "Amine", "Élodie", "الدار", "check_in", "CASA", "casa nord", "7", "07", ""]
words = st.sampled_from(WORDS)
punches = st.builds(
    punch,
    id=st.integers(0, 10**9).map(str),
    device_id=words,
    site_id=words,
    received_us=st.integers(-100, 5000).map(lambda seconds: NOON_US + seconds * SECOND_US // 10),
    employee=words,
    punch_type=words,
    verify_mode=words,
    device=words,
    time_quality=words,
    late=st.booleans(),
    mask=st.sampled_from([None, True, False]),
    temperature=st.none() | st.integers(300, 420).map(lambda tenths: tenths / 10),
)
gaps = st.builds(Gap, st.none() | st.integers(0, 9), st.none() | st.integers(0, 9))
lines = st.lists(punches | gaps, max_size=30)


def plain(wanted: Filter, line: FeedLine) -> bool:
    """What a filter says of a line, by the filter language itself."""
    if isinstance(line, Gap):
        return True
    texts: dict[str, Value] = {name: getattr(line, member) for name, member in TEXTS.items()}
    others: dict[str, Value] = {
        "lag": line.lag_s,
        "temperature": line.temperature,
        "late": line.late,
        "mask": line.mask,
    }
    return all(term.holds(texts if term.key is None else texts | others) for term in wanted.terms)


@st.composite
def filters(draw: st.DrawFn) -> str:
    terms = []
    for _ in range(draw(st.integers(0, 3))):
        minus = draw(st.sampled_from(["", "-"]))
        kind = draw(st.sampled_from(["word", "text", "number", "flag"]))
        if kind == "word":
            terms.append(minus + quoted(draw(words.filter(bool))))
        elif kind == "text":
            values = ",".join(map(quoted, draw(st.lists(words.filter(bool), min_size=1, max_size=2))))
            field, operator = draw(st.sampled_from(list(TEXTS))), draw(st.sampled_from([":", "=", "!="]))
            terms.append(f"{minus}{field}{operator}{values}")
        elif kind == "number":
            operator = draw(st.sampled_from([":", "=", "!=", "<", "<=", ">", ">="]))
            value = draw(st.sampled_from(["0", "36.5", "37", "38", "-1", "3", "5m", "100"]))
            terms.append(f"{minus}{draw(st.sampled_from(NUMBERS))}{operator}{value}")
        else:
            operator = draw(st.sampled_from([":", "=", "!=", ">"]))
            value = "0" if operator == ">" else draw(st.sampled_from(["yes", "no", "true", "y"]))
            terms.append(f"{minus}{draw(st.sampled_from(FLAGS))}{operator}{value}")
    return " ".join(terms)


# -- what is kept
# -----


@settings(max_examples=60)
@given(st.lists(lines, max_size=12), st.integers(1, 12), st.integers(1, 5))
def test_it_keeps_what_came_last_and_places_never_change(
    batches: list[list[FeedLine]], kept: int, slab: int
) -> None:
    feed = FeedBuffer(kept, slab)
    heard: list[FeedChange] = []
    feed.changed.add(heard.append)
    all_lines: list[FeedLine] = []
    for batch in batches:
        end = feed.end
        change = feed.append(batch)
        for place in range(change.added_from, feed.end):
            assert place >= end or end < change.first
        new = feed.end - end
        # those that are dropped at once have had their places, too
        assert new <= len(batch)
        all_lines += [line for line in feed.lines(end)]
        assert heard[-1:] == [change] or new == 0
        assert change.first == feed.first
        assert len(feed) < kept + slab
        assert len(feed) == feed.end - feed.first
        assert feed.gaps == sum(isinstance(line, Gap) for line in feed.lines())
        ids = [line.id for line in feed.lines() if isinstance(line, Punch)]
        assert len(ids) == len(set(ids))
        for place in range(feed.first, feed.end):
            assert feed.line(place) == feed.lines(place, place + 1)[0]
    sent = [line for batch in batches for line in batch]
    shown = list(feed.lines())
    if len({line.id for line in sent if isinstance(line, Punch)}) == sum(
        isinstance(line, Punch) for line in sent
    ):
        assert shown == sent[len(sent) - len(shown) :]
        assert feed.end == len(sent)
        assert len(shown) >= min(kept, len(sent))


def test_a_punch_that_is_there_is_passed_over() -> None:
    feed = FeedBuffer()
    heard: list[FeedChange] = []
    feed.changed.add(heard.append)
    feed.append([punch("a"), punch("b"), punch("a")])
    feed.append([punch("b")])
    assert [line.id for line in feed.lines() if isinstance(line, Punch)] == ["a", "b"]
    assert heard == [FeedChange(0, 0)]
    assert feed.unknown([punch("c"), punch("a"), punch("c")]) == [punch("c")]


def test_a_punch_that_was_let_go_would_be_new_again() -> None:
    feed = FeedBuffer(kept=2, slab=1)
    feed.append([punch("a"), punch("b"), punch("c")])
    assert (feed.first, feed.end, len(feed)) == (1, 3, 2)
    assert feed.unknown([punch("a"), punch("b")]) == [punch("a")]


def test_beginning_anew_reuses_no_place() -> None:
    feed = FeedBuffer()
    heard: list[FeedChange] = []
    feed.append([punch("a"), Gap(1, 2)])
    feed.changed.add(heard.append)
    feed.clear()
    assert (feed.first, feed.end, len(feed), feed.gaps) == (2, 2, 0, 0)
    assert heard == [FeedChange(2, 2, rebuilt=True)]
    feed.append([punch("a")])
    assert feed.line(2) == punch("a")
    assert list(feed.passing(parse_feed_filter("employee:7"))) == [punch("a")]


def test_the_texts_that_were_seen_can_be_completed() -> None:
    feed = FeedBuffer()
    feed.append([punch("a", employee="9"), punch("b", employee="10"), punch("c", employee="9")])
    assert feed.texts("employee") == ["10", "9"]


# -- what is found
# -----


@given(st.lists(lines, max_size=4), filters(), st.data())
def test_a_filter_finds_what_the_filter_language_says(
    batches: list[list[FeedLine]], text: str, data: st.DataObject
) -> None:
    feed = FeedBuffer(kept=25, slab=7)
    wanted = parse_feed_filter(text)
    for batch in batches:
        feed.append(batch)
        assert list(feed.passing(wanted)) == [line for line in feed.lines() if plain(wanted, line)]
    places = st.none() | st.integers(0, feed.end + 40)
    start, end = data.draw(places), data.draw(places)
    expected = [line for line in feed.lines(start, end) if plain(wanted, line)]
    assert list(feed.passing(wanted, start, end)) == expected
    if start is not None:
        assert feed.count(wanted, start, end) == len(expected)


@pytest.mark.parametrize("text", ["employee:nobody", "-employee:7", "lag>1d", "late:yes temperature>40"])
def test_gaps_always_pass(text: str) -> None:
    feed = FeedBuffer()
    feed.append([punch("a"), Gap(1, 2), punch("b"), Gap(None, 3)])
    assert list(feed.passing(parse_feed_filter(text))) == [Gap(1, 2), Gap(None, 3)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "abc"),
        ("amina", "ab"),
        ("elodie", "c"),
        ("employee:AMINA,elodie", "abc"),
        ("site=casa", "a"),
        ("site:casa", "ab"),
        ("-site:casa", "c"),
        ("site!=casa", "bc"),
        ("lag>=2m", "b"),
        ("temperature>37", "c"),
        ("temperature=36.5", "b"),
        ("late:yes", "b"),
        ("mask:no", "c"),
        ("mask!=no", "ab"),
        ("amina lag<1s", "a"),
    ],
)
def test_what_can_be_asked(text: str, found: str) -> None:
    feed = FeedBuffer()
    feed.append(
        [
            punch("a", employee="Amina", site="Casa"),
            punch("b", employee="amina", site="Casa Nord", late=True, temperature=36.5)._replace(
                received_us=NOON_US + 150 * SECOND_US
            ),
            punch("c", employee="Élodie", site="Rabat", mask=False, temperature=38.0),
        ]
    )
    passing = feed.passing(parse_feed_filter(text))
    assert "".join(line.id for line in passing if isinstance(line, Punch)) == found


def test_what_cannot_be_asked_is_said() -> None:
    with pytest.raises(FilterError, match="'employe' is not something to filter by"):
        parse_feed_filter("employe:7")
    assert {*TEXTS, *NUMBERS, *FLAGS} == FIELDS


def test_a_term_is_asked_of_every_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    feed = FeedBuffer()
    feed.append([punch(f"p{number}", employee=str(number % 10)) for number in range(5000)])
    asked: list[Any] = []
    whole = Term.holds
    monkeypatch.setattr(Term, "holds", lambda term, record: asked.append(record) or whole(term, record))
    wanted = parse_feed_filter("employee:3")
    assert len(feed.passing(wanted)) == 500
    assert len(asked) == 10
    feed.append([punch("x", employee="33")])
    assert len(feed.passing(wanted)) == 501
    assert len(asked) == 11


def test_how_long_it_takes_to_filter_the_whole_feed(capsys: pytest.CaptureFixture[str]) -> None:
    feed = FeedBuffer()
    begun = time.process_time()
    for start in range(0, 100_000, 1000):
        feed.append(
            [
                punch(f"p{n}", f"d{n % 500}", f"s{n % 50}", NOON_US + n, employee=str(n % 9000))
                for n in range(start, start + 1000)
            ]
        )
    took = {"append": time.process_time() - begun}
    found = {}
    for text in ("employee:12", "site=s7 -employee:1", "lag>30s", "12"):
        wanted = parse_feed_filter(text)
        for turn in ("first", "again"):
            begun = time.process_time()
            found[text] = len(feed.passing(wanted))
            took[f"{text} {turn}"] = time.process_time() - begun
    with capsys.disabled():
        print("\n100,000 lines, ms:", {what: round(seconds * 1000, 1) for what, seconds in took.items()})
    assert all(math.isfinite(seconds) for seconds in took.values())
    assert found["lag>30s"] == 0
    assert found["employee:12"] == sum("12" in str(n % 9000) for n in range(100_000))
