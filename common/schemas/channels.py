"""Channels: ways to tell people of alerts."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator

from common.schemas.fields import Answer, InstantText, ListQuery, Name, Page, Received, Text, absent
from common.schemas.webhooks import Headers, Secret, Url

ChannelKind = Literal["email", "webhook", "apprise", "console"]
Tls = Literal["starttls", "tls", "none"]

_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,39}", re.ASCII)
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*",
    re.ASCII,
)


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise ValueError("must be a host name in plain ASCII (xn--… for others) or an address")
    return text


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text) or len(text.partition("@")[0]) > 64:
        raise ValueError(
            "must be a bare address like ops@example.com, in plain ASCII (xn--… for other domains)"
        )
    return text


def _login(text: str) -> str:
    if not text.isascii() or not text.isprintable():
        raise ValueError("must be plain ASCII: mail servers take no other to log in with")
    return text


Host = Annotated[Text, Field(max_length=253), AfterValidator(_host)]
EmailAddress = Annotated[Text, Field(max_length=254), AfterValidator(_address)]
Port = Annotated[int, Field(ge=1, le=65_535)]
Recipients = Annotated[list[EmailAddress], Field(max_length=50)]
User = Annotated[Text, Field(min_length=1, max_length=320), AfterValidator(_login)]
Password = Annotated[Text, Field(min_length=1, max_length=1_000), AfterValidator(_login)]
AppriseUrl = Annotated[Text, Field(min_length=3, max_length=2_000)]


class EmailSettings(Answer):
    """The mail server that a channel writes by."""

    host: str
    port: int
    tls: Tls
    from_: str = Field(alias="from")
    to: list[str] = Field(description="Who is written to where no person is told.")
    user: str | None
    has_password: bool


class WebhookSettings(Answer):
    """Where a channel posts to."""

    url: str
    headers: list[str] = Field(description="Names of the headers that are sent along; values are not shown.")


class AppriseSettings(Answer):
    """The service that a channel tells people by; its URL is a secret."""

    service: str
    url: str = Field(description="Its schema alone.", examples=["slack://…"])


class Channel(Answer):
    """A way to tell people. The member that is named as its `kind` says how; the others are null."""

    id: str
    object: Literal["channel"]
    name: str
    kind: ChannelKind
    enabled: bool
    email: EmailSettings | None
    webhook: WebhookSettings | None
    apprise: AppriseSettings | None
    failures: int = Field(description="Messages in a row that it did not take.")
    last_sent_at: InstantText | None
    last_failed_at: InstantText | None
    last_error: str | None = Field(description="Why it did not take the last one; null if it did.")
    created_at: InstantText | None = Field(description="Null for the console, which was always there.")
    version: int


class ChannelCreated(Channel):
    """A channel that was just made."""

    secret: str | None = Field(description="What its POSTs are signed with (kind webhook); shown this once.")


class ChannelPage(Page[Channel]):
    """Channels in the order they were made; the console first."""


class ChannelQuery(ListQuery):
    """Which channels: all."""


class EmailGiven(Received):
    """The mail server to write by."""

    host: Host
    port: Port | None = Field(None, description="Default: 587 with starttls, 465 with tls, 25 with none.")
    tls: Tls = Field("starttls", description="none: only inside webhooks_allowed_networks.")
    from_: EmailAddress = Field(alias="from")
    to: Recipients = Field([], description="Who is written to where no person is told.")
    user: User | None = None
    password: Password | None = Field(None, description="Never shown again.")


class EmailChange(Received):
    """What to change of the mail server; null unsets. Who changes where the password goes gives it again."""

    host: Host = absent()
    port: Port = absent()
    tls: Tls = absent()
    from_: EmailAddress = absent(alias="from")
    to: Recipients = absent()
    user: User | None = None
    password: Password | None = None


class WebhookGiven(Received):
    """Where to post to."""

    url: Url
    headers: Headers = Field(
        default_factory=dict, description="Sent along, to log in with for instance. Never shown again."
    )
    secret: Secret | None = Field(None, description="To sign with; default: one that is made.")


class WebhookTarget(Received):
    """What to change of where is posted to. Who changes where the headers go gives them again."""

    url: Url = absent()
    headers: Headers = absent()
    secret: Secret = absent()


class AppriseGiven(Received):
    """The service to tell people by."""

    url: AppriseUrl = Field(
        description="As apprise writes it; {phone} and {email} in it stand for those of the person. Never "
        "shown again.",
        examples=["slack://TokenA/TokenB/TokenC/#alerts", "twilio://SID:Token@FromPhone/{phone}"],
    )


class ChannelCreate(Received):
    """A channel to make: exactly one of email, webhook and apprise."""

    name: Name
    enabled: bool = True
    email: EmailGiven | None = None
    webhook: WebhookGiven | None = None
    apprise: AppriseGiven | None = None

    @model_validator(mode="after")
    def _one(self) -> ChannelCreate:
        if sum(given is not None for given in (self.email, self.webhook, self.apprise)) != 1:
            raise ValueError(
                "give exactly one of email, webhook and apprise: it says what kind of channel it is"
            )
        return self


class ChannelChange(Received):
    """What to change; members that are missing stay. A channel stays of its kind."""

    name: Name = absent()
    enabled: bool = absent()
    email: EmailChange = absent()
    webhook: WebhookTarget = absent()
    apprise: AppriseGiven = absent()


class ChannelTry(Received):
    """A test of a channel."""

    person: Text | None = Field(None, max_length=100, description="Whom to send it to, as if they were told.")


class ChannelTested(Answer):
    """What came of a test."""

    object: Literal["channel_test"]
    delivered: bool
    took_ms: int
    message: str | None = Field(
        description="What happened, to what, and what to do next. Also set where some of several recipients "
        "were refused."
    )
