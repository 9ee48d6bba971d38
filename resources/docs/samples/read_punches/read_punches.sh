#!/usr/bin/env bash
# Read every punch, page by page, in the order they came in. Keep the last cursor, and give it
# next time to read only what is new: late punches are then not missed either.
set -euo pipefail

cursor=${1:-} count=0 last=null more=true
while [[ $more == true ]]; do
  page=$(curl -sS --fail-with-body --get "$PUNCHDECK_URL/v1/attendance" \
    -H "Authorization: Bearer $PUNCHDECK_KEY" \
    -d order=received_at -d limit=1000 ${cursor:+--data-urlencode "cursor=$cursor"}) ||
    { jq -r .error.message <<<"$page" >&2; exit 1; }
  count=$((count + $(jq '.data | length' <<<"$page")))
  last=$(jq -r --arg last "$last" '.data[-1].id // $last' <<<"$page")
  cursor=$(jq -r '.next_cursor // empty' <<<"$page")
  more=$(jq .has_more <<<"$page")
done

echo "$count punches, the last $last"
echo "go on with $cursor"
