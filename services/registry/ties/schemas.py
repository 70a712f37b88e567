"""Bodies of the ties' API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field

from services.registry.ties.confirming import Confirmation
from services.registry.ties.events import TieDirection, TieIntensity, TieView
from shared.http.bodies import RequestBody, ResponseBody

TieKind = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9_]{0,63}$",
        description="What passes between them, in a word of the initiative's own.",
        examples=["referral", "information", "shared_staff"],
    ),
]


class TieCreate(RequestBody):
    """A tie to report. A tie from an organization to itself is one between its parts."""

    from_organization_id: UUID
    to_organization_id: UUID
    kind: TieKind
    intensity: TieIntensity | None = None
    direction: TieDirection = TieDirection.ONE_WAY
    reported_by: UUID | None = Field(
        None,
        description="Whose report it is: one of the two. Absent or null: the one you represent, or, for "
        "facilitators, nobody's, but a tie they map.",
    )
    since: date | None = None
    until: date | None = Field(None, description="The last day it holds.")


class TiePatch(RequestBody):
    """What to correct; what is absent stays, null empties."""

    kind: TieKind | MISSING = MISSING
    intensity: TieIntensity | MISSING | None = MISSING
    direction: TieDirection | MISSING = MISSING
    since: date | MISSING | None = MISSING
    until: date | MISSING | None = MISSING


class TieEnd(RequestBody):
    """The last day a tie holds."""

    until: date


class Tie(ResponseBody):
    """A tie between two organizations, or within one."""

    id: UUID
    from_organization_id: UUID
    to_organization_id: UUID
    kind: str
    intensity: TieIntensity | None
    direction: TieDirection
    since: date | None
    until: date | None
    reported_by: UUID | None = Field(description="The side whose report it is; null where it was mapped.")
    mapped: bool = Field(description="Whether those who map the field entered it, be it for a side.")
    from_view: TieView
    to_view: TieView
    confirmation: Confirmation = Field(description="What the sides say together, save the one that reports.")
    created_at: datetime
    version: int


class TieCorrection(ResponseBody):
    """What a tie said until it was corrected or ended."""

    id: UUID
    kind: str
    intensity: TieIntensity | None
    direction: TieDirection
    since: date | None
    until: date | None
    corrected_at: datetime
