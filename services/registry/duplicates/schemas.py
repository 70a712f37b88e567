"""Bodies of the duplicates' API."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.registry.duplicates.comparing import DuplicateObjection, DuplicateReason
from services.registry.organizations.events import Sector
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedText
from shared.partnership import Stage


class LikeOrganization(ResponseBody):
    """One of two organizations that may be one."""

    id: UUID
    name: CheckedLine
    sector: Sector
    stage: Stage


class KeptApartPut(RequestBody):
    """That two organizations are two, and perhaps why."""

    reason: LocalizedText | None = None


class KeptApart(ResponseBody):
    """That two organizations are two: the smaller id stands first."""

    organization_id: UUID
    other_organization_id: UUID
    reason: CheckedText | None = Field(description="Null where none was given or its author has been erased.")
    said_at: datetime


class DuplicateCandidate(ResponseBody):
    """Two organizations that may be one, with what speaks for and against it. No verdict."""

    organization: LikeOrganization
    other: LikeOrganization
    reasons: list[DuplicateReason]
    objections: list[DuplicateObjection]
    kept_apart: KeptApart | None = Field(description="Where somebody said that they are two.")


class DuplicateCandidates(ResponseBody):
    """The organizations that one may be the same as, the likeliest first."""

    candidates: list[DuplicateCandidate]
