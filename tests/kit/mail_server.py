"""A real mail server on a real socket, which keeps what it takes and misbehaves where asked."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class MailServer:
    """What it does: `login`: the user and password it wants; `refuses`: recipients; `answer`: to a mail,
    where it is not to take it; `slow`: it never answers EHLO; `drops`: it hangs up at MAIL."""

    port: int = 0
    login: tuple[str, str] | None = None
    refuses: Collection[str] = ()
    answer: str | None = None
    slow: bool = False
    drops: bool = False
    taken: list[EmailMessage] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    over_tls: list[bool] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greetings.append(hostname)
        if self.slow:
            await asyncio.sleep(60)
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.drops:
            assert server.transport is not None
            server.transport.close()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer is not None:
            return self.answer
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken.append(mail)
        self.to.append(list(envelope.rcpt_tos))
        self.over_tls.append(session.ssl is not None)
        return "250 queued"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given = (data.login.decode(), data.password.decode())
        self.logins.append(given)
        return AuthResult(success=given == self.login, handled=given == self.login)


@asynccontextmanager
async def mail_server(
    *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, **does: Any
) -> AsyncIterator[MailServer]:
    """A server that listens on 127.0.0.1 while the context is open. `tls`: from the first byte."""
    mail = MailServer(**does)
    loop = asyncio.get_running_loop()
    open_ones: list[SMTP] = []

    def made() -> SMTP:
        one = SMTP(
            mail,
            hostname="mail.test",
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_required=mail.login is not None,
            auth_require_tls=starttls is not None,
            auth_exclude_mechanism=["LOGIN", "PLAIN"] if mail.login is None else [],
            authenticator=None if mail.login is None else mail.authenticate,
            loop=loop,
        )
        open_ones.append(one)
        return one

    # What it thinks of its clients is not what is tested.
    own_log = logging.getLogger("mail.log")
    before = own_log.level
    own_log.setLevel(logging.CRITICAL + 1)
    server = await loop.create_server(made, "127.0.0.1", 0, ssl=tls)
    mail.port = server.sockets[0].getsockname()[1]
    try:
        yield mail
    finally:
        server.close()
        for one in open_ones:
            if one.transport is not None:
                one.transport.close()
            task = one._handler_coroutine
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        await server.wait_closed()
        own_log.setLevel(before)
