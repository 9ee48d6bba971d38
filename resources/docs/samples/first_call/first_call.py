"""The first call: which terminals there are, and which are online."""

import os
import sys

import requests

URL, KEY = os.environ["PUNCHDECK_URL"], os.environ["PUNCHDECK_KEY"]

try:
    answer = requests.get(f"{URL}/v1/devices", headers={"Authorization": f"Bearer {KEY}"}, timeout=10)
except requests.RequestException as error:
    sys.exit(f"{URL} cannot be reached: {error}")
if not answer.ok:
    sys.exit(answer.json()["error"]["message"])

for device in answer.json()["data"]:
    print(f"{device['name']}: {device['status']}")
