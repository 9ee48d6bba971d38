"""When there seem to be two boxes of one serial number, and when there do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.identities import MEMORY_US, TURNS, Addresses, Evidence, compare, differences, mac_of

S = 1_000_000
KNOWN = Evidence(mac="00:17:61:12:34:56", firmware="Ver 8.0.4.3", push_version="2.4.1", model="SpeedFace")
TEXTS = st.none() | st.sampled_from(["a", "b", "c"])
EVIDENCE = st.builds(Evidence, mac=TEXTS, firmware=TEXTS, push_version=TEXTS, model=TEXTS)


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        (KNOWN, "same"),
        (Evidence(), "same"),
        (Evidence(firmware="Ver 8.0.5.0"), "changed"),
        (Evidence(mac="00:17:61:aa:bb:cc", firmware="Ver 8.0.4.3"), "changed"),
        (Evidence(mac="00:17:61:aa:bb:cc"), "changed"),
        (Evidence(mac="00:17:61:aa:bb:cc", firmware="Ver 6.60"), "other"),
        (Evidence(mac="00:17:61:aa:bb:cc", push_version="3.1.2"), "other"),
        (Evidence(mac="00:17:61:12:34:56", firmware="Ver 9", push_version="3", model="New"), "changed"),
    ],
)
def test_another_box_is_one_with_another_address_and_more_that_differs(said: Evidence, finding: str) -> None:
    assert compare(KNOWN, said) == finding


@given(EVIDENCE, EVIDENCE)
def test_what_is_learned_is_the_same_from_then_on(known: Evidence, said: Evidence) -> None:
    assert compare(known.learned(said), said) == "same"
    assert Evidence.of(known.kept()) == known


@given(EVIDENCE, EVIDENCE)
def test_another_box_always_differs_in_its_hardware_address(known: Evidence, said: Evidence) -> None:
    if compare(known, said) == "other":
        assert "mac" in differences(known, said)
        assert len(differences(known, said)) >= 2


def test_nothing_is_made_of_the_first_words_of_a_terminal() -> None:
    assert compare(Evidence(), KNOWN) == "changed"


@pytest.mark.parametrize(
    ("text", "mac"),
    [
        ("00:17:61:12:34:56", "00:17:61:12:34:56"),
        ("00-17-61-12-34-56", "00:17:61:12:34:56"),
        ("001761A2B3C4", "00:17:61:a2:b3:c4"),
        ("", None),
        ("00:00:00:00:00:00", None),
        ("ff:ff:ff:ff:ff:ff", None),
        ("none", None),
        (None, None),
    ],
)
def test_hardware_addresses_are_read_in_every_spelling(text: str | None, mac: str | None) -> None:
    assert mac_of(text) == mac


def told(*polls: tuple[str, int]) -> frozenset[str]:
    addresses = Addresses()
    found: frozenset[str] = frozenset()
    for address, at_s in polls:
        found = found or addresses.polled(address, at_s * S)
    return found


def test_two_that_take_turns_are_two_boxes() -> None:
    turns = [("a" if turn % 2 else "b", turn * 10) for turn in range(TURNS + 2)]
    assert told(*turns) == {"a", "b"}


def test_a_terminal_that_moves_to_another_network_is_one() -> None:
    assert not told(("a", 0), ("a", 10), ("b", 20), ("b", 30), ("b", 40))


def test_a_terminal_that_goes_back_and_forth_slowly_is_one() -> None:
    wait_s = MEMORY_US // S + 1
    assert not told(*(("a" if turn % 2 else "b", turn * wait_s) for turn in range(20)))


def test_a_terminal_that_tries_another_way_and_goes_back_is_one() -> None:
    assert not told(("a", 0), ("b", 10), ("a", 20), ("a", 30), ("a", 40), ("a", 100))


@given(st.lists(st.integers(min_value=0, max_value=200), max_size=50))
def test_one_address_never_is_two_boxes(waits: list[int]) -> None:
    addresses, now = Addresses(), 0
    for wait_s in waits:
        now += wait_s * S
        assert not addresses.polled("a", now)
