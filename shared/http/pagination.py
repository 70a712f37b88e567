"""Keyset pages: a cursor names the last item seen, so that a page costs the same however deep it is."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from fastapi import Query
from pydantic import Field

from shared.http.bodies import ResponseBody
from shared.http.problems import InvalidCursor

T = TypeVar("T")

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
START = UUID(int=0)

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Items on a page.")]
CursorText = Annotated[
    str | None,
    Query(alias="cursor", max_length=100, description="`next_cursor` of the page before; opaque."),
]


class Page(ResponseBody, Generic[T]):
    """Some items of a list, and where the next ones begin."""

    items: list[T]
    next_cursor: str | None = Field(
        description="Give it as `cursor` for the next page; null on the last one."
    )


def after(cursor: str | None) -> UUID:
    """The id a page begins after; raises InvalidCursor for text that is no cursor of ours."""
    return START if cursor is None else UUID(bytes=_raw(cursor, 16))


def after_rank(cursor: str | None) -> tuple[int, UUID]:
    """The rank and id that a page of ranked rows begins after; raises InvalidCursor likewise."""
    if cursor is None:
        return -1, START
    raw = _raw(cursor, 24)
    return int.from_bytes(raw[:8], signed=True), UUID(bytes=raw[8:])


def after_pair(cursor: str | None) -> tuple[UUID, UUID]:
    """The two ids that a page of pairs begins after; raises InvalidCursor likewise."""
    if cursor is None:
        return START, START
    raw = _raw(cursor, 32)
    return UUID(bytes=raw[:16]), UUID(bytes=raw[16:])


def ranked(row: Any) -> bytes:
    """The place of a ranked row: its rank, then its id."""
    return bytes(row["rank"].to_bytes(8, signed=True) + row["id"].bytes)


def _raw(cursor: str, length: int) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError):
        raise InvalidCursor from None
    if len(raw) != length:
        raise InvalidCursor
    return raw


def page(
    rows: Sequence[Any],
    limit: int,
    *,
    shown: Callable[[Any], Any] = dict,
    by: str = "id",
    place: Callable[[Any], bytes] | None = None,
) -> Any:
    """A page of rows read with `limit + 1`: whether there is one more says whether there is a next page.

    `by` names the id the rows are ordered by; where more than an id orders them, `place` says where a row is.
    Answers plain mappings, which the response model checks once for the whole page (docs/decisions/0003).
    """
    cursor = None
    if len(rows) > limit:
        last = rows[limit - 1]
        raw = last[by].bytes if place is None else place(last)
        cursor = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    return {"items": [shown(row) for row in rows[:limit]], "next_cursor": cursor}


class Place(NamedTuple):
    """Where a page begins in a list that is ordered by a moment, and by id where moments are the same."""

    moment: datetime
    id: UUID


NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands, in the order of a list, for a moment that is not set: last."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = Place(datetime(1, 1, 1, tzinfo=UTC), START)


def after_place(cursor: str | None) -> Place:
    """The place a page begins after; raises InvalidCursor for text that is no cursor of ours."""
    if cursor is None:
        return _FIRST
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        if len(raw) == 24:
            moment = _EPOCH + timedelta(microseconds=int.from_bytes(raw[:8], signed=True))
            return Place(moment, UUID(bytes=raw[8:]))
    except (binascii.Error, ValueError, OverflowError):
        pass
    raise InvalidCursor


def page_by_moment(
    rows: Sequence[Any], limit: int, *, moment: str, shown: Callable[[Any], Any] = dict
) -> Any:
    """A page of rows read with `limit + 1`, ordered by the moment named and by id."""
    cursor = None
    if len(rows) > limit:
        last = rows[limit - 1]
        micros = (last[moment] - _EPOCH) // timedelta(microseconds=1)
        raw = micros.to_bytes(8, signed=True) + last["id"].bytes
        cursor = base64.urlsafe_b64encode(raw).decode()
    return {"items": [shown(row) for row in rows[:limit]], "next_cursor": cursor}
