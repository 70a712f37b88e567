"""Bodies of the mandates' API."""

from datetime import date, datetime
from typing import Annotated, Self, TypeVar
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from services.registry.mandates.errors import (
    ENDS_BEFORE_START,
    NAMED_TWICE,
    ROLES_NAMED_WRONGLY,
    SHARED_BY_SEVERAL,
)
from services.registry.mandates.events import BackboneRole, BackboneType, CarrierAnswer, MandateStatus
from shared.governance import MandateState
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText

T = TypeVar("T")


def _each_once(items: list[T]) -> list[T]:
    if len(set(items)) < len(items):
        raise NAMED_TWICE.broken()
    return items


Roles = Annotated[list[BackboneRole], Field(min_length=1, max_length=8), AfterValidator(_each_once)]


class RolesOf(RequestBody):
    """An organization, and roles of a backbone."""

    organization_id: UUID
    roles: Roles


class MandateCreate(RequestBody):
    """Who is proposed as the initiative's backbone, and for what."""

    organization_ids: Annotated[list[UUID], Field(min_length=1, max_length=10), AfterValidator(_each_once)]
    backbone_type: BackboneType
    roles: Roles = Field(description="The roles the backbone takes on; partners carry the others.")
    carriers: list[RolesOf] = Field(
        default_factory=list,
        max_length=50,
        description="Partners that would carry the others; each is asked.",
    )
    shares: list[RolesOf] = Field(
        default_factory=list,
        max_length=10,
        description="Where several hold it together: who of them takes which of its roles.",
    )
    renews: UUID | None = Field(None, description="The mandate it would continue.")
    authority: LocalizedText | None = Field(None, description="With what authority.")
    consulted: LocalizedText | None = Field(None, description="Who was consulted, and how.")
    consulted_ids: Annotated[list[UUID], Field(max_length=100), AfterValidator(_each_once)] = Field(
        default_factory=list, description="Organizations that were consulted."
    )
    starts_on: date
    ends_on: date

    @model_validator(mode="after")
    def _roles_of_somebody(self) -> Self:
        carrying = [one.organization_id for one in self.carriers]
        sharing = [one.organization_id for one in self.shares]
        _each_once(carrying)
        _each_once(sharing)
        carried = {role for one in self.carriers for role in one.roles}
        shared = {role for one in self.shares for role in one.roles}
        holders = set(self.organization_ids)
        if carried & set(self.roles) or holders & set(carrying):
            raise ROLES_NAMED_WRONGLY.broken()
        if not (shared <= set(self.roles) and holders.issuperset(sharing)):
            raise ROLES_NAMED_WRONGLY.broken()
        if self.backbone_type is BackboneType.SHARED_MULTIPLE and len(holders) < 2:
            raise SHARED_BY_SEVERAL.broken()
        return self

    @model_validator(mode="after")
    def _a_term(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ENDS_BEFORE_START.broken()
        return self


class RolesHeld(ResponseBody):
    """An organization that holds the mandate, and the roles it takes of it."""

    organization_id: UUID
    roles: list[BackboneRole]


class Carrier(ResponseBody):
    """A partner named to carry roles that the backbone does not take on."""

    organization_id: UUID
    roles: list[BackboneRole]
    answer: CarrierAnswer


class Mandate(ResponseBody):
    """The power the steering committee gives the backbone, or is asked to give."""

    id: UUID
    organization_ids: list[UUID]
    backbone_type: BackboneType
    roles: list[BackboneRole]
    carriers: list[Carrier] = Field(description="Partners that carry other roles, or were asked to.")
    uncarried_roles: list[BackboneRole] = Field(description="Roles that nobody has taken on yet.")
    shares: list[RolesHeld] = Field(description="Who of several holders takes which role; may be empty.")
    authority: CheckedText | None
    consulted: CheckedText | None
    consulted_ids: list[UUID]
    renews: UUID | None = Field(description="The mandate it continues.")
    starts_on: date
    ends_on: date
    status: MandateStatus
    in_force: bool = Field(description="Granted, and today, or the day asked about, is one of its days.")
    caretaking_until: date | None = Field(
        description="After its last day its holder goes on with what is running until this one, where no "
        "other mandate is in force; null where it was not granted."
    )
    decision_id: UUID | None = Field(description="The decision that settled it.")
    created_at: datetime
    version: int


class BackboneState(ResponseBody):
    """Who is the initiative's backbone on a day, or takes care of it while no mandate is in force."""

    on: date
    state: MandateState
    mandate_ids: list[UUID] = Field(
        description="The mandates in force; under caretaking, those that ended last; else none."
    )
    organization_ids: list[UUID] = Field(description="Who holds them, or takes care of what is running.")
    roles: list[BackboneRole] = Field(description="What they were given to do.")
    until: date | None = Field(description="The last day of the state, unless it is decided otherwise.")
    granted_next_ids: list[UUID] = Field(description="Mandates that were granted and begin later.")
    proposed_ids: list[UUID] = Field(description="Mandates that await the committee's decision today.")
    renewing_ids: list[UUID] = Field(description="Those among them that would continue one of these.")
    staff_named_by_backbone: bool = Field(
        description="Staff is named by who holds the mandate; else by the founding partners."
    )
    opens_decisions: bool = Field(
        description="Facilitators may open any decision; else only one on the mandate."
    )
