"""Save punches as CSV: python export_csv.py 2026-03-01T00:00:00Z march.csv"""

import os
import sys

import requests

URL, KEY = os.environ["PUNCHDECK_URL"], os.environ["PUNCHDECK_KEY"]
if len(sys.argv) != 3:
    sys.exit(f"Usage: {sys.argv[0]} FROM FILE")
_, since, path = sys.argv

try:
    with requests.get(
        f"{URL}/v1/attendance",
        headers={"Authorization": f"Bearer {KEY}"},
        params={"format": "csv", "from": since},
        stream=True,
        timeout=60,
    ) as answer:
        if not answer.ok:
            sys.exit(answer.json()["error"]["message"])
        with open(path, "wb") as file:
            for piece in answer.iter_content(65536):
                file.write(piece)
except requests.RequestException as error:
    sys.exit(f"The download from {URL} failed: {error}")
print(f"{path}: {os.path.getsize(path)} bytes")
