"""`db dump` and `verify-dump` with a real PostgreSQL and its own tools; the password is nobody's to see."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from edge.cli.dumps import libpq
from edge.control import administer
from edge.settings import Settings
from edge.store.engine import normalise_url
from tests.edge.cli.conftest import Done, run
from tests.kit.postgres import Postgres, PostgresUnavailable, binaries


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    try:
        with Postgres() as started:
            yield started
    except PostgresUnavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def database(server: Postgres) -> str:
    """With one terminal."""
    url = server.create_database("live")
    asyncio.run(administer(Settings(database=url), "devices.create", {"tenant": "default", "serial": "A1"}))
    return url


@pytest.fixture(scope="module")
def tools() -> Path:
    if not (binaries() / "pg_dump").exists():
        pytest.skip("this PostgreSQL comes without pg_dump")
    return binaries()


def dumped(database: str, file: Path, tools: Path) -> Done:
    return run("db", "dump", file, "--database", database, "--bin", tools)


def test_a_dump_is_private_and_can_be_restored(
    server: Postgres, database: str, tools: Path, tmp_path: Path
) -> None:
    file = tmp_path / "dump"
    done = dumped(database, file, tools)
    assert (done.code, done.err) == (0, ""), done
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["dump"]
    assert run("db", "verify-dump", file, "--bin", tools).code == 0
    trial = server.create_database("trial")
    found = json.loads(run("db", "verify-dump", file, "--into", trial, "--bin", tools, "--json").out)
    assert (found["counts"]["device"], found["counts"]["tenant"]) == (1, 1)
    again = run("db", "verify-dump", file, "--into", trial, "--bin", tools)
    assert "is not empty" in again.failure
    assert "exists already" in dumped(database, file, tools).failure


def test_what_is_no_dump_is_said_to_be_none(tools: Path, tmp_path: Path) -> None:
    file = tmp_path / "dump"
    file.write_bytes(b"no dump")
    assert run("db", "verify-dump", file, "--bin", tools).failure.startswith("pg_restore failed: ")


def test_a_dump_that_fails_leaves_nothing(server: Postgres, tools: Path, tmp_path: Path) -> None:
    failure = dumped(server.url("nowhere"), tmp_path / "dump", tools).failure
    assert failure.startswith("pg_dump failed: ")
    assert list(tmp_path.iterdir()) == []


def test_where_the_tools_are_missing_it_is_said_how_to_get_them(database: str, tmp_path: Path) -> None:
    failure = dumped(database, tmp_path / "dump", tmp_path).failure
    assert failure.startswith("pg_dump is not there. Install PostgreSQL's client programs")


def test_a_sqlite_database_is_not_dumped(tmp_path: Path) -> None:
    assert "db backup" in run("db", "dump", tmp_path / "dump", "--data", tmp_path / "edge").failure


def test_the_tools_are_told_by_the_environment() -> None:
    url = "postgresql://me:s%20cret@there:5433/attendance?sslmode=require"
    assert libpq(normalise_url(url)) == {
        "PGHOST": "there",
        "PGPORT": "5433",
        "PGUSER": "me",
        "PGPASSWORD": "s cret",
        "PGDATABASE": "attendance",
        "PGSSLMODE": "require",
    }
