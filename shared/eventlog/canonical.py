"""Canonical JSON (RFC 8785) of what the log holds: strings, integers, booleans, null, arrays, objects.

Without floats and with ASCII keys, RFC 8785 is what the standard encoder writes with sorted keys and no white
space; the tests hold it against the `rfc8785` library (docs/decisions/0004).
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias

JSONValue: TypeAlias = "bool | int | str | Sequence[JSONValue] | Mapping[str, JSONValue] | None"

MAX_INTEGER = 2**53 - 1
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class NotCanonicalError(ValueError):
    """The value cannot stand in the log: a float, an integer beyond ±(2^53-1), text that is not NFC."""


def canonical(value: JSONValue) -> bytes:
    """The one byte string that stands for `value`; raises NotCanonicalError for what the log refuses."""
    _check(value)
    return _encode(value).encode()


def _check(value: object) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif value is None or isinstance(value, bool):
        return
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise NotCanonicalError("integer beyond ±(2^53-1)")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise NotCanonicalError("a key that is not ASCII text")
            _check(item)
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        for item in value:
            _check(item)
    else:
        raise NotCanonicalError(f"a value of type {type(value).__name__}")


def _check_text(value: str) -> None:
    if value.isascii():
        return
    try:
        value.encode()
    except UnicodeEncodeError:
        raise NotCanonicalError("a lone surrogate") from None
    if not unicodedata.is_normalized("NFC", value):
        raise NotCanonicalError("text that is not in normalization form C")
