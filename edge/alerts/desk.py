"""Everything that alerts need to run, in one place: what finds them, what helps, and what tells people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from edge.alerts.actions import expire_acknowledgements
from edge.alerts.channels import Channels
from edge.alerts.engine import AlertEngine
from edge.alerts.notifier import Notifier
from edge.alerts.own_end import OwnEnd
from edge.alerts.remedies import EVERY_S as REMEDIES_EVERY_S
from edge.alerts.remedies import Remedies
from edge.alerts.sources.edge_itself import Vitals
from edge.alerts.watching import EVERY_S as WATCH_EVERY_S
from edge.alerts.watching import Watching
from edge.feed import Feed
from edge.presence import Key
from edge.store import Store
from edge.upkeep import Chore
from edge.vault import Vault
from edge.webhooks.guard import Guard
from edge.webhooks.parcel import Outcome, Parcel

EXPIRE_EVERY_S: Final = 5.0


class AlertDesk:
    """The parts of one process that have to do with alerts.

    `vitals`: how this process does; `post` makes one attempt at a webhook; `given` hears which terminals were
    given commands.
    """

    def __init__(
        self,
        store: Store,
        feed: Feed,
        vault: Vault,
        guard: Guard,
        owner: str,
        vitals: Vitals,
        post: Callable[[Parcel], Awaitable[Outcome]],
        given: Callable[[Key], None],
    ) -> None:
        self._store = store
        self.channels = Channels(store, vault, guard, post)
        self.notifier = Notifier(store, self.channels, owner)
        self.engine = AlertEngine(store, feed, owner, on_told=self.notifier.changed)
        self._own_end = OwnEnd(vitals.expires_in_s)
        self._remedies = Remedies(store, owner, given, self._own_end)
        self._tenants = Watching.of_tenants(store, owner)
        self._itself = Watching.of_itself(store, owner, vitals)

    def served(self, public_url: str, host: str, device_port: int) -> None:
        """The process listens: what people are told can point here, and its own end can be looked at."""
        self.notifier.public_url = public_url
        self._own_end.served(host, device_port)

    def chores(self) -> list[Coroutine[Any, Any, None]]:
        """What runs beside serving, each until cancelled."""
        return [
            self.engine.run(),
            self.notifier.run(),
            Chore("watch conditions", WATCH_EVERY_S, self._tenants.look).run(),
            Chore("watch itself", WATCH_EVERY_S, self._itself.look).run(),
            Chore("remedies", REMEDIES_EVERY_S, self._remedies.turn).run(),
            Chore("expire acknowledgements", EXPIRE_EVERY_S, self._expire).run(),
        ]

    async def close(self) -> None:
        """Nothing is sent any more."""
        await self.channels.close()

    async def _expire(self) -> None:
        if await expire_acknowledgements(self._store):
            self.notifier.changed()
