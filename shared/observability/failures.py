"""How an exception is written to the log: its types and places, never its message or its locals."""

import traceback
from pathlib import Path
from typing import Any

_ROOT = f"{Path(__file__).resolve().parents[2]}/"
_MAX_EXCEPTIONS = 10
_MAX_FRAMES = 30


def describe_failure(error: BaseException) -> list[dict[str, Any]]:
    """The exception and what caused it, outermost first; members of exception groups follow their group.

    Each has its `type`, its `frames` (file:line:function, innermost last) and a database error's `sqlstate`.
    """
    described: list[dict[str, Any]] = []
    pending: list[BaseException] = [error]
    seen: set[int] = set()
    while pending and len(described) < _MAX_EXCEPTIONS:
        current = pending.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        described.append(_describe_one(current))
        if isinstance(current, BaseExceptionGroup):
            pending.extend(current.exceptions)
        if (cause := _cause_of(current)) is not None:
            pending.append(cause)
    return described


def _describe_one(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    frames = [
        f"{frame.f_code.co_filename.removeprefix(_ROOT)}:{line}:{frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    # An error that crossed over from another process (`heavy_work`) brings its places with it.
    frames.extend(getattr(error, "frames_in_worker", ()))
    described: dict[str, Any] = {
        "type": f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins."),
        "frames": frames[-_MAX_FRAMES:],
    }
    if isinstance(sqlstate := getattr(error, "sqlstate", None), str):
        described["sqlstate"] = sqlstate
    return described


def _cause_of(error: BaseException) -> BaseException | None:
    if error.__cause__ is not None or error.__suppress_context__:
        return error.__cause__
    return error.__context__
