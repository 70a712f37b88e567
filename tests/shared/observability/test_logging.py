import asyncio
import gc
import json
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.observability.logging import configure_logging, request_id_var, trace_id_var


class _DatabaseError(Exception):
    sqlstate = "23505"


class _Written:
    """Everything written to standard error since the start of a test."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._text = ""

    def text(self) -> str:
        self._text += self._capsys.readouterr().err
        return self._text

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text().splitlines()]


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[_Written]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    hooks = sys.excepthook, threading.excepthook
    yield _Written(capsys)
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks
    for name in ("shared", "services", "uvicorn", "alembic"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    logging.getLogger("uvicorn.access").propagate = True


def _break_down() -> None:
    secret = "dana@example.org"
    try:
        raise _DatabaseError(f"Key (email)=({secret}) already exists.")
    except _DatabaseError as error:
        raise RuntimeError(f"could not store {secret}") from error


def test_a_line_is_one_json_object_with_its_time_in_utc(written: _Written) -> None:
    configure_logging("info", "registry")
    before = datetime.now(UTC)
    logging.getLogger("services.registry").info("שלום\nsecond %s", "line")
    [line] = written.lines()
    assert before <= datetime.fromisoformat(line.pop("time")) <= datetime.now(UTC)
    assert line == {
        "level": "info",
        "logger": "services.registry",
        "service": "registry",
        "message": "שלום\nsecond line",
    }


def test_a_line_names_its_request_and_trace(written: _Written) -> None:
    configure_logging("info", "registry")
    tokens = request_id_var.set("r-1"), trace_id_var.set("t-1")
    logging.getLogger("shared").info("x")
    request_id_var.reset(tokens[0])
    trace_id_var.reset(tokens[1])
    logging.getLogger("shared").info("x")
    inside, outside = written.lines()
    assert (inside["request_id"], inside["trace_id"]) == ("r-1", "t-1")
    assert not outside.keys() & {"request_id", "trace_id"}


@pytest.mark.parametrize("readable", [False, True])
def test_only_allowed_extra_fields_are_written(written: _Written, readable: bool) -> None:
    configure_logging("info", "registry", readable=readable)
    extra = {"status": 200, "service": "agenda", "email": "dana@example.org", "path": "/x?token=1"}
    logging.getLogger("shared").info("x", extra=extra)
    assert "200" in written.text()
    assert "agenda" in written.text()
    assert "registry" not in written.text()
    assert "dana" not in written.text()
    assert "token" not in written.text()


@pytest.mark.parametrize("readable", [False, True])
def test_of_an_exception_only_types_and_places_are_written(written: _Written, readable: bool) -> None:
    configure_logging("info", "registry", readable=readable)
    try:
        _break_down()
    except RuntimeError:
        logging.getLogger("shared").exception("a request failed")
    text = written.text()
    assert "RuntimeError" in text
    assert "_DatabaseError" in text
    assert "tests/shared/observability/test_logging.py:" in text
    assert ":_break_down" in text
    assert "dana" not in text
    assert "could not store" not in text


def test_the_state_of_a_database_error_is_written(written: _Written) -> None:
    configure_logging("info", "registry")
    try:
        _break_down()
    except RuntimeError:
        logging.getLogger("shared").exception("a request failed")
    outer, cause = written.lines()[0]["exception"]
    assert "sqlstate" not in outer
    assert cause["sqlstate"] == "23505"


def test_members_of_an_exception_group_are_written(written: _Written) -> None:
    configure_logging("info", "registry")
    group = ExceptionGroup("secret", [ValueError("secret"), KeyError("secret")])
    logging.getLogger("shared").error("x", exc_info=group)
    assert [one["type"] for one in written.lines()[0]["exception"]] == [
        "ExceptionGroup",
        "ValueError",
        "KeyError",
    ]
    assert "secret" not in written.text()


def test_a_chain_without_end_is_cut(written: _Written) -> None:
    configure_logging("info", "registry")
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    logging.getLogger("shared").error("x", exc_info=first)
    assert len(written.lines()[0]["exception"]) == 2


async def test_an_error_nobody_awaited_is_written_without_its_message(written: _Written) -> None:
    configure_logging("info", "registry")

    async def fail() -> None:
        raise ValueError("dana@example.org")

    task = asyncio.ensure_future(fail())
    await asyncio.wait([task])
    del task
    gc.collect()
    [line] = written.lines()
    assert (line["logger"], line["exception"][0]["type"]) == ("asyncio", "ValueError")
    assert "dana" not in written.text()


def test_an_uncaught_error_is_written_without_its_message(written: _Written) -> None:
    configure_logging("info", "registry")

    def fail() -> None:
        raise ValueError("dana@example.org")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    error = KeyError("dana@example.org")
    sys.excepthook(KeyError, error, None)
    in_thread, at_the_end = written.lines()
    assert in_thread["exception"][0]["type"] == "ValueError"
    assert (at_the_end["level"], at_the_end["exception"][0]["type"]) == ("critical", "KeyError")
    assert "dana" not in written.text()


def test_uvicorn_writes_like_everyone_and_has_no_access_lines(written: _Written) -> None:
    configure_logging("info", "registry")
    logging.getLogger("uvicorn.error").info("started")
    logging.getLogger("uvicorn.access").info("GET /?token=1")
    assert [line["message"] for line in written.lines()] == ["started"]


def test_libraries_write_from_warning_on_and_we_from_the_level_set(written: _Written) -> None:
    configure_logging("debug", "registry")
    for name in ("services.agenda", "sqlalchemy.engine"):
        logging.getLogger(name).debug("d")
        logging.getLogger(name).warning("w")
    assert [(line["logger"], line["message"]) for line in written.lines()] == [
        ("services.agenda", "d"),
        ("services.agenda", "w"),
        ("sqlalchemy.engine", "w"),
    ]


def test_configuring_twice_writes_a_line_once(written: _Written) -> None:
    configure_logging("info", "registry")
    configure_logging("info", "registry")
    logging.getLogger("shared").info("x")
    assert len(written.lines()) == 1
