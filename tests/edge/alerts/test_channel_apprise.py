"""Services by apprise: which are allowed, what their URLs may hold, and that all go through our door."""

from __future__ import annotations

import ast
import asyncio
import logging
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from edge.alerts.channel_apprise import SERVICES, filled, schema_of, send, shown
from edge.alerts.door import Door
from edge.alerts.messages import Message, NotTaken
from edge.webhooks.guard import Guard
from tests.kit.certificates import self_signed

HERE = Guard([ip_network("127.0.0.0/8")])
SECRET = "canary7f3a"
MESSAGE = Message(
    "Kitchen is silent", "No word for 7 min.", "ntc_1", "critical", "https://edge/1", ({"id": "alr_1"},)
)
PERSON = {"public_id": "person_1", "name": "Amina", "phone": "+212661234567", "email": None}


@dataclass
class Ntfy:
    """A receiver that speaks as ntfy does."""

    port: int = 0
    status: int = 200
    silent: bool = False
    endless: bool = False
    to: str | None = None
    asked: list[web.Request] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        if self.silent:
            await asyncio.sleep(60)
        if self.to is not None:
            return web.Response(status=307, headers={"Location": self.to})
        if self.endless:
            answer = web.StreamResponse()
            await answer.prepare(request)
            try:
                while True:
                    await answer.write(b"x" * 65_536)
            except ConnectionError:
                return answer
        self.bodies.append(await request.json())
        return web.json_response({"id": "x"}, status=self.status)


@pytest.fixture
async def ntfy() -> AsyncIterator[Ntfy]:
    made = Ntfy()
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", made.take)
    async with TestServer(app, host="127.0.0.1") as server:
        assert server.port is not None
        made.port = server.port
        yield made


async def sent(url: str, guard: Guard = HERE, message: Message = MESSAGE) -> None:
    door = Door(guard)
    try:
        await asyncio.to_thread(send, door, url, None, message)
    finally:
        door.close()


async def refusal(url: str, guard: Guard = HERE) -> str:
    with pytest.raises(NotTaken) as refused:
        await sent(url, guard)
    assert SECRET not in str(refused.value)
    return str(refused.value)


async def test_a_message_arrives(ntfy: Ntfy) -> None:
    await sent(f"ntfy://127.0.0.1:{ntfy.port}/alerts")
    assert ntfy.bodies == [
        {
            "topic": "alerts",
            "title": "Kitchen is silent",
            "message": "No word for 7 min.\nhttps://edge/1",
        }
    ]
    assert ntfy.asked[0].headers["User-Agent"] == "Punchdeck"


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "does not accept the token or password"),
        (404, "does not know the room, topic or token"),
        (413, "too long"),
        (429, "told too much"),
        (503, "tried again later"),
        (418, "Check the channel's URL"),
    ],
)
async def test_what_a_service_answers_is_said(ntfy: Ntfy, status: int, says: str) -> None:
    ntfy.status = status
    said = await refusal(f"ntfy://127.0.0.1:{ntfy.port}/{SECRET}")
    assert said.startswith(f"ntfy answered {status}")
    assert says in said


async def test_an_address_of_the_inside_is_not_reached(ntfy: Ntfy) -> None:
    for host in ("127.0.0.1", "localhost"):
        said = await refusal(f"ntfy://{host}:{ntfy.port}/{SECRET}", Guard())
        assert "not public and not inside webhooks_allowed_networks" in said
    assert ntfy.asked == []


async def test_a_redirect_does_not_lead_inside(ntfy: Ntfy) -> None:
    """Redirects are not followed; where an URL asks for it, each step goes through the door again."""
    ntfy.to = f"http://127.0.0.2:{ntfy.port}/x"
    for url in (f"ntfy://127.0.0.1:{ntfy.port}/x", f"ntfy://127.0.0.1:{ntfy.port}/x?redirect=yes"):
        before = len(ntfy.asked)
        await refusal(url, Guard([ip_network("127.0.0.1/32")]))
        assert len(ntfy.asked) == before + 1


async def test_a_proxy_of_the_machine_is_not_used(ntfy: Ntfy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    await sent(f"ntfy://127.0.0.1:{ntfy.port}/alerts")
    assert len(ntfy.bodies) == 1


async def test_no_more_of_an_answer_is_read_than_matters(ntfy: Ntfy) -> None:
    ntfy.endless = True
    async with asyncio.timeout(5):
        await sent(f"ntfy://127.0.0.1:{ntfy.port}/alerts")


async def test_what_is_cut_ends(ntfy: Ntfy) -> None:
    ntfy.silent = True
    door = Door(HERE)
    url = f"ntfy://127.0.0.1:{ntfy.port}/{SECRET}"
    under_way = asyncio.create_task(asyncio.to_thread(send, door, url, None, MESSAGE))
    async with asyncio.timeout(5):
        while not ntfy.asked:
            await asyncio.sleep(0.01)
        door.cut()
        with pytest.raises(NotTaken, match="ntfy was not reached"):
            await under_way
    door.close()


async def test_what_cannot_be_reached_is_said(ntfy: Ntfy, tmp_path: Path) -> None:
    assert "cannot be resolved" in await refusal(f"ntfys://no.such.host.invalid/{SECRET}")
    assert "Nothing accepts connections" in await refusal(f"ntfy://127.0.0.1:9/{SECRET}")
    assert "TLS with it failed" in await refusal(f"ntfys://127.0.0.1:{ntfy.port}/{SECRET}")
    app = web.Application()
    async with TestServer(app, host="127.0.0.1", scheme="https") as server:
        await server.start_server(ssl=self_signed(tmp_path, "localhost").context())
        assert "TLS with it failed" in await refusal(f"ntfys://127.0.0.1:{server.port}/{SECRET}")


async def test_an_url_that_says_too_little_is_said() -> None:
    said = await refusal(f"slack://{SECRET}")
    assert said.startswith("The URL of the channel is not complete for Slack.")


async def test_an_url_that_would_have_a_file_read_is_not_understood_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should it ever get past what is checked when it is given."""
    file = tmp_path / "secret.json"
    file.write_text("{}")
    monkeypatch.setattr("edge.alerts.channel_apprise._FILES", re.compile("(never)"))
    said = await refusal(f"slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/?template={file}")
    assert said.startswith("The URL of the channel is not complete for Slack.")


async def test_an_adapter_that_fails_is_a_failure_and_its_words_are_not_told(
    ntfy: Ntfy, monkeypatch: pytest.MonkeyPatch, expected_logs: Any
) -> None:
    def broken(self: Any, **given: Any) -> bool:
        raise RuntimeError(f"ntfy://{SECRET}")

    monkeypatch.setattr("apprise.plugins.ntfy.NotifyNtfy.notify", broken)
    said = await refusal(f"ntfy://127.0.0.1:{ntfy.port}/{SECRET}")
    assert "What sends to it failed" in said
    assert "RuntimeError" in str(expected_logs)
    assert SECRET not in str(expected_logs)


async def test_nothing_of_an_url_is_logged(ntfy: Ntfy, caplog: pytest.LogCaptureFixture) -> None:
    ntfy.status = 500
    with caplog.at_level(logging.DEBUG):
        await refusal(f"ntfy://me:{SECRET}@127.0.0.1:{ntfy.port}/{SECRET}")
        await refusal(f"ntfy://127.0.0.1:9/{SECRET}")
        await refusal(f"slack://{SECRET}")
    assert SECRET not in caplog.text


async def test_mails_about_one_incident_are_one_incident_at_pagerduty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Any] = []

    def notify(self: Any, **given: Any) -> bool:
        seen.append((self.dedup, given["notify_type"].value))
        return True

    await asyncio.to_thread(__import__, "edge.alerts.apprise_services")
    monkeypatch.setattr("apprise.plugins.pagerduty.NotifyPagerDuty.notify", notify)
    url = f"pagerduty://{'a' * 32}@{'b' * 32}"
    await sent(url)
    await sent(
        url, message=Message("Back", "x", "ntc_2", "critical", None, ({"id": "alr_1", "status": "resolved"},))
    )
    await sent(url, message=Message("Test", "x", "test_1", "info"))
    assert seen == [("alr_1", "failure"), ("alr_1", "success"), ("test_1", "info")]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (f"file:///tmp/{SECRET}", "'file' is not among the services"),
        ("dbus://", "no URL"),
        (f"dbus://{SECRET}", "'dbus' is not among"),
        (f"gnome://{SECRET}", "'gnome' is not among"),
        (f"macosx://{SECRET}", "'macosx' is not among"),
        (f"windows://{SECRET}", "'windows' is not among"),
        (f"syslog://{SECRET}", "'syslog' is not among"),
        (f"rsyslog://{SECRET}", "'rsyslog' is not among"),
        (f"json://{SECRET}", "kind webhook"),
        (f"xmls://{SECRET}", "kind webhook"),
        (f"form://{SECRET}", "kind webhook"),
        (f"apprises://{SECRET}", "kind webhook"),
        (f"https://hooks.slack.com/services/{SECRET}", "kind webhook"),
        (f"mailtos://me:{SECRET}@example.com", "kind email"),
        (f"MAILTO://me:{SECRET}@example.com", "kind email"),
        (f"msteams://{SECRET}", "workflows://"),
        (f"mqtt://{SECRET}", "Those that are: "),
        (SECRET, "no URL"),
        (f"slack://{SECRET} two", "no URL"),
        (f"slack://{SECRET}\n", "no URL"),
        (f"slack://é{SECRET}", "no URL"),
        ("slack://" + "x" * 2_000, "no URL"),
        (f"slack://{SECRET}?template=/etc/passwd", "`template`"),
        (f"slack://{SECRET}?Template=/etc/passwd", "`template`"),
        (f"slack://{SECRET}?a=b&+template=x", "template"),
        (f"slack://{SECRET}?a=b&%74emplate=x", "template"),
        (f"slack://{SECRET}?a=b;template=x", "template"),
        (f"slack://{SECRET}?a=b&%2574emplate%20=x", "template"),
        (f"twilio://{SECRET}/{{name}}", "{phone} or {email}"),
    ],
)
def test_what_may_not_be_used_is_refused_without_repeating_it(url: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)) as refused:
        schema_of(url)
    assert SECRET not in str(refused.value)


def test_of_an_url_its_schema_is_all_that_is_shown() -> None:
    assert shown(schema_of(f"SLACK://{SECRET}")) == {"service": "Slack", "url": "slack://…"}


def test_the_phone_of_a_person_is_put_in_its_place() -> None:
    url = "twilio://sid:token@+15005550006/{phone}"
    assert filled(url, PERSON) == "twilio://sid:token@+15005550006/+212661234567"
    with pytest.raises(NotTaken, match="asks for the phone number of a person, but it was sent to no person"):
        filled(url, None)
    with pytest.raises(NotTaken, match="asks for the email address of a person, but Amina has none"):
        filled("ntfy://example.com/{email}", PERSON)


def test_what_is_allowed_exists_and_speaks_by_what_leads_through_the_door_alone() -> None:
    """A new version of apprise in which a service opens its own connections must not pass."""
    from apprise.manager_plugins import NotificationManager

    import edge.alerts.apprise_services  # noqa: F401  (it has them all loaded)

    harmless = {
        "base64", "collections", "contextlib", "contextvars", "datetime", "gzip", "hashlib", "hmac", "html",
        "io", "itertools", "json", "logging", "math", "os", "re", "requests", "secrets", "string", "struct",
        "threading", "time", "typing", "urllib", "uuid", "xml", "__future__", "cryptography",
    }  # fmt: skip
    plugins = NotificationManager()  # type: ignore[no-untyped-call]
    for schema in SERVICES:
        module = sys.modules[plugins[schema].__module__]
        assert module.__file__ is not None
        folder = Path(module.__file__)
        files = [folder] if folder.parent.name == "plugins" else list(folder.parent.glob("*.py"))
        for file in files:
            found = imports(file.read_text())
            assert found <= harmless, (schema, file.name, found - harmless)
        for name in {
            module.__name__,
            *(name for name in sys.modules if name.startswith(module.__package__ + ".")),
        }:
            known = getattr(sys.modules[name], "requests", None)
            assert known is None or type(known).__name__ == "_Requests", (schema, name)


def imports(source: str) -> set[str]:
    """The first names of what is imported from outside of apprise."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module is not None:
            found.add(node.module.partition(".")[0])
    return found


async def test_what_is_left_of_a_service_reaches_nothing(ntfy: Ntfy) -> None:
    """Some say good-bye when they are forgotten: then nothing is being sent any more."""
    import requests

    from edge.alerts import apprise_services

    facade = apprise_services._Requests()
    with pytest.raises(requests.ConnectionError):
        facade.post(f"http://127.0.0.1:{ntfy.port}/", data="{}")
    assert ntfy.asked == []


def test_apprise_is_not_imported_before_there_is_something_to_send() -> None:
    script = "import sys, edge.alerts.channels; sys.exit(not {'apprise', 'requests'}.isdisjoint(sys.modules))"
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0
