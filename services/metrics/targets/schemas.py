"""Bodies of the targets' API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, WithJsonSchema

from services.metrics.decimals import DecimalIn, DecimalOut
from services.metrics.indicators.schemas import Code
from services.metrics.targets.events import TargetKind
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.plain_text import Line

PeriodCode = Annotated[
    str, Field(min_length=4, max_length=20, pattern=r"^[0-9A-Za-z/-]+$", examples=["2004April"])
]
DimensionValues = Annotated[
    dict[Code, Line],
    Field(max_length=20, description="Codes of dimensions with their values; one left out means all of it."),
    # A map, as generators of clients understand it.
    WithJsonSchema(
        {
            "type": "object",
            "maxProperties": 20,
            "propertyNames": {"pattern": "^[a-z][a-z0-9_]{0,63}$"},
            "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 300},
            "examples": [{"district": "north"}],
        }
    ),
]


class TargetCreate(RequestBody):
    """A value to compare with: a baseline, or a target."""

    kind: TargetKind
    period: PeriodCode
    dimensions: DimensionValues = Field({})
    value: DecimalIn = Field(description="For a ratio: the quotient.")


class TargetPatch(RequestBody):
    """Another value."""

    value: DecimalIn


class Target(ResponseBody):
    """A baseline or target of an indicator."""

    id: UUID
    kind: TargetKind
    period: str
    period_start: date
    dimensions: dict[str, str]
    value: DecimalOut
    set_by: UUID | None
    set_at: datetime
    version: int
