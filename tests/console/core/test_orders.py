"""What can be wanted of terminals, how it goes out, and when it has to be thought about twice."""

from __future__ import annotations

import pytest

from console.core.orders import (
    CANARY,
    KINDS,
    Order,
    Rollout,
    offered,
    options_of,
    typed_wanted,
    usual_rollout,
)
from edge.intents import INTENTS
from edge.rollout import Rollout as EdgeRollout


def test_every_command_offered_is_one_of_the_edges_and_asks_for_what_it_asks_for() -> None:
    for word, kind in KINDS.items():
        intent = INTENTS[word]
        assert kind.reason is intent.rule.reason, word
        assert kind.scope == intent.rule.scope, word
        fields = {*intent.model_fields, "period"}
        assert {param.id for param in kind.params} <= fields, word


@pytest.mark.parametrize("total", [1, 2, 9, 10, 11, 40, 333])
def test_the_steps_shown_are_the_steps_the_edge_takes(total: int) -> None:
    ends = EdgeRollout(CANARY.steps).ends(total)
    sizes = CANARY.sizes(total)
    assert sum(sizes) == total
    assert tuple(sum(sizes[: place + 1]) for place in range(len(sizes))) == ends


def test_what_can_spoil_many_is_tried_on_a_few_first() -> None:
    assert usual_rollout(KINDS["clear_all"], 11) == CANARY
    assert usual_rollout(KINDS["clear_all"], 10) is None
    assert usual_rollout(KINDS["update_settings"], 11) == CANARY
    assert usual_rollout(KINDS["sync_time"], 500) is None


def test_confirmation_is_in_proportion() -> None:
    assert not typed_wanted(KINDS["restart"], 20)
    assert typed_wanted(KINDS["restart"], 21)
    assert typed_wanted(KINDS["clear_attendance"], 1)
    assert not typed_wanted(KINDS["unlock_door"], 1)
    assert typed_wanted(KINDS["unlock_door"], 2)


def test_a_request_holds_what_was_decided_and_no_more() -> None:
    plain = Order("restart", ("a", "b"))
    assert plain.body() == {
        "command": "restart", "params": {}, "selector": {"devices": ["a", "b"]}, "canary": False,
    }  # fmt: skip
    careful = Order("clear_all", ("a",), reason="Sold", rollout=Rollout(tolerate=2))
    assert careful.body()["canary"] == {"steps": [1, "10%", "100%"], "tolerate": 2}
    assert careful.body()["reason"] == "Sold"


def test_only_switches_have_an_opposite() -> None:
    order = Order("update_settings", ("a",), {"daylight_saving": True})
    undone = order.undone()
    assert undone is not None
    assert undone.params == {"daylight_saving": False}
    assert Order("update_settings", ("a",), {"volume": 3}).undone() is None
    assert Order("restart", ("a",)).undone() is None


def test_options_are_written_one_a_line() -> None:
    assert options_of("VOLUME=3\n\n LockOn = 5 ") == {"VOLUME": "3", "LockOn": "5"}
    with pytest.raises(ValueError, match="just words"):
        options_of("VOLUME=3\njust words")


def test_a_key_is_offered_what_it_may_send() -> None:
    assert "raw" not in {kind.word for kind in offered(["commands:execute"])}
    assert "raw" in {kind.word for kind in offered(["commands:execute", "commands:raw"])}
    assert offered([]) == ()
