"""A receiver by Standard Webhooks: SECRET=whsec_… PORT=3000 python verify_standard.py

Its library: pip install standardwebhooks
"""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

webhook = Webhook(os.environ["SECRET"])


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            event = webhook.verify(body, dict(self.headers))
        except (WebhookVerificationError, ValueError):  # ValueError: what is no signature at all
            self.send_error(401, "Not signed, or too old")
            return
        # The same webhook-id may come again, after a lost answer: do each only once.
        print(event["event"], self.headers["webhook-id"], flush=True)
        self.send_response(204)
        self.end_headers()


ThreadingHTTPServer(("", int(os.environ["PORT"])), Receiver).serve_forever()
