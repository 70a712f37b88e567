"""What came of an attempt, and what follows from it for the delivery and for its endpoint: pure functions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.events.webhook_dispatcher.schedule import (
    BREAKER,
    CHALLENGE_ATTEMPTS,
    PAUSED_AFTER,
    SCHEDULE,
    WARNED_AFTER,
    longest_wait,
    rest_after,
    wait_after,
)

Chance = Callable[[], float]
"""Draws a number from 0 to 1."""


class DeliveryKind(StrEnum):
    """What is delivered."""

    EVENT = "event"
    """An entry of the log."""
    TEST = "test"
    """An event that means nothing, sent because the owner asked for it; tried once."""
    CHALLENGE = "challenge"
    """The question whether an address wants events."""


class DeliveryStatus(StrEnum):
    """How a delivery stands."""

    WAITING = "waiting"
    """It will be tried, or tried again, at `due_at`."""
    HELD = "held"
    """It waits until an earlier one that failed is taken: the endpoint is `ordered`."""
    DELIVERED = "delivered"
    """The receiver took it: it answered 2xx."""
    FAILED = "failed"
    """It was given up after the last attempt. It can be replayed."""


class DeliveryError(StrEnum):
    """Why an attempt failed."""

    STATUS = "status"
    """The receiver answered, with a status that is not 2xx."""
    REDIRECT = "redirect"
    """It answered with another address; nothing is sent there."""
    TIMEOUT = "timeout"
    """It was not done in time, from connecting to the end of its answer."""
    NOT_CONNECTED = "not_connected"
    """No connection could be made."""
    BROKEN_OFF = "broken_off"
    """The connection ended before there was an answer."""
    CERTIFICATE = "certificate"
    """Its certificate is not valid for its name, or TLS failed otherwise."""
    NAME_NOT_FOUND = "name_not_found"
    """Its name leads nowhere."""
    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    """Its name leads to an address that webhooks are not sent to."""
    MALFORMED_ANSWER = "malformed_answer"
    """What it answered is no HTTP."""
    WRONG_CHALLENGE = "wrong_challenge"
    """It answered 2xx to the challenge, and not with its value."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt."""

    error: DeliveryError | None
    started_at: datetime
    duration_ms: int
    status: int | None = None
    answer: str | None = None
    retry_after: float | None = None
    """Seconds it asked for, within bounds."""

    @property
    def gone(self) -> bool:
        """Whether the receiver said that it wants no more."""
        return self.status == 410

    def as_json(self) -> dict[str, Any]:
        """As it stands among the latest attempts of its delivery."""
        return {
            "at": self.started_at.isoformat(),
            "duration_ms": self.duration_ms,
            "status": self.status,
            "error": self.error,
        }


@dataclass(frozen=True, slots=True)
class Attempted:
    """A delivery that was attempted."""

    id: UUID
    kind: DeliveryKind
    attempts: int
    """This one included."""
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Health:
    """How an endpoint takes what it is sent."""

    failures: int = 0
    failing_since: datetime | None = None
    warned_at: datetime | None = None
    rest: float | None = None
    """Seconds in which nothing is tried."""
    recovered: bool = False
    """It took something after it had rested: what waits need not wait longer."""

    @property
    def resting(self) -> bool:
        """Whether one delivery at a time tries whether it is back."""
        return self.failures >= BREAKER

    def to_be_warned(self, now: datetime) -> bool:
        """Whether its owner is to be told, and was not yet."""
        return (
            self.failing_since is not None
            and self.warned_at is None
            and now - self.failing_since >= WARNED_AFTER
        )

    def to_be_paused(self, now: datetime) -> bool:
        """Whether it has failed for so long that nothing is sent any more."""
        return self.failing_since is not None and now - self.failing_since >= PAUSED_AFTER


def health_after(health: Health, attempted: Sequence[Attempted], now: datetime, chance: Chance) -> Health:
    """An endpoint's health after some attempts, in the order in which they ended. Only events count."""
    for one in attempted:
        if one.kind is not DeliveryKind.EVENT:
            continue
        if one.outcome.error is None:
            health = Health(recovered=health.recovered or health.resting)
        else:
            failures = health.failures + 1
            asked, rest = one.outcome.retry_after, rest_after(failures, chance())
            health = replace(
                health,
                failures=failures,
                failing_since=health.failing_since or now,
                rest=max((wait for wait in (asked, rest, health.rest) if wait is not None), default=None),
            )
    return health


def wait_of(one: Attempted, *, ordered: bool, resting: bool, chance: Chance) -> float | None:
    """Seconds until a delivery that failed is tried again; None: it is given up.

    Nothing is given up that holds others back, or because its endpoint takes nothing at all.
    """
    if one.kind is DeliveryKind.TEST:
        return None
    if one.kind is DeliveryKind.CHALLENGE and one.attempts >= CHALLENGE_ATTEMPTS:
        return None
    wait = wait_after(one.attempts, chance())
    if wait is None and (ordered or resting):
        wait = longest_wait(chance())
    if wait is not None and one.outcome.retry_after is not None:
        return max(wait, one.outcome.retry_after)
    return wait


ATTEMPTS = len(SCHEDULE)
"""How often an event is tried before it is given up."""
