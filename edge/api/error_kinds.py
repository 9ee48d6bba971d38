"""Every error a user of the API can meet: its code, status, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One code: its status, its title, what happened and what to do next, as its page in the docs says."""

    status: int
    title: str
    meaning: str
    remedy: str


def _missing(resource: str, listing: str) -> Kind:
    return Kind(
        404,
        f"No such {resource}",
        f"No {resource} of this account has the id in the request. One that belongs to another account, or "
        "is outside the sites of the key, answers the same.",
        f"Check the id; {listing}.",
    )


KINDS: Final[Mapping[str, Kind]] = {
    "bad_request": Kind(
        400,
        "Request not understood",
        "A query parameter is unknown or given twice, or the request cannot be read.",
        "The message names the parameter; /openapi.json lists those that exist.",
    ),
    "invalid_json": Kind(
        400,
        "Body is not JSON",
        "The body of the request is not valid JSON in UTF-8.",
        "The message says where reading stopped. Send one JSON object.",
    ),
    "cursor_invalid": Kind(
        400,
        "Cursor does not fit",
        "The cursor was not made by this list, or the filters changed since.",
        "Pass next_cursor back as it came, with the same filters, or start without a cursor.",
    ),
    "https_required": Kind(
        400,
        "Called without TLS",
        "The server has a certificate, and the API was called with http://.",
        "Call https:// with the same host and port. A key that was sent plain may be known: rotate it.",
    ),
    "idempotency_key_invalid": Kind(
        400,
        "Idempotency key unusable",
        "An idempotency key is 1 to 255 visible ASCII characters.",
        "Use a random UUID for every operation, the same one for its retries.",
    ),
    "idempotency_key_mismatch": Kind(
        400,
        "Two idempotency keys",
        "The header Idempotency-Key and the member idempotency_key are both given and differ.",
        "Give one of them.",
    ),
    "api_version_unknown": Kind(
        400,
        "No such version of the API",
        "The header Punchdeck-Version names a version that this server does not have.",
        "Leave the header out to be answered by the version of the key, or name one that the message lists.",
    ),
    "account_required": Kind(
        400,
        "Account not named",
        "A platform key belongs to no account, and this call is about one.",
        "Send the header Punchdeck-Account with the account's id (ten_…).",
    ),
    "authentication_required": Kind(
        401,
        "No API key",
        "The request has no API key.",
        "Send the header 'Authorization: Bearer pd_live_…'.",
    ),
    "api_key_invalid": Kind(
        401,
        "API key unknown",
        "The text is no API key, or no key of this server.",
        "Check that the key was copied whole and belongs to this server.",
    ),
    "api_key_expired": Kind(
        401,
        "API key expired",
        "The key was made to end, or was rotated and its overlap is over.",
        "Use the key that replaced it, or have an administrator create one.",
    ),
    "api_key_revoked": Kind(
        401,
        "API key revoked",
        "An administrator ended this key.",
        "Have an administrator create a new one.",
    ),
    "ticket_invalid": Kind(
        401,
        "Ticket not valid",
        "The ticket in the address was not made here, is for another path, or is older than a minute.",
        "Ask for a new one with POST /v1/stream/ticket right before connecting.",
    ),
    "ip_not_allowed": Kind(
        403,
        "Not from this address",
        "The key is limited to networks (ip_allow), and the call came from elsewhere.",
        "Call from one of them, or have an administrator make a key for this address. Behind a proxy, "
        "trusted_proxies must name it.",
    ),
    "permission_denied": Kind(
        403,
        "Not allowed",
        "The key may not do this to this object.",
        "The message says what is missing; use a key that has it.",
    ),
    "scope_missing": Kind(
        403,
        "Scope missing",
        "The role of the key, or the scopes named for it, do not cover this call.",
        "required_scope in the answer names what is needed; use a key that has it.",
    ),
    "not_found": Kind(
        404,
        "No such address",
        "The path is no address of this API.",
        "Check the spelling; addresses begin with /v1 and are listed in /openapi.json.",
    ),
    "device_not_found": _missing("device", "GET /v1/devices lists the devices"),
    "site_not_found": _missing("site", "GET /v1/sites lists the sites"),
    "attendance_not_found": _missing("attendance", "GET /v1/attendance lists the punches"),
    "webhook_not_found": _missing("webhook", "GET /v1/webhooks lists the webhooks"),
    "delivery_not_found": _missing("delivery", "GET /v1/webhooks/{id}/deliveries lists those that are kept"),
    "command_not_found": _missing("command", "GET /v1/commands lists the commands"),
    "employee_not_found": _missing("employee", "GET /v1/employees lists the employees"),
    "firmware_not_found": _missing("firmware", "GET /v1/firmware lists what was uploaded"),
    "work_code_not_found": _missing("work code", "GET /v1/work_codes lists the work codes"),
    "message_not_found": _missing("message", "GET /v1/messages lists the messages"),
    "dead_line_not_found": _missing("line", "GET /v1/attendance/dead lists those that could not be read"),
    "rule_not_found": _missing("rule", "GET /v1/rules lists the rules"),
    "channel_not_found": _missing("channel", "GET /v1/channels lists the channels"),
    "person_not_found": _missing("person", "GET /v1/people lists the people"),
    "policy_not_found": _missing("policy", "GET /v1/policies lists the policies"),
    "alert_not_found": _missing("alert", "GET /v1/alerts lists the alerts"),
    "maintenance_window_not_found": _missing(
        "maintenance window", "GET /v1/maintenance_windows lists the maintenance windows"
    ),
    "silence_not_found": _missing("silence", "GET /v1/silences lists those that are not long over"),
    "job_not_found": _missing("job", "GET /v1/jobs lists the jobs"),
    "key_not_found": _missing("key", "GET /v1/keys lists the keys"),
    "tenant_not_found": _missing("tenant", "GET /v1/tenants lists the tenants for platform keys"),
    "photo_not_found": Kind(
        404,
        "No photo",
        "There is no picture of this punch: the terminal takes none, pictures are not kept "
        "(store_biometrics), or it was deleted after photo_days.",
        "Show the punch without it.",
    ),
    "purge_not_found": Kind(
        404,
        "Never purged",
        "The biometric data of this employee was never purged, or there is no such employee.",
        "DELETE /v1/employees/{id}/biometrics purges it.",
    ),
    "error_not_found": _missing("error", "/docs/errors lists the codes"),
    "method_not_allowed": Kind(
        405,
        "Method not allowed",
        "The address exists, but not for this method.",
        "The Allow header names the methods that it has.",
    ),
    "not_acceptable": Kind(
        406,
        "No such form of answer",
        "The Accept header asks for a form that this call does not give.",
        "Send 'Accept: application/json', or no Accept header.",
    ),
    "request_timeout": Kind(
        408,
        "Body came too slowly",
        "The body of the request did not arrive in time.",
        "Send it again; check the network if this lasts.",
    ),
    "conflict": Kind(
        409,
        "Conflict",
        "The object is in a state that does not allow this.",
        "The message says which; read the object again and decide.",
    ),
    "already_exists": Kind(
        409,
        "Already exists",
        "Another object has this serial number, id, slug or name.",
        "param names the member; use the object that exists, or choose another value.",
    ),
    "idempotency_in_progress": Kind(
        409,
        "Still running",
        "The first request with this idempotency key has not finished yet.",
        "Wait for Retry-After and send the same request again.",
    ),
    "precondition_failed": Kind(
        412,
        "Changed meanwhile",
        "The object is no longer at the version named by If-Match.",
        "Read it again, look at what changed, and repeat with its new ETag.",
    ),
    "console_too_old": Kind(
        426,
        "Console too old",
        "The console is of a version that this server does not serve any more. Other programs are served "
        "whatever they are.",
        "Update the console to min_console or later; this server may have the update itself.",
    ),
    "precondition_required": Kind(
        428,
        "Version not named",
        "The console changes employees and webhooks only if they are as it has shown them.",
        "Send If-Match with the ETag that the object was read with.",
    ),
    "payload_too_large": Kind(
        413,
        "Body too large",
        "The body is larger than this call takes.",
        "Send less at a time; 1 MiB is the limit where nothing else is said.",
    ),
    "unsupported_media_type": Kind(
        415,
        "Body is not JSON",
        "The Content-Type of the body is not one that this call reads.",
        "Send 'Content-Type: application/json'.",
    ),
    "validation_failed": Kind(
        422,
        "Values not valid",
        "A member of the body or a query parameter has a value that is not allowed.",
        "errors lists each with its name and what is wrong.",
    ),
    "export_too_large": Kind(
        422,
        "Too long for a spreadsheet",
        "The list has more rows than a sheet can hold (1,048,575).",
        "Ask for format=csv or format=ndjson, which have no end, or narrow the list.",
    ),
    "idempotency_key_reused": Kind(
        422,
        "Idempotency key reused",
        "This idempotency key was used before for a different request.",
        "Use a new key for every new operation.",
    ),
    "confirmation_required": Kind(
        422,
        "Confirmation required",
        "The command would delete people from a terminal. Nothing was sent yet.",
        "removes in the answer says how many; send it again with that number in params.confirm_removals.",
    ),
    "timezone_required": Kind(
        422,
        "Time without zone",
        "A time was given without an offset, so it does not say which instant is meant.",
        "Write it like 2026-03-27T00:00:00Z or 2026-03-27T00:00:00+01:00.",
    ),
    "rate_limited": Kind(
        429,
        "Too many requests",
        "More requests came than the limit named in the answer allows.",
        "Wait for Retry-After seconds; RateLimit headers on every answer say how much is left.",
    ),
    "internal_error": Kind(
        500,
        "Our mistake",
        "Something failed that should not. Nothing of the request was stored.",
        "Try again; if it stays, report request_id to whoever runs this server.",
    ),
    "unavailable": Kind(
        503,
        "Not available now",
        "The server is starting, stopping, or has lost its database for a moment.",
        "Try again after Retry-After seconds.",
    ),
    "storage_full": Kind(
        503,
        "Disk full",
        "The server's disk has no room, or next to none, so nothing more is stored. Reading goes on.",
        "Whoever runs the server must make room; then try again. Nothing needs to be restarted.",
    ),
    "timeout": Kind(
        504,
        "Took too long",
        "Answering would have taken longer than is allowed.",
        "Ask for less: a shorter time range, fewer filters, a smaller limit.",
    ),
}
