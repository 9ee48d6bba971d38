"""A receiver that believes only what is signed: SECRET=whsec_… PORT=3000 python verify_signature.py"""

import hashlib
import hmac
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["SECRET"]


def is_signed(body: bytes, signature: str) -> bool:
    """Over the bytes as they came, under the secret as it is shown, in constant time."""
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if is_signed(body, self.headers.get("X-PunchConnect-Signature", "")):
            event = json.loads(body)
            print(event["event"], event["id"], flush=True)
            self.send_response(204)
        else:
            self.send_response(401)
        self.end_headers()


ThreadingHTTPServer(("", int(os.environ["PORT"])), Receiver).serve_forever()
