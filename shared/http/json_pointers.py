"""JSON Pointers (RFC 6901), by which a problem document says where in the body something is wrong."""

import re
from collections.abc import Iterable

_MAX_PART = 100
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def json_pointer(parts: Iterable[str | int]) -> str:
    """The pointer to what stands under these keys and indexes; `""` is the whole document.

    Keys can be the caller's own words: each is cut to 100 characters, and what could break or disguise the
    output becomes U+FFFD. The pointer goes back to that caller and nowhere else.
    """
    return "".join(f"/{_escaped(part)}" for part in parts)


def printable(name: str) -> str:
    """A caller's key or parameter name, cut to 100 characters and without control characters."""
    return _UNPRINTABLE.sub("\ufffd", name[:_MAX_PART])


def _escaped(part: str | int) -> str:
    if isinstance(part, int):
        return str(part)
    return printable(part).replace("~", "~0").replace("/", "~1")
