"""Have events sent to your receiver: python create_webhook.py https://your.example/punchdeck"""

import os
import sys

import requests

URL, KEY = os.environ["PUNCHDECK_URL"], os.environ["PUNCHDECK_KEY"]
if len(sys.argv) != 2:
    sys.exit(f"Usage: {sys.argv[0]} URL")

try:
    answer = requests.post(
        f"{URL}/v1/webhooks",
        headers={"Authorization": f"Bearer {KEY}"},
        json={"url": sys.argv[1], "events": ["attendance.created", "device.offline"]},
        timeout=10,
    )
except requests.RequestException as error:
    sys.exit(f"{URL} cannot be reached: {error}")
webhook = answer.json()
if not answer.ok:
    sys.exit(webhook["error"]["message"])

print(webhook["id"])
print(webhook["secret"])  # keep it: your receiver checks signatures with it
