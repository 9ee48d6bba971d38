"""Whether a delivery was signed with a secret, as somebody finds out who pastes what they got."""

from __future__ import annotations

import pytest

from common import signing
from console.core.signatures import Check, Family, Finding, check

NOW = 1_795_240_000
BODY = '{"id":"evt_1","event":"attendance.created"}'


def sent(secret: str, at: int = NOW) -> dict[str, str]:
    key = signing.standard_key(secret)
    standard = {} if key is None else {
        "webhook-id": "evt_1",
        "webhook-timestamp": str(at),
        "webhook-signature": signing.standard_signature(key, "evt_1", at, BODY.encode()),
    }  # fmt: skip
    return {**standard, "X-PunchConnect-Signature": signing.body_signature(secret, BODY.encode())}


def findings(checks: list[Check]) -> dict[Family, Finding]:
    return {one.family: one.finding for one in checks}


def test_what_was_signed_with_it_is_good_whatever_the_case_of_the_headers() -> None:
    secret = signing.new_secret()
    shouted = {name.upper(): f" {value} " for name, value in sent(secret).items()}
    assert all(one.good for one in check([secret], shouted, BODY, now_s=NOW))


def test_another_secret_is_told_from_another_time() -> None:
    secret = signing.new_secret()
    wrong = findings(check([signing.new_secret()], sent(secret), BODY, now_s=NOW))
    assert wrong == {Family.STANDARD: Finding.WRONG, Family.BODY: Finding.WRONG}
    old = findings(check([secret], sent(secret, NOW - 3_600), BODY, now_s=NOW))
    assert old == {Family.STANDARD: Finding.OLD, Family.BODY: Finding.GOOD}


def test_while_a_rotation_overlaps_either_secret_will_do() -> None:
    secret = signing.new_secret()
    assert all(one.good for one in check([signing.new_secret(), secret], sent(secret), BODY, now_s=NOW))


def test_a_line_break_that_came_with_the_paste_is_found_out() -> None:
    secret = signing.new_secret()
    found = check([secret], sent(secret), BODY + "\r\n", now_s=NOW)
    assert [(one.finding, one.stripped) for one in found] == [(Finding.GOOD, True)] * 2


@pytest.mark.parametrize("stamp", ["", "soon", "１２"])
def test_a_time_that_is_none_is_no_good_signature(stamp: str) -> None:
    secret = signing.new_secret()
    headers = {**sent(secret), "webhook-timestamp": stamp}
    assert findings(check([secret], headers, BODY, now_s=NOW))[Family.STANDARD] is not Finding.GOOD


def test_what_is_missing_is_called_missing() -> None:
    secret = "a secret of one's own"
    assert findings(check([secret], {}, BODY, now_s=NOW)) == {
        Family.STANDARD: Finding.ABSENT,
        Family.BODY: Finding.ABSENT,
    }
    strong = sent(signing.new_secret())
    assert findings(check([secret], strong, BODY, now_s=NOW))[Family.STANDARD] is Finding.WEAK
