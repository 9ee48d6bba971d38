"""Every command to a terminal of every generation: the wire text is what `golden.txt` says, reviewed against
PROTOCOL.md; the terminal carries it out and says so; what it then holds, and reports, is what was wanted.

Where a generation cannot do it the table says `unfit` with the reason: nothing left for the terminal.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from edge.command_steps import MODELS
from edge.upkeep_intents import NOT_THERE
from tests.edge.generations.boxes import MODEL_OF
from tests.edge.generations.cases import CASES
from tests.edge.generations.story import UNFIT, Ended, tell, wire_of

GOLDEN = Path(__file__).with_name("golden.txt")
EVERY = [(case.name, generation) for case in CASES for generation in MODEL_OF]
# Other words than "ok" that are as wanted: there was nothing to be told.
AS_WANTED = {"ok", "no_data"}

Told = dict[tuple[str, str], Ended]


def golden() -> dict[tuple[str, str], str]:
    """The table: the name of a case, and below it a line for each generation."""
    table, name = {}, ""
    for line in GOLDEN.read_text("utf-8").splitlines():
        if line.startswith("  "):
            generation, _, wire = line.strip().partition(" ")
            table[name, generation] = wire.strip()
        elif line and not line.startswith("#"):
            name = line
    return table


WIRE = golden()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The whole story, told once."""
    return asyncio.run(tell(tmp_path_factory.mktemp("generations") / "edge", CASES))


def test_nothing_is_left_out() -> None:
    # `install_firmware` is what `upgrade_firmware` becomes when it is given.
    assert {case.name.split(" ")[0] for case in CASES} == MODELS.keys()
    assert list(WIRE) == EVERY


@pytest.mark.parametrize(("name", "generation"), EVERY)
def test_it_is_worded_carried_out_and_seen(told: Told, name: str, generation: str) -> None:
    ended = told[name, generation]
    assert wire_of(ended) == WIRE[name, generation]
    unfit = WIRE[name, generation].startswith(UNFIT)
    assert ended.foretold in (None, not unfit)
    if unfit:
        assert (ended.status, ended.texts, ended.return_code) == ("failed", (), None)
        assert ended.code is not None
        assert ended.message is not None
        assert ended.message.endswith(".")
        return
    may_lack = NOT_THERE if name.startswith("delete_biometrics") else frozenset()
    if set(ended.words) <= may_lack:  # it has none of the tables: that proves nothing
        assert (ended.status, ended.code) == ("failed", "not_supported")
        return
    assert (ended.status, ended.code, ended.message) == ("succeeded", None, None)
    assert set(ended.words) <= AS_WANTED | may_lack
    assert ended.trouble == ""
