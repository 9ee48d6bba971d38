"""One served edge for all samples: the articles' fleet at it, receivers, Node and its packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from common import signing
from tests.kit import node
from tests.kit.edge_process import EdgeProcess
from tests.samples.articles import Articles
from tests.samples.programs import JAVASCRIPT, Language, Toolbox, until
from tests.samples.recorder import Recorder, recording

NODE_PACKAGES = Path(__file__).with_name("node")
# Of the punches that one terminal had kept: several pages of the list.
BACKLOG = 2_300
_pins = count(5001)
# One for all, because making one is slow; every request has a connection of its own.
HTTP = httpx.Client(trust_env=False, timeout=30, limits=httpx.Limits(max_keepalive_connections=0))


@dataclass
class Office:
    """An integrator's place at the edge: a key of its own, because requests of a key are counted."""

    url: str
    key: str
    articles: Articles
    made: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """What samples find the edge by."""
        return {"PUNCHDECK_URL": self.url, "PUNCHDECK_KEY": self.key}

    def call(self, method: str, path: str, body: object = None, **query: str | int) -> Any:
        """What the API answers, which must be a success."""
        answer = HTTP.request(
            method,
            f"{self.url}/v1{path}",
            headers={"Authorization": f"Bearer {self.key}"},
            json=body,
            params=query,
        )
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def webhook(self, url: str, *events: str, **members: object) -> str:
        """A webhook that is gone after the test; its id."""
        made = self.call("POST", "/webhooks", {"url": url, "events": events, **members})
        self.made.append(made["id"])
        return str(made["id"])

    def punch(self, serial: str | None = None) -> str:
        """Somebody nobody knew punches at a terminal; the PIN, which is in no other punch."""
        pin = str(next(_pins))
        at = serial or self.articles.at("site_branch_office_casablanca")[0].serial
        until(lambda: self.articles.punch(at, pin), f"punch at {at}")
        return pin

    def punched(self, pin: str) -> dict[str, Any]:
        """The punch of a PIN, once the edge has it."""

        def found() -> list[dict[str, Any]]:
            return list(self.call("GET", "/attendance", employee_id=pin)["data"])

        until(found, f"punch of {pin}", every_s=0.1)
        return found()[0]


@pytest.fixture(scope="package")
def edge_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeProcess]:
    """An edge for developers that soon takes silence for an absence."""
    data = tmp_path_factory.mktemp("samples") / "edge"
    data.mkdir()
    (data / "punchdeck.toml").write_text("offline_after = 5\n")
    with EdgeProcess(data, "--dev") as process:
        yield process


@pytest.fixture(scope="package")
def articles(edge_served: EdgeProcess) -> Iterator[Articles]:
    """The articles' fleet at the edge, and what one more terminal had kept."""
    with Articles(edge_served.url, edge_served.admin_key) as fleet:
        _upload_backlog(edge_served.url)
        yield fleet


@contextmanager
def opened(edge: EdgeProcess, articles: Articles) -> Iterator[Office]:
    """An office with a key of its own; its webhooks are gone afterwards."""
    admin = Office(edge.url, edge.admin_key, articles)
    office = Office(
        edge.url, admin.call("POST", "/keys", {"name": "samples", "role": "admin"})["key"], articles
    )
    yield office
    for webhook in office.made:
        office.call("DELETE", f"/webhooks/{webhook}")


@pytest.fixture
def office(edge_served: EdgeProcess, articles: Articles) -> Iterator[Office]:
    with opened(edge_served, articles) as own:
        yield own


@pytest.fixture(scope="package")
def back_office(edge_served: EdgeProcess, articles: Articles) -> Iterator[Office]:
    """For what all tests look at."""
    with opened(edge_served, articles) as own:
        yield own


@pytest.fixture(scope="package")
def recorder() -> Iterator[Recorder]:
    with recording() as running:
        yield running


@pytest.fixture(scope="session")
def found_node() -> node.Node:
    try:
        return node.find()
    except node.NodeUnavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def node_toolbox(
    found_node: node.Node, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Toolbox:
    """Node with express and standardwebhooks, kept in pytest's cache from run to run."""
    cache: pytest.Cache | None = getattr(pytestconfig, "cache", None)  # missing under -p no:cacheprovider
    folder = tmp_path_factory.mktemp("npm") if cache is None else cache.mkdir("npm")
    try:
        return Toolbox(found_node.node, node.install(found_node, NODE_PACKAGES, folder))
    except node.NodeUnavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture
def toolbox_of(request: pytest.FixtureRequest) -> Callable[[Language], Toolbox]:
    """What programs of a language run with; skips where they cannot."""

    def having(language: Language) -> Toolbox:
        if language is JAVASCRIPT:
            toolbox: Toolbox = request.getfixturevalue("node_toolbox")
            return toolbox
        missing = language.missing()
        if missing is not None:
            pytest.skip(missing)
        return Toolbox()

    return having


@pytest.fixture(scope="session")
def secret() -> str:
    """What every receiver here shares with the edge."""
    return signing.new_secret()


def _upload_backlog(url: str) -> None:
    """What a terminal had kept: a minute between punches, from the first of March on."""
    first = datetime(2026, 3, 1)
    lines = "".join(
        f"{2001 + number % 40}\t{first + timedelta(minutes=number)}\t0\t1\n" for number in range(BACKLOG)
    )
    for method, target, body in (
        ("GET", "cdata?SN=KEPT000000001&options=all&pushver=2.4.1", ""),
        ("POST", "cdata?SN=KEPT000000001&table=ATTLOG&Stamp=0", lines),
    ):
        answer = HTTP.request(method, f"{url}/iclock/{target}", content=body.encode())
        assert answer.is_success, answer.text
    assert answer.text.startswith(f"OK: {BACKLOG}"), answer.text
