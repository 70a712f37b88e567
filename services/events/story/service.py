"""The log as people read it: a page of it, told to one reader."""

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from services.events.log.service import position_in, reader_of
from services.events.story.repository import StoryRepository
from services.events.story.telling import Name, Opened, ids_in, name_of, tell
from shared.commands import Reading
from shared.eventlog.canonical import MAX_INTEGER
from shared.eventlog.reading import START, EntryFilter, Reader, read_entries, read_openings


class StoryOrder(StrEnum):
    """Which events come first."""

    NEWEST = "newest"
    OLDEST = "oldest"


_BEGINNING: Final = {StoryOrder.NEWEST: MAX_INTEGER, StoryOrder.OLDEST: START}


class Story:
    """An initiative's story, told to one caller."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def page(
        self, wanted: EntryFilter, order: StoryOrder, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """A page of what happened; raises InvalidCursor. `initiative` is what the initiative is called.

        Three statements, however many events and names there are: entries, what is opened, names.
        """
        connection, initiative_id = self._reading.connection, self._reading.initiative_id
        rows = await read_entries(
            connection,
            initiative_id,
            wanted,
            after=position_in(cursor, _BEGINNING[order]),
            limit=limit + 1,
            newest_first=order is StoryOrder.NEWEST,
        )
        events = {row["position"]: json.loads(row["line"]) for row in rows[:limit]}
        reader = reader_of(self._reading.caller)
        opened = await self._opened(reader, list(events))
        names = await self._names(reader, list(events.values()))
        return {
            "items": [tell(position, event, opened[position], names) for position, event in events.items()],
            "next_cursor": str(rows[limit - 1]["position"]) if len(rows) > limit else None,
            "initiative": names.get(initiative_id, Name("initiative")).text,
        }

    async def _opened(self, reader: Reader, positions: Sequence[int]) -> dict[int, Opened]:
        found = {position: Opened() for position in positions}
        for row in await read_openings(
            self._reading.connection, self._reading.initiative_id, reader, positions
        ):
            if row["value"] is None:
                found[row["position"]].closed.append(row["field"])
            else:
                found[row["position"]].values[row["field"]] = json.loads(row["value"])
        return found

    async def _names(self, reader: Reader, events: Sequence[Mapping[str, Any]]) -> dict[UUID, Name]:
        things = {self._reading.initiative_id}.union(*(ids_in(event) for event in events))
        repository = StoryRepository(self._reading.connection, self._reading.initiative_id)
        rows = await repository.names(things, reader)
        return {thing: name_of(row) for thing, row in rows.items()}
