"""`python -m tests.drills.api_fuzz --cases N`: schemathesis against a served edge, for long.

Every operation of the description gets its share of N cases, half of them as it says and half of them wrong,
and every answer is held against it: no 5xx, no status, type, header or body that is not described, and none
without a key.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from edge import logs
from edge.api import server  # noqa: F401  (declares every operation)
from edge.api.registry import CATALOGUE
from tests.kit.api_fuzz import ENDLESS, Figures, fuzz, target


async def drill(folder: Path, cases: int, seed: int, database: str | None, only: list[str]) -> Figures:
    """About so many cases."""
    operations = len(only) or sum(one.name not in ENDLESS for one in CATALOGUE)
    async with target(folder, database) as where:
        return await fuzz(where, max(1, round(cases / operations / 2)), seed, only)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="a PostgreSQL URL in place of SQLite")
    parser.add_argument("--only", action="append", default=[], help="this operation alone; may be repeated")
    given = parser.parse_args()
    logs.quiet()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(drill(Path(folder) / "data", given.cases, given.seed, given.database, given.only))
    print(found.table())
    sys.exit(1 if found.failures else 0)


if __name__ == "__main__":
    main()
