"""What the edge is measured against: an aiohttp handler that only reads the body and answers.

It also stands for a receiver of webhooks, which is asked at "/".

On asyncio's own loop, because uvloop makes aiohttp slower where every request is a connection of its own.
"""

from __future__ import annotations

import argparse

from aiohttp import web


async def answer(request: web.Request) -> web.Response:
    """All that a server can do less than this is not to read."""
    await request.read()
    return web.Response(text="OK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", help="taken so that it starts like the edge, not used")
    options = parser.parse_args()
    app = web.Application()
    app.router.add_route("*", "/iclock/{endpoint}", answer)
    app.router.add_get("/readyz", answer)
    app.router.add_post("/", answer)
    web.run_app(app, host="127.0.0.1", port=options.port, access_log=None, print=None, backlog=1024)


if __name__ == "__main__":
    main()
