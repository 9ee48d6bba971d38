#!/usr/bin/env bash
# A receiver that believes only what is signed: a CGI program for any web server; SECRET in its environment.
set -euo pipefail
export LC_ALL=C

# The bytes as they came: $( ) alone would drop line ends.
body=$(head -c "${CONTENT_LENGTH:-0}" && printf x)
body=${body%x}

# Under the secret as it is shown.
expected=$(printf %s "$body" | openssl dgst -sha256 -r -hmac "${SECRET:?}" | cut -d ' ' -f 1)

# In constant time: what is compared are digests under a key that nobody knows.
nonce=$(openssl rand -hex 16)
blind() { printf %s "$1" | openssl dgst -sha256 -r -hmac "$nonce"; }

if [[ $(blind "${HTTP_X_PUNCHCONNECT_SIGNATURE:-}") == "$(blind "$expected")" ]]; then
  jq -r '"\(.event) \(.id)"' <<<"$body" >&2
  printf 'Status: 204\n\n'
else
  printf 'Status: 401\n\n'
fi
