#!/usr/bin/env bash
# See what is wrong, the most urgent first, and take on what nobody has: bash take_on_alerts.sh NOTE
set -euo pipefail

note=${1:?Usage: take_on_alerts.sh NOTE}

call() {
  curl -sS --fail-with-body "$@" -H "Authorization: Bearer $PUNCHDECK_KEY" -H "Content-Type: application/json"
}

open=$(call "$PUNCHDECK_URL/v1/alerts?status=firing") || { jq -r .error.message <<<"$open" >&2; exit 1; }
jq -r '.data[] | "\(.severity): \(.title)"' <<<"$open"

mine=$(jq -c '[.data[] | select(.acknowledged_by == null) | .id]' <<<"$open")
if [[ $mine != "[]" ]]; then
  body=$(jq -n --argjson alerts "$mine" --arg note "$note" '{$alerts, $note}')
  taken=$(call "$PUNCHDECK_URL/v1/alerts/acknowledge" -d "$body") ||
    { jq -r .error.message <<<"$taken" >&2; exit 1; }
fi
echo "taken on: $(jq length <<<"$mine")"
