"""Many send the same POST with one idempotency key while the edge is killed: one effect, one answer for all.

`python -m tests.drills.idempotency [--rounds 20] [--clients 200] [--database sqlite|postgresql] [--seed N]`
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

from tests.kit.checkers import i5_one_effect
from tests.kit.edge_process import EdgeProcess
from tests.kit.invariants import check_all, wrong
from tests.kit.postgres import Postgres

# More clients than one key may be for: an idempotency key belongs to the tenant, whichever key it comes with.
CLIENTS_OF_KEY: Final = 25
RETRIED: Final = frozenset({409, 429, 500, 502, 503, 504})
ROUND_S: Final = 120.0


@dataclass
class Account:
    """What happened, and what should not have."""

    rounds: int = 0
    posts: int = 0
    kills: int = 0
    answered: int = 0
    replayed: int = 0
    seconds: float = 0.0
    retried: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def table(self) -> str:
        """For people."""
        retried = ", ".join(f"{why} {count}" for why, count in sorted(self.retried.items())) or "none"
        return "\n".join(
            [
                f"rounds {self.rounds}, kills {self.kills}, posts {self.posts}, {self.seconds:.0f} s",
                f"answers {self.answered}, of them replayed {self.replayed}; retried for: {retried}",
                f"problems {len(self.problems)}",
                *(f"  {problem}" for problem in self.problems),
            ]
        )


@dataclass(frozen=True)
class Effect:
    """Something to be made once: where it is posted, what, and the list in which it is counted."""

    path: str
    body: dict[str, Any]
    listed: str
    member: str
    action: str

    @property
    def name(self) -> str:
        return str(self.body[self.member])


def effects(number: int) -> Effect:
    """The effect of a round: sites, terminals and employees in turn."""
    name = f"N{number:05}"
    return (
        Effect("/v1/sites", {"name": name}, "/v1/sites?limit=1000", "name", "site.create"),
        Effect(
            "/v1/devices",
            {"serial_number": name},
            "/v1/devices?limit=1000",
            "serial_number",
            "device.register",
        ),
        Effect(
            "/v1/employees",
            {"employee_id": name},
            "/v1/employees?limit=1000",
            "employee_id",
            "employee.create",
        ),
    )[number % 3]


async def drill(rounds: int, clients: int, database: str, seed: int, kills: int = 2) -> Account:
    """Run it on a database of its own. Raises PostgresUnavailable."""
    rng, account, begun = random.Random(seed), Account(), time.monotonic()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(Postgres()) if database == "postgresql" else None
        url = None if server is None else server.create_database("drill")
        edge = EdgeProcess(folder / "data", "--dev", database=url)
        await asyncio.to_thread(edge.start)
        secrets = await _keys(edge, -(-clients // CLIENTS_OF_KEY))
        limits = httpx.Limits(max_connections=clients, max_keepalive_connections=0)
        async with httpx.AsyncClient(base_url=edge.url, trust_env=False, timeout=20, limits=limits) as http:
            for number in range(rounds):
                posting = _Round(http, effects(number), secrets, account)
                await posting.run(edge, clients, kills, rng)
                await posting.check(edge.admin_key)
                account.rounds += 1
        await asyncio.to_thread(edge.terminate)
        account.problems += wrong(await check_all(url or f"sqlite:///{folder}/data/punchdeck.db"))
    account.seconds = time.monotonic() - begun
    return account


async def _keys(edge: EdgeProcess, count: int) -> list[str]:
    headers = {"Authorization": f"Bearer {edge.admin_key}"}
    async with httpx.AsyncClient(base_url=edge.url, trust_env=False, headers=headers, timeout=30) as http:
        made = [await http.post("/v1/keys", json={"name": f"k{n}", "role": "admin"}) for n in range(count)]
    return [str(answer.json()["key"]) for answer in made]


class _Round:
    """One effect, posted by all clients at once with one key."""

    def __init__(self, http: httpx.AsyncClient, effect: Effect, secrets: list[str], account: Account) -> None:
        self._http = http
        self._effect = effect
        self._secrets = secrets
        self._account = account
        self._key = str(uuid.uuid4())
        self._answers: list[httpx.Response] = []

    async def run(self, edge: EdgeProcess, clients: int, kills: int, rng: random.Random) -> None:
        async with asyncio.timeout(ROUND_S), asyncio.TaskGroup() as group:
            for number in range(clients):
                group.create_task(self._client(self._secrets[number % len(self._secrets)], rng.random()))
            for _ in range(kills):
                await asyncio.sleep(rng.uniform(0.0, 0.6))
                await asyncio.to_thread(edge.kill9)
                self._account.kills += 1
                await asyncio.to_thread(edge.start)

    async def _client(self, secret: str, pause: float) -> None:
        """Post until there is an answer that says what became of it."""
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": self._key}
        while True:
            self._account.posts += 1
            try:
                answer = await self._http.post(self._effect.path, json=self._effect.body, headers=headers)
            except httpx.TransportError:
                self._account.retried["no answer"] += 1
                await asyncio.sleep(0.4 + 0.8 * pause)
                continue
            if answer.status_code in RETRIED:
                self._account.retried[str(answer.status_code)] += 1
                await asyncio.sleep(float(answer.headers.get("Retry-After", "0")) + 0.3 * pause)
                continue
            self._answers.append(answer)
            return

    async def check(self, admin: str) -> None:
        """One effect, one entry in the audit log, and the same answer for everybody."""
        account, effect = self._account, self._effect
        account.answered += len(self._answers)
        account.replayed += sum("Idempotent-Replayed" in answer.headers for answer in self._answers)
        said = [
            (answer.status_code, answer.content, answer.headers.get("Location"), answer.headers.get("ETag"))
            for answer in self._answers
        ]
        if {status for status, *_ in said} != {201}:
            account.problems.append(f"{effect.name}: not made, or not for all: {sorted(set(said))[:3]}")
        headers = {"Authorization": f"Bearer {admin}"}
        listed = (await self._http.get(effect.listed, headers=headers)).json()["data"]
        made = [one["id"] for one in listed if one[effect.member] == effect.name]
        account.problems += i5_one_effect({effect.name: made}, {effect.name: said})
        entries = (await self._http.get("/v1/audit?limit=50", headers=headers)).json()["data"]
        target = self._answers[0].json()["id"]
        noted = [one["action"] for one in entries if one["target"] == target]
        if len(made) != 1 or noted != [effect.action]:
            account.problems.append(f"{effect.name}: made {len(made)} times, audited as {noted}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--kills", type=int, default=2, help="in each round")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    account = asyncio.run(drill(given.rounds, given.clients, given.database, given.seed, given.kills))
    print(account.table())
    sys.exit(1 if account.problems else 0)


if __name__ == "__main__":
    main()
