"""`audit verify`: exit code 0 for a log that is whole, else 1 and the first entry that does not hold."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from tests.edge.cli.conftest import Folder


def tamper(folder: Folder, statement: str) -> None:
    """As somebody would who owns the file: what guards the log is taken away first."""
    with closing(sqlite3.connect(folder.path / "punchdeck.db")) as database, database:
        database.execute("DROP TRIGGER audit_not_changed")
        database.execute("DROP TRIGGER audit_not_deleted")
        database.execute(statement)


@pytest.fixture
def three_entries(with_a_terminal: Folder) -> Folder:
    """A folder with three entries in the log of `default`."""
    for name in ("x", "y"):
        with_a_terminal.arrange("keys.create", tenant="default", role="viewer", name=name)
    return with_a_terminal


def test_a_whole_log_is_said_to_be(three_entries: Folder) -> None:
    found = json.loads(three_entries.must("audit", "verify", "--json"))
    assert {row["tenant"]: row["entries"] for row in found} == {"platform": 0, "default": 3}
    (one,) = json.loads(three_entries.must("audit", "verify", "--tenant", "default", "--json"))
    assert (one["first"], one["last"]) == (1, 3)
    assert "default" in three_entries.must("audit", "verify")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE position = 2", "entry 2 is not what was written"),
        ("DELETE FROM audit WHERE position = 1", "entry 1 is missing"),
        ("DELETE FROM audit WHERE position = 3", "the log ends before entry 3"),
    ],
)
def test_the_first_entry_that_does_not_hold_is_named(
    three_entries: Folder, statement: str, says: str
) -> None:
    tamper(three_entries, statement)
    failure = three_entries.call("audit", "verify").failure
    assert failure.startswith(f"The audit log of default was changed: {says}.")


def test_it_is_looked_through_while_the_server_runs(held: Folder) -> None:
    assert "default" in held.must("audit", "verify")
    assert "There is no tenant 'nobody'" in held.call("audit", "verify", "--tenant", "nobody").failure
