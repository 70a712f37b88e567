"""Bodies of the agenda templates' API."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.registry.meetings.events import ItemPurpose
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, LocalizedLine


class TemplateItemGiven(RequestBody):
    """Something that comes up in every meeting."""

    title: LocalizedLine
    purpose: ItemPurpose = ItemPurpose.DISCUSS
    minutes: int | None = Field(None, ge=1, le=24 * 60)


class AgendaTemplateCreate(RequestBody):
    """An agenda to keep."""

    name: LocalizedLine
    agenda_items: list[TemplateItemGiven] = Field(min_length=1, max_length=40)


class TemplateItem(ResponseBody):
    """Something that comes up in every meeting."""

    title: CheckedLine
    purpose: ItemPurpose
    minutes: int | None


class AgendaTemplate(ResponseBody):
    """An agenda a forum begins its meetings' with."""

    id: UUID
    forum_id: UUID
    name: CheckedLine
    agenda_items: list[TemplateItem]
    created_at: datetime
    version: int
