"""`common/signing.py` may be copied: it checks deliveries with nothing of ours beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from common import signing

# Without site-packages and without the folder it runs in: only the copy and Python itself are there.
BARE = (sys.executable, "-I", "-S", "-c")
RECEIVER = """
import json, sys
sys.path.insert(0, sys.argv[1])
import signing

said = json.load(sys.stdin)
body = said["body"].encode()
try:
    signing.verify(said["secrets"], said["headers"], body, now=said["now"])
except signing.SignatureRefused:
    print("refused", end=" ")
else:
    print("taken", end=" ")
print(signing.body_is_signed(said["secrets"][0], body, said["headers"]["X-PunchConnect-Signature"]))
"""
NOW = 1_795_000_000
BODY = '{"event":"device.online","device":{"site":"Farm - Meknès"}}'


@pytest.mark.parametrize(
    ("body", "later_s", "answer"),
    [(BODY, 0, "taken True"), (BODY, 600, "refused True"), (BODY + "\n", 0, "refused False")],
)
def test_a_copy_is_all_that_a_receiver_needs(tmp_path: Path, body: str, later_s: int, answer: str) -> None:
    shutil.copy(signing.__file__, tmp_path)
    secret = signing.new_secret()
    key = signing.standard_key(secret)
    assert key is not None
    headers = {
        "Webhook-Id": "evt_1",
        "Webhook-Timestamp": str(NOW),
        "Webhook-Signature": signing.standard_signature(key, "evt_1", NOW, BODY.encode()),
        "X-PunchConnect-Signature": signing.body_signature(secret, BODY.encode()),
    }
    told = {"secrets": [secret, signing.new_secret()], "headers": headers, "body": body, "now": NOW + later_s}
    done = subprocess.run(
        [*BARE, RECEIVER, str(tmp_path)], input=json.dumps(told), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == answer
