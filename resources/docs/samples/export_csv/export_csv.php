<?php
// Save punches as CSV: php export_csv.php 2026-03-01T00:00:00Z march.csv

function fail(string $message): never
{
    fwrite(STDERR, "$message\n");
    exit(1);
}

[, $from, $path] = count($argv) === 3 ? $argv : fail('Usage: php export_csv.php FROM FILE');
$file = fopen($path, 'w+');
$query = http_build_query(['format' => 'csv', 'from' => $from]);
$curl = curl_init(getenv('PUNCHDECK_URL') . "/v1/attendance?$query");
curl_setopt_array($curl, [
    CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('PUNCHDECK_KEY')],
    CURLOPT_FILE => $file,
]);
if (!curl_exec($curl)) {
    fail(curl_error($curl));
}
if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
    rewind($file);
    $error = json_decode(stream_get_contents($file), true);
    unlink($path);
    fail($error['error']['message']);
}
fclose($file);
echo "$path: " . filesize($path) . " bytes\n";
