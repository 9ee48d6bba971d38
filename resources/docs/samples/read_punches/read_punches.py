"""Read every punch, page by page, in the order they came in.

Keep the last cursor, and give it next time to read only what is new: late punches are then not missed either.
"""

import os
import sys

import requests

URL, KEY = os.environ["PUNCHDECK_URL"], os.environ["PUNCHDECK_KEY"]
cursor = sys.argv[1] if len(sys.argv) > 1 else None
count, last, more = 0, None, True

while more:
    try:
        answer = requests.get(
            f"{URL}/v1/attendance",
            headers={"Authorization": f"Bearer {KEY}"},
            params={"order": "received_at", "limit": 1000, "cursor": cursor},
            timeout=30,
        )
    except requests.RequestException as error:
        sys.exit(f"{URL} cannot be reached: {error}")
    page = answer.json()
    if not answer.ok:
        sys.exit(page["error"]["message"])
    for punch in page["data"]:
        count, last = count + 1, punch["id"]
    cursor, more = page["next_cursor"], page["has_more"]

print(f"{count} punches, the last {last}")
print(f"go on with {cursor}")
