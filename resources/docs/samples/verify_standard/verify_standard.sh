#!/usr/bin/env bash
# A receiver by Standard Webhooks: a CGI program for any web server; SECRET in its environment.
set -euo pipefail
export LC_ALL=C
refuse() { printf 'Status: 401\n\n%s\n' "$1"; exit; }

# The bytes as they came: $( ) alone would drop line ends.
body=$(head -c "${CONTENT_LENGTH:-0}" && printf x)
body=${body%x}
id=${HTTP_WEBHOOK_ID:-} timestamp=${HTTP_WEBHOOK_TIMESTAMP:-}

[[ $timestamp =~ ^[1-9][0-9]{0,11}$ ]] || refuse "webhook-timestamp is missing"
age=$(($(date +%s) - timestamp))
((age <= 300 && age >= -300)) || refuse "webhook-timestamp is too old, or a clock is wrong"

# The key is what follows whsec_, in base64; id and timestamp are signed too.
key=$(printf %s "${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
expected=v1,$(printf %s "$id.$timestamp.$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)

# In constant time: what is compared are digests under a key that nobody knows.
nonce=$(openssl rand -hex 16)
blind() { printf %s "$1" | openssl dgst -sha256 -r -hmac "$nonce"; }
read -ra signatures <<<"${HTTP_WEBHOOK_SIGNATURE:-}" # several while a secret is rotated
for signature in "${signatures[@]}"; do
  [[ $(blind "$signature") == "$(blind "$expected")" ]] || continue
  # The same webhook-id may come again, after a lost answer: do each only once.
  echo "$(jq -r .event <<<"$body") $id" >&2
  printf 'Status: 204\n\n'
  exit
done
refuse "No signature matches"
