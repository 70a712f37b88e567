"""A deployment that the examples talk to."""

import signal
from collections.abc import Iterator

import pytest

from tests.test_running import Running, free_port


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("deployment") / "data"
    running = Running(folder, free_port(), SHIDRA_WEBHOOK_LOOPBACK="true").ready()
    yield running
    running.end(signal.SIGINT)
