#!/usr/bin/env bash
# Have events sent to your receiver: bash create_webhook.sh https://your.example/punchdeck
set -euo pipefail

body=$(jq -n --arg url "${1:?Usage: create_webhook.sh URL}" \
  '{url: $url, events: ["attendance.created", "device.offline"]}')
webhook=$(curl -sS --fail-with-body "$PUNCHDECK_URL/v1/webhooks" \
  -H "Authorization: Bearer $PUNCHDECK_KEY" -H "Content-Type: application/json" -d "$body") ||
  { jq -r .error.message <<<"$webhook" >&2; exit 1; }

# Keep the secret: your receiver checks signatures with it.
jq -r '.id, .secret' <<<"$webhook"
