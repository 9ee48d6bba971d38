"""tungsten-hr: a plugin of the FastAPI admin panel Tungsten, from PyPI, in an app of a dozen lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.peers.server import About, Server, Stored, run, virtual_environment

REQUIREMENTS = (
    "tungsten-hr==0.1.0",
    "tungsten-admin==0.1.12",
    "fastapi==0.165.0",
    "sqlalchemy==2.1.9",
    "uvicorn==0.54.0",
    "psycopg[binary]==3.3.9",
)
# A connection for each of the 40 threads that FastAPI runs such handlers in, so that none waits in the pool.
APP = """
import os
from fastapi import FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
from tungsten import Panel
from tungsten_hr import HRPlugin

engine = create_engine(os.environ["BENCH_DATABASE"], pool_size=40)
panel = Panel(secret_key="bench", session_factory=sessionmaker(engine, expire_on_commit=False))
panel.plugin(HRPlugin(auto_accept_devices=True))
app = FastAPI()
panel.mount(app)
"""


class TungstenHr(Server):
    name = "tungsten-hr"
    about = About(
        "0.1.0",
        "MIT",
        "PyPI tungsten-hr (with tungsten-admin 0.1.12)",
        "FastAPI 0.165.0, uvicorn 0.54.0, 1 process, SQLAlchemy 2.1.9, psycopg 3, PostgreSQL",
        "OK after the transaction; keeps person and time, no status, verify mode or work code",
    )

    def install(self) -> None:
        self._python = virtual_environment(self.folder, REQUIREMENTS)

    def prepare(self) -> None:
        self.new_database()
        (self.folder / "bench_app.py").write_text(APP)
        create = "from bench_app import engine, panel; panel.create_tables(engine)"
        run([self._python, "-c", create], self.folder, **self.environment())

    def environment(self) -> Mapping[str, str]:
        return {
            "BENCH_DATABASE": self.postgres_url("postgresql+psycopg"),
            "PYTHONPATH": str(self.folder),
        }

    def command(self) -> Sequence[str | Path]:
        uvicorn = [self._python, "-m", "uvicorn", "bench_app:app", "--no-access-log", "--backlog", "1024"]
        return [*uvicorn, "--host", "127.0.0.1", "--port", str(self.port)]

    def count(self) -> int:
        return int(self.rows("SELECT count(*) FROM tungsten_hr_punches")[0][0])

    def stored(self, prefix: str) -> list[Stored]:
        found = self.rows(
            "SELECT d.serial_number, p.person FROM tungsten_hr_punches p"
            f" JOIN tungsten_hr_devices d ON d.id = p.device_id WHERE d.serial_number LIKE '{prefix}%'"
        )
        return [Stored(serial, pin, None) for serial, pin in found]
