"""Bodies of the groupings' API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, AfterValidator, Field

from services.registry.groupings.errors import VALUE_TWICE
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, LocalizedLine

MAX_VALUES = 30


class GroupingValueCreate(RequestBody):
    """A value to begin with."""

    name: LocalizedLine


class GroupingValuePatch(RequestBody):
    """A value there is, by its id, under the name it shall have; or a new one, without an id."""

    id: UUID | None = None
    name: LocalizedLine


def _each_once(values: list[GroupingValuePatch]) -> list[GroupingValuePatch]:
    kept = [value.id for value in values if value.id is not None]
    if len(kept) != len(set(kept)):
        raise VALUE_TWICE.broken()
    return values


class GroupingCreate(RequestBody):
    """A grouping of the initiative's own beside the sectors, such as centre and periphery."""

    name: LocalizedLine
    values: Annotated[list[GroupingValueCreate], Field(min_length=2, max_length=MAX_VALUES)]


GroupingValues = Annotated[
    list[GroupingValuePatch],
    Field(min_length=2, max_length=MAX_VALUES, description="All values there shall be, in their order."),
    AfterValidator(_each_once),
]


class GroupingPatch(RequestBody):
    """What to change; what is absent stays."""

    name: LocalizedLine | MISSING = MISSING
    values: GroupingValues | MISSING = MISSING


class GroupingValue(ResponseBody):
    """One value of a grouping."""

    id: UUID
    name: CheckedLine


class Grouping(ResponseBody):
    """A grouping of organizations that the initiative made for itself."""

    id: UUID
    name: CheckedLine
    values: list[GroupingValue]
    created_at: datetime
    version: int


class OrganizationGroupingPut(RequestBody):
    """Where an organization stands; null where it is not said."""

    value_id: UUID | None


class OrganizationGrouping(ResponseBody):
    """Where an organization stands in a grouping."""

    organization_id: UUID
    value_id: UUID | None
    grouped_at: datetime | None = Field(description="Null where it is not said where it stands.")
