"""Tests on data that others made; not collected where SHIDRA_REAL_DATA does not say where it lies."""

import os
from pathlib import Path

import pytest

FOLDER = os.environ.get("SHIDRA_REAL_DATA")

collect_ignore_glob = [] if FOLDER else ["test_*.py"]


def pytest_report_header() -> str:
    return f"real data: {FOLDER or 'left out, SHIDRA_REAL_DATA is not set'}"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the data."""
    assert FOLDER is not None
    return Path(FOLDER)
