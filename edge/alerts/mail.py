"""A message as mail: plain text and HTML, with ids by which all mails about an alert are one thread."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import Final

from edge.alerts.messages import Message
from edge.alerts.model import Severity

NAME: Final = "Punchdeck"
LONGEST_SUBJECT: Final = 200

_POLICY: Final = SMTP.clone(cte_type="7bit")
_COLOURS: Final[dict[Severity, str]] = {"info": "#2563eb", "warning": "#b45309", "critical": "#b91c1c"}
_OVER: Final = "#15803d"
_WORDS: Final[dict[Severity, str]] = {"info": "Information", "warning": "Warning", "critical": "Critical"}
_PAGE: Final = """\
<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
<title>{title}</title></head>
<body style="margin:0;padding:24px 12px;background:#f3f4f6;color:#111827;\
font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<div dir="auto" style="max-width:600px;margin:0 auto;padding:20px 24px;background:#ffffff;\
border:1px solid #e5e7eb;border-top:4px solid {colour};border-radius:6px">
<div style="color:{colour};font-size:13px;font-weight:600">{word}</div>
<h1 style="margin:4px 0 16px;font-size:19px;line-height:1.35">{title}</h1>
{text}{link}</div>
</body></html>
"""
_PARAGRAPH: Final = '<p dir="auto" style="margin:0 0 12px">{}</p>\n'
_LINK: Final = (
    '<p style="margin:20px 0 4px"><a href="{url}" style="display:inline-block;padding:9px 16px;'
    'background:#111827;color:#ffffff;text-decoration:none;border-radius:6px">Open in Punchdeck</a></p>\n'
)


def mail_of(message: Message, sender: str, to: Sequence[str], now: float) -> EmailMessage:
    """The mail to send. `sender`, `to`: bare addresses; `now`: seconds since 1970."""
    mail = EmailMessage(policy=_POLICY)
    title = " ".join(message.title.split())
    home = sender.rpartition("@")[2]
    mail["Subject"] = title if len(title) <= LONGEST_SUBJECT else title[: LONGEST_SUBJECT - 1] + "…"
    mail["From"] = Address(NAME, addr_spec=sender)
    mail["To"] = [Address(addr_spec=one) for one in to]
    mail["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
    mail["Message-ID"] = message_id(f"notice {message.dedupe_key}", home)
    threads = [message_id(f"alert {alert['id']}", home) for alert in message.alerts[:20]]
    if threads:
        mail["In-Reply-To"] = threads[0]
        mail["References"] = " ".join(threads)
    mail["Auto-Submitted"] = "auto-generated"
    if message.severity == "critical" and not message.over:
        mail["Importance"] = "high"
    link = [] if message.url is None else ["", message.url]
    mail.set_content("\n".join([title, "", message.text.strip(), *link]) + "\n")
    mail.add_alternative(page_of(message), subtype="html")
    return mail


def page_of(message: Message) -> str:
    """The message as one HTML page that needs nothing from elsewhere."""
    paragraphs = [
        _PARAGRAPH.format("<br>\n".join(escape(line) for line in paragraph.splitlines()))
        for paragraph in message.text.strip().split("\n\n")
        if paragraph.strip()
    ]
    return _PAGE.format(
        title=escape(" ".join(message.title.split())),
        colour=_OVER if message.over else _COLOURS[message.severity],
        word="Over" if message.over else _WORDS[message.severity],
        text="".join(paragraphs),
        link="" if message.url is None else _LINK.format(url=escape(message.url)),
    )


def message_id(of: str, home: str) -> str:
    """The id of a mail about something: always the same for the same. `home`: the sender's domain."""
    return f"<{hashlib.sha256(of.encode()).hexdigest()[:40]}@{home}>"
