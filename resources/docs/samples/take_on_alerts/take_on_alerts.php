<?php
// See what is wrong, the most urgent first, and take on what nobody has: php take_on_alerts.php NOTE

function call(string $path, ?array $body = null): array
{
    $curl = curl_init(getenv('PUNCHDECK_URL') . "/v1$path");
    curl_setopt_array($curl, [
        CURLOPT_HTTPHEADER => [
            'Authorization: Bearer ' . getenv('PUNCHDECK_KEY'),
            'Content-Type: application/json',
        ],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 10,
    ] + ($body === null ? [] : [CURLOPT_POSTFIELDS => json_encode($body)]));
    $text = curl_exec($curl);
    $found = $text === false ? null : json_decode($text, true);
    if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
        fwrite(STDERR, ($found['error']['message'] ?? curl_error($curl)) . "\n");
        exit(1);
    }
    return $found;
}

if ($argc !== 2) {
    fwrite(STDERR, "Usage: {$argv[0]} NOTE\n");
    exit(1);
}
$alerts = call('/alerts?status=firing')['data'];
foreach ($alerts as $alert) {
    echo "{$alert['severity']}: {$alert['title']}\n";
}
$mine = array_column(array_filter($alerts, fn($alert) => $alert['acknowledged_by'] === null), 'id');
if ($mine) {
    call('/alerts/acknowledge', ['alerts' => $mine, 'note' => $argv[1]]);
}
echo 'taken on: ' . count($mine) . "\n";
