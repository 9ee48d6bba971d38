<?php
// Events as they happen: php stream.php 10
// Connections break: Last-Event-ID goes on right after the last event handled, none lost, none twice.

$wanted = (int) ($argv[1] ?? 10);
$last = null;
while ($wanted > 0) {
    $text = '';
    $curl = curl_init(getenv('PUNCHDECK_URL') . '/v1/stream');
    curl_setopt_array($curl, [
        CURLOPT_HTTPHEADER => array_filter([
            'Authorization: Bearer ' . getenv('PUNCHDECK_KEY'),
            'Accept: text/event-stream',
            $last === null ? null : "Last-Event-ID: $last",
        ]),
        CURLOPT_WRITEFUNCTION => function ($curl, string $piece) use (&$text, &$last, &$wanted): int {
            $lines = explode("\n", $text . $piece);
            $text = array_pop($lines);
            foreach ($lines as $line) {
                if (!str_starts_with($line, 'data: ') || $wanted === 0) {
                    continue;
                }
                $event = json_decode(substr($line, strlen('data: ')), true);
                if ($event['event'] !== 'heartbeat') {
                    echo $event['event'], ' ', $event['id'] ?? '', "\n";
                    $wanted -= 1;
                }
                $last = $event['cursor'] ?? $event['to'];
            }
            return $wanted > 0 ? strlen($piece) : 0; // 0 ends it
        },
    ]);
    curl_exec($curl);
    if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) >= 400) {
        fwrite(STDERR, json_decode($text, true)['error']['message'] . "\n");
        exit(1);
    }
    sleep($wanted > 0 ? 1 : 0); // it broke, or the server restarts
}
