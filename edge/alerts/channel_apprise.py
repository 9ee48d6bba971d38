"""The long tail of services by apprise: which are allowed, what their URLs may hold, and what came of it.

An URL is a secret as a whole: tokens stand anywhere in it, so nothing but its schema is ever shown. apprise
is imported when the first message is sent, by `edge.alerts.apprise_services`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, unquote

from edge.alerts.door import Door
from edge.alerts.messages import Message, NotTaken
from edge.webhooks.guard import SETTING

# Services that speak HTTPS to an address of theirs, or HTTP to one of the customer's; the edge's own door
# judges where they lead. What reads files, talks to the desktop or the machine, or sends to any address in
# any form is not among them.
SERVICES: Final[Mapping[str, str]] = {
    "atalk": "Africa's Talking",
    "bark": "Bark",
    "barks": "Bark",
    "betterstack": "Better Stack",
    "bulksms": "BulkSMS",
    "clickatell": "Clickatell",
    "d7sms": "D7 Networks",
    "dingtalk": "DingTalk",
    "discord": "Discord",
    "feishu": "Feishu",
    "gchat": "Google Chat",
    "goalert": "GoAlert",
    "goalerts": "GoAlert",
    "gotify": "Gotify",
    "gotifys": "Gotify",
    "ilert": "ilert",
    "incidentio": "incident.io",
    "infobip": "Infobip",
    "lark": "Lark",
    "line": "LINE",
    "matrix": "Matrix",
    "matrixs": "Matrix",
    "mmost": "Mattermost",
    "mmosts": "Mattermost",
    "msgbird": "MessageBird",
    "nexmo": "Vonage",
    "ntfy": "ntfy",
    "ntfys": "ntfy",
    "opsgenie": "Opsgenie",
    "pagerduty": "PagerDuty",
    "pagertree": "PagerTree",
    "pbul": "Pushbullet",
    "plivo": "Plivo",
    "pover": "Pushover",
    "prowl": "Prowl",
    "rocket": "Rocket.Chat",
    "rockets": "Rocket.Chat",
    "signal": "Signal",
    "signals": "Signal",
    "signl4": "SIGNL4",
    "sinch": "Sinch",
    "slack": "Slack",
    "sns": "Amazon SNS",
    "splunk": "Splunk On-Call",
    "squadcast": "Squadcast",
    "tgram": "Telegram",
    "threema": "Threema",
    "twilio": "Twilio",
    "victorops": "Splunk On-Call",
    "vonage": "Vonage",
    "webex": "Webex",
    "wecombot": "WeCom",
    "whatsapp": "WhatsApp",
    "workflow": "Microsoft Teams",
    "workflows": "Microsoft Teams",
    "wxteams": "Webex",
    "zoom": "Zoom",
    "zulip": "Zulip",
}
LONGEST_URL: Final = 2_000

_URL: Final = re.compile(r"([A-Za-z0-9]{2,30})://([\x21-\x7e]+)", re.ASCII)
# Members of an URL that would have a file of this machine read.
_FILES: Final = re.compile(r"[?&;][\s:+-]*(template|attach|attachment|keyfile|file|config)\s*=")
_PLACE: Final = re.compile(r"\{(\w*)\}")
PLACES: Final[Mapping[str, str]] = {"phone": "phone number", "email": "email address"}
_INSTEAD: Final[Mapping[str, str]] = {
    **dict.fromkeys(("mailto", "mailtos"), "Make a channel of kind email for mail."),
    **dict.fromkeys(
        ("json", "jsons", "form", "forms", "xml", "xmls", "apprise", "apprises", "http", "https"),
        "Make a channel of kind webhook to be called at an address of your own.",
    ),
    "msteams": "Microsoft Teams takes messages by a workflow now: use workflows://.",
}


def schema_of(url: str) -> str:
    """The schema of an URL that is allowed. Raises ValueError, which says nothing of what follows it."""
    found = _URL.fullmatch(url)
    if found is None or len(url) > LONGEST_URL:
        raise ValueError(
            f"is no URL of apprise: a schema, :// and up to {LONGEST_URL} characters of plain ASCII without "
            "spaces, such as slack://TokenA/TokenB/TokenC"
        )
    schema = found[1].lower()
    if schema not in SERVICES:
        instead = _INSTEAD.get(schema, f"Those that are: {', '.join(SERVICES)}.")
        raise ValueError(f"'{schema}' is not among the services that may be used. {instead}")
    file = _FILES.search(unquote(unquote(url)).lower())
    if file is not None:
        raise ValueError(
            f"holds `{file[1]}`, which would have a file of the edge's machine read: leave it out"
        )
    for name in _PLACE.findall(url):
        if name not in PLACES:
            raise ValueError("may hold {phone} or {email}, for those of the person, and no other {…}")
    return schema


def shown(schema: str) -> dict[str, str]:
    """What may be seen of a channel's URL."""
    return {"service": SERVICES[schema], "url": f"{schema}://…"}


def send(door: Door, url: str, person: Mapping[Any, Any] | None, message: Message) -> None:
    """Hand a message to a service. Blocks. Raises NotTaken."""
    from edge.alerts import apprise_services

    schema = schema_of(url)
    seen = apprise_services.notify(door, filled(url, person), message)
    if not seen.taken:
        raise NotTaken(_words(schema, seen.understood, seen.status, seen.error))


def filled(url: str, person: Mapping[Any, Any] | None) -> str:
    """The URL for one person. Raises NotTaken where the person has not got what it asks for."""

    def value(found: re.Match[str]) -> str:
        given = None if person is None else person[found[1]]
        if not given:
            whom = "it was sent to no person" if person is None else f"{person['name']} has none"
            raise NotTaken(
                f"The channel's URL asks for the {PLACES[found[1]]} of a person, but {whom}. Add it to the "
                "person, or have the policy name a person."
            )
        return quote(str(given), safe="+")

    return _PLACE.sub(value, url)


def silent(schema: str) -> str:
    """What is said of a service that does not answer in time."""
    return f"{SERVICES[schema]} does not answer. If it is your own, is it running? Else it is tried again."


def _words(schema: str, understood: bool, status: int | None, error: str | None) -> str:
    """What happened, to what, and what to do next."""
    service = SERVICES[schema]
    if not understood:
        return (
            f"The URL of the channel is not complete for {service}. Look up how apprise writes it "
            f"({schema}://), and give it anew."
        )
    if error is not None:
        return f"{service} was not reached. {_FAILURES[error]}"
    match status:
        case None:
            return f"{service} was not asked: the URL of the channel names nobody to tell. Give it anew."
        case 401 | 403:
            return (
                f"{service} answered {status}: it does not accept the token or password in the channel's "
                "URL. Make a new one there, and give the channel its URL anew."
            )
        case 404 | 410:
            return (
                f"{service} answered {status}: it does not know the room, topic or token in the channel's "
                "URL. Does it still exist there? If not, give the channel its URL anew."
            )
        case 413:
            return f"{service} answered 413: the message is too long for it. Use another channel for digests."
        case 429:
            return f"{service} answered 429: it was told too much. It is tried again later; group more."
        case _ if status >= 500:
            return f"{service} answered {status}: it is not well. It is tried again later."
        case _ if 200 <= status < 300:
            return f"{service} answered {status}, but says that it did not take the message. Check the URL."
    return f"{service} answered {status}: it does not take the message. Check the channel's URL."


_FAILURES: Final[Mapping[str, str]] = {
    "blocked": f"Its address is not public and not inside {SETTING}, or it is reached without TLS. Use the "
    "schema with TLS (such as ntfys://), or have whoever runs the edge add its network to that setting.",
    "dns": "Its host name cannot be resolved. Check its spelling in the channel's URL.",
    "connect": "Nothing accepts connections there, or the connection was cut. Is it running?",
    "tls": "TLS with it failed. Its certificate must be valid, for this host name, with its chain; or it "
    "speaks no TLS there.",
    "timeout": "It did not answer in time. If it is your own, is it running? Else it is tried again.",
    "failed": "What sends to it failed. Check the channel's URL; the log of the edge says more.",
}
