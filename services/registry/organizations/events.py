"""Facts of an organization: mapped, described anew, moved to another stage of engagement."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_FACILITATORS, FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText
from shared.partnership import Stage


class Sector(StrEnum):
    """The sector an organization belongs to."""

    PUBLIC = "public"
    NONPROFIT = "nonprofit"
    BUSINESS = "business"
    COMMUNITY = "community"
    PHILANTHROPY = "philanthropy"
    ACADEMIA = "academia"
    OTHER = "other"


class DecisionMakerKind(StrEnum):
    """Which decision makers an organization is or has: who can change rules, budgets and minds."""

    NATIONAL_GOVERNMENT = "national_government"
    PARLIAMENT = "parliament"
    LOCAL_AUTHORITY = "local_authority"
    PUBLIC_AGENCY = "public_agency"
    COURTS = "courts"
    FUNDERS = "funders"
    BUSINESS_LEADERSHIP = "business_leadership"
    COMMUNITY_LEADERSHIP = "community_leadership"
    PROFESSIONAL_BODY = "professional_body"


_ORGANIZATION = "01936f9a-0000-7000-8000-000000000002"
_DESCRIPTION: dict[str, Any] = {
    "organization_id": _ORGANIZATION,
    "sector": "nonprofit",
    "name": {"he": "בית חם", "ar": "بيت دافئ"},
    "identifiers": [{"scheme": "IL-RA", "value": "580000008"}],
    "population_groups": ["arab_society"],
    "places_served": ["nazareth"],
    "decision_maker_kinds": [],
    "website": "https://example.org/",
}


class OrganizationMapped(Event):
    """An organization was put on the initiative's map."""

    type: ClassVar[str] = "registry.organization.mapped"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "organizations/{organization_id}"
    example: ClassVar[dict[str, Any]] = {**_DESCRIPTION, "stage": "mapped", "founding": False}
    organization_id: Annotated[UUID, OPEN]
    sector: Annotated[Sector, OPEN]
    stage: Annotated[Stage, OPEN]
    founding: Annotated[bool, OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    identifiers: Annotated[list[dict[str, str]], FOR_MEMBERS]
    population_groups: Annotated[list[str], FOR_MEMBERS]
    places_served: Annotated[list[str] | None, FOR_MEMBERS] = None
    """None where nothing was said of it: what was said before holds, or there is none."""
    decision_maker_kinds: Annotated[list[DecisionMakerKind] | None, OPEN] = None
    """None as for places."""
    website: Annotated[str | None, FOR_MEMBERS] = None


class OrganizationDescribed(Event):
    """What is recorded of an organization was changed: the values that hold from now on."""

    type: ClassVar[str] = "registry.organization.described"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "organizations/{organization_id}"
    example: ClassVar[dict[str, Any]] = _DESCRIPTION
    organization_id: Annotated[UUID, OPEN]
    sector: Annotated[Sector, OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    identifiers: Annotated[list[dict[str, str]], FOR_MEMBERS]
    population_groups: Annotated[list[str], FOR_MEMBERS]
    places_served: Annotated[list[str] | None, FOR_MEMBERS] = None
    """None where nothing was said of it: what was said before holds, or there is none."""
    decision_maker_kinds: Annotated[list[DecisionMakerKind] | None, OPEN] = None
    """None as for places."""
    website: Annotated[str | None, FOR_MEMBERS] = None


class OrganizationStageChanged(Event):
    """An organization moved to another stage of engagement, for a reason, which is erased with its author."""

    type: ClassVar[str] = "registry.organization.stage_changed"
    version: ClassVar[int] = 3
    subject: ClassVar[str] = "organizations/{organization_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        "organization_id": _ORGANIZATION,
        "from_stage": "approached",
        "to_stage": "engaged",
        "since": "2026-11-01",
        "author_id": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "המנכ״לית הגיעה למפגש ההיכרות"},
    }
    organization_id: Annotated[UUID, OPEN]
    from_stage: Annotated[Stage, OPEN]
    to_stage: Annotated[Stage, OPEN]
    since: Annotated[date | None, OPEN] = None
    """The day from which it held; without one, that of the event."""
    author_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText, FOR_FACILITATORS]
