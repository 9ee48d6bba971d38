"""Events as they happen: python stream.py 10

Connections break: Last-Event-ID goes on right after the last event handled, none lost, none twice.
"""

import json
import os
import sys
import time

import requests

URL, KEY = os.environ["PUNCHDECK_URL"], os.environ["PUNCHDECK_KEY"]
wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10
headers = {"Authorization": f"Bearer {KEY}", "Accept": "text/event-stream"}

while wanted > 0:
    try:
        with requests.get(f"{URL}/v1/stream", headers=headers, stream=True, timeout=30) as answer:
            if not answer.ok:
                sys.exit(answer.json()["error"]["message"])
            for line in answer.iter_lines():
                if not line.startswith(b"data: "):
                    continue
                event = json.loads(line.removeprefix(b"data: "))
                if event["event"] != "heartbeat":
                    print(event["event"], event.get("id", ""), flush=True)
                    wanted -= 1
                headers["Last-Event-ID"] = event.get("cursor") or event["to"]
                if wanted == 0:
                    break
    except requests.RequestException:
        time.sleep(1)  # it broke, or the server restarts
