"""New versions of this program: looked for, fetched beside everything else, and handed over to be installed.

Nothing of the running program is ever replaced. What is believed is what the keys signed; where it comes from
does not matter, so the edge is asked first, and an address after it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from common import __version__
from common.compatibility import too_old
from common.update_files import PAUSES_S, FetchCode, FetchError, address_of, fetch_file, fetch_manifest
from common.update_trust import PUBLIC_KEYS, UPDATES_URL
from common.updates import Channel, Current, Manifest, Refusal, RefusalCode, Update, verify
from common.whole_files import is_whole
from console.core.listeners import Listeners
from console.core.update_handover import HandOver, Installed, hand_over
from console.core.update_memory import Memory, load, save
from console.core.update_policy import Mode, Policy
from console.core.update_sources import Source, asking

EVERY_S: Final = 24 * 3600.0
AGAIN_S: Final = 3600.0
"""After nobody answered."""
LATER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing was looked for yet."""


@dataclass(frozen=True, slots=True)
class Looking:
    """It is being looked for."""


@dataclass(frozen=True, slots=True)
class Newest:
    """There is nothing newer."""


@dataclass(frozen=True, slots=True)
class Found:
    """A newer version that was not fetched. `edge_version`: of the edge that is too old for it, which has to
    be updated before; "" where nothing speaks against it. `failure`: why fetching it failed."""

    update: Update
    source: Source
    edge_version: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Fetching:
    """It is on its way: `done` bytes are here."""

    update: Update
    done: int


@dataclass(frozen=True, slots=True)
class Ready:
    """It is here, and waits for somebody to say when."""

    update: Update
    path: Path


@dataclass(frozen=True, slots=True)
class Refused:
    """What was offered is not believed, or of no use here. `source`: who offered it."""

    refusal: Refusal
    source: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nobody could be asked. `detail` says why; "" where there is nobody to ask. `nothing`: who was asked has
    nothing to give."""

    detail: str
    nothing: bool = False


State = Unknown | Looking | Newest | Found | Fetching | Ready | Refused | Unanswered


@dataclass(frozen=True, slots=True)
class Setting:
    """What does not change while the program runs. `folder`: for what is fetched, ours alone; `memory`: the
    file of what is remembered. `keys`: whom to believe, `platform` what is wanted."""

    folder: Path
    memory: Path
    policy: Policy
    platform: str
    installed_as: Installed
    system: str
    keys: tuple[str, ...] = PUBLIC_KEYS
    url: str = UPDATES_URL
    version: str = __version__
    channel: Channel = "stable"

    @property
    def believed(self) -> tuple[str, ...]:
        return (*self.keys, *self.policy.keys)


class Updates:
    """The one of this program. `state` says how it stands, and `changed` tells of it. `chosen` is what the
    user wants to happen by itself; `edge` is whom to ask first, None where nobody is connected to;
    `edge_version` the version of it, "" where it is not known."""

    def __init__(
        self,
        setting: Setting,
        *,
        chosen: Callable[[], Mode],
        edge: Callable[[], Source | None],
        edge_version: Callable[[], str] = lambda: "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        pauses_s: Sequence[float] = PAUSES_S,
    ) -> None:
        self.setting = setting
        self.changed: Listeners[State] = Listeners()
        self.memory = Memory.fresh()
        self._chosen, self._edge, self._edge_version, self._now = chosen, edge, edge_version, now
        self._pauses_s = pauses_s
        self._state: State = Unknown()
        self._one = asyncio.Lock()
        self._wake = asyncio.Event()

    @property
    def state(self) -> State:
        return self._state

    @property
    def mode(self) -> Mode:
        """What happens by itself."""
        return self.setting.policy.allows(self._chosen())

    @property
    def forbidden(self) -> bool:
        """Whether an administrator wants no updates here, not even when they are asked for."""
        return self.setting.policy.mode is Mode.OFF

    @property
    def put_off(self) -> bool:
        """Whether the user wants to hear of what was found another time."""
        manifest = _manifest_of(self._state)
        later = self.memory.later
        return manifest is not None and later is not None and later.holds(manifest.version, self._now())

    async def remember(self) -> None:
        """Know what earlier runs knew. Once, before anything else."""
        self.memory = await asyncio.to_thread(load, self.setting.memory)

    async def run(self) -> None:
        """Look by itself, now and every day, until cancelled."""
        while True:
            if self.mode is not Mode.OFF and self.setting.believed:
                await self.look(asked=False)
            state = self._state
            away = isinstance(state, Unanswered) and not state.nothing
            await self._pause((AGAIN_S if away else EVERY_S) * random.uniform(0.9, 1.1))

    def wake(self) -> None:
        """What may be done was changed: look soon."""
        self._wake.set()

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            pass  # it is time
        self._wake.clear()

    # -- looking
    # ----------------------------------------------------------------------------------------------------

    async def look(self, *, asked: bool) -> None:
        """Ask whether there is anything newer. `asked` by the user: a rollout that has not come to this
        computer yet does not matter then."""
        if self.forbidden or self._one.locked():
            return
        async with self._one:
            before = self._state
            if asked or not isinstance(before, Found | Ready):
                self._become(Looking())
            found = await self._look(asked)
            await self._keep(self.memory.looked(self._now()))
            if isinstance(before, Ready) and isinstance(found, Found | Unanswered):
                same = not isinstance(found, Found) or found.update == before.update
                found = before if same else found
            self._become(found)
        if isinstance(found, Found) and not found.edge_version and self.mode is Mode.AUTO:
            await self.fetch()

    async def _look(self, asked: bool) -> State:
        """What the sources say: the first update; else that there is none, else what is wrong."""
        met: list[State] = []
        for source in self.sources():
            state = await self._ask(source, asked)
            if isinstance(state, Found):
                return state
            met.append(state)
        return min(met, key=_weight, default=Unanswered(""))

    def sources(self) -> tuple[Source, ...]:
        """Whom to ask, in this order."""
        policy = self.setting.policy
        edge = self._edge() if policy.from_edge else None
        url = self.setting.url if policy.url is None else policy.url
        return (*(() if edge is None else (edge,)), *((Source(url),) if url else ()))

    async def _ask(self, source: Source, asked: bool) -> State:
        try:
            async with asking(source, self.setting.version) as http:
                found = await fetch_manifest(http, source.url, self._judge)
        except FetchError as error:
            return Unanswered(str(error), error.code is FetchCode.NOTHING_THERE)
        if isinstance(found, Refusal):
            return Refused(found, source.url)
        manifest = found.manifest
        await self._keep(self.memory.saw(manifest.as_seen))
        if isinstance(found, Current) or not (asked or manifest.reaches(self.memory.installation)):
            return Newest()
        edge = self._edge_version()
        return Found(found, source, edge if edge and too_old(edge, manifest.min_edge) else "")

    def _judge(self, manifest: bytes, signature: bytes) -> Update | Current | Refusal:
        setting = self.setting
        return verify(
            manifest,
            signature,
            setting.believed,
            now=self._now(),
            installed=setting.version,
            platform=setting.platform,
            seen=self.memory.seen,
            channel=setting.channel,
        )

    # -- fetching
    # ---------------------------------------------------------------------------------------------------

    async def fetch(self) -> None:
        """Fetch what was found. What an earlier attempt brought is not fetched again."""
        found = self._state
        if not isinstance(found, Found) or found.edge_version or self._one.locked():
            return
        async with self._one:
            update, source = found.update, found.source
            self._become(Fetching(update, 0))
            try:
                async with asking(source, self.setting.version) as http:
                    path = await fetch_file(
                        http,
                        address_of(source.url, update.artefact.file),
                        update.artefact,
                        self.setting.folder,
                        progress=lambda done: self._become(Fetching(update, done)),
                        pauses_s=self._pauses_s,
                    )
            except FetchError as error:
                self._become(Found(update, source, failure=str(error)))
            except asyncio.CancelledError:
                self._become(found)
                raise
            else:
                await asyncio.to_thread(_let_go_of_others, path)
                self._become(Ready(update, path))

    # -- handing over
    # -----------------------------------------------------------------------------------------------

    async def handed_over(self) -> HandOver | None:
        """How the new version is installed, looked at once more: who could write to the folder since? None
        where it is not ready, or not what it was: then it is to be fetched again."""
        ready = self._state
        if not isinstance(ready, Ready):
            return None
        setting, artefact = self.setting, ready.update.artefact
        if not await asyncio.to_thread(is_whole, ready.path, artefact):
            await asyncio.to_thread(ready.path.unlink, missing_ok=True)
            refusal = Refusal(
                RefusalCode.TAMPERED,
                f"{ready.path} was changed after it was fetched. It was thrown away; look for updates again.",
            )
            self._become(Refused(refusal, str(ready.path)))
            return None
        return hand_over(artefact.kind, ready.path, system=setting.system, installed=setting.installed_as)

    async def put_off_until_tomorrow(self) -> None:
        """Do not speak of it until then."""
        manifest = _manifest_of(self._state)
        if manifest is not None:
            await self._keep(self.memory.put_off(manifest.version, self._now() + LATER))
            self.changed.tell(self._state)

    # -- inside
    # -----------------------------------------------------------------------------------------------------

    def _become(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.changed.tell(state)

    async def _keep(self, memory: Memory) -> None:
        if memory != self.memory:
            self.memory = memory
            await asyncio.to_thread(save, self.setting.memory, memory)


def _weight(state: State) -> int:
    """The less, the more it says. A mirror that lags behind is no news where another source says more."""
    match state:
        case Refused(refusal, _):
            return 2 if refusal.code is RefusalCode.DOWNGRADED else 0
        case Newest():
            return 1
        case Unanswered(_, nothing):
            return 4 if nothing else 3
        case _:
            return 5


def _manifest_of(state: State) -> Manifest | None:
    return state.update.manifest if isinstance(state, Found | Fetching | Ready) else None


def _let_go_of_others(kept: Path) -> None:
    """What was fetched before it is of no use any more. Blocks."""
    for path in kept.parent.iterdir():
        if path != kept and path.is_file():
            path.unlink(missing_ok=True)
