"""Bodies of the people's API."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import MISSING, Field, model_validator

from services.registry.people.errors import ALTERNATE_REPRESENTS, UNTIL_BEFORE_SINCE
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.languages import Language
from shared.localization.mail_addresses import Email
from shared.localization.texts import CheckedLine, LocalizedLine
from shared.standing import Part

Phone = Annotated[str, Field(max_length=40, pattern=r"^\+?[0-9][0-9 ()./*-]{2,38}$")]


class AffiliationCreate(RequestBody):
    """An organization a person belongs to."""

    organization_id: UUID
    title: LocalizedLine | None = None
    represents: bool = Field(False, description="Whether the person speaks for the organization here.")
    alternate: bool = Field(
        False, description="Whether the person may act for whoever represents the organization."
    )
    since: date | None = None
    until: date | None = Field(None, description="The last day it holds.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise UNTIL_BEFORE_SINCE.broken()
        return self

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.represents and self.alternate:
            raise ALTERNATE_REPRESENTS.broken()
        return self


class PersonCreate(RequestBody):
    """A person who takes part."""

    name: LocalizedLine
    email: Email | None = None
    phone: Phone | None = None
    language: Language = Language.HEBREW
    part: Part = Field(Part.PARTICIPANT, description="Auditors are added by founders alone.")
    affiliations: list[AffiliationCreate] = Field([], max_length=20)


class PersonPatch(RequestBody):
    """What to change; what is absent stays, null empties."""

    name: LocalizedLine | MISSING = MISSING
    email: Email | MISSING | None = MISSING
    phone: Phone | MISSING | None = MISSING
    language: Language | MISSING = MISSING


class AffiliationEnd(RequestBody):
    """The last day an affiliation holds."""

    until: date


class Affiliation(ResponseBody):
    """An organization a person belongs to."""

    id: UUID
    organization_id: UUID
    title: CheckedLine | None
    represents: bool
    alternate: bool
    since: date | None
    until: date | None


class Person(ResponseBody):
    """Someone who takes part. Contact data is null to all but the person and facilitators."""

    id: UUID
    name: CheckedLine
    email: str | None
    phone: str | None
    language: Language | None
    part: Part
    left_at: datetime | None = Field(description="When the person left; null while they take part.")
    affiliations: list[Affiliation]
    created_at: datetime
    version: int
