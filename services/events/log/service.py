"""What a reader gets of the log, as JSON text.

Lines and opened values are canonical JSON already and are passed on as they stand: nothing between the log
and its reader can change what was logged.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from shared.commands import Caller, Reading
from shared.eventlog.reading import NOBODY, EntryFilter, Reader, read_entries, read_openings
from shared.http.problems import InvalidCursor
from shared.standing import Part, Scope

_MAX_DIGITS = 15


def reader_of(caller: Caller) -> Reader:
    """Who reads: a member, for their organizations too; a system, for its own; an auditor, for nobody."""
    if caller.integration is not None:
        return Reader(
            (caller.integration.organization_id,),
            facilitates=False,
            opens_people=Scope.PEOPLE_READ in caller.integration.scopes,
        )
    standing = caller.standing
    assert standing is not None, "only members, auditors and systems read the log"
    if standing.part is Part.AUDITOR:
        return NOBODY
    return Reader((standing.person_id, *standing.represents), facilitates=standing.facilitates)


def position_in(cursor: str | None, after: int) -> int:
    """The position a page begins after: the cursor's, else the one given; raises InvalidCursor."""
    if cursor is None:
        return after
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= _MAX_DIGITS):
        raise InvalidCursor
    return int(cursor)


class EventLog:
    """An initiative's log, read by one caller."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def page(self, wanted: EntryFilter, after: int, limit: int) -> bytes:
        """The entries after a position that a filter lets through, as a page in JSON."""
        connection, initiative_id = self._reading.connection, self._reading.initiative_id
        reader = reader_of(self._reading.caller)
        items = await items_after(connection, initiative_id, reader, wanted, after=after, limit=limit + 1)
        shown = items[:limit]
        cursor = b'"%d"' % shown[-1][0] if len(items) > limit else b"null"
        return b'{"items":[%s],"next_cursor":%s}' % (b",".join(item for _, item in shown), cursor)


def _item(row: Mapping[str, Any], values: Mapping[str, str | None]) -> bytes:
    line: bytes = row["line"]
    # The openings do not name what has been erased: that is what the line has besides.
    erased = sorted(json.loads(line)["sealed"].keys() - values.keys())
    opened = ",".join(f'"{field}":{value}' for field, value in values.items() if value is not None)
    closed = [field for field, value in values.items() if value is None]
    return b'{"position":%d,"event":%s,"opened":{%s},"closed":%s,"erased":%s}' % (
        row["position"],
        line,
        opened.encode(),
        json.dumps(closed).encode(),
        json.dumps(erased).encode(),
    )


async def items_after(
    connection: asyncpg.Connection,
    initiative_id: UUID,
    reader: Reader,
    wanted: EntryFilter,
    *,
    after: int,
    limit: int,
) -> list[tuple[int, bytes]]:
    """The entries after a position that a filter lets through: position, and what the reader gets of it."""
    rows = await read_entries(connection, initiative_id, wanted, after=after, limit=limit)
    values: dict[int, dict[str, str | None]] = {row["position"]: {} for row in rows}
    for opening in await read_openings(connection, initiative_id, reader, list(values)):
        values[opening["position"]][opening["field"]] = opening["value"]
    return [(row["position"], _item(row, values[row["position"]])) for row in rows]


def leaves(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Entries as lines of the export: the exact bytes of each leaf."""
    return b"".join(row["line"] + b"\n" for row in rows)


def opening_lines(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Openings as lines of JSON."""
    return "".join(
        f'{{"position":{row["position"]},"field":"{row["field"]}",'
        f'"salt":"{base64.b64encode(row["salt"]).decode()}","value":{row["value"]}}}\n'
        for row in rows
    ).encode()
