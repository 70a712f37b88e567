"""The rules of series of meetings: all its meetings are called at once, and each is one like others."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.meeting_series.errors import SeriesEnded
from services.registry.meeting_series.events import MeetingSeriesBegun, MeetingSeriesEnded
from services.registry.meeting_series.recurrence import days, moment
from services.registry.meeting_series.repository import MeetingSeriesRepository
from services.registry.meeting_series.schemas import MeetingSeriesCreate
from services.registry.meetings.conducting import Conducting
from services.registry.meetings.errors import UnknownMeetingForum
from services.registry.meetings.schemas import MeetingCancel
from services.registry.meetings.service import MeetingCommands
from shared.commands import Command, Reading
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


class AllMeetingSeries:
    """Reading the series of meetings of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = MeetingSeriesRepository(reading.connection, reading.initiative_id)

    async def get(self, series_id: UUID) -> Row:
        """One series; raises NotFound."""
        row = await self._repository.get(series_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Series after an id."""
        return await self._repository.page(after, limit)


class MeetingSeriesCommands:
    """Beginning and ending series of meetings."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._conducting = Conducting(command)
        self._meetings = MeetingCommands(command)
        self._repository = MeetingSeriesRepository(command.connection, command.initiative_id)

    async def begin(self, body: MeetingSeriesCreate) -> Row:
        """Begin a series, with all its meetings.

        Raises UnknownMeetingForum, NotConducting and UnknownReference.
        """
        forum = await self._conducting.repository.forum(body.forum_id)
        if forum is None:
            raise UnknownMeetingForum
        self._conducting.only_who_conducts(forum)
        items = await self._meetings.template_items(body.forum_id, body.template_id)
        told = {
            name: getattr(body, name)
            for name in ("forum_id", "title", "frequency", "every", "starts_on", "meetings")
        }
        row = await self._repository.insert(
            {
                **told,
                "id": uuid7(),
                "at": body.at,
                "time_zone": body.time_zone,
                "ended_at": None,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(MeetingSeriesBegun(series_id=row["id"], **told))
        for day in days(body.frequency, body.every, body.starts_on, body.meetings):
            starts_at = moment(day, body.clock(), body.time_zone)
            await self._meetings.schedule(body, starts_at=starts_at, items=items, series_id=row["id"])
        return row

    async def end(self, series_id: UUID, body: MeetingCancel) -> Row:
        """End a series and cancel what is to come; raises NotFound, NotConducting and SeriesEnded."""
        row = await self._repository.lock(series_id)
        if row is None:
            raise NotFound
        self._conducting.only_who_conducts(await self._conducting.forum(row["forum_id"]))
        if row["ended_at"] is not None:
            raise SeriesEnded
        to_come = await self._repository.to_come(series_id, self._command.now)
        for meeting_id in to_come:
            await self._meetings.drop(await self._conducting.locked(meeting_id), body)
        self._command.record(MeetingSeriesEnded(series_id=series_id, cancelled=len(to_come)))
        return await self._repository.end(series_id, self._command.now)
