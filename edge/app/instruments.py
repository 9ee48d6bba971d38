"""What is measured of one process, for /metrics."""

from __future__ import annotations

from edge.app.parts import Edge
from edge.metrics import Metrics
from edge.push.transport import DeviceFront
from edge.webhooks.gauges import WebhookGauges


def show(edge: Edge) -> None:
    """Show what the parts of a process count."""
    watch = edge.metrics.watch
    edge.metrics.about(edge.store.dialect, edge.settings.role)
    edge.metrics.registry.register(edge.gauges)
    watch("punchdeck_uploads_waiting", "Uploads that wait for their commit.", lambda: edge.store.waiting)
    watch(
        "punchdeck_terminals_online",
        "Terminals of all tenants that are online.",
        edge.detector.online_count,
    )
    watch("punchdeck_webhook_lanes", "Lanes that are being emptied.", lambda: edge.webhooks.in_flight)
    watch(
        "punchdeck_webhooks_give_way",
        "1 while deliveries wait because terminals upload more than could be delivered besides.",
        lambda: edge.precedence.terminals_wait,
    )
    edge.metrics.registry.register(
        WebhookGauges(
            edge.webhook_latency,
            lambda: edge.webhook_watch.standings,
            lambda: edge.webhooks.stolen,
            lambda: edge.webhooks.stale,
        )
    )
    watch(
        "punchdeck_device_requests_delayed",
        "Requests of terminals that had to wait their turn.",
        lambda: edge.shaping.delayed,
    )
    watch(
        "punchdeck_device_requests_too_many",
        "Requests of terminals that were told to come back later.",
        lambda: edge.shaping.refused,
    )
    watch(
        "punchdeck_disk_free_bytes",
        "Free where this process stores; of several disks, on the one with the least.",
        lambda: -1 if edge.room.free is None else edge.room.free,
    )
    watch(
        "punchdeck_disk_full",
        "1 while nothing new is taken because the disk is full.",
        lambda: edge.store.scarce() is not None,
    )
    watch("punchdeck_ballast_bytes", "Held in reserve for a full disk.", lambda: edge.room.ballast)
    if edge.backups is not None:
        watch(
            "punchdeck_backup_age_seconds",
            "Since the last good backup; where there is none, since the start.",
            edge.backups.age_s,
        )
    watch("punchdeck_streams_open", "Streams that are being read.", lambda: edge.streams.readers)
    if edge.certificate is not None:
        watch(
            "punchdeck_tls_expires_seconds",
            "Until the certificate that is shown is over; negative afterwards.",
            edge.certificate.expires_in_s,
        )


def show_front(metrics: Metrics, front: DeviceFront) -> None:
    """Show what the device side's front counts."""
    metrics.watch("punchdeck_device_connections", "Open connections of terminals.", lambda: front.connections)
