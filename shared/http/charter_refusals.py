"""How a refusal by the charter reaches the log: its rule and the capacity, without the person."""

from contextlib import suppress
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.charter import CharterRefusal
from shared.charter_words import Rule
from shared.commands import Command
from shared.eventlog.appending import NOTHING, LogEndedError, append
from shared.eventlog.envelope import Actor, entry
from shared.eventlog.event_types import OPEN, Event, each_services_own
from shared.http.runtime import Runtime

NOBODY = UUID(int=0)
"""Stands for a caller who is no person, such as the operator."""

# Repeats of one person within an hour are one refusal: somebody trying again is no news.
_FIRST_IN_AN_HOUR = """
    INSERT INTO {schema}.charter_refusal AS earlier (initiative_id, person_id, rule, refused_at)
    VALUES ($1, $2, $3, now())
    ON CONFLICT (initiative_id, person_id, rule) DO UPDATE SET refused_at = now()
    WHERE earlier.refused_at < now() - interval '1 hour'
    RETURNING true"""


class CharterRefused(Event):
    """The charter refused a request. The capacity stands in the envelope, the person does not."""

    subject: ClassVar[str] = "charter/{rule}"
    example: ClassVar[dict[str, Any]] = {"rule": Rule.AGENDA_BELONGS_TO_PARTNERS}
    rule: Annotated[Rule, OPEN]


def refusal_event(service: str) -> type[CharterRefused]:
    """The event type by which a service records that the charter refused something."""
    return each_services_own(CharterRefused, service, "charter.refused")


async def log_refusal(runtime: Runtime, refused: Command, refusal: CharterRefusal) -> None:
    """Append the refusal in a transaction of its own; the one it interrupted has been rolled back.

    Not where the initiative has ended at this moment: its log takes no more of them.
    """
    with suppress(LogEndedError):
        await _log_first(runtime, refused, refusal)


async def _log_first(runtime: Runtime, refused: Command, refusal: CharterRefusal) -> None:
    async with runtime.database.transaction() as connection:
        first = await connection.fetchval(
            _FIRST_IN_AN_HOUR.format(schema=runtime.service),
            refused.initiative_id,
            refused.caller.person_id or NOBODY,
            refusal.rule.value,
        )
        if not first:
            return
        event = entry(
            runtime.refusal_event.model_validate({"rule": refusal.rule}),
            source=f"/{runtime.service}",
            initiative_id=refused.initiative_id,
            actor=Actor(refused.caller.kind, capacity=refused.caller.capacity),
            time=refused.now,
            request_id=refused.request_id,
        )
        await append(connection, refused.initiative_id, [event], NOTHING)
