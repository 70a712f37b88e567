"""Context events over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.context_events.errors import ContextEventReversed, UnknownContextSource
from services.registry.context_events.events import ContextKind
from services.registry.context_events.schemas import ContextEvent, ContextEventCreate, ContextEventPatch
from services.registry.context_events.service import ContextEventCommands, ContextEvents
from shared.http.auth.capabilities import Facilitator, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/context-events"
reading = APIRouter(prefix=_PREFIX, tags=["context events"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["context events"], route_class=WriteRoute)
_REFUSALS = problem_responses(ContextEventReversed, UnknownContextSource)


async def _context_events(reading: ReadingDep) -> ContextEvents:
    return ContextEvents(reading)


async def _commands(command: CommandDep) -> ContextEventCommands:
    return ContextEventCommands(command)


ContextEventsDep = Annotated[ContextEvents, Depends(_context_events)]
CommandsDep = Annotated[ContextEventCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=_REFUSALS)
async def record_context_event(
    body: ContextEventCreate, caller: Facilitator, commands: CommandsDep
) -> ContextEvent:
    """Record something outside that changes the picture: a war, an election, a budget."""
    return ContextEvent.model_validate(dict(await commands.record(body)))


@reading.get("")
async def list_context_events(
    caller: WorkReader,
    context_events: ContextEventsDep,
    kind: ContextKind | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[ContextEvent]:
    """List what happened outside, in the order it was recorded; of a span of days, what touches it."""
    found = context_events.page(after(cursor), limit + 1, kind=kind, since=since, until=until)
    return page(await found, limit)


@reading.get("/{context_event_id}")
async def get_context_event(
    context_event_id: UUID, caller: WorkReader, context_events: ContextEventsDep
) -> ContextEvent:
    """Read a context event."""
    return ContextEvent.model_validate(dict(await context_events.get(context_event_id)))


@writing.patch("/{context_event_id}", responses=_REFUSALS)
async def change_context_event(
    context_event_id: UUID,
    body: ContextEventPatch,
    caller: Facilitator,
    if_match: IfMatch,
    commands: CommandsDep,
) -> ContextEvent:
    """Change what is recorded of something outside, such as the day it ended."""
    return ContextEvent.model_validate(dict(await commands.describe(context_event_id, body, if_match)))


@writing.delete("/{context_event_id}", status_code=204)
async def withdraw_context_event(
    context_event_id: UUID, caller: Facilitator, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Take back what was recorded by mistake."""
    await commands.withdraw(context_event_id, if_match)
