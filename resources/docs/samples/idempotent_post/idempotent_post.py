"""Restart a terminal once, however often the request is sent: python idempotent_post.py DEVICE"""

import os
import sys
import uuid

import requests

URL, KEY = os.environ["PUNCHDECK_URL"], os.environ["PUNCHDECK_KEY"]
if len(sys.argv) != 2:
    sys.exit(f"Usage: {sys.argv[0]} DEVICE")
once = str(uuid.uuid4())  # one for each thing you want done; keep it for as long as you try

for attempt in (1, 2):
    try:
        answer = requests.post(
            f"{URL}/v1/devices/{sys.argv[1]}/commands",
            headers={"Authorization": f"Bearer {KEY}", "Idempotency-Key": once},
            json={"command": "restart"},
            timeout=10,
        )
    except requests.RequestException as error:
        sys.exit(f"{URL} cannot be reached: {error}")
    command = answer.json()
    if not answer.ok:
        sys.exit(command["error"]["message"])
    replayed = answer.headers.get("Idempotent-Replayed", "false")
    print(f"attempt {attempt}: {command['id']}, replayed: {replayed}")
