<?php
// A receiver by Standard Webhooks: SECRET=whsec_… php -S 0.0.0.0:3000 verify_standard.php

const TOLERANCE_S = 300;

function is_signed(string $secret, string $id, string $timestamp, string $signatures, string $body): bool
{
    if (abs(time() - (int) $timestamp) > TOLERANCE_S) {
        return false; // an old delivery, or a wrong clock
    }
    // The key is what follows whsec_, in base64; id and timestamp are signed too.
    $key = base64_decode(substr($secret, strlen('whsec_')));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $signatures) as $signature) { // several while a secret is rotated
        if (hash_equals($expected, $signature)) {
            return true;
        }
    }
    return false;
}

$secret = getenv('SECRET') ?: throw new RuntimeException('SECRET is not set');
$id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
$timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
$body = file_get_contents('php://input');
if (!is_signed($secret, $id, $timestamp, $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '', $body)) {
    http_response_code(401);
    exit;
}

// The same webhook-id may come again, after a lost answer: do each only once.
$event = json_decode($body, true);
error_log("{$event['event']} $id");
http_response_code(204);
