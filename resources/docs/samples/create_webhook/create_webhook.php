<?php
// Have events sent to your receiver: php create_webhook.php https://your.example/punchdeck

function fail(string $message): never
{
    fwrite(STDERR, "$message\n");
    exit(1);
}

$url = $argv[1] ?? fail('Usage: php create_webhook.php URL');
$curl = curl_init(getenv('PUNCHDECK_URL') . '/v1/webhooks');
curl_setopt_array($curl, [
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer ' . getenv('PUNCHDECK_KEY'),
        'Content-Type: application/json',
    ],
    CURLOPT_POSTFIELDS => json_encode(['url' => $url, 'events' => ['attendance.created', 'device.offline']]),
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 10,
]);
$text = curl_exec($curl);
if ($text === false) {
    fail(curl_error($curl));
}
$webhook = json_decode($text, true);
if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 201) {
    fail($webhook['error']['message']);
}

echo "{$webhook['id']}\n";
echo "{$webhook['secret']}\n"; // keep it: your receiver checks signatures with it
