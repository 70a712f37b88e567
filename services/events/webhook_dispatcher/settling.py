"""What follows when an endpoint has had its turn, in one transaction: rows, health, and events of the log."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.events.endpoint_mails.repository import write
from services.events.endpoint_mails.writing import MailKind
from services.events.webhook_dispatcher.outcomes import (
    Attempted,
    DeliveryKind,
    DeliveryStatus,
    Health,
    health_after,
    wait_of,
)
from services.events.webhook_dispatcher.repository import Leased
from services.events.webhook_dispatcher.schedule import PAUSED_AFTER
from services.events.webhook_endpoints.events import (
    EndpointReason,
    WebhookEndpointEnded,
    WebhookEndpointFailing,
    WebhookEndpointPaused,
    WebhookEndpointVerified,
)
from services.events.webhook_endpoints.schemas import EndpointStatus
from shared.database.pool import Database
from shared.eventlog.appending import NOTHING, append
from shared.eventlog.envelope import Actor, entry
from shared.eventlog.event_types import Event
from shared.eventlog.following import Follower
from shared.ids import uuid7

Row = Mapping[str, Any]


class Settling:
    """Writes down what came of turns."""

    def __init__(self, database: Database, follower: Follower) -> None:
        self._database = database
        self._follower = follower

    async def settle(self, endpoint: Row, lease: UUID, attempted: Sequence[Attempted]) -> bool:
        """Write what came of a turn; says whether the lease still held. If not, nothing is written."""
        async with self._database.transaction() as connection:
            leased = Leased(connection, endpoint["initiative_id"], endpoint["id"], lease)
            held = await leased.hold()
            if held is None:
                return False
            if held["url"] != endpoint["url"]:
                # The owner has moved it meanwhile: what the old address did says nothing of the new one.
                attempted = [one for one in attempted if _was_taken(one)]
            health, events = await self._judge(leased, endpoint, held, attempted)
            status, reason = _standing_of(held, health, attempted)
            if status == EndpointStatus.ENDED:
                await leased.drop_all()
            await leased.settle(
                status=status,
                reason=reason,
                failures=health.failures,
                failing_since=health.failing_since,
                warned_at=held["now"] if health.to_be_warned(held["now"]) else health.warned_at,
                rest=health.rest,
                delivered=any(one.outcome.error is None for one in attempted),
            )
            for event in events:
                await self._tell_owner(connection, endpoint, event, health)
            if events:
                await self._record(connection, endpoint["initiative_id"], events)
        return True

    async def end(self, endpoint: Row, lease: UUID) -> None:
        """End an endpoint whose system may not read the log any more, with all that waits for it.

        The log says so already: by what took the standing away.
        """
        async with self._database.transaction() as connection:
            leased = Leased(connection, endpoint["initiative_id"], endpoint["id"], lease)
            if await leased.hold() is None:
                return
            await leased.drop_all()
            await leased.settle(
                status=EndpointStatus.ENDED,
                reason=EndpointReason.STANDING_LOST,
                failures=0,
                failing_since=None,
                warned_at=None,
                rest=None,
                delivered=False,
            )

    async def _judge(
        self, leased: Leased, endpoint: Row, held: Row, attempted: Sequence[Attempted]
    ) -> tuple[Health, list[Event]]:
        before = Health(held["failures"], held["failing_since"], held["warned_at"])
        health = health_after(before, attempted, held["now"], random.random)
        rows = [_row(one, ordered=held["ordered"], resting=health.resting) for one in attempted]
        await leased.finish(rows)
        if health.recovered:
            await leased.catch_up()
        return health, _events(endpoint, held, health, attempted)

    @staticmethod
    async def _tell_owner(
        connection: asyncpg.Connection, endpoint: Row, event: Event, health: Health
    ) -> None:
        """Have the owner told that nothing can be delivered, and when it has gone on for too long."""
        if isinstance(event, WebhookEndpointFailing):
            kind = MailKind.FAILING
        elif isinstance(event, WebhookEndpointPaused) and event.reason is EndpointReason.FAILING:
            kind = MailKind.PAUSED
        else:
            return
        assert health.failing_since is not None, "what fails has failed since a moment"
        await write(
            connection,
            endpoint["initiative_id"],
            endpoint["id"],
            mail_id=uuid7(),
            kind=kind.value,
            since=health.failing_since,
        )

    async def _record(
        self, connection: asyncpg.Connection, initiative_id: UUID, events: Sequence[Event]
    ) -> None:
        """Append events of the service itself, as the last statement of the transaction."""
        entries = [
            entry(
                event,
                source=self._follower.source,
                initiative_id=initiative_id,
                actor=Actor("service"),
                time=datetime.now(UTC),
                request_id=str(uuid7()),
            )
            for event in events
        ]
        await self._follower.apply_own(connection, initiative_id, entries)
        await append(connection, initiative_id, entries, NOTHING)


def _was_taken(one: Attempted) -> bool:
    """Whether something was delivered, wherever to; a challenge is answered for one address only."""
    return one.outcome.error is None and one.kind is not DeliveryKind.CHALLENGE


def _row(one: Attempted, *, ordered: bool, resting: bool) -> dict[str, Any]:
    failed = one.outcome.error is not None
    wait = wait_of(one, ordered=ordered, resting=resting, chance=random.random) if failed else None
    status = DeliveryStatus.DELIVERED if not failed else DeliveryStatus.WAITING
    return {
        "id": one.id,
        "status": DeliveryStatus.FAILED if failed and wait is None else status,
        "wait": wait,
        "try": one.outcome.as_json(),
        "answer": one.outcome.answer if failed else None,
    }


def _is_verified(held: Row, attempted: Sequence[Attempted]) -> bool:
    return held["status"] == EndpointStatus.UNVERIFIED and any(
        one.kind is DeliveryKind.CHALLENGE and one.outcome.error is None for one in attempted
    )


def _standing_of(
    held: Row, health: Health, attempted: Sequence[Attempted]
) -> tuple[EndpointStatus, EndpointReason | None]:
    """What an endpoint's status is after a turn, and why."""
    if any(one.outcome.gone for one in attempted):
        return EndpointStatus.ENDED, EndpointReason.GONE
    if _is_verified(held, attempted):
        return EndpointStatus.ACTIVE, None
    if held["status"] == EndpointStatus.ACTIVE and health.to_be_paused(held["now"]):
        return EndpointStatus.PAUSED, EndpointReason.FAILING
    reason = held["reason"]
    return EndpointStatus(held["status"]), EndpointReason(reason) if reason else None


def _events(endpoint: Row, held: Row, health: Health, attempted: Sequence[Attempted]) -> list[Event]:
    named = {"endpoint_id": endpoint["id"], "organization_id": endpoint["organization_id"]}
    status, reason = _standing_of(held, health, attempted)
    if status != held["status"]:
        if status is EndpointStatus.ACTIVE or reason is None:
            return [WebhookEndpointVerified(**named)]
        fact = WebhookEndpointEnded if status is EndpointStatus.ENDED else WebhookEndpointPaused
        return [fact(**named, reason=reason)]
    if health.failing_since is not None and health.to_be_warned(held["now"]):
        since = health.failing_since
        return [WebhookEndpointFailing(**named, since=since, paused_from=since + PAUSED_AFTER)]
    return []
