"""Secrets in no log, error, export, webhook, backup; and that one would be found if it were there."""

from __future__ import annotations

import base64

import pytest

from tests.drills.canaries import Canaries, Seen, drill, judged


def test_no_secret_leaves_the_edge() -> None:
    outcome = drill()
    assert outcome.problems == []
    assert outcome.canaries >= 18
    looked_through = {row["looked through"] for row in outcome.rows if row["pieces"] and row["KiB"]}
    assert looked_through >= {
        *("logs", "errors of the API", "exports", "audit log", "stream", "/metrics", "webhooks received"),
        *("sealed backup", "plain copy", "diagnostics of terminals", "command line", "database out of reach"),
    }


@pytest.mark.parametrize("before", [b"", b"a", b"ab"], ids=["0", "1", "2"])
def test_a_canary_is_found_as_it_is_and_in_base64(before: bytes) -> None:
    canaries, seen = Canaries(), Seen()
    text = canaries.plant("a password").encode()
    seen.add("logs", b"nothing " + base64.b64encode(before + text + b" and more"))
    seen.add("exports", b"nothing")
    assert judged(canaries, seen).problems == ["logs: a password"]
    assert canaries.within(b"x" + text + b"x") == ["a password"]
