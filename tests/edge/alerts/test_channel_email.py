"""Mail by real servers: how it goes, and what is said of every way in which it does not."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from edge.alerts.channel_email import send
from edge.alerts.door import Door
from edge.alerts.messages import Message, NotTaken
from edge.webhooks.guard import Guard
from tests.kit.certificates import Identity, self_signed
from tests.kit.mail_server import mail_server

HERE = Guard([ip_network("127.0.0.0/8"), ip_network("::1/128")])
OPS = "ops@example.com"
SECRET = "canary-7f3a"
MESSAGE = Message("Kitchen is silent", "No word for 7 min.", "ntc_1", "warning", alerts=({"id": "alr_1"},))


def settings(port: int, **members: Any) -> dict[str, Any]:
    plain = {"host": "127.0.0.1", "port": port, "tls": "none", "from": "alerts@example.com", "user": None}
    return {**plain, **members}


async def sent(
    how: dict[str, Any], password: str | None = None, to: Sequence[str] = (OPS,), guard: Guard = HERE
) -> str | None:
    """What is to be known of a mail that was taken. Raises NotTaken."""
    door = Door(guard)
    try:
        return await asyncio.to_thread(send, door, how, password, to, MESSAGE)
    finally:
        door.close()


async def refusal(how: dict[str, Any], password: str | None = None, **rest: Any) -> str:
    """What is said of one that was not taken."""
    with pytest.raises(NotTaken) as refused:
        await sent(how, password, **rest)
    assert SECRET not in str(refused.value)
    return str(refused.value)


@pytest.fixture
def identity(tmp_path: Path) -> Identity:
    return self_signed(tmp_path, "localhost")


@pytest.fixture
def trusted(identity: Identity, monkeypatch: pytest.MonkeyPatch) -> Identity:
    """A certificate that this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(identity.file))
    return identity


async def test_a_mail_arrives_plain_where_that_is_allowed() -> None:
    async with mail_server() as server:
        assert await sent(settings(server.port), to=[OPS, "chief@example.com"]) is None
        (mail,) = server.taken
        assert (mail["Subject"], mail["To"]) == ("Kitchen is silent", "ops@example.com, chief@example.com")
        assert server.to == [[OPS, "chief@example.com"]]
        assert server.greetings == ["[127.0.0.1]"]


async def test_a_mail_arrives_by_starttls_with_a_login(trusted: Identity) -> None:
    async with mail_server(starttls=trusted.context(), login=("me", SECRET)) as server:
        how = settings(server.port, host="localhost", tls="starttls", user="me")
        assert await sent(how, SECRET) is None
        assert (server.over_tls, server.logins) == ([True], [("me", SECRET)])


async def test_a_mail_arrives_by_tls_from_the_first_byte(trusted: Identity) -> None:
    async with mail_server(tls=trusted.context()) as server:
        assert await sent(settings(server.port, host="localhost", tls="tls")) is None
        assert len(server.taken) == 1


async def test_a_recipient_is_refused_and_the_others_are_not_written_to_twice() -> None:
    async with mail_server(refuses=["gone@example.com"]) as server:
        said = await sent(settings(server.port), to=[OPS, "gone@example.com"])
        assert server.to == [[OPS]]
    assert said == (
        f"The mail server 127.0.0.1 port {server.port} took it for 1 of 2. Refused were gone@example.com: "
        "550 5.1.1 no such user here. Check these addresses, and whether it relays for the edge."
    )


async def test_all_recipients_are_refused() -> None:
    async with mail_server(refuses=[OPS]) as server:
        said = await refusal(settings(server.port))
    assert "took it for nobody. Refused were ops@example.com: 550 5.1.1 no such user here." in said


async def test_there_is_nobody_to_write_to() -> None:
    said = await refusal(settings(25), to=[])
    assert said.startswith("There is nobody to write to")
    assert said.endswith("Give the person an address, or the channel `to`.")


async def test_a_wrong_password_is_said_and_not_shown(trusted: Identity) -> None:
    async with mail_server(starttls=trusted.context(), login=("me", "right")) as server:
        how = settings(server.port, host="localhost", tls="starttls", user="me")
        said = await refusal(how, SECRET)
        assert server.taken == []
    assert "does not let me log in (535" in said
    assert "Check user and password" in said


async def test_a_server_that_repeats_the_password_does_not_have_it_shown() -> None:
    async with mail_server(answer=f"554 you said {SECRET}\x01 to me") as server:
        said = await refusal(settings(server.port), SECRET)
    assert "refused the message (554 you said [removed] to me)" in said


async def test_a_login_that_is_not_offered_is_said() -> None:
    async with mail_server() as server:
        said = await refusal(settings(server.port, user="me"), SECRET)
    assert "lets nobody log in here. Set `user` to null" in said


async def test_starttls_that_is_not_offered_is_not_done_without() -> None:
    async with mail_server() as server:
        said = await refusal(settings(server.port, tls="starttls", user="me"), SECRET)
        assert server.taken == []
    assert "offers no STARTTLS. Set `tls` to tls" in said


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(identity: Identity) -> None:
    async with mail_server(starttls=identity.context(), login=("me", SECRET)) as server:
        how = settings(server.port, host="localhost", tls="starttls", user="me")
        said = await refusal(how, SECRET)
        assert server.logins == []
    assert "cannot be verified: self-signed certificate" in said


async def test_a_certificate_of_another_name_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = self_signed(tmp_path, "mail.example.com")
    monkeypatch.setenv("SSL_CERT_FILE", str(other.file))
    async with mail_server(tls=other.context()) as server:
        said = await refusal(settings(server.port, host="localhost", tls="tls"))
    assert "cannot be verified: Hostname mismatch" in said
    assert "for this host name" in said


async def test_tls_where_plain_is_spoken_is_said() -> None:
    async with mail_server() as server:
        said = await refusal(settings(server.port, tls="tls"))
    assert "If TLS begins there only after STARTTLS, set `tls` to starttls" in said


async def test_plain_where_tls_is_spoken_is_said(identity: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge.alerts.channel_email.ANSWER_S", 0.3)
    async with mail_server(tls=identity.context()) as server:
        said = await refusal(settings(server.port))
    assert "does not answer" in said


async def test_a_server_that_hangs_up_is_said() -> None:
    async with mail_server(drops=True) as server:
        said = await refusal(settings(server.port))
    assert f"The mail server 127.0.0.1 port {server.port} cut the connection" in said


async def test_a_server_that_never_answers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge.alerts.channel_email.ANSWER_S", 0.3)
    async with mail_server(slow=True) as server:
        said = await refusal(settings(server.port))
    assert said == (
        f"The mail server 127.0.0.1 port {server.port} does not answer. Is it running, and does a firewall "
        "let the edge reach it?"
    )


async def test_a_port_where_nobody_listens_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = await refusal(settings(port))
    assert f"Nothing accepts connections at the mail server 127.0.0.1 port {port}" in said


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a" * 64 + ".example.com"])
async def test_a_name_that_does_not_resolve_is_said(host: str) -> None:
    said = await refusal(settings(25, host=host))
    assert said == f"The name {host} of the mail server cannot be resolved. Check its spelling."


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
async def test_an_address_of_the_inside_is_not_reached(host: str) -> None:
    async with mail_server() as server:
        said = await refusal(settings(server.port, host=host), guard=Guard())
        assert server.greetings == []
    assert "its address is not public and not inside webhooks_allowed_networks" in said
    assert "whoever runs the edge" in said


async def test_one_who_took_it_and_parts_rudely_has_it_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    async def smtp_QUIT(self: Any, arg: str) -> None:
        self.transport.close()

    monkeypatch.setattr("aiosmtpd.smtp.SMTP.smtp_QUIT", smtp_QUIT)
    async with mail_server() as server:
        assert await sent(settings(server.port)) is None
        assert len(server.taken) == 1


async def test_what_is_cut_ends() -> None:
    async with mail_server(slow=True) as server:
        door = Door(HERE)
        under_way = asyncio.create_task(
            asyncio.to_thread(send, door, settings(server.port), None, [OPS], MESSAGE)
        )
        async with asyncio.timeout(5):
            while not server.greetings:
                await asyncio.sleep(0.01)
            door.cut()
            with pytest.raises(NotTaken, match="cut the connection"):
                await under_way
        with pytest.raises(TimeoutError):
            door.open("127.0.0.1", server.port, plain=True)
        door.close()
