"""The rules of meetings: who calls one, how its time is found, who puts what on its agenda."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.agenda_templates.repository import AgendaTemplateRepository
from services.registry.meetings.conducting import Conducting, conducts, over
from services.registry.meetings.errors import (
    AgendaFull,
    AgendaOrderIncomplete,
    MeetingNotOpen,
    NotOfForum,
    UnknownMeetingForum,
    UnknownReference,
)
from services.registry.meetings.events import (
    AgendaItemAdded,
    AgendaItemChanged,
    AgendaItemRemoved,
    AgendaOrdered,
    ItemFact,
    MeetingCalled,
    MeetingCancelled,
    MeetingDescribed,
    MeetingStatus,
    MeetingTimeAnswered,
    MeetingTimeSet,
    MeetingTimesOffered,
)
from services.registry.meetings.repository import MeetingRepository
from services.registry.meetings.schemas import (
    AgendaItemCreate,
    AgendaItemPatch,
    AgendaOrderPut,
    MeetingCancel,
    MeetingCreate,
    MeetingPatch,
    MeetingTimePut,
    TimeAnswerPut,
)
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]

MOST_ITEMS = 40
_ITEM = ("title", "purpose", "minutes", "source_ids", "decision_id")


def shown(row: Row) -> dict[str, Any]:
    """A meeting as the API shows it."""
    return {
        **row,
        "agenda_items": row["agenda_items"] or [],
        "offered_times": row["offered_times"] or [],
    }


class Meetings:
    """Reading the meetings of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = MeetingRepository(reading.connection, reading.initiative_id)

    async def get(self, meeting_id: UUID) -> dict[str, Any]:
        """One meeting; raises NotFound."""
        row = await self._repository.get(meeting_id)
        if row is None:
            raise NotFound
        return shown(row)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Meetings after an id, those that have the values given."""
        return [shown(row) for row in await self._repository.page(after, limit, filters)]


class MeetingCommands:
    """Calling and changing the meetings of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._conducting = Conducting(command)
        self._repository = self._conducting.repository

    async def call(self, body: MeetingCreate) -> dict[str, Any]:
        """Call a meeting; raises UnknownMeetingForum, NotConducting, UnknownReference and AgendaFull."""
        forum = await self._repository.forum(body.forum_id)
        if forum is None:
            raise UnknownMeetingForum
        self._conducting.only_who_conducts(forum)
        items = [*await self.template_items(body.forum_id, body.template_id), *body.agenda_items]
        meeting_id = await self.schedule(body, starts_at=body.starts_at, items=items)
        if body.offered_times:
            await self._offer(meeting_id, sorted(body.offered_times))
        return await self._read(meeting_id)

    async def schedule(
        self,
        body: Any,
        *,
        starts_at: datetime | None,
        items: Sequence[AgendaItemCreate],
        series_id: UUID | None = None,
    ) -> UUID:
        """Write a meeting with its agenda; the caller may call it; raises UnknownReference and AgendaFull."""
        command = self._command
        if len(items) > MOST_ITEMS:
            raise AgendaFull
        meeting_id = uuid7()
        values: dict[str, Any] = {
            "id": meeting_id,
            "forum_id": body.forum_id,
            "series_id": series_id,
            "title": body.title,
            "place": body.place,
            "online_url": None if body.online_url is None else str(body.online_url),
            "starts_at": None if starts_at is None else starts_at.astimezone(UTC),
            "duration_minutes": body.duration_minutes,
            "time_zone": body.time_zone,
            "status": MeetingStatus.CHOOSING_TIME if starts_at is None else MeetingStatus.SCHEDULED,
            "called_by": command.caller.person_id,
            "version": 1,
            "created_at": command.now,
        }
        await self._repository.insert(values)
        told = {name: values[name] for name in ("forum_id", "series_id", "starts_at")}
        command.record(MeetingCalled(**_described(values), **told))
        for rank, item in enumerate(items, 1):
            await self._add_item(values, rank, item)
        return meeting_id

    async def template_items(self, forum_id: UUID, template_id: UUID | None) -> list[AgendaItemCreate]:
        """The items of a template of a forum's, if one is named; raises UnknownReference."""
        if template_id is None:
            return []
        templates = AgendaTemplateRepository(self._command.connection, self._command.initiative_id)
        template = await templates.get(forum_id, template_id)
        if template is None:
            raise UnknownReference
        return [AgendaItemCreate.model_validate(item) for item in template["agenda_items"]]

    async def describe(self, meeting_id: UUID, body: MeetingPatch, precondition: Precondition) -> Row:
        """Change what a meeting is called, where it is, how long it takes.

        Raises NotFound, NotConducting, PreconditionFailed and MeetingNotOpen.
        """
        row = await self._conducting.conducted(meeting_id)
        precondition.check(row["version"])
        self._still_to_come(row)
        changes = body.model_dump()
        if changes.get("online_url") is not None:
            changes["online_url"] = str(changes["online_url"])
        if changes.items() <= dict(row).items():
            return shown(row)
        await self._repository.update(row, **changes)
        self._command.record(MeetingDescribed(**_described({**row, **changes})))
        return await self._read(meeting_id)

    async def set_time(self, meeting_id: UUID, body: MeetingTimePut) -> Row:
        """Give a meeting its time, or another; raises NotFound, NotConducting and MeetingNotOpen."""
        row = await self._conducting.conducted(meeting_id)
        self._still_to_come(row)
        starts_at = body.starts_at.astimezone(UTC)
        if starts_at == row["starts_at"]:
            return shown(row)
        await self._repository.update(row, starts_at=starts_at, status=MeetingStatus.SCHEDULED)
        self._command.record(MeetingTimeSet(meeting_id=meeting_id, starts_at=starts_at))
        return await self._read(meeting_id)

    async def answer_time(self, meeting_id: UUID, time_id: UUID, body: TimeAnswerPut) -> Row:
        """Say whether a time suits oneself; raises NotFound, NotOfForum and MeetingNotOpen."""
        row = await self._conducting.attended(meeting_id)
        offered = {UUID(time["id"]) for time in row["offered_times"] or []}
        if time_id not in offered:
            raise NotFound
        if row["status"] != MeetingStatus.CHOOSING_TIME:
            raise MeetingNotOpen
        person_id = self._command.caller.person_id
        assert person_id is not None
        await self._repository.answer(meeting_id, time_id, person_id, body.answer)
        self._command.record(
            MeetingTimeAnswered(
                meeting_id=meeting_id, time_id=time_id, person_id=person_id, answer=body.answer
            )
        )
        return await self._read(meeting_id)

    async def cancel(self, meeting_id: UUID, body: MeetingCancel) -> Row:
        """Say that a meeting does not take place; raises NotFound, NotConducting and MeetingNotOpen."""
        row = await self._conducting.conducted(meeting_id)
        self._still_to_come(row)
        await self.drop(row, body)
        return await self._read(meeting_id)

    async def drop(self, row: Row, body: MeetingCancel) -> None:
        """Cancel a meeting that is held by this transaction and may be."""
        author_id = None if body.reason is None else self._command.caller.person_id
        await self._repository.update(row, status=MeetingStatus.CANCELLED)
        self._command.record(MeetingCancelled(meeting_id=row["id"], author_id=author_id, reason=body.reason))

    async def add_item(self, meeting_id: UUID, body: AgendaItemCreate) -> Row:
        """Put something on the agenda: the forum's members, and who runs its meetings.

        Raises NotFound, NotOfForum, MeetingNotOpen, AgendaFull and UnknownReference.
        """
        row = await self._conducting.attended(meeting_id)
        self._still_to_come(row)
        if len(row["agenda_items"] or []) >= MOST_ITEMS:
            raise AgendaFull
        await self._add_item(row, await self._repository.last_rank(meeting_id) + 1, body)
        await self._repository.update(row)
        return await self._read(meeting_id)

    async def change_item(
        self, meeting_id: UUID, item_id: UUID, body: AgendaItemPatch, precondition: Precondition
    ) -> Row:
        """Change an item: who proposed it, and who runs the meeting.

        Raises NotFound, NotOfForum, Forbidden, PreconditionFailed, MeetingNotOpen and UnknownReference.
        """
        row, item = await self._own_item(meeting_id, item_id, precondition)
        changes = body.model_dump()
        values = {name: item[name] for name in _ITEM} | changes
        values["source_ids"] = [UUID(str(source)) for source in values["source_ids"]]
        values["decision_id"] = values["decision_id"] and UUID(str(values["decision_id"]))
        await self._know(row["forum_id"], values["source_ids"], values["decision_id"])
        if all(str(item[name]) == str(value) for name, value in changes.items()):
            return shown(row)
        await self._repository.update_item(meeting_id, item_id, values)
        await self._repository.update(row)
        self._record_item(AgendaItemChanged, meeting_id, item_id, values)
        return await self._read(meeting_id)

    async def remove_item(self, meeting_id: UUID, item_id: UUID, precondition: Precondition) -> None:
        """Take an item off: who proposed it, and who runs the meeting.

        Raises NotFound, NotOfForum, Forbidden, PreconditionFailed and MeetingNotOpen.
        """
        row, _ = await self._own_item(meeting_id, item_id, precondition)
        await self._repository.delete_item(meeting_id, item_id)
        await self._repository.update(row)
        self._command.record(AgendaItemRemoved(meeting_id=meeting_id, item_id=item_id))

    async def order(self, meeting_id: UUID, body: AgendaOrderPut) -> Row:
        """Put the agenda in an order; raises NotFound, NotConducting and AgendaOrderIncomplete."""
        row = await self._conducting.conducted(meeting_id)
        items = [UUID(item["id"]) for item in row["agenda_items"] or []]
        if sorted(body.item_ids) != sorted(items):
            raise AgendaOrderIncomplete
        if body.item_ids == items:
            return shown(row)
        await self._repository.order(meeting_id, body.item_ids)
        await self._repository.update(row)
        self._command.record(AgendaOrdered(meeting_id=meeting_id, item_ids=body.item_ids))
        return await self._read(meeting_id)

    async def _offer(self, meeting_id: UUID, times: Sequence[datetime]) -> None:
        offered = {uuid7(): time.astimezone(UTC) for time in times}
        for time_id, starts_at in offered.items():
            await self._repository.offer(meeting_id, time_id, starts_at)
        self._command.record(
            MeetingTimesOffered(
                meeting_id=meeting_id, time_ids=list(offered), starts_at=list(offered.values())
            )
        )

    async def _add_item(self, meeting: Row, rank: int, body: AgendaItemCreate) -> None:
        await self._know(meeting["forum_id"], body.source_ids, body.decision_id)
        item_id, values = uuid7(), body.model_dump()
        proposed_by = self._command.caller.person_id
        await self._repository.insert_item(
            meeting["id"], {"id": item_id, "rank": rank, "proposed_by": proposed_by, **values}
        )
        self._record_item(AgendaItemAdded, meeting["id"], item_id, values)

    async def _own_item(self, meeting_id: UUID, item_id: UUID, precondition: Precondition) -> tuple[Row, Row]:
        row = await self._conducting.locked(meeting_id)
        item = next((one for one in row["agenda_items"] or [] if one["id"] == str(item_id)), None)
        if item is None:
            raise NotFound
        forum = await self._conducting.forum(row["forum_id"])
        if not await self._conducting.belongs(forum):
            raise NotOfForum
        own = item["proposed_by"] == str(self._command.caller.person_id)
        if not (own or conducts(self._command.caller, forum)):
            raise Forbidden(OpenTo.PROPOSER, OpenTo.CHAIR, OpenTo.FACILITATORS)
        precondition.check(row["version"])
        self._still_to_come(row)
        return row, item

    async def _know(self, forum_id: UUID, source_ids: Sequence[UUID], decision_id: UUID | None) -> None:
        """What an item refers to has to be there; a decision, of this forum. Raises UnknownReference."""
        if source_ids and not await self._repository.knows_sources(source_ids):
            raise UnknownReference
        if decision_id is not None and await self._repository.forum_of_decision(decision_id) != forum_id:
            raise UnknownReference

    def _still_to_come(self, row: Row) -> None:
        if row["status"] == MeetingStatus.CANCELLED or over(row, self._command.now):
            raise MeetingNotOpen

    def _record_item(self, fact: type[ItemFact], meeting_id: UUID, item_id: UUID, values: Row) -> None:
        self._command.record(
            fact(meeting_id=meeting_id, item_id=item_id, **{name: values[name] for name in _ITEM})
        )

    async def _read(self, meeting_id: UUID) -> dict[str, Any]:
        row = await self._repository.get(meeting_id)
        assert row is not None
        return shown(row)


def _described(row: Row) -> dict[str, Any]:
    return {
        "meeting_id": row["id"],
        "time_zone": row["time_zone"].lower(),
        **{name: row[name] for name in ("duration_minutes", "title", "place", "online_url")},
    }


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Forget who called and proposed what, and which times suited a person; the meetings stay."""
    await MeetingRepository(connection, initiative_id).erase(person_id)
