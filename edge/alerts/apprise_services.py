"""apprise behind our own door: it connects where it may, by our rules, and what it logs is dropped.

Import this only when there is something to send: apprise takes half a second and 14 MB.
"""

from __future__ import annotations

import logging
import socket
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

import apprise
import requests
import structlog
from apprise.manager_plugins import NotificationManager
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from edge.alerts.door import Door
from edge.alerts.messages import Message
from edge.webhooks.guard import BlockedAddress

MOST_READ: Final = 64 * 1024
_WAIT_S: Final = (5.0, 15.0)

log = structlog.get_logger()


@dataclass(slots=True)
class Seen:
    """What was seen of an attempt. `understood`: apprise knows what the URL means; `status`: of the last HTTP
    answer; `error`: blocked, dns, connect, tls, timeout or failed, where there was none."""

    door: Door
    understood: bool = False
    taken: bool = False
    status: int | None = None
    error: str | None = None


_SEEN: Final[ContextVar[Seen]] = ContextVar("seen")


def notify(door: Door, url: str, message: Message) -> Seen:
    """Send a message through a door. Blocks, and throws nothing."""
    seen = Seen(door)
    with _watched(seen):
        service = apprise.Apprise.instantiate(url, asset=_ASSET)
        if service is not None and not _reads_files(service):
            seen.understood = True
            _same_incident(service, message)
            seen.taken = bool(
                service.notify(
                    body=_body(message),
                    title=message.title,
                    notify_type=_type(message),
                    body_format=apprise.NotifyFormat.TEXT,
                )
            )
            del service  # some say good-bye when they go, and must do so while they are watched
    return seen


@contextmanager
def _watched(seen: Seen) -> Iterator[None]:
    token = _SEEN.set(seen)
    try:
        yield
    except Exception as error:
        # Whatever a service's adapter throws at us is its failure. Its words may hold the URL: only where it
        # happened is told.
        seen.taken, seen.error = False, seen.error or "failed"
        last = traceback.extract_tb(error.__traceback__)[-1]
        log.warning("apprise_failed", error=type(error).__name__, at=f"{last.name}:{last.lineno}")
    finally:
        _SEEN.reset(token)


def _reads_files(service: Any) -> bool:
    return any(isinstance(held, apprise.AppriseAttachment) and len(held) for held in vars(service).values())


def _body(message: Message) -> str:
    return message.text if message.url is None else f"{message.text}\n{message.url}"


def _type(message: Message) -> Any:
    if message.over:
        return apprise.NotifyType.SUCCESS
    return {
        "info": apprise.NotifyType.INFO,
        "warning": apprise.NotifyType.WARNING,
        "critical": apprise.NotifyType.FAILURE,
    }[message.severity]


def _same_incident(service: Any, message: Message) -> None:
    """Where a service keeps incidents, all that is said of one alert belongs to one."""
    if getattr(service, "dedup", "") is None:
        about = message.alerts[0].get("id") if len(message.alerts) == 1 else None
        service.dedup = about or message.dedupe_key


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _opened(self.host, self.port, plain=True)


class _Tls(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _opened(self.host, self.port, plain=False)


def _opened(host: str, port: int, *, plain: bool) -> socket.socket:
    seen = _SEEN.get()
    try:
        return seen.door.open(host.strip("[]"), port, plain=plain)
    except OSError as error:
        seen.error = _word(error)
        raise


def _word(error: OSError) -> str:
    if isinstance(error, BlockedAddress):
        return "blocked"
    if isinstance(error, socket.gaierror):
        return "dns"
    return "timeout" if isinstance(error, TimeoutError) else "connect"


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _Tls


class _Adapter(HTTPAdapter):
    """Sends through the door of the attempt, and reads no more of an answer than can matter."""

    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        super().init_poolmanager(*given, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _TlsPool}

    def send(self, request: Any, *given: Any, **named: Any) -> requests.Response:
        seen = _SEEN.get()
        seen.status = seen.error = None
        named |= {"stream": True, "timeout": _WAIT_S, "proxies": {}}
        try:
            response = super().send(request, *given, **named)
            # requests has no way to read a part of an answer, so it is given what it would have read.
            response._content = response.raw.read(MOST_READ, decode_content=True)
            response.close()
        except requests.exceptions.SSLError:
            seen.error = "tls"
            raise
        except requests.exceptions.Timeout:
            seen.error = seen.error or "timeout"
            raise
        except (OSError, requests.RequestException):
            seen.error = seen.error or "connect"
            raise
        seen.status = response.status_code
        return response


class _Requests(ModuleType):
    """What the services of apprise know as the module `requests`."""

    def __getattr__(self, name: str) -> Any:
        return getattr(requests, name)

    def request(self, method: str, url: str, **given: Any) -> requests.Response:
        """A request by the attempt that is under way. Raises requests.RequestException."""
        if _SEEN.get(None) is None:
            raise requests.ConnectionError("nothing is being sent")
        with self.Session() as session:
            return session.request(method, url, **given)

    def Session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter())
        return session

    def __init__(self) -> None:
        super().__init__("requests")
        for method in ("get", "post", "put", "patch", "delete", "head", "options"):
            setattr(self, method, self._by(method))

    def _by(self, method: str) -> Any:
        def call(url: str, *given: Any, **named: Any) -> requests.Response:
            if given:
                named["params" if method == "get" else "data"] = given[0]
            return self.request(method, url, **named)

        return call


def _take_the_way_out() -> None:
    """Have every service of apprise send through the door, and no library log: URLs are secrets."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # services that are not allowed here import what is deprecated
        NotificationManager().load_modules()  # type: ignore[no-untyped-call]  # apprise types most, not this
    ours = _Requests()
    for name, module in list(sys.modules.items()):
        if name.startswith("apprise.") and getattr(module, "requests", None) is requests:
            module.requests = ours  # type: ignore[attr-defined]  # replaces what the module imported
    for name in ("apprise", "urllib3", "requests"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(logging.NullHandler())
        logger.setLevel(logging.CRITICAL + 1)


_take_the_way_out()
_ASSET: Final = apprise.AppriseAsset(
    app_id="Punchdeck",
    app_desc="Punchdeck",
    app_url="",
    image_url_mask="",
    image_url_logo="",
    image_path_mask="",
    async_mode=False,
    secure_logging=True,
    http_redirects=False,
    allow_templates=False,
    storage_mode="memory",
    service_timeout=0,
)
