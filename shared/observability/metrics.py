"""Every figure Shidra counts, and the admin server that shows them to Prometheus.

Labels are words of our own (services, operations, outcomes), never ids, paths or anything people typed, so
the number of series stays small and figures hold no personal data. Logging is in `logging`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)

_SECONDS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

HTTP_REQUESTS = Counter(
    "shidra_http_requests",
    "Requests answered, by operation and class of status (2xx, 4xx, …; 499: the caller went away).",
    ["service", "operation", "status_class"],
    registry=REGISTRY,
)
HTTP_DURATION = Histogram(
    "shidra_http_request_duration_seconds",
    "Time from the first byte of a request's head to the end of its response.",
    ["service", "operation"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
APPENDS = Counter(
    "shidra_log_appends",
    "Committed appends to the event log; one append holds all events of a command.",
    ["service"],
    registry=REGISTRY,
)
APPENDED_EVENTS = Counter(
    "shidra_log_appended_events", "Events in those appends.", ["service"], registry=REGISTRY
)
DELETED_ROWS = Counter(
    "shidra_deleted_rows", "Rows deleted of initiatives whose time was over.", ["service"], registry=REGISTRY
)
LOG_MOVED_RETRIES = Counter(
    "shidra_log_moved_retries",
    "Commands run again because an event they rely on was appended meanwhile.",
    ["service"],
    registry=REGISTRY,
)
FOLLOWED_EVENTS = Counter(
    "shidra_log_followed_events",
    "Events of other services applied to a service's own tables.",
    ["service", "source"],
    registry=REGISTRY,
)
FOLLOWER_LAG = Histogram(
    "shidra_log_follower_lag_seconds",
    "Time from an event's append to its being applied by the service that follows.",
    ["service"],
    buckets=(*_SECONDS, 60.0, 600.0, 3600.0),
    registry=REGISTRY,
)
SEALED_ENTRIES = Counter(
    "shidra_log_sealed_entries", "Entries integrated into signed trees.", registry=REGISTRY
)
SEALING_REFUSALS = Gauge(
    "shidra_log_sealing_refused",
    "Logs the sealer refuses to sign, as they do not continue what was signed. Anything but 0 is an alarm.",
    registry=REGISTRY,
)
SEALING_LAG = Gauge(
    "shidra_log_sealing_lag_seconds",
    "How long the oldest entry has been waiting for a signature, of logs that are not refused; 0: none is.",
    registry=REGISTRY,
)
POOL_SIZE = Gauge(
    "shidra_database_pool_connections", "Connections open to PostgreSQL.", ["service"], registry=REGISTRY
)
POOL_IN_USE = Gauge(
    "shidra_database_pool_in_use",
    "Connections to PostgreSQL that a request or worker holds.",
    ["service"],
    registry=REGISTRY,
)
HEAVY_WORK = Counter(
    "shidra_heavy_work_calls",
    "CPU-heavy calls handed to worker processes, by outcome (done, failed, timed_out, lost, cancelled).",
    ["outcome"],
    registry=REGISTRY,
)
WEBHOOK_ATTEMPTS = Counter(
    "shidra_webhook_attempts",
    "Attempts to deliver webhooks, by outcome (delivered, or why not).",
    ["outcome"],
    registry=REGISTRY,
)
WEBHOOK_DURATION = Histogram(
    "shidra_webhook_attempt_duration_seconds",
    "Time from connecting to the end of the receiver's answer.",
    buckets=_SECONDS,
    registry=REGISTRY,
)


@contextmanager
def admin_server(port: int, host: str = "127.0.0.1") -> Iterator[int]:
    """Serve the figures on `host`:`port` while the `with` block runs; gives the port (0 takes any free one).

    Bind it to an address only operators reach: it is never published, and asks for no token. It runs in
    daemon threads, which hold up no process that ends. Raises `OSError` if the port is taken.
    """
    server, thread = start_http_server(port, host, registry=REGISTRY)
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
