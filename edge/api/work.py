"""What a handler gets and gives: a view to read by, work to change by, a result to answer with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

import sqlalchemy as sa

from common.compatibility import console_version
from common.schemas.fields import CountedQuery
from edge import audit, telling
from edge.api.cursors import Anchor, Cursors
from edge.api.errors import ApiError
from edge.api.preferences import Preferences
from edge.api.services import ApiServices
from edge.keys import Actor
from edge.store.ids import IdClock

T = TypeVar("T")

MOST_COUNTED: Final = 10_000

# What does not change which objects a list holds, nor their order.
_PAGING: Final = frozenset({"limit", "cursor", "fields", "include", "format", "raw", "bom", "expand[]"})


# Two people who look at the same window must not overwrite each other: of these, the console always says
# which version it changes.
_HELD_TO_MATCH: Final = frozenset({"employee", "webhook"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says besides its body."""

    path: str
    query: tuple[tuple[str, str], ...]
    request_id: str
    address: str
    user_agent: str | None
    if_match: str | None
    if_none_match: str | None
    prefers: Preferences
    public_url: str

    @property
    def by_console(self) -> bool:
        return console_version(self.user_agent or "") is not None

    @property
    def filters(self) -> str:
        """What a cursor is bound to: the address and every parameter that does not just turn pages."""
        return json.dumps([self.path, sorted(pair for pair in self.query if pair[0] not in _PAGING)])

    def page_url(self, cursor: str) -> str:
        """The address of the next page."""
        kept = [pair for pair in self.query if pair[0] != "cursor"]
        return f"{self.path}?{urlencode([*kept, ('cursor', cursor)])}"


@dataclass(frozen=True, slots=True)
class Result:
    """An answer. `version`: the row's, of which the ETag is made. `status` None is the operation's own.

    `keep` False: for a repeated idempotency key the answer is not kept but read from `location` again: it
    holds a secret, or goes on changing. `retry_after`: in how many seconds to look again. `ends`: at which of
    its statuses it has ended, for who likes to wait for that.
    """

    body: Mapping[str, Any]
    status: int | None = None
    location: str | None = None
    version: int | None = None
    keep: bool = True
    retry_after: int | None = None
    ends: frozenset[str] = frozenset()


@dataclass(slots=True)
class View:
    """Reads as one key, in one tenant, in one snapshot."""

    conn: sa.Connection
    services: ApiServices
    cursors: Cursors
    actor: Actor
    tenant_id: int
    path: Mapping[str, str]
    asked: Asked
    now_us: int

    @property
    def site_ids(self) -> frozenset[int] | None:
        """The sites that the key is limited to; None: all."""
        return self.actor.site_ids

    def anchor(self, cursor: str | None) -> Anchor | None:
        """The sort values that a cursor stands for. Raises ApiError."""
        return None if cursor is None else self.cursors.read(self.tenant_id, self.asked.filters, cursor)

    def id_anchor(self, cursor: str | None) -> int | None:
        """The same for lists whose order is that of ids."""
        anchor = self.anchor(cursor)
        return None if anchor is None else int(anchor[0])

    def cursor_after(self, anchor: Anchor) -> str:
        return self.cursors.write(self.tenant_id, self.asked.filters, anchor)

    def page(
        self,
        rows: Sequence[T],
        limit: int,
        anchor: Callable[[T], Anchor],
        render: Callable[[T], Mapping[str, Any]],
    ) -> Result:
        """A page of rows of which one more than `limit` was asked for."""
        more = len(rows) > limit
        shown = rows[:limit]
        return self.listing(
            [render(row) for row in shown], more, self.cursor_after(anchor(shown[-1])) if more else None
        )

    def listing(self, data: Sequence[Mapping[str, Any]], has_more: bool, next_cursor: str | None) -> Result:
        body = {
            "object": "list",
            "data": data,
            "has_more": has_more,
            "next_cursor": next_cursor,
            "url": self.asked.path,
        }
        return Result(body)

    def counted(self, result: Result, query: CountedQuery, count: Callable[[int], int]) -> Result:
        """A list with how many there are in all, where that is asked for. `count` counts up to a number."""
        if not query.include:
            return result
        found = count(MOST_COUNTED + 1)
        total = {"total_count": min(found, MOST_COUNTED), "total_count_capped": found > MOST_COUNTED}
        return replace(result, body={**result.body, **total})

    def require_match(self, version: int) -> None:
        """Hold a change against If-Match. Raises ApiError (precondition_failed, precondition_required)."""
        wanted = self.asked.if_match
        if wanted is None and self.asked.by_console and self.path.keys() & _HELD_TO_MATCH:
            raise ApiError(
                "precondition_required",
                "Say which version is changed: send If-Match with the ETag that it was read with.",
            )
        if wanted is None or wanted.strip() == "*":
            return
        if str(version) not in {_tag_version(tag) for tag in wanted.split(",")}:
            raise ApiError(
                "precondition_failed",
                f"It is at version {version} now, not at the one of If-Match ({wanted[:60]}). Read it again.",
                version=version,
            )


@dataclass(slots=True)
class Work(View):
    """Changes as one key, in one tenant, in one transaction, together with what is told and audited of it."""

    ids: IdClock
    entries: list[audit.Entry] = field(default_factory=list)
    callbacks: list[Callable[[], None]] = field(default_factory=list)

    def audit(self, action: str, target: str | None, diff: Mapping[str, Sequence[Any]] | None = None) -> None:
        """Note what is done; written with it, at the end of the unit."""
        self.entries.append(audit.Entry(action, target, diff or {}))

    def tell(self, event: str, **members: Any) -> None:
        """Tell the tenant one thing that is about no device."""
        telling.tell(self.conn, self.ids, self.tenant_id, event, **members)

    def after_commit(self, callback: Callable[[], None]) -> None:
        self.callbacks.append(callback)

    def devices_changed(self, serials: Collection[str] | None) -> None:
        """Have the rest of the edge read these devices again after the commit; None: all of the tenant's."""
        tenant_id, changed = self.tenant_id, self.services.on_devices_changed
        self.after_commit(lambda: changed(tenant_id, serials))


def etag(version: int, body: bytes) -> str:
    """`"v17-…"`: the row's version, which If-Match is held against, and a digest of all that is shown,
    because status and presence change without a new version."""
    return f'"v{version}-{hashlib.sha256(body).hexdigest()[:12]}"'


def _tag_version(tag: str) -> str | None:
    bare = tag.strip().removeprefix("W/").strip('"')
    return bare[1:].partition("-")[0] if bare.startswith("v") else None
