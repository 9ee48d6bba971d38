"""A message as mail: readable anywhere, one thread an alert, and whatever is in the text stays text."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from edge.alerts.mail import mail_of, page_of
from edge.alerts.messages import Message

FROM = "alerts@example.com"
NOON = 1_795_348_800.0  # 2026-11-22T12:00:00Z
MESSAGE = Message(
    title="Entrée cuisine is silent",
    text="No word for 7 min.\nLast seen 12:03.\n\nLook at power and network.",
    dedupe_key="ntc_1",
    severity="critical",
    url="https://edge.example.com/alerts/alr_1?a=1&b=2",
    alerts=({"id": "alr_1", "status": "firing"},),
)


def arrived(message: Message, to: tuple[str, ...] = ("ops@example.com",)) -> EmailMessage:
    """The mail as a reader has it after it went through a server."""
    mail = message_from_bytes(mail_of(message, FROM, to, NOON).as_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text


class Texts(HTMLParser):
    """The text of a page, and the links in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str | None] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_mail_says_who_what_when_and_where() -> None:
    mail = arrived(MESSAGE, ("ops@example.com", "chief@example.com"))
    assert mail["Subject"] == "Entrée cuisine is silent"
    assert mail["From"] == "Punchdeck <alerts@example.com>"
    assert mail["To"] == "ops@example.com, chief@example.com"
    assert mail["Date"] == "Sun, 22 Nov 2026 12:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Importance"] == "high"
    plain = body(mail, "plain")
    assert plain.splitlines()[0] == "Entrée cuisine is silent"
    assert "Last seen 12:03." in plain
    assert plain.rstrip().endswith("https://edge.example.com/alerts/alr_1?a=1&b=2")


def test_the_html_says_the_same_and_needs_nothing_from_elsewhere() -> None:
    page = Texts(body(arrived(MESSAGE), "html"))
    assert page.links == ["https://edge.example.com/alerts/alr_1?a=1&b=2"]
    for line in ("Entrée cuisine is silent", "Critical", "Last seen 12:03.", "Look at power and network."):
        assert line in page.text
    assert not page.tags & {"img", "script", "link", "iframe", "style"}


def test_each_line_of_a_mail_can_be_sent_by_any_server() -> None:
    long = Message("Ü" * 400, "é" * 5_000 + "\n.\nFrom here", "k", "info")
    sent = mail_of(long, FROM, ["ops@example.com"], NOON).as_bytes()
    assert sent.isascii()
    assert max(len(line) for line in sent.split(b"\r\n")) < 998
    assert arrived(long)["Subject"] == "Ü" * 199 + "…"
    assert "é" * 5_000 in body(arrived(long), "plain")


def test_a_mail_that_is_sent_again_is_known_and_mails_of_an_alert_are_one_thread() -> None:
    first, again = arrived(MESSAGE), arrived(MESSAGE)
    assert first["Message-ID"] == again["Message-ID"]
    assert first["Message-ID"].endswith("@example.com>")
    over = Message(
        "Back", "It is back.", "ntc_2", "critical", alerts=({"id": "alr_1", "status": "resolved"},)
    )
    later = arrived(over)
    assert later["Message-ID"] != first["Message-ID"]
    assert later["References"] == first["References"]
    assert later["In-Reply-To"] == first["In-Reply-To"]
    assert later["Importance"] is None
    assert "Over" in Texts(body(later, "html")).text
    other = Message("x", "y", "ntc_3", "info", alerts=({"id": "alr_2"},))
    assert arrived(other)["References"] != first["References"]
    assert arrived(Message("Test", "x", "t", "info"))["References"] is None


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=120)


@given(title=TEXT.filter(str.strip), text=TEXT)
def test_whatever_is_in_it_is_text_and_nothing_else(title: str, text: str) -> None:
    message = Message(title, f"{text}\r\nBcc: x@example.com <b>& \"'", "key", "warning")
    mail = arrived(message)
    assert mail["Bcc"] is None
    assert " ".join(mail.keys()) == "Subject From To Date Message-ID Auto-Submitted MIME-Version Content-Type"
    page = Texts(page_of(message))
    assert page.tags <= {"html", "head", "meta", "title", "body", "div", "h1", "p", "br"}
    assert "<b>& \"'" in page.text
