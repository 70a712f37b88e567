"""ETag and If-Match: nobody overwrites what they have not seen."""

from typing import Annotated

from fastapi import Depends, Header

from shared.http.problems import PreconditionFailed, PreconditionRequired


class Precondition:
    """The version a change was made against; `*` is whatever there is."""

    def __init__(self, versions: frozenset[int] | None) -> None:
        self._versions = versions

    def check(self, version: int) -> None:
        """Raises PreconditionFailed where the resource has another version by now."""
        if self._versions is not None and version not in self._versions:
            raise PreconditionFailed


ANY_VERSION = Precondition(None)


def etag(version: int) -> str:
    """A version as an entity tag."""
    return f'"{version}"'


def parse_if_match(value: str) -> Precondition:
    """Read an If-Match header; weak tags and tags that are not ours match nothing (RFC 9110, 13.1.1)."""
    if value.strip() == "*":
        return ANY_VERSION
    tags = (tag.strip() for tag in value.split(","))
    return Precondition(
        frozenset(int(tag[1:-1]) for tag in tags if tag[:1] == tag[-1:] == '"' and tag[1:-1].isdecimal())
    )


_Header = Annotated[
    str | None,
    Header(alias="If-Match", max_length=200, description="ETag of the version you have seen, or `*`."),
]


async def _required(if_match: _Header = None) -> Precondition:
    if if_match is None:
        raise PreconditionRequired
    return parse_if_match(if_match)


def asks_for_if_match(dependency: object) -> bool:
    """Whether a dependency of an operation is the one that asks for If-Match."""
    return dependency is _required


async def _honoured(if_match: _Header = None) -> Precondition:
    return ANY_VERSION if if_match is None else parse_if_match(if_match)


IfMatch = Annotated[Precondition, Depends(_required)]
"""For PATCH and DELETE, and for standing by what one has read: 428 without it, 412 where it is stale."""
OptionalIfMatch = Annotated[Precondition, Depends(_honoured)]
"""For PUT: honoured where it is given."""
