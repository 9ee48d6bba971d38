"""What is said of how long deliveries take, and of how endpoints stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, generate_latest

from edge.webhooks.gauges import Standing, WebhookGauges
from edge.webhooks.latency import GROWTH, Latency, Window

NOW = 1_795_240_000.0


@given(st.lists(st.floats(0.002, 100), min_size=1, max_size=300))
def test_percentiles_are_off_by_a_tenth_at_most(times: list[float]) -> None:
    window = Window(300)
    for number, took_s in enumerate(times):
        window.add(NOW + number / 10, took_s)
    figures = window.figures(NOW + 30)
    assert figures is not None
    ordered = sorted(times)
    assert figures.deliveries == len(times)
    assert abs(figures.avg - sum(times) / len(times)) < 1e-6 * len(times) + 1e-9
    for share, said in ((0.5, figures.p50), (0.95, figures.p95), (0.99, figures.p99)):
        exact = ordered[min(max(-(-len(times) * round(share * 100) // 100), 1), len(times)) - 1]
        assert exact * 0.999 <= said <= exact * GROWTH * 1.001


def test_what_is_older_than_the_window_is_forgotten() -> None:
    window = Window(300)
    window.add(NOW, 5.0)
    for number in range(1, 60):
        window.add(NOW + 10 * number, 0.1)
    figures = window.figures(NOW + 600)
    assert figures is not None
    assert figures.p99 < 0.2
    assert window.figures(NOW + 2_000) is None


def test_a_day_is_kept_beside_five_minutes_and_our_share_beside_the_receiver_s() -> None:
    latency = Latency()
    latency.add(NOW - 7_200, 0.5, 1.0)
    latency.add(NOW, 0.01, 0.1)
    figures = latency.figures(NOW)
    assert figures["whole", "24h"].deliveries == 2
    assert figures["own", "5m"].deliveries == 1
    assert 0.01 <= figures["own", "5m"].p50 <= 0.0111
    assert 0.1 <= figures["receiver", "5m"].avg <= 0.1001


def test_metrics_tell_of_windows_endpoints_and_what_was_refused() -> None:
    latency = Latency()
    latency.add(NOW, 0.01, 0.1)
    standing = Standing("wh_1", 3, 2, round(NOW * 1e6) - 90_000_000, "half_open", enabled=True)
    registry = CollectorRegistry()
    registry.register(
        WebhookGauges(latency, lambda: [standing], lambda: 4, lambda: 5, wall=lambda: round(NOW * 1e6))
    )
    text = generate_latest(registry).decode()
    for line in (
        'punchdeck_webhook_pending{webhook="wh_1"} 3.0',
        'punchdeck_webhook_dead{webhook="wh_1"} 2.0',
        'punchdeck_webhook_oldest_pending_seconds{webhook="wh_1"} 90.0',
        'punchdeck_webhook_breaker{webhook="wh_1"} 1.0',
        'punchdeck_webhook_enabled{webhook="wh_1"} 1.0',
        "punchdeck_webhook_lease_steals_total 4.0",
        "punchdeck_webhook_stale_fences_total 5.0",
    ):
        assert line in text.splitlines()
    for window in ("5m", "24h"):
        for part in ("whole", "own", "receiver"):
            for stat in ("avg", "p50", "p95", "p99"):
                assert f'{{part="{part}",stat="{stat}",window="{window}"}}' in text
