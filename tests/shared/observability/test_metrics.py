import socket

import httpx
import pytest

from shared.observability.metrics import APPENDS, admin_server


def test_prometheus_reads_the_figures_on_the_admin_port() -> None:
    APPENDS.labels("sample").inc(3)
    with admin_server(0) as port:
        text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    assert 'shidra_log_appends_total{service="sample"} 3.0' in text
    assert "process_cpu_seconds_total" in text


def test_the_admin_port_is_free_again_afterwards() -> None:
    with admin_server(0) as port:
        pass
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))


def test_a_taken_admin_port_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"), admin_server(taken.getsockname()[1]):
            pass
