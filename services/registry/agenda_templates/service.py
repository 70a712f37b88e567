"""The rules of agenda templates: who runs a forum's meetings keeps them, everybody reads them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.agenda_templates.errors import TooManyTemplates
from services.registry.agenda_templates.events import AgendaTemplateDropped, AgendaTemplateKept
from services.registry.agenda_templates.repository import AgendaTemplateRepository
from services.registry.agenda_templates.schemas import AgendaTemplateCreate
from services.registry.meetings.conducting import Conducting
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]
MOST = 20


class AgendaTemplates:
    """Reading the agenda templates of forums."""

    def __init__(self, reading: Reading) -> None:
        self._forums = Conducting(reading)
        self._repository = AgendaTemplateRepository(reading.connection, reading.initiative_id)

    async def get(self, forum_id: UUID, template_id: UUID) -> Row:
        """One template; raises NotFound."""
        row = await self._repository.get(forum_id, template_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, forum_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Templates of a forum after an id; raises NotFound."""
        await self._forums.forum(forum_id)
        return await self._repository.page(forum_id, after, limit)


class AgendaTemplateCommands:
    """Keeping agenda templates."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._conducting = Conducting(command)
        self._repository = AgendaTemplateRepository(command.connection, command.initiative_id)

    async def keep(self, forum_id: UUID, body: AgendaTemplateCreate) -> Row:
        """Keep an agenda; raises NotFound, NotConducting and TooManyTemplates."""
        self._conducting.only_who_conducts(await self._conducting.forum(forum_id))
        if await self._repository.count(forum_id) >= MOST:
            raise TooManyTemplates
        values: dict[str, Any] = {
            "forum_id": forum_id,
            "id": uuid7(),
            "name": body.name,
            "agenda_items": [item.model_dump(mode="json") for item in body.agenda_items],
            "version": 1,
            "created_at": self._command.now,
        }
        row = await self._repository.insert(values)
        self._command.record(
            AgendaTemplateKept(
                template_id=row["id"], forum_id=forum_id, items=len(body.agenda_items), name=body.name
            )
        )
        return row

    async def drop(self, forum_id: UUID, template_id: UUID, precondition: Precondition) -> None:
        """Keep an agenda no longer; raises NotFound, NotConducting and PreconditionFailed."""
        row = await self._repository.get(forum_id, template_id)
        if row is None:
            raise NotFound
        self._conducting.only_who_conducts(await self._conducting.forum(forum_id))
        precondition.check(row["version"])
        await self._repository.delete(forum_id, template_id)
        self._command.record(AgendaTemplateDropped(template_id=template_id, forum_id=forum_id))
