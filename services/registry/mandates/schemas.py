"""Bodies of the mandates' API."""

from datetime import date, datetime
from typing import Annotated, Self, TypeVar
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from services.registry.mandates.errors import ENDS_BEFORE_START, NAMED_TWICE
from services.registry.mandates.events import BackboneRole, BackboneType, MandateStatus
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText

T = TypeVar("T")


def _each_once(items: list[T]) -> list[T]:
    if len(set(items)) < len(items):
        raise NAMED_TWICE.broken()
    return items


class MandateCreate(RequestBody):
    """Who is proposed as the initiative's backbone, and for what."""

    organization_ids: Annotated[list[UUID], Field(min_length=1, max_length=10), AfterValidator(_each_once)]
    backbone_type: BackboneType
    roles: Annotated[list[BackboneRole], Field(min_length=1, max_length=8), AfterValidator(_each_once)] = (
        Field(description="The roles the backbone takes on; partners carry the others.")
    )
    authority: LocalizedText | None = Field(None, description="With what authority.")
    consulted: LocalizedText | None = Field(None, description="Who was consulted, and how.")
    starts_on: date
    ends_on: date

    @model_validator(mode="after")
    def _a_term(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ENDS_BEFORE_START.broken()
        return self


class Mandate(ResponseBody):
    """The power the steering committee gives the backbone, or is asked to give."""

    id: UUID
    organization_ids: list[UUID]
    backbone_type: BackboneType
    roles: list[BackboneRole]
    authority: CheckedText | None
    consulted: CheckedText | None
    starts_on: date
    ends_on: date
    status: MandateStatus
    in_force: bool = Field(description="Granted, and today is one of its days.")
    decision_id: UUID | None = Field(description="The decision that settled it.")
    created_at: datetime
    version: int
