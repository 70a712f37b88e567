"""The rules of templates: how a kind of file is read is said once, and used by whoever imports the next."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.import_templates.errors import UnknownTemplate
from services.registry.import_templates.events import ImportTemplateDropped, ImportTemplateSaved
from services.registry.import_templates.repository import TemplateRepository
from services.registry.import_templates.schemas import ImportTemplateCreate
from services.registry.imports.events import Imported
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


class ImportTemplates:
    """Reading templates."""

    def __init__(self, reading: Reading) -> None:
        self._repository = TemplateRepository(reading.connection, reading.initiative_id)

    async def get(self, template_id: UUID) -> Row:
        """One template; raises NotFound."""
        row = await self._repository.get(template_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Templates after an id."""
        return await self._repository.page(after, limit)

    async def to_read_by(self, template_id: UUID, imported: Imported) -> Row:
        """A template for an import of a kind; raises UnknownTemplate."""
        row = await self._repository.get(template_id)
        if row is None or row["imported"] != imported:
            raise UnknownTemplate
        return row


class ImportTemplateCommands:
    """Keeping templates."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = TemplateRepository(command.connection, command.initiative_id)

    async def save(self, body: ImportTemplateCreate) -> Row:
        """Keep how files are read."""
        values = body.model_dump()
        row = await self._repository.insert(
            {**values, "id": uuid7(), "version": 1, "created_at": self._command.now}
        )
        self._command.record(ImportTemplateSaved(template_id=row["id"], **values))
        return row

    async def drop(self, template_id: UUID, precondition: Precondition) -> None:
        """Forget a template; raises NotFound and PreconditionFailed."""
        row = await self._repository.lock(template_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        await self._repository.delete(template_id)
        self._command.record(ImportTemplateDropped(template_id=template_id))
