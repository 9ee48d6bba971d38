"""What every test starts from: a fixed place and time, a home of its own, a database, a quiet log."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import structlog

from edge.store import normalise_url
from edge.store.migrate import migrate_postgresql, migrate_sqlite
from tests.kit import lan_agent
from tests.kit import postgres as kit
from tests.kit.edge_process import EdgeProcess

HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "run",
}
OF_TESTS = {kit.EXTERNAL, "PUNCHDECK_BUNDLE", "PUNCHDECK_EDGE_BUNDLE"}
LOCALE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "LANGUAGE": "en"}


def pytest_configure(config: pytest.Config) -> None:
    """Before anything is imported or collected: nothing of the person or the machine reaches a test."""
    home = Path(tempfile.mkdtemp(prefix="punchdeck-home-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name, folder in HOMES.items():
        path = home / folder
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(path)
    for name in [name for name in os.environ if name.startswith("PUNCHDECK_") and name not in OF_TESTS]:
        del os.environ[name]
    os.environ.update(LOCALE)
    if hasattr(time, "tzset"):
        time.tzset()


class LogWatch(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected = False

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Fails a test in which something warned, unless it asked for `expected_logs`."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    if watch.records and not watch.expected:
        format_line = logging.Formatter("%(levelname)s %(name)s: %(message)s").format
        lines = "\n".join(format_line(record) for record in watch.records)
        pytest.fail(f"Logged without being expected (fixture expected_logs):\n{lines}", pytrace=False)


@pytest.fixture
def expected_logs(log_watch: LogWatch) -> list[logging.LogRecord]:
    """For a test that provokes warnings: what was logged at WARNING and above, to be looked at."""
    log_watch.expected = True
    return log_watch.records


@pytest.fixture(scope="session")
def postgres() -> Iterator[kit.DatabaseServer]:
    """The PostgreSQL of this run, started when first asked for."""
    try:
        server = kit.start_shared()
    except kit.PostgresUnavailable as reason:
        pytest.skip(str(reason))
    yield server
    server.close()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file of the newest schema with nothing in it: copying it is quicker than migrating again."""
    path = tmp_path_factory.mktemp("migrated") / "punchdeck.db"
    migrate_sqlite(path)
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgres: kit.DatabaseServer) -> Iterator[str]:
    """The name of a database of the newest schema with nothing in it."""
    name = f"migrated_{secrets.token_hex(6)}"
    url = normalise_url(postgres.create_database(name))
    with ThreadPoolExecutor(1) as apart:  # whoever asks first may do so on a loop
        apart.submit(asyncio.run, migrate_postgresql(url)).result()
    yield name
    postgres.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own with nothing in it, on each engine in turn."""
    if request.param == "sqlite":
        path = tmp_path / "punchdeck.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path.as_posix()}"
        return
    server: kit.DatabaseServer = request.getfixturevalue("postgres")
    name = f"test_{secrets.token_hex(6)}"
    yield server.create_database(name, request.getfixturevalue("migrated_postgresql"))
    server.drop_database(name)


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[EdgeProcess]:
    """A running edge on an embedded database in an empty folder."""
    with EdgeProcess(tmp_path / "edge") as process:
        yield process


@pytest.fixture(scope="session")
def lan_agent_installed(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with zkteco-lan-agent, kept in pytest's cache from run to run."""
    cache: pytest.Cache | None = getattr(pytestconfig, "cache", None)  # missing under -p no:cacheprovider
    folder = tmp_path_factory.mktemp("lan-agent") if cache is None else cache.mkdir("lan-agent")
    try:
        return lan_agent.install(folder)
    except lan_agent.AgentUnavailable as reason:
        pytest.skip(str(reason))
