<?php
// A receiver that believes only what is signed: SECRET=whsec_… php -S 0.0.0.0:3000 verify_signature.php

$secret = getenv('SECRET') ?: throw new RuntimeException('SECRET is not set');

// Over the bytes as they came, under the secret as it is shown, in constant time.
$body = file_get_contents('php://input');
$expected = hash_hmac('sha256', $body, $secret);
if (!hash_equals($expected, $_SERVER['HTTP_X_PUNCHCONNECT_SIGNATURE'] ?? '')) {
    http_response_code(401);
    exit;
}

$event = json_decode($body, true);
error_log("{$event['event']} {$event['id']}");
http_response_code(204);
