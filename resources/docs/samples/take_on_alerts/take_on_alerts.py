"""See what is wrong, the most urgent first, and take on what nobody has: python take_on_alerts.py NOTE"""

import os
import sys

import requests

URL, KEY = os.environ["PUNCHDECK_URL"], os.environ["PUNCHDECK_KEY"]
if len(sys.argv) != 2:
    sys.exit(f"Usage: {sys.argv[0]} NOTE")


def call(method: str, path: str, **more: object) -> dict:
    try:
        answer = requests.request(
            method, f"{URL}/v1{path}", headers={"Authorization": f"Bearer {KEY}"}, timeout=10, **more
        )
    except requests.RequestException as error:
        sys.exit(f"{URL} cannot be reached: {error}")
    if not answer.ok:
        sys.exit(answer.json()["error"]["message"])
    return answer.json()


alerts = call("GET", "/alerts", params={"status": "firing"})["data"]
for alert in alerts:
    print(f"{alert['severity']}: {alert['title']}")

mine = [alert["id"] for alert in alerts if alert["acknowledged_by"] is None]
if mine:
    call("POST", "/alerts/acknowledge", json={"alerts": mine, "note": sys.argv[1]})
print(f"taken on: {len(mine)}")
