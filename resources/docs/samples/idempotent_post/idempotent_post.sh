#!/usr/bin/env bash
# Restart a terminal once, however often the request is sent: bash idempotent_post.sh DEVICE
set -euo pipefail

device=${1:?Usage: idempotent_post.sh DEVICE}
once=$(openssl rand -hex 16) # one for each thing you want done; keep it for as long as you try
headers=$(mktemp)
trap 'rm -f "$headers"' EXIT

for attempt in 1 2; do
  command=$(curl -sS --fail-with-body -D "$headers" "$PUNCHDECK_URL/v1/devices/$device/commands" \
    -H "Authorization: Bearer $PUNCHDECK_KEY" -H "Content-Type: application/json" \
    -H "Idempotency-Key: $once" -d '{"command": "restart"}') ||
    { jq -r .error.message <<<"$command" >&2; exit 1; }
  replayed=$(grep -qi '^idempotent-replayed: true' "$headers" && echo true || echo false)
  echo "attempt $attempt: $(jq -r .id <<<"$command"), replayed: $replayed"
done
