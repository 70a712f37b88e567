"""Bodies of the proxies' API."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from services.agenda.proxies.errors import DECISION_OR_PERIOD
from shared.http.bodies import RequestBody, ResponseBody


class ProxyStatus(StrEnum):
    """Whether a proxy can be used, as far as its voter and its holder are concerned."""

    GIVEN = "given"
    """Until its decision closes, or its last day is over."""
    REVOKED = "revoked"
    DECLINED = "declined"


class ProxyCreate(RequestBody):
    """Who is to vote for a voter: on one decision, or in a forum until a day."""

    voter_id: UUID = Field(description="Oneself, or an organization one represents.")
    holder_id: UUID = Field(description="A person who has a vote there, too, or votes for an organization.")
    decision_id: UUID | None = None
    forum_id: UUID | None = None
    until: date | None = Field(None, description="With `forum_id`: the last day, a year from now at most.")

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        given = {name for name in ("decision_id", "forum_id", "until") if getattr(self, name) is not None}
        if given not in ({"decision_id"}, {"forum_id", "until"}):
            raise DECISION_OR_PERIOD.broken()
        return self


class Proxy(ResponseBody):
    """A voter lets a person vote for them. The voter's own ballot always supersedes the one cast by proxy."""

    id: UUID
    voter_id: UUID
    holder_id: UUID
    forum_id: UUID
    decision_id: UUID | None = Field(description="Null where it is for all decisions of the forum.")
    until: date | None = Field(description="The last day; null where it is for one decision.")
    status: ProxyStatus
    given_by: UUID | None = Field(description="Null where that person has been erased.")
    given_at: datetime
    used_at: datetime | None = Field(description="When a ballot was last cast by it.")
    ended_at: datetime | None = Field(description="When it was revoked or declined.")
