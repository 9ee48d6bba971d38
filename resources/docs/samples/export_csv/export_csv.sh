#!/usr/bin/env bash
# Save punches as CSV: bash export_csv.sh 2026-03-01T00:00:00Z march.csv
set -euo pipefail

from=${1:?Usage: export_csv.sh FROM FILE} path=${2:?Usage: export_csv.sh FROM FILE}
curl -sS --fail-with-body --get "$PUNCHDECK_URL/v1/attendance" -o "$path" \
  -H "Authorization: Bearer $PUNCHDECK_KEY" -d format=csv --data-urlencode "from=$from" ||
  { [[ ! -s $path ]] || jq -r .error.message "$path" >&2; rm -f "$path"; exit 1; }

echo "$path: $(wc -c <"$path") bytes"
