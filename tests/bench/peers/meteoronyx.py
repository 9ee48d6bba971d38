"""Meteoronyx/adms-server: Node and Express, its dependencies from npm by its own lock file.

It is in no registry itself: its repository is cloned at one commit, or taken from a copy that is here already
(`--source meteoronyx=FOLDER`, a git folder).
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.peers.server import About, PeerUnavailable, Server, Stored, run
from tests.kit.node import NodeUnavailable, find

REPOSITORY = "https://github.com/Meteoronyx/adms-server"
COMMIT = "c1da78f00da7bafa37e9797f6aa00780afddfc75"


class Meteoronyx(Server):
    name = "meteoronyx"
    about = About(
        f"1.5 ({COMMIT[:7]})",
        "ISC",
        "GitHub Meteoronyx/adms-server, dependencies from npm",
        "Express 4.22, 1 process, pg 8.16, PostgreSQL",
        "OK after the INSERT; keeps no work code",
    )

    def install(self) -> None:
        self._tree = self.folder / "tree"
        try:
            node = find()
        except NodeUnavailable as error:
            raise PeerUnavailable(str(error)) from error
        self._node = node.node
        if (self._tree / "node_modules").exists():
            return
        shutil.rmtree(self._tree, ignore_errors=True)
        source = self.where.sources.get(self.name)
        run(["git", "clone", "--quiet", source or REPOSITORY, self._tree], self.folder)
        run(["git", "checkout", "--quiet", COMMIT], self._tree)
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev", "--loglevel", "error"]
        run([*node.npm, "ci", *quiet], self._tree)

    def prepare(self) -> None:
        self.new_database()
        migrate = [
            "node_modules/node-pg-migrate/bin/node-pg-migrate.js",
            "up",
            "--migrations-dir",
            "migrations",
        ]
        sql = ["--migration-file-language", "sql"]
        run([self._node, *migrate, *sql], self._tree, **self.environment())

    def environment(self) -> Mapping[str, str]:
        return {
            "DATABASE_URL": self.postgres_url(),
            "ADMIN_API_KEY": "bench",
            "NODE_ENV": "production",
            "PORT": str(self.port),
        }

    def working_folder(self) -> Path:
        return self._tree

    def command(self) -> Sequence[str | Path]:
        return [self._node, "src/server.js"]

    def admit(self) -> None:
        """What `verified` is set to by hand there: it has no other way for all at once."""
        self.rows("UPDATE devices SET verified = true RETURNING sn")

    def count(self) -> int:
        return int(self.rows("SELECT count(*) FROM attendance_logs")[0][0])

    def stored(self, prefix: str) -> list[Stored]:
        found = self.rows(f"SELECT device_sn, user_pin FROM attendance_logs WHERE device_sn LIKE '{prefix}%'")
        return [Stored(serial, pin, None) for serial, pin in found]
