#!/usr/bin/env bash
# Events as they happen: bash stream.sh 10
# Connections break: Last-Event-ID goes on right after the last event handled, none lost, none twice.
set -euo pipefail
trap 'kill "$curl" 2>/dev/null || true' EXIT

wanted=${1:-10} last=
while ((wanted > 0)); do
  exec 3< <(exec curl -sSfN "$PUNCHDECK_URL/v1/stream" -H "Authorization: Bearer $PUNCHDECK_KEY" \
    -H "Accept: text/event-stream" ${last:+-H "Last-Event-ID: $last"})
  curl=$!
  while ((wanted > 0)) && IFS= read -r line <&3; do
    [[ $line == "data: "* ]] || continue
    read -r event id cursor <<<"$(jq -r '"\(.event) \(.id // "-") \(.cursor // .to)"' <<<"${line#data: }")"
    if [[ $event != heartbeat ]]; then
      echo "$event $id"
      wanted=$((wanted - 1))
    fi
    last=$cursor
  done
  ((wanted > 0)) || exit 0
  wait "$curl" || [[ $? != 22 ]] || exit 1 # 22: refused, as curl has said
  sleep 1                                  # it broke, or the server restarts
done
