"""The log over HTTP: its entries by page, and whole, as streams."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from starlette.responses import StreamingResponse

from services.events.log.schemas import (
    ActorId,
    After,
    EventPage,
    LastEventId,
    Since,
    Subject,
    Types,
    Until,
    WithCheckpoint,
)
from services.events.log.service import EventLog, position_in
from services.events.log.streaming import NDJSON, SERVER_SENT_EVENTS, Export, Openings, live, stream
from shared.eventlog.reading import START, EntryFilter
from shared.http.auth.capabilities import LogReader
from shared.http.auth.links import Purpose, takes_links
from shared.http.dependencies import PrincipalDep, ReadingDep, RuntimeDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit
from shared.http.problem_documents import problem_responses
from shared.http.problems import InvalidCursor
from shared.http.routes import ReadRoute, StreamRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=_PREFIX, tags=["log"], route_class=ReadRoute)
streaming = APIRouter(prefix=_PREFIX, tags=["log"], route_class=StreamRoute)


async def _log(reading: ReadingDep) -> EventLog:
    return EventLog(reading)


async def _entry_filter(
    types: Types = (),
    actor: ActorId = None,
    subject: Subject = None,
    since: Since = None,
    until: Until = None,
) -> EntryFilter:
    return EntryFilter(types, actor, subject, since, until)


LogDep = Annotated[EventLog, Depends(_log)]
FilterDep = Annotated[EntryFilter, Depends(_entry_filter)]


def _lines(description: str) -> dict[int | str, dict[str, object]]:
    return {200: {"description": description, "content": {NDJSON: {"schema": {"type": "string"}}}}}


@reading.get("/events", response_model=EventPage, responses=problem_responses(InvalidCursor))
async def list_events(
    caller: LogReader,
    log: LogDep,
    wanted: FilterDep,
    after: After = START,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Response:
    """List the entries of the log in its order, with the sealed values the caller may see.

    Every member reads every line. All conditions given have to hold.
    """
    return Response(await log.page(wanted, position_in(cursor, after), limit), media_type="application/json")


@streaming.get(
    "/export",
    response_class=StreamingResponse,
    responses=_lines(
        "One leaf a line, the exact bytes; from the beginning, line n is the entry at position n."
    ),
)
async def export_log(
    initiative_id: UUID,
    caller: LogReader,
    principal: PrincipalDep,
    runtime: RuntimeDep,
    after: After = START,
    checkpoint: WithCheckpoint = False,
) -> StreamingResponse:
    """Export the log as lines of canonical JSON, up to its head when the export begins.

    Anyone can check it with a hash function. An export that ends before its time is broken off, never closed.
    """
    name = f"shidra-log-{initiative_id}-from-{after + 1}.ndjson"
    return await stream(
        runtime,
        initiative_id,
        principal,
        Export(initiative_id, after, checkpoint=checkpoint).read,
        filename=name,
    )


@streaming.get(
    "/events/stream",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-sent events: the position as `id`, an item of the list as `data`.",
            "content": {SERVER_SENT_EVENTS: {"schema": {"type": "string"}}},
        }
    },
)
@takes_links(Purpose.STREAM)
async def stream_events(
    initiative_id: UUID,
    caller: LogReader,
    principal: PrincipalDep,
    runtime: RuntimeDep,
    wanted: FilterDep,
    after: After = START,
    last_event_id: LastEventId = None,
) -> StreamingResponse:
    """Follow the log as server-sent events, from a position on; `Last-Event-ID` goes on after it.

    A browser's EventSource, which sends no token, comes by a link of its person's: `POST …/stream-links`.
    """
    begin = after if last_event_id is None else last_event_id
    return await live(runtime, initiative_id, principal, wanted, begin)


@streaming.get(
    "/openings",
    response_class=StreamingResponse,
    responses=_lines("One opening a line: `{position, field, salt, value}`; the salt in base64."),
)
async def export_openings(
    initiative_id: UUID,
    caller: LogReader,
    principal: PrincipalDep,
    runtime: RuntimeDep,
    after: After = START,
) -> StreamingResponse:
    """Export the sealed values the caller may see, each with the salt that opens its commitment."""
    name = f"shidra-openings-{initiative_id}-from-{after + 1}.ndjson"
    return await stream(runtime, initiative_id, principal, Openings(initiative_id, after).read, filename=name)
