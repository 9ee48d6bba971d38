"""Real HTTP servers of a folder, also those that break off, and say what they were asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web


@dataclass
class FileServer:
    """`breaks`: after so many bytes each of the next answers ends, one after the other; `asked`: what was
    asked for, with the range of it."""

    folder: Path
    url: str = ""
    breaks: list[int] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    status: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.asked.append((name, request.headers.get("Range", "")))
        if self.status:
            return web.Response(status=self.status)
        path = self.folder / name
        if not path.is_file():
            return web.Response(status=404)
        if not self.breaks or name.startswith("latest.json"):
            return web.FileResponse(path)
        content, most = path.read_bytes(), self.breaks.pop(0)
        begin = request.http_range.start or 0
        response = web.StreamResponse(status=206 if begin else 200)
        response.content_length = len(content) - begin
        if begin:
            response.headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        await response.prepare(request)
        await response.write(content[begin : begin + most])
        assert request.transport is not None
        request.transport.close()
        return response


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[FileServer]:
    """A server of what lies in a folder, while the context is open."""
    server = FileServer(folder)
    app = web.Application()
    for place in ("releases", "updates"):
        app.router.add_get(f"/{place}/{{name}}", server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}/releases/"
    try:
        yield server
    finally:
        await runner.cleanup()
