"""Bodies of the API of requests."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.registry.requests.kinds import RequestKind, RequestState
from shared.http.bodies import ResponseBody


class RequestAnswer(ResponseBody):
    """The operation that answers a request."""

    operation: str = Field(description="Its `operationId`, which is unique over all services.")
    method: Literal["POST", "PUT"]
    path: str = Field(description="With every id filled in; its body is described by the operation.")


class Request(ResponseBody):
    """Something asked of the caller, or of an organization they represent."""

    id: UUID = Field(description="The same as long as the same is asked of the same.")
    kind: RequestKind
    state: RequestState
    service: Literal["registry", "agenda", "metrics"] = Field(description="Who asks.")
    subject: str = Field(description="What it is about, as a path in that service: `decisions/<id>`.")
    occasion: str | None = Field(
        description="What tells it apart from other requests about the same: the period of a report as its "
        "code in small letters, the side of a commitment, the id of an objection, of an amendment, or of who "
        "is voted for; null elsewhere."
    )
    organization_id: UUID | None = Field(
        description="For which organization to answer, whoever represents it; null: for oneself."
    )
    asked_at: datetime
    due_at: datetime | None = Field(
        description="Until when; null where there is no time set. Days end by UTC here."
    )
    answer: RequestAnswer


class KindLoad(ResponseBody):
    """How much of a kind is asked."""

    kind: RequestKind
    open: int


class RequestLoad(ResponseBody):
    """How much is asked of a person or an organization: numbers, and nothing of what it is about."""

    id: UUID = Field(description="The person's, or the organization's.")
    open: int
    for_organizations: int = Field(
        description="Of these, asked of an organization: of a person, those they represent."
    )
    overdue: int = Field(description="Of these, those whose time is over and that can still be answered.")
    oldest_asked_at: datetime
    by_kind: list[KindLoad]
