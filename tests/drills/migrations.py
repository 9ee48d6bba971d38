"""Migrations killed at every statement: the next start succeeds, and all is as if nothing had happened.

`python -m tests.drills.migrations [--database sqlite|postgresql] [--every 1]`

From nothing and from every revision there was, with rows in each of its tables: a start that migrates is
killed (SIGKILL) before its n-th statement or commit, for every n until the next revision stands. Then a
start must succeed; schema and rows must be those of a migration that nobody disturbed. On PostgreSQL, four
starts at once must all succeed, and those that are left where one of them is killed. `--every`: of so many
steps one.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import sqlalchemy as sa

from edge.store.engine import normalise_url
from edge.store.migrate import MIGRATIONS, revisions
from edge.store.postgresql import connect_engine
from edge.store.schema import metadata
from edge.store.sqlite import writing_engine
from tests.kit.edge_process import ROOT
from tests.kit.postgres import Postgres

T = TypeVar("T")
Rows = Mapping[str, list[dict[str, str]]]
"""By table; values as they read."""

ROWS: Final = 4
STARTERS: Final = 4
NEVER_WRITTEN: Final[Mapping[str | None, frozenset[str]]] = {"0001": frozenset({"command"})}
"""Tables of a revision that no version of the product wrote to, and that the next one makes anew."""
WORD: Final = re.compile(r"'(\w+)'")


@dataclass
class Outcome:
    """What was done, and everything that is wrong."""

    killed: int = 0
    revisions: int = 0
    together: int = 0
    problems: list[str] = field(default_factory=list)


class Databases(ABC):
    """Makes databases at a revision, and copies of them. URLs name them."""

    @abstractmethod
    def empty(self, name: str) -> str: ...

    @abstractmethod
    def copy(self, url: str, name: str) -> str: ...

    @abstractmethod
    def drop(self, url: str) -> None: ...

    @abstractmethod
    def on(self, url: str, unit: Callable[[sa.Connection], T]) -> T:
        """Do something on one; what it changes and does not commit is committed."""


class Files(Databases):
    """SQLite."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def empty(self, name: str) -> str:
        (self._folder / name).mkdir()
        return f"sqlite:///{self._folder}/{name}/punchdeck.db"

    def copy(self, url: str, name: str) -> str:
        target = self.empty(name)
        if self._path(url).exists():
            shutil.copy(self._path(url), self._path(target))
        return target

    def drop(self, url: str) -> None:
        shutil.rmtree(self._path(url).parent)

    def on(self, url: str, unit: Callable[[sa.Connection], T]) -> T:
        engine = writing_engine(self._path(url))
        try:
            with engine.connect() as conn:
                found = unit(conn)
                conn.commit()
                return found
        finally:
            engine.dispose()

    def _path(self, url: str) -> Path:
        return Path(sa.make_url(url).database or "")


class Shared(Databases):
    """PostgreSQL."""

    def __init__(self, server: Postgres) -> None:
        self._server = server

    def empty(self, name: str) -> str:
        return self._server.create_database(name)

    def copy(self, url: str, name: str) -> str:
        return self._server.create_database(name, template=sa.make_url(url).database or "")

    def drop(self, url: str) -> None:
        self._server.drop_database(sa.make_url(url).database or "")

    def on(self, url: str, unit: Callable[[sa.Connection], T]) -> T:
        async def work() -> T:
            engine = connect_engine(normalise_url(url), poolclass=sa.NullPool)
            try:
                async with engine.connect() as conn:
                    found = await conn.run_sync(unit)
                    await conn.commit()
                    return found
            finally:
                await engine.dispose()

        return asyncio.run(work())


class Starts:
    """Starts of the store in processes of their own. Usable as a context."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.drills.migrations_worker"]
        self._forks = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *error: object) -> None:
        self._forks.kill()
        self._forks.communicate()

    def together(self, *given: tuple[str, int]) -> list[int]:
        """The exit codes of starts at the same time, each (URL, step to be killed at, 0: none)."""
        assert self._forks.stdin is not None
        assert self._forks.stdout is not None
        self._forks.stdin.write(json.dumps(given) + "\n")
        self._forks.stdin.flush()
        codes: list[int] = json.loads(self._forks.stdout.readline())
        return codes


def upgrade(conn: sa.Connection, revision: str) -> None:
    """Migrate to a revision, which need not be the newest."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = conn
    command.upgrade(config, revision)


def fill(conn: sa.Connection, unused: frozenset[str]) -> None:
    """Some rows in every table, whatever its columns are."""
    found, inspector = sa.MetaData(), sa.inspect(conn)
    found.reflect(conn)
    for table in found.sorted_tables:
        if table.name in unused | {"alembic_version"}:
            continue
        allowed = {}
        for one in inspector.get_check_constraints(table.name):
            for column in table.c:
                if column.name in one["sqltext"] and column.name not in allowed and _is_text(column):
                    allowed[column.name] = WORD.findall(one["sqltext"])[0]
        conn.execute(table.insert(), [_row(table, allowed, number) for number in range(1, ROWS + 1)])
    conn.commit()


def _is_text(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.String)


def _row(table: sa.Table, allowed: Mapping[str, str], number: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.c:
        if column.nullable and (number % 2 or column.name == "finished_at"):
            row[column.name] = None  # what is pending, as the first word allowed is, has not finished
        elif _is_text(column):
            row[column.name] = allowed.get(column.name, f"{column.name} {number} é")
        elif isinstance(column.type, sa.JSON):
            row[column.name] = {"number": number}
        elif isinstance(column.type, sa.LargeBinary):
            row[column.name] = bytes((number, 0, 255))
        elif isinstance(column.type, sa.Boolean):
            row[column.name] = bool(number % 2)
        else:
            row[column.name] = number
    return row


def contents(conn: sa.Connection) -> Rows:
    """All that is in a database, but for what a start holds in the name of the installation."""
    return {name: _contents(conn, name) for name in sorted(sa.inspect(conn).get_table_names())}


def _contents(conn: sa.Connection, name: str) -> list[dict[str, str]]:
    which = " WHERE tenant_id <> 0" if name == "lease" else ""
    rows = conn.exec_driver_sql(f'SELECT * FROM "{name}"{which}').mappings()
    return sorted(({key: repr(value) for key, value in row.items()} for row in rows), key=json.dumps)


def revision(conn: sa.Connection) -> str | None:
    """The revision that a database is at, None for one that is empty."""
    if not sa.inspect(conn).has_table("alembic_version"):
        return None
    found: str | None = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    return found


def differences(conn: sa.Connection) -> list[str]:
    """What of a database's schema is not as it should be."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def belongs(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        # The feed's watermark is a matter of PostgreSQL alone.
        return not (conn.dialect.name == "sqlite" and kind == "index" and str(name).endswith("_settled"))

    context = MigrationContext.configure(conn, opts={"include_object": belongs})
    return [str(one) for one in compare_metadata(context, metadata)]


def harmed(before: Rows, after: Rows) -> list[str]:
    """Rows and values that a migration took away: of what was there, everything still is."""
    problems = []
    for name, rows in before.items():
        if name == "alembic_version":
            continue
        kept = after.get(name, [])
        columns = set(rows[0]) & set(kept[0]) if rows and kept else set()
        was = [{column: row[column] for column in columns} for row in rows]
        now = [{column: row[column] for column in columns} for row in kept]
        if len(rows) != len(kept) or any(row not in now for row in was):
            problems.append(f"{name}: {len(rows)} rows were {rows[:1]}, {len(kept)} are {kept[:1]}")
    return problems


def drill(databases: Databases, every: int, *, together: int, first: int = 1) -> Outcome:
    """Run it. `every`: of so many steps one, from number `first` on; `together`: from how many revisions
    several starts are tried at once, the first of which is none."""
    outcome = Outcome()
    known = revisions()
    with Starts() as starts:
        for begin, then in zip([None, *known], [*known, known[-1]], strict=True):
            if begin == then:
                break
            base = databases.empty(f"base_{begin or 'none'}")
            if begin is not None:
                databases.on(base, lambda conn, to=begin: upgrade(conn, to))  # type: ignore[misc]  # no default
                unused = NEVER_WRITTEN.get(begin, frozenset())
                databases.on(base, lambda conn, unused=unused: fill(conn, unused))  # type: ignore[misc]
            until = known[-1] if begin is None else then
            _from(databases, starts, base, until, every, first, outcome)
            if outcome.revisions < together:
                _together(databases, starts, base, outcome)
            databases.drop(base)
            outcome.revisions += 1
    return outcome


def _from(
    databases: Databases, starts: Starts, base: str, until: str, every: int, first: int, outcome: Outcome
) -> None:
    """Kill starts from here at one step after the other, until one dies where the next revision stands."""
    given = databases.on(base, contents)
    undisturbed = databases.copy(base, "undisturbed")
    assert starts.together((undisturbed, 0)) == [0]
    wanted = databases.on(undisturbed, contents)
    outcome.problems += harmed(given, wanted)
    databases.drop(undisturbed)
    step, reached = first, False
    while not reached:
        url = databases.copy(base, f"step_{step}")
        (code,) = starts.together((url, step))
        if code != -signal.SIGKILL:  # it took fewer steps than that
            if code != 0:
                outcome.problems.append(f"{base}: an undisturbed start ended with {code}")
            reached = True
        else:
            outcome.killed += 1
            at = databases.on(url, revision)
            reached = at is not None and at >= until
        outcome.problems += [
            f"step {step} of {base}: {one}" for one in _after(databases, starts, url, wanted)
        ]
        databases.drop(url)
        step += every


def _after(databases: Databases, starts: Starts, url: str, wanted: Rows) -> list[str]:
    """What is wrong with a database whose migration was disturbed, once it was started again."""
    (code,) = starts.together((url, 0))
    if code != 0:
        return [f"the next start ended with {code}"]
    at, schema, found = databases.on(url, lambda conn: (revision(conn), differences(conn), contents(conn)))
    problems = [] if at == revisions()[-1] else [f"it is at {at}"]
    problems += [f"schema: {one}" for one in schema]
    problems += [f"{name} holds other rows" for name in wanted if found.get(name) != wanted[name]]
    return problems + [f"{name} is left over" for name in found if name not in wanted]


def _together(databases: Databases, starts: Starts, base: str, outcome: Outcome) -> None:
    """Starts at the same time; then the same with one of them killed while the others wait for it."""
    for killed_at in (0, 25):
        url = databases.copy(base, "together")
        codes = starts.together((url, killed_at), *[(url, 0)] * (STARTERS - 1))
        good = {0, -signal.SIGKILL} if killed_at else {0}
        at, schema = databases.on(url, lambda conn: (revision(conn), differences(conn)))
        if codes[0] not in good or set(codes[1:]) != {0} or at != revisions()[-1] or schema:
            outcome.problems.append(f"{base}: {STARTERS} starts ended with {codes} at {at}, {schema}")
        databases.drop(url)
        outcome.together += 1


@contextlib.contextmanager
def databases_of(engine: str) -> Iterator[Databases]:
    """Raises PostgresUnavailable."""
    if engine == "postgresql":
        with Postgres({"fsync": "off"}) as server:
            yield Shared(server)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Files(Path(folder))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    began = time.perf_counter()
    with databases_of(given.database) as databases:
        shared = given.database == "postgresql"
        outcome = drill(databases, given.every, together=len(revisions()) if shared else 0)
    print(
        f"migrations killed, {given.database}: from {outcome.revisions} revisions  killed {outcome.killed}  "
        f"{STARTERS} starts at once {outcome.together}  problems {len(outcome.problems)}  "
        f"seconds {time.perf_counter() - began:.0f}"
    )
    for problem in outcome.problems[:20]:
        print(f"  VIOLATED {problem}")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
