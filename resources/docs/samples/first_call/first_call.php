<?php
// The first call: which terminals there are, and which are online.

function fail(string $message): never
{
    fwrite(STDERR, "$message\n");
    exit(1);
}

$curl = curl_init(getenv('PUNCHDECK_URL') . '/v1/devices');
curl_setopt_array($curl, [
    CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('PUNCHDECK_KEY')],
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 10,
]);
$text = curl_exec($curl);
if ($text === false) {
    fail(curl_error($curl));
}
$body = json_decode($text, true);
if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
    fail($body['error']['message']);
}

foreach ($body['data'] as $device) {
    echo "{$device['name']}: {$device['status']}\n";
}
