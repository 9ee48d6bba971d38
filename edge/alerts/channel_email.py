"""Mail to a server of the customer's: one connection a message, and what it refused in plain words."""

from __future__ import annotations

import base64
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from ipaddress import ip_address
from typing import Any, Final

from edge.alerts.door import Door
from edge.alerts.mail import mail_of
from edge.alerts.messages import Message, NotTaken
from edge.webhooks.guard import SETTING, BlockedAddress

PORTS: Final[Mapping[str, int]] = {"starttls": 587, "tls": 465, "none": 25}
ANSWER_S: Final = 15.0
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def send(
    door: Door, settings: Mapping[str, Any], password: str | None, to: Sequence[str], message: Message
) -> str | None:
    """Hand a message to the mail server of a channel. Blocks.

    Returns None, or what to know where some recipients were refused and others not. Raises NotTaken.
    """
    if not to:
        raise NotTaken(
            "There is nobody to write to: the person has no email address, and the channel has none of its "
            "own. Give the person an address, or the channel `to`."
        )
    mail = mail_of(message, settings["from"], to, time.time())
    server = server_of(settings)
    try:
        refused = _handed_over(door, settings, password, mail, to)
    except (smtplib.SMTPException, OSError) as error:
        raise NotTaken(_words(error, settings, server, password)) from None
    if not refused:
        return None
    return f"{_capital(server)} took it for {len(to) - len(refused)} of {len(to)}. " + _refusals(
        refused, password
    )


def server_of(settings: Mapping[str, Any]) -> str:
    """What a channel's server is called in messages."""
    return f"the mail server {settings['host']} port {settings['port']}"


def silent(server: str) -> str:
    """What is said of one that does not answer in time."""
    return f"{_capital(server)} does not answer. Is it running, and does a firewall let the edge reach it?"


class _Client(smtplib.SMTP):
    """Speaks SMTP through a door."""

    def __init__(self, door: Door, settings: Mapping[str, Any]) -> None:
        self._door = door
        self._tls = settings["tls"]
        super().__init__(local_hostname="localhost", timeout=ANSWER_S)
        self._host = settings["host"]  # STARTTLS checks the certificate against it
        code, said = self.connect(settings["host"], settings["port"])
        if code != 220:
            self.close()
            raise smtplib.SMTPConnectError(code, said)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        made = self._door.open(host, port, plain=self._tls == "none")
        made.settimeout(timeout)
        here = ip_address(made.getsockname()[0])
        self.local_hostname = f"[{here}]" if here.version == 4 else f"[IPv6:{here}]"
        if self._tls == "tls":
            return ssl.create_default_context().wrap_socket(made, server_hostname=host)
        return made


def _handed_over(
    door: Door,
    settings: Mapping[str, Any],
    password: str | None,
    mail: EmailMessage,
    to: Sequence[str],
) -> Mapping[str, tuple[int, bytes]]:
    """Who was refused, of several. Raises SMTPException, OSError."""
    client = _Client(door, settings)
    try:
        if settings["tls"] == "starttls":
            client.starttls(context=ssl.create_default_context())
        if settings["user"] is not None:
            client.login(settings["user"], password or "")
        refused = client.send_message(mail, settings["from"], list(to))
        try:
            client.quit()
        except (smtplib.SMTPException, OSError):
            pass  # the mail is theirs by now, however they part
        return refused
    finally:
        client.close()


def _words(error: Exception, settings: Mapping[str, Any], server: str, password: str | None) -> str:
    """What happened, to what, and what to do next."""
    capital = _capital(server)
    match error:
        case BlockedAddress():
            plain = " It is also reached without TLS only there." if settings["tls"] == "none" else ""
            return (
                f"{capital} may not be reached: its address is not public and not inside {SETTING}.{plain} "
                "Use one that is, or have whoever runs the edge add its network to that setting."
            )
        case socket.gaierror():
            return f"The name {settings['host']} of the mail server cannot be resolved. Check its spelling."
        case ConnectionRefusedError():
            return (
                f"Nothing accepts connections at {server}. Is the port right? With STARTTLS it is mostly "
                "587, with TLS from the start 465, without TLS 25."
            )
        case TimeoutError():
            return silent(server)
        case ssl.SSLCertVerificationError():
            return (
                f"The certificate of {server} cannot be verified: {error.verify_message}. It must be valid, "
                "for this host name, and by an authority that the machine of the edge trusts."
            )
        case ssl.SSLError():
            return (
                f"TLS with {server} failed. If TLS begins there only after STARTTLS, set `tls` to starttls "
                "(mostly port 587)."
            )
        case smtplib.SMTPResponseException():
            return _said(error, settings, server, password)
        case smtplib.SMTPRecipientsRefused():
            return f"{capital} took it for nobody. " + _refusals(error.recipients, password)
        case smtplib.SMTPException() if "AUTH" in str(error).upper():
            return (
                f"{capital} lets nobody log in here. Set `user` to null if it wants none, or use the port "
                "for users (mostly 587 with starttls)."
            )
        case smtplib.SMTPNotSupportedError():
            return (
                f"{capital} offers no STARTTLS. Set `tls` to tls if it speaks TLS from the start (mostly "
                "port 465)."
            )
        case smtplib.SMTPServerDisconnected() if isinstance(error.__context__, TimeoutError):
            return silent(server)
        case smtplib.SMTPServerDisconnected() | ConnectionError():
            return (
                f"{capital} cut the connection. If it speaks TLS from the start, set `tls` to tls (mostly "
                "port 465); else look in its log."
            )
        case _:
            why = _clean(str(error), password).rstrip(".")
            return f"{capital} cannot be used: {why}. Check host, port and `tls`."


def _said(
    error: smtplib.SMTPResponseException, settings: Mapping[str, Any], server: str, password: str | None
) -> str:
    text = f"{error.smtp_code} {_clean(error.smtp_error, password)}"
    match error:
        case smtplib.SMTPAuthenticationError():
            return (
                f"{_capital(server)} does not let {settings['user']} log in ({text}). Check user and "
                "password; some servers want a password made for programs."
            )
        case smtplib.SMTPSenderRefused():
            return (
                f"{_capital(server)} does not send for {settings['from']} ({text}). Set `from` to an address "
                "that this user may send as, or set user and password."
            )
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return f"{_capital(server)} turns the edge away ({text}). Its log says why."
    return f"{_capital(server)} refused the message ({text}). Its log says why."


def _refusals(refused: Mapping[str, tuple[int, bytes]], password: str | None) -> str:
    shown = "; ".join(
        f"{who}: {code} {_clean(text, password)}" for who, (code, text) in list(refused.items())[:5]
    )
    return f"Refused were {shown}. Check these addresses, and whether it relays for the edge."


def _clean(said: bytes | str, password: str | None) -> str:
    """What a server said, on one short line, without what it may have been told in confidence."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    if password:
        for secret in (password, base64.b64encode(password.encode()).decode()):
            text = text.replace(secret, "[removed]")
    return " ".join(_CONTROL.sub(" ", text).split())[:200]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
