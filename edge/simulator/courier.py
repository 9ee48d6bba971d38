"""How a terminal's requests travel: over a line that may be down, late, or cut before the answer is in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from edge.simulator.answers import Refused, UnknownDevice, Verdict, judge_upload
from edge.simulator.exchange import Answer, NoAnswer, Server, exchange

RETRY_S = (0.3, 0.6, 0.9)  # PROTOCOL.md §1.3


class Courier:
    """Carries finished requests of one terminal to its server.

    `literal` reads answers as the 2.0.x client does, `speed` divides every wait, `latency` gives the seconds
    a request spends on the way. `trouble` is what went wrong last, `exchanges` counts requests sent. Whoever
    wants to see what goes over the line sets `watch`: it gets every request with its answer.
    """

    def __init__(
        self,
        server: Server,
        *,
        literal: bool,
        speed: float,
        timeout_s: float,
        latency: Callable[[], float] | None = None,
    ) -> None:
        self.server = server
        self.speed = speed
        self.trouble = ""
        self.exchanges = 0
        self.watch: Callable[[bytes, Answer], None] | None = None
        self._literal = literal
        self._timeout_s = timeout_s
        self._latency = latency
        self._line = asyncio.Event()
        self._line.set()

    @property
    def line_up(self) -> bool:
        """Whether the network is there."""
        return self._line.is_set()

    def cut(self) -> None:
        """The network goes away; an answer that is on its way is lost."""
        self._line.clear()

    def restore(self) -> None:
        """The network is back."""
        self._line.set()

    async def line(self) -> None:
        """Waits for the network."""
        await self._line.wait()

    async def pause(self, seconds: float) -> None:
        """Waits, faster by `speed`."""
        if seconds > 0:
            await asyncio.sleep(seconds / self.speed)

    async def ask(self, request: bytes, elsewhere: Server | None = None) -> Answer:
        """One exchange, with another server where one is named. Raises NoAnswer."""
        if self.line_up and self._latency is not None:
            await self.pause(self._latency())
        if not self.line_up:
            raise NoAnswer("the line is down")
        self.exchanges += 1
        answer = await exchange(
            elsewhere or self.server, request, literal=self._literal, timeout_s=self._timeout_s
        )
        if not self.line_up:
            raise NoAnswer("the line went down before the answer arrived")
        if self.watch is not None:
            self.watch(request, answer)
        return answer

    async def stored(self, what: str, request: bytes, wanted: bytes = b"OK") -> bool:
        """One attempt to upload, which `wanted` in the answer confirms; False: try again. Raises
        UnknownDevice, and NoAnswer on a dead line."""
        try:
            answer = await self.ask(request)
        except NoAnswer as failure:
            if not self.line_up:
                raise
            self.trouble = str(failure)
            return False
        verdict = judge_upload(answer, wanted)
        if verdict is Verdict.UNKNOWN_DEVICE:
            raise UnknownDevice(f"{what} answered UNKNOWN DEVICE")
        if verdict is Verdict.REFUSED:
            self.trouble = f"{what} answered {answer.status} {answer.body[:40].decode('latin-1')!r}"
        return verdict is Verdict.STORED

    async def insist(self, what: str, request: bytes, wanted: bytes = b"OK") -> None:
        """Uploads, three attempts in all. Raises Refused, UnknownDevice, NoAnswer."""
        for wait_s in RETRY_S:
            if await self.stored(what, request, wanted):
                return
            await self.pause(wait_s)
        raise self.given_up(what)

    def given_up(self, what: str) -> Refused:
        """What to raise after the last attempt."""
        return Refused(f"{what} not taken in {len(RETRY_S)} attempts: {self.trouble}")
