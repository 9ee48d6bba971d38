"""A real browser without a window, driven over its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_S = 90.0


def found_browser() -> str | None:
    """Where a browser is installed, None where none is."""
    return next((path for name in NAMES if (path := shutil.which(name)) is not None), None)


class Tab:
    """One tab. `complaints`: errors and refusals that the browser noted; `asked`: addresses it loaded."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loaded = asyncio.Event()
        self.complaints: list[str] = []
        self.asked: list[str] = []

    async def read(self) -> None:
        """Take what the browser says, until it ends."""
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._waiting.pop(said["id"]).set_result(said)
            else:
                self._note(said["method"], said["params"])

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the protocol; its result."""
        number = len(self._waiting) + 1
        while number in self._waiting:
            number += 1
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_str(json.dumps({"id": number, "method": method, "params": params}))
        async with asyncio.timeout(PATIENCE_S):
            said = await answer
        assert "error" not in said, (method, said)
        result: dict[str, Any] = said["result"]
        return result

    async def open(self, url: str) -> None:
        """Go to an address afresh, and wait until the page and what it loads are there."""
        for address in ("about:blank", url):  # else another # of the same page would load nothing
            self._loaded.clear()
            await self.call("Page.navigate", url=address)
            async with asyncio.timeout(PATIENCE_S):
                await self._loaded.wait()

    async def run(self, script: str) -> Any:
        """The value of an expression in the page, which may be a promise."""
        said = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        return said["result"].get("value")

    async def until(self, condition: str) -> Any:
        """The value of an expression, as soon as it is true."""
        watch = (
            "new Promise(done => { const look = () => { const value = (() => (%s))();"
            " if (value) done(value); else setTimeout(look, 50); }; look(); })"
        )
        return await self.run(watch % condition)

    async def shape(self, width: int, height: int, colours: str = "light") -> None:
        """The size of the window in pixels, and the colours that the system prefers."""
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        preferred = {"name": "prefers-color-scheme", "value": colours}
        await self.call("Emulation.setEmulatedMedia", features=[preferred])

    async def press(self, key: str) -> None:
        """Press a key, such as Tab, Enter or /."""
        text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
        await self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, **text)
        await self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key)

    async def picture(self, path: Path) -> None:
        """A picture of the window, as PNG."""
        said = await self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(said["data"]))  # noqa: ASYNC240 (a test's own small file)

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self._loaded.set()
        elif method == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(params["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            self.complaints.append(str([part.get("value", part) for part in params["args"]]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")


@asynccontextmanager
async def browsing(program: str, folder: Path) -> AsyncIterator[Tab]:
    """A fresh browser with one tab; `folder` is for its profile."""
    process = await asyncio.create_subprocess_exec(
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--hide-scrollbars",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    drain: asyncio.Task[bytes] | None = None
    try:
        async with asyncio.timeout(PATIENCE_S):
            while b"DevTools listening on" not in (line := await process.stderr.readline()):
                assert line, "the browser ended before it listened"
        drain = asyncio.create_task(process.stderr.read())
        port = line.split(b"127.0.0.1:")[1].split(b"/")[0].decode()
        async with aiohttp.ClientSession(trust_env=False) as http:
            async with http.get(f"http://127.0.0.1:{port}/json") as answer:
                tabs = [one for one in await answer.json() if one["type"] == "page"]
            async with http.ws_connect(tabs[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                tab = Tab(socket)
                reading = asyncio.create_task(tab.read())
                for domain in ("Page", "Runtime", "Log", "Network"):
                    await tab.call(f"{domain}.enable")
                yield tab
            await reading
    finally:
        process.kill()
        await process.wait()
        if drain is not None:
            await drain
