<?php
// Read every punch, page by page, in the order they came in. Keep the last cursor, and give it
// next time to read only what is new: late punches are then not missed either.

function page(?string $cursor): array
{
    $query = http_build_query(['order' => 'received_at', 'limit' => 1000, 'cursor' => $cursor]);
    $curl = curl_init(getenv('PUNCHDECK_URL') . "/v1/attendance?$query");
    curl_setopt_array($curl, [
        CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('PUNCHDECK_KEY')],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 30,
    ]);
    $text = curl_exec($curl);
    $page = $text === false ? null : json_decode($text, true);
    if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
        fwrite(STDERR, ($page['error']['message'] ?? curl_error($curl)) . "\n");
        exit(1);
    }
    return $page;
}

$cursor = $argv[1] ?? null;
$count = 0;
$last = 'null';
do {
    $page = page($cursor);
    foreach ($page['data'] as $punch) {
        $count += 1;
        $last = $punch['id'];
    }
    $cursor = $page['next_cursor'];
} while ($page['has_more']);

echo "$count punches, the last $last\n";
echo "go on with $cursor\n";
