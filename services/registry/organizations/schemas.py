"""Bodies of the organizations' API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field, HttpUrl

from services.registry.organizations.events import DecisionMakerKind, Sector
from services.registry.organizations.identifiers import IdentifierWarning
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText
from shared.partnership import Stage

PopulationGroups = Annotated[
    list[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]],
    Field(max_length=50, description="Codes of the population groups served."),
]
PlacesServed = Annotated[
    list[Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]],
    Field(max_length=200, description="Codes of the places served, such as those of a bureau of statistics."),
]
DecisionMakerKinds = Annotated[
    list[DecisionMakerKind],
    Field(
        max_length=20,
        description="Which kinds of decision makers it is or has (catalogue `decision_maker_kinds`).",
    ),
]
Website = Annotated[HttpUrl, Field(max_length=2000)]


class Identifier(RequestBody):
    """An identifier from a public register."""

    scheme: Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{1,39}$",
            description="Code of the register from org-id.guide, such as `IL-RA`; for a register it does not "
            "list a local one, such as `LOCAL-IL` (catalogue `identifier_schemes`).",
            examples=["IL-RA"],
        ),
    ]
    value: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9./-]{0,99}$", examples=["580000008"])]


Identifiers = Annotated[list[Identifier], Field(max_length=20)]


class OrganizationCreate(RequestBody):
    """An organization to put on the map; it begins at the stage `mapped`."""

    name: LocalizedLine
    sector: Sector
    identifiers: Identifiers = Field(default_factory=list)
    population_groups: PopulationGroups = Field(default_factory=list)
    places_served: PlacesServed = Field(default_factory=list)
    decision_maker_kinds: DecisionMakerKinds = Field(default_factory=list)
    website: Website | None = None
    founding: bool = Field(
        False, description="Whether it is a founding partner; only the operator, setting up, says so."
    )


class OrganizationPatch(RequestBody):
    """What to change; what is absent stays, null empties."""

    name: LocalizedLine | MISSING = MISSING
    sector: Sector | MISSING = MISSING
    identifiers: Identifiers | MISSING = MISSING
    population_groups: PopulationGroups | MISSING = MISSING
    places_served: PlacesServed | MISSING = MISSING
    decision_maker_kinds: DecisionMakerKinds | MISSING = MISSING
    website: Website | MISSING | None = MISSING


class OrganizationIdentifierWarning(ResponseBody):
    """Something odd about an identifier, which is kept as it is: registers err too."""

    code: IdentifierWarning
    detail: CheckedText


class OrganizationIdentifier(ResponseBody):
    """An identifier, whether its check digit is right, and what else is odd about it."""

    scheme: str
    value: str
    check_digit: bool | None = Field(
        description="Right or wrong by the register's rule; null where it has none. A wrong one is kept."
    )
    warnings: list[OrganizationIdentifierWarning]


class Organization(ResponseBody):
    """A body with a stake in the issue."""

    id: UUID
    name: CheckedLine
    sector: Sector
    identifiers: list[OrganizationIdentifier]
    stage: Stage
    population_groups: list[str]
    places_served: list[str]
    decision_maker_kinds: list[DecisionMakerKind]
    website: str | None
    founding: bool
    created_at: datetime
    version: int


class StageChangeCreate(RequestBody):
    """A stage to move to, and why.

    Facilitators move organizations, but take no partner out of the network; an organization's own
    representatives say that it pauses or leaves.
    """

    to: Stage
    reason: LocalizedText
    since: date | None = Field(
        None,
        description="Since which day it is so; absent or null: today. Not in the future, and not before the "
        "stage it follows began.",
    )


class StageChange(ResponseBody):
    """A move between stages."""

    id: UUID
    from_: Stage = Field(alias="from", serialization_alias="from")
    to: Stage
    reason: CheckedText | None = Field(
        description="Null once whoever wrote it has been erased, and where the partners decided."
    )
    decision_id: UUID | None = Field(description="By which decision of the partners, if by one.")
    since: date = Field(description="The day from which it held.")
    changed_at: datetime = Field(description="When it was recorded.")
