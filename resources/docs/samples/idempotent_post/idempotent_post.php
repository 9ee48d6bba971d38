<?php
// Restart a terminal once, however often the request is sent: php idempotent_post.php DEVICE

function fail(string $message): never
{
    fwrite(STDERR, "$message\n");
    exit(1);
}

$device = $argv[1] ?? fail('Usage: php idempotent_post.php DEVICE');
$once = bin2hex(random_bytes(16)); // one for each thing you want done; keep it for as long as you try
foreach ([1, 2] as $attempt) {
    $replayed = 'false';
    $curl = curl_init(getenv('PUNCHDECK_URL') . "/v1/devices/$device/commands");
    curl_setopt_array($curl, [
        CURLOPT_HTTPHEADER => [
            'Authorization: Bearer ' . getenv('PUNCHDECK_KEY'),
            'Content-Type: application/json',
            "Idempotency-Key: $once",
        ],
        CURLOPT_POSTFIELDS => json_encode(['command' => 'restart']),
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 10,
        CURLOPT_HEADERFUNCTION => function ($curl, string $line) use (&$replayed): int {
            $replayed = stripos($line, 'Idempotent-Replayed:') === 0 ? trim(substr($line, 20)) : $replayed;
            return strlen($line);
        },
    ]);
    $text = curl_exec($curl);
    $command = $text === false ? fail(curl_error($curl)) : json_decode($text, true);
    if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 202) {
        fail($command['error']['message']);
    }
    echo "attempt $attempt: {$command['id']}, replayed: $replayed\n";
}
