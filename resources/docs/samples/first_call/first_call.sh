#!/usr/bin/env bash
# The first call: which terminals there are, and which are online.
set -euo pipefail

answer=$(curl -sS --fail-with-body "$PUNCHDECK_URL/v1/devices" -H "Authorization: Bearer $PUNCHDECK_KEY") ||
  { jq -r .error.message <<<"$answer" >&2; exit 1; }

jq -r '.data[] | "\(.name): \(.status)"' <<<"$answer"
