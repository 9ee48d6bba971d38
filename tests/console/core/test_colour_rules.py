"""Rules of the feed: the first one that fits, by the feed's own filter language, kept as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.core.colour_rules import MOST, Colour, ColourRule, ColourRules, Shape, restored, saved
from console.core.feed import FeedBuffer
from tests.console.core.records import punch
from tests.console.core.test_feed import filters, punches

rules = st.lists(
    st.builds(
        ColourRule, filters().filter(bool), st.sampled_from(list(Colour)), st.sampled_from(list(Shape))
    ),
    max_size=4,
)


@given(made=rules, line=punches)
def test_the_first_rule_that_fits_counts_and_fits_as_the_filter_does(
    made: list[ColourRule], line: object
) -> None:
    feed = FeedBuffer()
    feed.append([line])  # type: ignore[list-item]  # hypothesis knows no more
    fitting = [rule for rule in made if feed.passing(rule.wanted)]
    assert ColourRules(made).of(line) == (fitting[0] if fitting else None)  # type: ignore[arg-type]


@given(made=rules)
def test_rules_are_kept(made: list[ColourRule]) -> None:
    assert restored(saved(made)) == [rule for rule in made if rule.wanted]


@pytest.mark.parametrize(
    "kept",
    [
        None, 7, "x", [["a"]], [["site:x", "pink", "disc"]], [["lag>soon", "blue", "disc"]], [[1, 2, 3]],
        [["", "blue", "disc"]],
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_passed_over(kept: object) -> None:
    assert restored(kept) == []


def test_there_are_not_too_many() -> None:
    many = [ColourRule(f"site:{number}", Colour.BLUE, Shape.DISC) for number in range(40)]
    assert len(restored(saved(many))) == MOST


def test_no_rules_cost_nothing() -> None:
    assert ColourRules().of(punch("1")) is None
