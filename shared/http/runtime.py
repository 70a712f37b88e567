"""What a running service has at hand: its pool, its follower, its tokens; made once by `create_app`."""

from dataclasses import dataclass
from typing import cast

from fastapi import Request

from shared.database.pool import Database
from shared.eventlog.batching import Batches
from shared.eventlog.event_types import Event
from shared.eventlog.following import Follower
from shared.heavy_work import HeavyWork
from shared.http.auth.link_rows import CapabilityLinks
from shared.http.auth.principals import AccountIds
from shared.http.auth.tokens import TokenVerifier
from shared.http.idempotency import IdempotencyRecords
from shared.http.rate_limits import RateLimits
from shared.settings import Settings
from shared.standing_facts import StandingFacts


@dataclass(frozen=True, slots=True)
class Runtime:
    """The parts of a running service that requests use."""

    service: str
    settings: Settings
    database: Database
    batches: Batches
    follower: Follower
    standing: StandingFacts
    idempotency: IdempotencyRecords
    rate_limits: RateLimits
    tokens: TokenVerifier
    links: CapabilityLinks
    accounts: AccountIds
    heavy_work: HeavyWork
    refusal_event: type[Event]


def runtime_of(request: Request) -> Runtime:
    """The runtime of the service that answers this request."""
    return cast(Runtime, request.app.state.runtime)
