"""What does not leave this computer."""

from __future__ import annotations

import pytest

from console.core.redaction import shareable, without_secrets

KEY = "pd_live_0123456789abcdefghijABCDEFGHIJxyz012345"


@pytest.mark.parametrize(
    "text",
    [
        f"the key {KEY} was refused",
        f"Authorization: Bearer {KEY}",
        "Authorization: Bearer something-else",
        "signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "https://amina:hunter2@edge.example.com/v1/me",
        "password=hunter2",
    ],
)
def test_secrets_are_never_written_down(text: str) -> None:
    said = without_secrets(text)
    assert KEY not in said
    for secret in ("hunter2", "something-else", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"):
        assert secret not in said


def test_names_numbers_and_addresses_are_not_shared() -> None:
    text = (
        "2026-11-22T07:00:00.123Z WARNING console.core.session: 'Amina' at Casablanca Port, PIN 4711, phone "
        "0612345678, from 10.20.0.7, amina@example.com, dev_01JABCDEFG, https://edge.example.com/v1/me"
    )
    said = shareable(text, ["Casablanca Port"])
    assert said.startswith("2026-11-22T07:00:00.123Z WARNING console.core.session: ")
    for gone in ("Amina", "Casablanca", "4711", "0612345678", "10.20", "amina@", "dev_01J", "edge.example"):
        assert gone not in said


def test_the_way_through_the_code_stays_without_the_home_of_a_user() -> None:
    text = (
        "Traceback (most recent call last):\n"
        '  File "/home/amina/punchdeck/console/core/session.py", line 1204, in open\n'
        "    raise ValueError(name)\n"
        "ValueError: 'Amina El Idrissi'"
    )
    assert shareable(text) == (
        "Traceback (most recent call last):\n"
        '  File "console/core/session.py", line 1204, in open\n'
        "    raise ValueError(name)\n"
        "ValueError: […]"
    )
