"""The typed asyncio client of an edge: its REST API, and its stream as server-sent events.

The console's only way in, and what an integrator may copy. Every POST carries an idempotency key of its own,
so it may be repeated after a lost answer without happening twice.
"""

from __future__ import annotations

import asyncio
import json
import random
import ssl
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Final, Self

import httpcore  # noqa: F401 - httpx brings it in with the first client: too late for a window that is open
import httpx

from common import __version__
from common.sse import EventParser
from common.timings import Timings

Json = Mapping[str, Any]
Params = Mapping[str, str | int | float | bool | None]

ATTEMPTS: Final = 3
RETRY_STATUS: Final = frozenset({429, 503, 504})
# The server says something at least every 15 s; twice that is silence.
STREAM_SILENCE_S: Final = 35.0


class EdgeError(Exception):
    """Something between us and the edge went wrong; the message says what and what to do."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A write without an answer: nobody knows whether it was done. `headers` are those that matter when it
    is repeated: with the same Idempotency-Key a POST does not happen twice."""

    method: str
    path: str
    body: Json
    headers: Mapping[str, str]


class Unreachable(EdgeError):
    """No answer: address, network, or a server that is down. `unanswered` are the writes that it was about,
    where they can be repeated as they were."""

    def __init__(self, message: str, unanswered: tuple[Unanswered, ...] = ()) -> None:
        super().__init__(message)
        self.unanswered = unanswered


class NotAnEdge(EdgeError):
    """Something answers there, but not in the way of an edge."""


class CertificateNotTrusted(EdgeError):
    """The edge's certificate is not one that we were told to trust."""


class RequestRefused(EdgeError):
    """The edge answered with an error of its own. `code` is stable, the message is for people."""

    def __init__(self, status: int, code: str, message: str, doc_url: str | None, body: Json) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.doc_url = doc_url
        self.body = body


class KeyRefused(RequestRefused):
    """The key is missing, wrong, expired or revoked."""


@dataclass(frozen=True, slots=True)
class StreamMessage:
    """One message of the stream: an event's body, a heartbeat or a gap. `cursor` resumes after it; `text` is
    the message as it came."""

    event: str
    cursor: str | None
    body: Json
    text: str = ""

    def as_webhook(self) -> bytes:
        """The body that a webhook has of the same event, byte for byte: what its signature is over. Raises
        ValueError for a message that is no event."""
        cursor = self.body.get("cursor")
        ending = f',"cursor":"{cursor}"}}'
        if "id" not in self.body or not isinstance(cursor, str) or not self.text.endswith(ending):
            raise ValueError(f"A message {self.event!r} of the stream is no body of a webhook.")
        return f"{self.text.removesuffix(ending)}}}".encode()


class EdgeClient:
    """One edge, one key. Use as `async with`, or call `close`. `agent`: what the program calls itself."""

    def __init__(
        self,
        url: str,
        key: str,
        *,
        tls: ssl.SSLContext | None = None,
        timeout_s: float = 15.0,
        account: str | None = None,
        agent: str = f"Punchdeck/{__version__}",
    ) -> None:
        headers = {"Authorization": f"Bearer {key}", "User-Agent": agent}
        if account is not None:
            headers["Punchdeck-Account"] = account
        self.url = url.rstrip("/")
        self.clock_ahead_s: float | None = None
        """Our clock minus the edge's at its last answer, to a second; None before the first."""
        self.bytes_moved = 0
        """Of requests and answers so far, as they travelled, without what TCP and TLS add."""
        self.timings = Timings()
        self._http = httpx.AsyncClient(
            base_url=self.url,
            headers=headers,
            # httpx's own context reads the whole certificate store, even for plain addresses.
            verify=tls if tls is not None else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            timeout=httpx.Timeout(timeout_s, connect=5.0),
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.aclose()

    # -- the calls
    # -------------------------------------------------------------------------------------------------

    async def me(self) -> Json:
        """Who we are to the edge: tenant, role, scopes. The first call: it proves address and key."""
        return await self.get("/v1/me")

    async def devices(self, **filters: str) -> list[Json]:
        """The whole fleet, or what of it passes `site=`, `status=`, `health=`, `q=`."""
        return list((await self.get("/v1/devices", filters))["data"])

    async def device(self, name: str) -> Json:
        """One device by id or serial number."""
        return await self.get(f"/v1/devices/{name}")

    async def register_device(self, serial_number: str, **members: Any) -> Json:
        return await self.post("/v1/devices", {"serial_number": serial_number, **members})

    async def approve_device(self, serial_number: str, **members: Any) -> Json:
        """Let a waiting terminal in: `site=`, `history=` all, none or since."""
        return await self.post(f"/v1/devices/{serial_number}/approve", members)

    async def device_events(self, name: str, **filters: str) -> list[Json]:
        return list((await self.get(f"/v1/devices/{name}/events", filters))["data"])

    async def sites(self) -> list[Json]:
        return [site async for site in self.pages("/v1/sites", {"limit": 1000})]

    async def create_site(self, name: str, **members: Any) -> Json:
        return await self.post("/v1/sites", {"name": name, **members})

    async def site_health(self, name: str) -> Json:
        return await self.get(f"/v1/sites/{name}/health")

    def attendance(self, **filters: str | int) -> AsyncIterator[Json]:
        """Every punch that passes the filters, page after page."""
        return self.pages("/v1/attendance", filters)

    def alerts(self, **filters: str | int) -> AsyncIterator[Json]:
        """What is open, the most urgent first; or what passes `status=`, `kind=`, `site=`, `q=` and the
        like."""
        return self.pages("/v1/alerts", filters)

    async def alert(self, name: str, language: str = "en") -> Json:
        """One alert with its history, those that it explains, and what to do in that language."""
        return await self.get(f"/v1/alerts/{name}", {"language": language})

    async def acknowledge_alerts(self, *names: str, **members: str | None) -> list[Json]:
        """Take alerts on, all or none: for 8 hours, or `until=` an instant (None: until they are over; then,
        and beyond 24 hours, with a `note=`)."""
        taken = await self.post("/v1/alerts/acknowledge", {"alerts": names, **members})
        return list(taken["data"])

    async def snooze_alert(self, name: str, until: str, note: str | None = None) -> Json:
        return await self.post(f"/v1/alerts/{name}/snooze", {"until": until, "note": note})

    async def assign_alert(self, name: str, person: str | None, note: str | None = None) -> Json:
        """Give an alert to a person by id; None: to nobody."""
        return await self.post(f"/v1/alerts/{name}/assign", {"person": person, "note": note})

    async def comment_alert(self, name: str, text: str) -> Json:
        return await self.post(f"/v1/alerts/{name}/comment", {"text": text})

    async def resolve_alert(self, name: str, note: str) -> Json:
        """Call an alert over by hand; what still is bad opens another one after another hold."""
        return await self.post(f"/v1/alerts/{name}/resolve", {"note": note})

    async def pages(self, path: str, params: Params | None = None) -> AsyncIterator[Json]:
        """Every object of a list, however long it is."""
        wanted = dict(params or {})
        while True:
            page = await self.get(path, wanted)
            for entry in page["data"]:
                yield entry
            if not page["has_more"]:
                return
            wanted["cursor"] = page["next_cursor"]

    # -- the stream
    # ------------------------------------------------------------------------------------------------

    async def stream(
        self, after: str | None = None, types: tuple[str, ...] = ()
    ) -> AsyncGenerator[StreamMessage, None]:
        """Messages after a cursor (None: only what is new), heartbeats included, until the connection ends.

        Ends by raising an EdgeError: the caller decides when to come back, with the last cursor it has. A key
        that ended meanwhile is KeyRefused.
        """
        params = {"types": ",".join(types)} if types else {}
        headers = {"Accept": "text/event-stream"}
        if after is not None:
            headers["Last-Event-ID"] = after
        parser = EventParser()
        timeout = httpx.Timeout(15.0, connect=5.0, read=STREAM_SILENCE_S)
        try:
            async with self._http.stream(
                "GET", "/v1/stream", params=params, headers=headers, timeout=timeout
            ) as response:
                self.bytes_moved += _size_of_heads(response)
                if response.status_code != 200:
                    await response.aread()
                    raise _refusal(response)
                # Held until the response is closed: what httpx iterates with must not be ended by the garbage
                # collector, which cannot await; the connection would stay open for good.
                pieces, counted = response.aiter_bytes(), 0
                async for piece in pieces:
                    self.bytes_moved += response.num_bytes_downloaded - counted
                    counted = response.num_bytes_downloaded
                    for found in parser.feed(piece):
                        yield _message(self.url, found.id, found.data)
        except httpx.TransportError as error:
            raise _unreachable(self.url, error) from error
        raise Unreachable(f"The edge at {self.url} ended the stream.")

    # -- requests
    # --------------------------------------------------------------------------------------------------

    async def get(self, path: str, params: Params | None = None) -> Json:
        return await self.request("GET", path, params=params)

    async def post(self, path: str, body: Json) -> Json:
        return await self.request("POST", path, body=body, headers={"Idempotency-Key": str(uuid.uuid4())})

    async def post_table(self, path: str, table: str) -> Json:
        """Send a table, CSV with a line of headings."""
        headers = {"Idempotency-Key": str(uuid.uuid4()), "Content-Type": "text/csv; charset=utf-8"}
        return await self.request("POST", path, content=table.encode(), headers=headers)

    async def patch(self, path: str, body: Json) -> Json:
        return await self.request("PATCH", path, body=body)

    async def delete(self, path: str) -> Json:
        return await self.request("DELETE", path)

    async def content(self, path: str) -> bytes:
        """What is no JSON: a picture. Raises an EdgeError."""
        try:
            response = await self._http.get(path)
        except httpx.TransportError as error:
            raise _unreachable(self.url, error) from error
        if not response.is_success:
            raise _refusal(response)
        return response.content

    async def request(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        body: Json | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Json:
        """One call, repeated where that is safe; `content` in place of a JSON `body`. Raises an EdgeError."""
        try:
            return await self._request(method, path, params, body, content, headers)
        except Unreachable as error:
            if body is not None and not params:
                error.unanswered = (Unanswered(method, path, body, dict(headers or {})),)
            raise

    async def _request(
        self,
        method: str,
        path: str,
        params: Params | None,
        body: Json | None,
        content: bytes | None,
        headers: Mapping[str, str] | None,
    ) -> Json:
        wanted = {name: value for name, value in (params or {}).items() if value is not None}
        for attempt in range(1, ATTEMPTS + 1):
            began_s = time.monotonic()
            try:
                response = await self._http.request(
                    method, path, params=wanted, json=body, content=content, headers=headers
                )
            except httpx.TransportError as error:
                self.timings.add(method, path, 0, time.monotonic() - began_s)
                if attempt == ATTEMPTS or method in ("PATCH", "DELETE") or _is_certificate(error):
                    raise _unreachable(self.url, error) from error
            else:
                self.timings.add(method, path, response.status_code, time.monotonic() - began_s)
                self.bytes_moved += (
                    _size_of_heads(response) + len(response.request.content) + response.num_bytes_downloaded
                )
                self._note_clock(response)
                if response.is_success:
                    return _object(response)
                if response.status_code not in RETRY_STATUS or attempt == ATTEMPTS:
                    raise _refusal(response)
                await asyncio.sleep(min(float(response.headers.get("Retry-After", "0") or 0), 5.0))
            await asyncio.sleep(random.uniform(0.1, 0.3) * attempt)
        raise AssertionError("unreachable")

    def _note_clock(self, response: httpx.Response) -> None:
        try:
            theirs = parsedate_to_datetime(response.headers["Date"]).timestamp()
        except (KeyError, ValueError):
            return
        # The header leaves fractions of the second out.
        self.clock_ahead_s = time.time() - (theirs + 0.5)


def _size_of_heads(response: httpx.Response) -> int:
    heads = (*response.request.headers.raw, *response.headers.raw)
    return sum(len(name) + len(value) + 4 for name, value in heads)


def _object(response: httpx.Response) -> Json:
    try:
        found = response.json()
    except ValueError as error:
        raise NotAnEdge(
            f"{response.request.url} answered something that is not JSON. Is this the address of an edge?"
        ) from error
    if not isinstance(found, dict):
        raise NotAnEdge(
            f"{response.request.url} answered something unexpected. Is this the address of an edge?"
        )
    return found


def _message(url: str, cursor: str | None, data: str) -> StreamMessage:
    try:
        body = json.loads(data)
        found = StreamMessage(body["event"], body.get("cursor") or cursor, body, data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreachable(f"The edge at {url} sent what is no event: {data[:80]!r}.") from error
    if found.event == "error":
        raise KeyRefused(401, str(body.get("code")), str(body.get("message")), None, body)
    if found.event == "lagged":
        raise Unreachable(f"The edge at {url} ended the stream, because it was read too slowly.")
    return found


def _refusal(response: httpx.Response) -> EdgeError:
    try:
        error = response.json()["error"]
        code, message = str(error["code"]), str(error["message"])
    except (ValueError, KeyError, TypeError):
        if response.status_code >= 500:
            return Unreachable(
                f"{response.request.url} answered {response.status_code} in place of the edge, which may be "
                "down. Try again; if it lasts, look at the server."
            )
        return NotAnEdge(
            f"{response.request.url} answered {response.status_code} without saying why. "
            "Is this the address of an edge?"
        )
    kind = KeyRefused if response.status_code == 401 else RequestRefused
    return kind(response.status_code, code, message, error.get("doc_url"), error)


def _is_certificate(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return "CERTIFICATE_VERIFY_FAILED" in str(error)


def _unreachable(url: str, error: httpx.TransportError) -> EdgeError:
    if _is_certificate(error):
        return CertificateNotTrusted(
            f"The certificate of {url} is not trusted: {error}. Compare its fingerprint with the server's "
            "and trust it, or give the server a certificate of an authority that this computer knows."
        )
    if isinstance(error, httpx.TimeoutException):
        return Unreachable(f"{url} did not answer in time. Check the network, then try again.")
    return Unreachable(
        f"{url} cannot be reached ({str(error) or type(error).__name__}). Check the address and the network."
    )
