"""What every process writes to standard error: one JSON object a line, or short lines for people.

Lines hold no personal data: of an exception its types and places are written, never its message (a database
error quotes values), and of a record's extra fields only those named in `EXTRA_FIELDS`.
Counting and timing are in `metrics`; the line per request is written by `shared.http.request_context`.
"""

import json
import logging
import sys
import threading
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from shared.observability.failures import describe_failure

request_id_var: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request being answered; `None` outside requests."""

trace_id_var: ContextVar[str | None] = ContextVar("trace_id", default=None)
"""The trace id of the request's W3C `traceparent`, when the caller sent one."""

EXTRA_FIELDS = (
    "service",
    "method",
    "operation",
    "status",
    "outcome",
    "duration_ms",
    "bytes",
    "code",
    "initiative",
    "source",
    "event_type",
    "position",
    "events",
    "attempt",
    "retry_in_s",
    "count",
    "version",
    "duty",
    "error_type",
    "port",
)
"""The only `extra` fields that are written: ids, numbers and words of our own, never what people typed."""

_OWN_LOGGERS = ("shared", "services")
_OWN_LEVEL_LIBRARIES = ("uvicorn", "alembic")

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None] | None
)


def configure_logging(level: str, service: str, *, readable: bool = False) -> None:
    """Send all logging of this process to standard error: our own from `level` on, libraries' warnings.

    `readable` prints short lines for people (`make run`) in place of JSON. uvicorn must be started with
    `log_config=None, access_log=False`, or it puts its own formatters back.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ReadableFormatter(service) if readable else JsonFormatter(service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in (*_OWN_LOGGERS, *_OWN_LEVEL_LIBRARIES):
        logging.getLogger(name).setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name != "uvicorn.access"
        if name != "uvicorn":  # a server started earlier in this process may have set levels of their own
            logging.getLogger(name).setLevel(logging.NOTSET)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object on one line."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        """The record as a JSON object."""
        line: dict[str, Any] = {
            "time": _time_of(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "service": self._service,
            "message": _message_of(record),
        }
        for name, variable in (("request_id", request_id_var), ("trace_id", trace_id_var)):
            if value := variable.get():
                line[name] = value
        line.update(_extra_of(record))
        if failure := _failure_of(record.exc_info):
            line["exception"] = failure
        return json.dumps(line, ensure_ascii=False, default=str)


class ReadableFormatter(logging.Formatter):
    """Writes a record as a short line for the person who sits in front of `make run`."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, and its exception's places below."""
        extra = _extra_of(record)
        service = extra.pop("service", self._service)
        fields = "".join(f" {name}={value}" for name, value in extra.items())
        time = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        lines = [f"{time} {record.levelname.lower():7} {service:8} {_message_of(record)}{fields}"]
        for failure in _failure_of(record.exc_info):
            lines.append(f"    {failure['type']}")
            lines.extend(f"      {frame}" for frame in failure["frames"])
        return "\n".join(lines)


def _time_of(record: logging.LogRecord) -> str:
    written = datetime.fromtimestamp(record.created, UTC)
    return written.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _message_of(record: logging.LogRecord) -> str:
    # asyncio puts the text of the exception, and of a callback's arguments, into its messages.
    if record.name == "asyncio":
        return "unhandled error in the event loop"
    return record.getMessage()


def _extra_of(record: logging.LogRecord) -> dict[str, Any]:
    given: Mapping[str, Any] = record.__dict__
    return {name: given[name] for name in EXTRA_FIELDS if given.get(name) is not None}


def _failure_of(info: ExceptionInfo) -> list[dict[str, Any]]:
    return describe_failure(info[1]) if info and info[1] is not None else []


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("shared").critical("the process ends: uncaught error", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    error = arguments.exc_value
    logging.getLogger("shared").error("a thread ended: uncaught error", exc_info=error)
